"""Essays made ready to be asked when they are first asked, and kept so as far as memory allows."""

from collections.abc import Collection
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache

from bot.evidence import Without, meaning_of, reasons
from index import Answerer, Essay
from index.vocabulary import GlossaryEntry

__all__ = ["Answerers", "Shelved", "length"]

MOST_KEPT = 2_000_000  # characters of essays: each takes some 65 bytes ready to be asked


class Shelved(NamedTuple):
    """An essay, the file it was read from, and the glossary beside it."""

    path: Path
    essay: Essay
    glossary: tuple[GlossaryEntry, ...] = ()


class Answerers:
    """Makes essays ready to be asked, and keeps those that were asked last. Threads may ask it together."""

    def __init__(self, *, explains: bool = False) -> None:
        self._explains = explains
        self._lock = Lock()
        self._kept: LRUCache[tuple[Path, bool], Answerer] = LRUCache(
            MOST_KEPT, getsizeof=lambda one: min(length(one.essay), MOST_KEPT)
        )

    def of(self, shelved: Shelved, without: Collection[Without]) -> Answerer:
        """The essay, ready to be asked."""
        key = shelved.path, Without.MEANING in without
        with self._lock:
            answerer = self._kept.get(key)
        if answerer is None or answerer.essay is not shelved.essay:
            path, essay, glossary = shelved
            meaning = meaning_of(essay, path, without)
            answerer = Answerer(essay, glossary, reasons(without), meaning=meaning, explains=self._explains)
            with self._lock:
                self._kept[key] = answerer
        return answerer


def length(essay: Essay) -> int:
    """In characters."""
    return sum(len(paragraph.text) for paragraph in essay.paragraphs)
