"""BM25 over any kind of key, kept so that a question touches only the units that hold its keys.

The formula is the engine's: Okapi BM25 with Lucene's idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework", eq. 3.15).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Postings", "Scores"]

Scores = NDArray[np.float64]


class Postings:
    """For each key the units (paragraphs or sentences) that hold it, and what it is worth there."""

    def __init__(self, units: Sequence[Iterable[Hashable]], k1: float, b: float) -> None:
        counts = [Counter(unit) for unit in units]
        lengths = np.array([count.total() for count in counts], dtype=float)
        norms = k1 * (1 - b + b * lengths / max(lengths.mean(), 1.0))
        holders: dict[Hashable, list[int]] = {}
        frequencies: dict[Hashable, list[int]] = {}
        for unit, count in enumerate(counts):
            for key, frequency in count.items():
                holders.setdefault(key, []).append(unit)
                frequencies.setdefault(key, []).append(frequency)
        self._size = len(units)
        df = np.fromiter(map(len, holders.values()), np.intp, len(holders))
        total = int(df.sum())
        self._units = np.fromiter((unit for found in holders.values() for unit in found), np.intp, total)
        tf = np.fromiter((n for found in frequencies.values() for n in found), np.float64, total)
        idf = np.log(1 + (self._size - df + 0.5) / (df + 0.5))
        self._worths: Scores = np.repeat(idf, df) * tf * (k1 + 1) / (tf + norms[self._units])
        ends = np.cumsum(df).tolist()
        starts = [0, *ends][:-1]
        self._slices = {key: slice(*edges) for key, edges in zip(holders, zip(starts, ends, strict=True), strict=True)}

    def scores(self, keys: Iterable[Hashable]) -> Scores:
        """The score of every unit; a key that is given twice counts twice."""
        found = [place for key in keys if (place := self._slices.get(key))]
        if not found:
            return np.zeros(self._size)
        units = np.concatenate([self._units[place] for place in found])
        worths = np.concatenate([self._worths[place] for place in found])
        return np.bincount(units, worths, self._size).astype(np.float64)
