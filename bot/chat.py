"""`quoth chat`: questions and answers at a terminal, until the reader leaves."""

import sys
from collections.abc import Iterator

from bot.errors import sentence
from bot.layout import Line, answer_lines, contents_lines, passage_lines
from bot.terminal import show
from index import Answerer, QuothError, find_reference

__all__ = ["chat"]

COMMANDS = {
    "/help": "this list",
    "/contents": "the essay's sections",
    "/read REF": "a passage: /read ¶8, /read §2, /read 2.3, /read a heading",
    "/quit": "leave (Ctrl-D does too)",
}
PROMPT = "? "


def chat(answerer: Answerer) -> None:
    """Answer line after line from standard input; what goes wrong with one line ends only that line."""
    lines = _typed_lines() if sys.stdin.isatty() else _piped_lines()
    for line in lines:
        if line == "/quit":
            return
        try:
            _respond(line, answerer)
        except QuothError as error:
            _say(sentence(error) or "")
        _say("")


def _respond(line: str, answerer: Answerer) -> None:
    command, _, rest = line.partition(" ")
    match command:
        case "/help":
            _help()
        case "/contents":
            show(contents_lines(answerer.essay))
        case "/read" if rest.strip():
            show(passage_lines(find_reference(answerer.essay, rest)))
        case _ if command.startswith("/"):
            _say(f"There is no “{line}”. /help lists what there is.")
        case _:
            show(answer_lines(answerer.answer(line)))


def _help() -> None:
    _say("Ask about the essay in your own words, or:")
    for command, meaning in COMMANDS.items():
        _say(f"{command:<12}{meaning}", indent=" " * 12)


def _say(text: str, indent: str = "") -> None:
    show([Line(text, indent=indent)])


def _piped_lines() -> Iterator[str]:
    return (line.strip() for line in sys.stdin if line.strip())


def _typed_lines() -> Iterator[str]:
    """Lines typed at the prompt: edited, recalled with the arrow keys, commands completed with Tab."""
    from prompt_toolkit import PromptSession  # takes a while to load, and only this command needs it
    from prompt_toolkit.completion import WordCompleter

    words = [command.split()[0] for command in COMMANDS]
    session: PromptSession[str] = PromptSession(
        PROMPT, completer=WordCompleter(words, sentence=True), reserve_space_for_menu=len(words)
    )
    _say("Ask about the essay. /help lists commands, /quit leaves.")
    while True:
        try:
            line = session.prompt().strip()
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line, as in a shell
        except EOFError:
            return
        if line:
            yield line
