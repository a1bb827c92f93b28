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
        held: dict[Hashable, list[tuple[int, int]]] = {}
        for unit, count in enumerate(counts):
            for key, frequency in count.items():
                held.setdefault(key, []).append((unit, frequency))
        self._size = len(units)
        df = np.array([len(places) for places in held.values()], dtype=np.intp)
        flat = np.array([place for places in held.values() for place in places], dtype=np.intp).reshape(-1, 2)
        self._units, tf = flat[:, 0], flat[:, 1]
        idf = np.log(1 + (self._size - df + 0.5) / (df + 0.5))
        self._worths = np.repeat(idf, df) * tf * (k1 + 1) / (tf + norms[self._units])
        ends = np.cumsum(df).tolist()
        self._slices = {
            key: slice(end - len(places), end) for (key, places), end in zip(held.items(), ends, strict=True)
        }

    def scores(self, keys: Iterable[Hashable]) -> Scores:
        """The score of every unit; a key that is given twice counts twice."""
        found = [place for key in keys if (place := self._slices.get(key))]
        if not found:
            return np.zeros(self._size)
        units = np.concatenate([self._units[place] for place in found])
        worths = np.concatenate([self._worths[place] for place in found])
        return np.bincount(units, worths, self._size)
