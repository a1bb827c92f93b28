"""BM25 over any kind of key: words, phrases, pieces of words; of paragraphs or of sentences.

The formula is the engine's: Okapi BM25 with Lucene's idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework", eq. 3.15).
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Postings", "Scores", "narrow"]

Scores = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


class Postings:
    """A table of keys, the units (paragraphs or sentences) that hold them, and how often they do.

    An article has tens of thousands of keys. They are kept by their hashes alone, in order: that any two of 64 bits are
    the same is less likely than one in a thousand million. What a key is worth is worked out when it is asked for.
    """

    def __init__(self, units: Iterable[Iterable[Hashable]], k1: float, b: float) -> None:
        by_unit = [_hashes(unit) for unit in units]
        lengths = np.array([len(unit) for unit in by_unit], np.intp)
        self._k1 = k1
        self._norms = k1 * (1 - b + b * lengths / max(lengths.sum() / max(len(lengths), 1), 1.0))
        df = np.arange(len(lengths) + 1)
        self._idf = np.log(1 + (len(lengths) - df + 0.5) / (df + 0.5))
        hashes, held_by = np.concatenate([*by_unit, _hashes(())]), np.repeat(np.arange(len(by_unit)), lengths)
        order = np.lexsort((held_by, hashes))
        hashes, held_by = hashes[order], held_by[order]
        rows = np.flatnonzero(_changes(hashes) | _changes(held_by))
        self._hashes = hashes[rows]
        self._units = narrow(held_by[rows])
        self._tf = narrow(np.diff(rows, append=len(hashes)))

    def scores(self, keys: Sequence[Hashable]) -> Scores:
        """The score of every unit; a key that is given twice counts twice."""
        hashes = _hashes(keys)
        starts = self._hashes.searchsorted(hashes)
        df = self._hashes.searchsorted(hashes, "right") - starts
        rows = _ranges(starts, df)
        if not len(rows):
            return np.zeros(len(self._norms))
        units, tf = self._units[rows], self._tf[rows].astype(np.float64)
        worths = self._idf[df].repeat(df) * tf * (self._k1 + 1) / (tf + self._norms[units])
        return np.bincount(units, worths, len(self._norms)).astype(np.float64, copy=False)


def narrow(numbers: Numbers) -> Numbers:
    """The same numbers, none below 0, in as few bytes as hold the largest."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _hashes(keys: Iterable[Hashable]) -> NDArray[np.int64]:
    return np.fromiter(map(hash, keys), np.int64)


def _changes(numbers: Numbers) -> NDArray[np.bool_]:
    """Where a number is another than the one before it."""
    changes: NDArray[np.bool_] = np.diff(numbers, prepend=~numbers[:1]) != 0
    return changes


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """From each start on as many numbers as its length says, one range after another."""
    shifts = (starts + lengths - lengths.cumsum()).repeat(lengths)
    ranges: Numbers = np.arange(len(shifts)) + shifts
    return ranges
