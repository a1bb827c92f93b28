"""The command `quoth`: what each command takes, and which exit status it gives.

0: answered; 1: not in the essay; 2: the command was used wrongly, or its input is bad; 70: a fault of the program; 130:
interrupted.
"""

import gc
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.chosen import choose, named_in, open_essays
from bot.errors import BAD_INPUT, errors_as_sentences
from bot.evidence import Without
from bot.layout import answer_lines, contents_lines, library_lines, passage_lines
from bot.options import EssayOption, FolderArgument, InOption, LibraryOption, WithoutOption
from bot.printable import printable_json
from bot.streams import prepare_streams, standard_input
from bot.terminal import most_essays, show
from index import LONGEST_QUESTION, QUOTES_SHOWN, Verdict
from index.essays import SHIPPED_QUESTIONS

__all__ = ["app", "main"]

NOT_IN_ESSAY = 1
INTERRUPTED = 130  # as shells have it: 128 and the number of the signal
MOST_QUOTES = 10
STANDARD_INPUT = "-"


class _Group(TyperGroup):
    """Lets a closed pipe out to `main`: Typer would leave with status 1, which means "not in the essay"."""

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401 - Typer keeps the class of a context to itself
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise BrokenPipeError from None  # without the number by which Typer knows it


app = typer.Typer(
    name="quoth",
    cls=_Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Examples:\n\n\b\n"
        '  quoth ask "What are Azerbaijan\'s preconditions for signing?"\n'
        '  quoth ask --essay notes.md "Who was there?"\n'
        '  quoth ask --library readings "Who was there?"\n'
        "  quoth contents\n"
        "  quoth read 2.3\n"
        "  quoth chat"
    ),
)


def main() -> None:
    """The program's entry."""
    with errors_as_sentences():
        prepare_streams()
        app()


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"quoth {version('quoth')}")
        raise typer.Exit


@app.callback()
def quoth(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Ask an essay: it answers in its own words, quoted exactly, with section and paragraph."""


@app.command(
    epilog='Example:\n\n\b\n  quoth ask "What did Armenia agree to in 2024?"\n  echo "zangezur" | quoth ask --json -'
)
def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each word was worth.")] = False,
    top: Annotated[int, typer.Option("--top", min=1, max=MOST_QUOTES, help="The most quotes to show.")] = QUOTES_SHOWN,
    essay: EssayOption = None,
    library: LibraryOption = None,
    within: InOption = None,
    without: WithoutOption = [],
) -> None:
    """Answer one question. Exit status: 0 answered, 1 not in the essay, 2 bad input."""
    asked = open_essays(choose(essay, library), without, explains=explain, in_brief=True).library
    answer = asked.answer(_question(question), top, named_in(asked, within))
    if as_json:
        print(printable_json(answer.to_json(ascii_only=_is_ascii_only())))
    else:
        show(answer_lines(answer, of_several=len(asked.essays) > 1))
    if answer.verdict is Verdict.NOT_IN_ESSAY:
        raise typer.Exit(NOT_IN_ESSAY)


@app.command()
def chat(
    essay: EssayOption = None,
    library: LibraryOption = None,
    within: InOption = None,
    without: WithoutOption = [],
) -> None:
    """Ask question after question."""
    from bot.chat import chat as run_chat

    gc.enable()
    opened = open_essays(choose(essay, library), without, in_brief=True)
    run_chat(opened, named_in(opened.library, within))


@app.command(epilog="Example:\n\n\b\n  quoth evaluate questions.jsonl --essays essays.jsonl --json > before.json")
def evaluate(
    questions: Annotated[
        list[Path],
        typer.Argument(
            metavar="QUESTIONS.jsonl",
            show_default=False,
            help="Labelled questions, a line each; else the shipped ones.",
        ),
    ] = [SHIPPED_QUESTIONS],
    essays: Annotated[
        list[Path],
        typer.Option(metavar="FILE", help="The essays they ask, a .jsonl set or essays' files; else the shipped."),
    ] = [],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all measures and outcomes as one JSON object.")
    ] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was found, a line a question.")
    ] = None,
    compare: Annotated[Path | None, typer.Option(metavar="OTHER.json", help="An earlier run's --json output.")] = None,
    off_topic: Annotated[bool, typer.Option("--off-topic", help="Ask each question of another essay too.")] = False,
    without: WithoutOption = [],
) -> None:
    """Measure how good the answers are, on labelled questions."""
    from bot.evaluate import evaluate as run_evaluation
    from bot.evaluate import show_report

    gc.enable()
    report = run_evaluation(
        questions, essays, with_off_topic=off_topic, predictions=predictions, other=compare, without=without
    )
    if as_json:
        print(printable_json(report.model_dump_json(ensure_ascii=_is_ascii_only())))
    else:
        show_report(report)


@app.command()
def serve(essay: EssayOption = None, library: LibraryOption = None, without: WithoutOption = []) -> None:
    """Answer on Discord, until it is stopped. The token is a setting: QUOTH_DISCORD_TOKEN."""
    from bot.discord_side.lifecycle import serve as run_bot
    from bot.settings import load_settings

    gc.enable()
    run_bot(partial(open_essays, choose(essay, library), without), load_settings())


@app.command(epilog='Example:\n\n\b\n  quoth index articles\n  quoth ask --library articles "Who was there?"')
def index(folder: FolderArgument) -> None:
    """Index a folder of many essays, so that asking them needs none of their files; again after they have changed.

    Only what is new or has changed is read. The index lies in the folder, under .quoth.
    """
    from bot.archiving.command import run_index

    gc.enable()
    if not run_index(folder, choose(None, None).search):
        raise typer.Exit(INTERRUPTED)


@app.command()
def doctor(
    channel: Annotated[
        int | None, typer.Option(metavar="ID", help="Look as well whether the bot may answer in this channel.")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Check all that `quoth serve` needs, and say what to do. Exit status: 0 all is right, 2 something is not."""
    from bot.doctor import doctor as run_doctor

    if not run_doctor(channel, library):
        raise typer.Exit(BAD_INPUT)


@app.command()
def contents(
    left_out: Annotated[bool, typer.Option("--left-out", help="Show the lines that are no part of the essay.")] = False,
    essay: EssayOption = None,
    library: LibraryOption = None,
    within: InOption = None,
) -> None:
    """List the essay's sections, and suggest what to ask; of a library list the essays."""
    listed = open_essays(choose(essay, library), [Without.MEANING]).library  # what is suggested is made of its words
    name = named_in(listed, within)
    if name is None:
        show(library_lines(listed.listing, most_essays()))
    else:
        show(contents_lines(listed.essays[name], left_out=left_out, suggestions=listed.suggestions(name)))


@app.command(epilog="Examples:\n\n\b\n  quoth read ¶8\n  quoth read §2\n  quoth read 2.3\n  quoth read current stage")
def read(
    reference: Annotated[
        list[str],
        typer.Argument(
            metavar="REF", help="¶8 or 8, ¶8–9, §2, 2.3 (third of section 2), a heading's beginning or a citation."
        ),
    ],
    essay: EssayOption = None,
    library: LibraryOption = None,
    within: InOption = None,
) -> None:
    """Show a paragraph or a section as it stands."""
    from bot.passages import find_passage

    opened = open_essays(choose(essay, library), in_brief=True).library
    show(passage_lines(find_passage(opened, named_in(opened, within), " ".join(reference))))


@app.command()
def gaps(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """List the questions that were not answered, of the Discord servers that keep them."""
    from bot.gaps import gap_lines, read_gaps

    gc.enable()
    kept = read_gaps()
    if as_json:
        print(printable_json(kept.model_dump_json(ensure_ascii=_is_ascii_only())))
    else:
        show(gap_lines(kept))


def _is_ascii_only() -> bool:
    """Whether standard output may lack a letter, so that JSON has to escape it."""
    return sys.stdout.encoding.lower().replace("-", "") != "utf8"


def _question(words: list[str]) -> str:
    if words == [STANDARD_INPUT]:
        with standard_input() as stream:
            return stream.read(LONGEST_QUESTION + 1).strip()  # one more than allowed is enough to refuse it
    # Bytes of the command line that are no UTF-8 reach Python as lone surrogates, which nothing can print.
    return " ".join(words).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
