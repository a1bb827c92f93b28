"""What ranks passages for terms by BM25. Which engine does it changes the speed, never the ranking."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

__all__ = ["Engine", "Hit"]


class Hit(NamedTuple):
    """A passage, by its position among those that were indexed (from 0), and its score (above 0)."""

    passage: int
    score: float


class Engine(Protocol):
    """An index over passages, immutable once built and safe to ask from several threads."""

    def search(self, terms: Sequence[str], limit: int) -> list[Hit]:
        """The best passages first, equal scores in order of position; passages without any term are no hits.

        A term that is given twice counts twice.
        """
        ...

    def idf(self, term: str) -> float:
        """What a term is worth by its rarity among the passages; 0 for one that no passage has."""
        ...

    def worth(self, term: str, passage: int) -> float:
        """What one term adds to a passage's score."""
        ...
