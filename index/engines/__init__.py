"""What ranks passages for terms by BM25. Which engine does it changes the speed, never the ranking."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.errors import QuothError
from index.postings import Scores

__all__ = ["SCORE_DIGITS", "Alternatives", "Engine", "EngineError", "Hit", "Passages", "add_up"]

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


Passages = Sequence[Sequence[str]]
"""Of one text, the terms of each of its passages, in order."""


# Of scores: engines that reckon in numbers of 32 bits order passages like those that reckon in 64.
SCORE_DIGITS = 3


class EngineError(QuothError):
    """An engine can't be asked, or what it holds can't be used."""


class Hit(NamedTuple):
    """A passage, by its position in its text (from 0), and its score (above 0)."""

    passage: int
    score: float
    text: str = ""


class Engine(Protocol):
    """An index over the passages of texts. Threads may search it together; holding others is for one of them."""

    def hold(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """Hold exactly these texts: index those that are new, and drop all others.

        What a text is called stands for what is in it: a changed text has another name, as by an essay's fingerprint.
        """
        ...

    def search(self, words: Sequence[Alternatives], limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """The best passages first, equal scores in order of text and position; those without any term are no hits.

        Each word counts by the one alternative that is worth most in a passage; a word given twice counts twice. How
        rare a term is goes by all texts, also where few are searched.
        """
        ...

    def close(self) -> None:
        """Let go of what is held outside of memory."""
        ...
