"""Where the passages of texts stand among all that an engine holds, and which of them are the best."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines import SCORE_DIGITS, Hit
from index.postings import Scores, ranges

__all__ = ["Places"]

EQUAL = 10.0**-SCORE_DIGITS  # scores that differ by less may be equal once they are rounded


class Places:
    """The passages of texts, one text after the other, in the order of their names."""

    def __init__(self, texts: Sequence[str], firsts: NDArray[np.intp]) -> None:
        """Take the texts, sorted; and where each one's passages begin, and behind the last one end."""
        self.texts, self.firsts = texts, firsts

    @property
    def count(self) -> int:
        """How many passages there are."""
        return int(self.firsts[-1])

    def best(self, scores: Scores, limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """The best passages by their scores, of all texts or among these; equal ones in order."""
        rows = self._candidates(scores, limit) if among is None else self._rows_of(among)
        rounded = scores[rows].astype(np.float64).round(SCORE_DIGITS)
        order = np.lexsort((rows, -rounded))[:limit]
        order = order[rounded[order] > 0]
        rows = rows[order]
        places = self.firsts.searchsorted(rows, "right") - 1
        passages = rows - self.firsts[places]
        texts = map(self.texts.__getitem__, places.tolist())
        return list(map(Hit, passages.tolist(), rounded[order].tolist(), texts))

    def _candidates(self, scores: Scores, limit: int) -> NDArray[np.intp]:
        """Where scores stand that may be among the best."""
        if len(scores) <= limit:
            return np.arange(len(scores))
        least = np.partition(scores, -limit)[-limit] - EQUAL
        return np.flatnonzero(scores > max(least, 0))

    def _rows_of(self, among: Collection[str]) -> NDArray[np.intp]:
        found = [(bisect_left(self.texts, text), text) for text in sorted(among)]
        places = np.array([place for place, text in found if self.texts[place : place + 1] == [text]], np.intp)
        starts = self.firsts[places]
        return ranges(starts, self.firsts[places + 1] - starts)
