"""BM25 over any kind of key: words, phrases, pieces of words; of paragraphs or of sentences.

The formula is the engine's: Okapi BM25 with Lucene's idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework", eq. 3.15).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.keys import Keys

__all__ = ["Numbers", "Postings", "Scores", "Table", "narrow", "ranges"]

Scores = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


class Table(NamedTuple):
    """Which units hold which keys: a row for each key and unit, by key, and then by unit."""

    keys: Keys
    units: Numbers
    tf: Numbers
    """How often the unit holds the key."""
    lengths: Numbers
    """By unit, how many keys it has."""

    @classmethod
    def of(cls, units: Iterable[Keys]) -> "Table":
        """The table of units, each of which is its keys."""
        by_unit = list(units)
        lengths = np.array([len(unit) for unit in by_unit], np.intp)
        keys = np.concatenate([*by_unit, np.zeros(0, np.uint32)])
        held_by = np.repeat(np.arange(len(by_unit)), lengths)
        order = np.lexsort((held_by, keys))
        keys, held_by = keys[order], held_by[order]
        rows = np.flatnonzero(_changes(keys) | _changes(held_by))
        tf = np.diff(rows, append=len(keys))
        return cls(keys[rows], narrow(held_by[rows]), narrow(tf), narrow(lengths))


class Postings:
    """BM25 over a table. What a key is worth is worked out when it is asked for."""

    def __init__(self, table: Table, k1: float, b: float) -> None:
        self.table = table
        lengths = table.lengths
        self._k1 = k1
        self._norms = k1 * (1 - b + b * lengths / max(lengths.sum() / max(len(lengths), 1), 1.0))
        df = np.arange(len(lengths) + 1)
        self._idf = np.log(1 + (len(lengths) - df + 0.5) / (df + 0.5))

    def scores(self, keys: Keys) -> Scores:
        """The score of every unit; a key that is given twice counts twice."""
        starts = self.table.keys.searchsorted(keys)
        df = self.table.keys.searchsorted(keys, "right") - starts
        rows = ranges(starts, df)
        if not len(rows):
            return np.zeros(len(self._norms))
        units, tf = self.table.units[rows], self.table.tf[rows].astype(np.float64)
        worths = self._idf[df].repeat(df) * tf * (self._k1 + 1) / (tf + self._norms[units])
        return np.bincount(units, worths, len(self._norms)).astype(np.float64, copy=False)


def narrow(numbers: Numbers) -> Numbers:
    """The same numbers, none below 0, in as few bytes as hold the largest."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _changes(numbers: Numbers) -> NDArray[np.bool_]:
    """Where a number is another than the one before it."""
    changes: NDArray[np.bool_] = np.diff(numbers, prepend=~numbers[:1]) != 0
    return changes


def ranges(starts: Numbers, lengths: Numbers) -> NDArray[np.intp]:
    """From each start on as many numbers as its length says, one range after another."""
    shifts = (starts + lengths - lengths.cumsum()).repeat(lengths)
    found: NDArray[np.intp] = np.arange(len(shifts)) + shifts
    return found
