"""`quoth evaluate`: labelled questions in, measures out, as a table or as JSON."""

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.chosen import choose, essay_for
from bot.evidence import Without, meaning_of, reasons
from bot.printable import printable
from index import EssayError
from index.essay import Frozen
from index.essays import SHIPPED_ESSAY, shipped_essay
from index.evaluation import (
    OFF_TOPIC,
    Answerers,
    Estimate,
    Measures,
    Outcome,
    compare,
    measure,
    off_topic,
    read_essays,
    read_questions,
    run,
)
from index.vocabulary import read_glossary

__all__ = ["Report", "evaluate", "show_report"]

LABELLED_SET = ".jsonl"
COLUMNS = {
    "questions": "questions",
    "Hit@1": "hit_at_1",
    "Hit@3": "hit_at_3",
    "MRR@10": "mrr_at_10",
    "nDCG@10": "ndcg_at_10",
    "marked": "marked_rightly",
    "words": "words_marked",
    "answered": "answered",
    "wrongly": "answered_wrongly",
    "AUROC": "auroc",
    "ms": "milliseconds",
}
LEGEND = (
    "Shares in percent, with the half width of their 95 % interval. marked: marks that hold an answer; words: marked "
    "on average; answered: of the answerable questions; wrongly: unanswerable ones answered; ms: median of a question."
)


class Report(Frozen):
    """All measures of a run, and the outcome of every question, so that another run can be compared with it."""

    overall: Measures
    sets: dict[str, Measures]
    kinds: dict[str, Measures]
    difference: dict[str, Estimate]
    """Ours less the other run's, where one was given."""
    outcomes: tuple[Outcome, ...]


def evaluate(
    question_files: Sequence[Path],
    essay_files: Sequence[Path] = (),
    *,
    with_off_topic: bool = False,
    predictions: Path | None = None,
    other: Path | None = None,
    without: Collection[Without] = (),
) -> Report:
    """Ask every question and measure; a progress bar on standard error where that is a terminal.

    Raises:
        EssayError: a file can't be read or written, or holds something else than it should.
    """
    before = _read_report(other) if other else None
    answerers = _answerers(essay_files, without)
    by_set = {
        name: _run(name, path, answerers, with_off_topic=with_off_topic)
        for name, path in _set_names(question_files).items()
    }
    outcomes = [outcome for found in by_set.values() for outcome in found]
    if not outcomes:
        raise EssayError("There is no question in these files.")
    difference = compare(outcomes, before.outcomes) if before else {}
    if before and not difference:
        raise EssayError(f"{other} has no answerable question in common with these files.")
    if predictions:
        _write(predictions, outcomes)
    return Report(
        overall=measure(outcomes),
        sets={name: measure(found) for name, found in by_set.items() if found},
        kinds={kind: measure(found) for kind, found in _by_kind(outcomes).items()},
        difference=dict(difference),
        outcomes=tuple(outcomes),
    )


def show_report(report: Report) -> None:
    """Print the measures as a table, and the difference from another run if there is one."""
    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 200)
    table = Table(box=None, header_style="")
    for heading in ("", *COLUMNS):
        table.add_column(heading, overflow="fold")
    rows = [*report.sets.items(), *report.kinds.items()]
    if len(rows) > 1:
        rows.append(("all", report.overall))
    for name, measures in rows:
        table.add_row(Text(printable(name)), *(_cell(getattr(measures, field)) for field in COLUMNS.values()))
    console.print(table)
    console.print(LEGEND)
    for name, estimate in report.difference.items():
        low, high = estimate.low * 100, estimate.high * 100
        console.print(f"{name} less the other run's: {estimate.value * 100:+.1f} ({low:+.1f} to {high:+.1f})")


def _cell(value: Estimate | float | None) -> str:
    match value:
        case None:
            return "-"
        case Estimate():
            return f"{value.value * 100:.1f} ±{(value.high - value.low) * 50:.1f}"
        case int():
            return str(value)
        case _:
            return f"{value:.2f}"


def _answerers(files: Sequence[Path], without: Collection[Without]) -> Answerers:
    """The essays of labelled sets, or of plain files with the glossaries beside them; without any, the shipped one."""
    essays = {} if files else {SHIPPED_ESSAY.stem: shipped_essay()}
    paths = {SHIPPED_ESSAY.stem: SHIPPED_ESSAY, **{path.stem: path for path in files if path.suffix != LABELLED_SET}}
    for path in files:
        if path.suffix == LABELLED_SET:
            essays |= read_essays(path)
        else:
            essays[path.stem] = essay_for(path)
    glossaries = {name: read_glossary(path) for name, path in paths.items() if name in essays}
    search = choose(None, None).search
    return Answerers(
        essays,
        glossaries,
        reasons(without),
        lambda name, essay: meaning_of(essay, paths.get(name), without),
        lambda essay: search.of_essay(len(essay.paragraphs), essay.fingerprint),
    )


def _set_names(files: Sequence[Path]) -> dict[str, Path]:
    """A set is called by its file's name up to the first dot, or, where two would be called so, by its path."""
    short = Counter(path.name.split(".")[0] for path in files)
    names = {path: path.name.split(".")[0] for path in files}
    return {name if short[name] == 1 else str(path): path for path, name in names.items()}


def _run(name: str, path: Path, answerers: Answerers, *, with_off_topic: bool) -> list[Outcome]:
    questions = read_questions(path)
    if with_off_topic:
        questions += off_topic(questions)
        if not any(question.kind == OFF_TOPIC for question in questions):
            raise EssayError(f"{path} asks one essay only: there is no other to ask its questions of.")
    outcomes = run(questions, answerers)
    return list(_with_progress(outcomes, len(questions), printable(name)))


def _with_progress(outcomes: Iterator[Outcome], total: int, name: str) -> Iterable[Outcome]:
    console = Console(stderr=True, markup=False)
    return track(outcomes, name, total, console=console, transient=True, disable=not console.is_terminal)


def _by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.kind].append(outcome)
    return kinds if len(kinds) > 1 else {}


def _write(path: Path, outcomes: Iterable[Outcome]) -> None:
    fields = {"id", "essay", "verdict", "paragraphs", "highlight", "score"}
    lines = (outcome.model_dump_json(include=fields) + "\n" for outcome in outcomes)
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise EssayError(f"{path} can't be written: {error.strerror}.") from None


def _read_report(path: Path) -> Report:
    try:
        return TypeAdapter(Report).validate_json(path.read_bytes())
    except OSError as error:
        raise EssayError(f"{path} can't be read: {error.strerror}.") from None
    except ValidationError:
        raise EssayError(f"{path} is no report: make one with quoth evaluate --json.") from None
