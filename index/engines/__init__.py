"""What ranks passages for terms by BM25. Which engine does it changes the speed, never the ranking."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.postings import Scores

__all__ = ["Alternatives", "Engine", "Hit", "add_up"]

Alternatives = Mapping[str, float]
"""What may stand for one word of a question: terms, and how much of its worth each counts (1 for the word itself)."""


def add_up(words: Sequence[Alternatives], scores_of: Callable[[Sequence[str]], Scores]) -> Scores:
    """The scores for all words together: each counts, in every passage, by the one alternative worth most there.

    `scores_of` gives the scores of every passage for terms that stand for themselves; most words do.
    """
    plain = [term for word in words if list(word.values()) == [1] for term in word]
    scores = scores_of(plain)
    for word in words:
        if word and list(word.values()) != [1]:
            scores = scores + np.max([weight * scores_of([term]) for term, weight in word.items()], axis=0)
    return scores


class Hit(NamedTuple):
    """A passage, by its position among those that were indexed (from 0), and its score (above 0)."""

    passage: int
    score: float


class Engine(Protocol):
    """An index over passages, immutable once built and safe to ask from several threads."""

    def search(self, words: Sequence[Alternatives], limit: int) -> list[Hit]:
        """The best passages first, equal scores in order of position; passages without any term are no hits.

        Each word counts by the one alternative that is worth most in a passage; a word given twice counts twice.
        """
        ...

    def worth(self, term: str, passage: int) -> float:
        """What one term adds to a passage's score."""
        ...
