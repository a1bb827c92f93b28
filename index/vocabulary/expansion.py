"""What a question's words may mean in the essay, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from index.terms import Token

__all__ = ["Alternative", "Expansion", "Reason", "Understood"]


class Reason(StrEnum):
    """Why another term of the essay stands for a word of the question. Each can be switched off."""

    SPELLING = "spelling"
    ACRONYM = "acronym"
    NAME = "name"
    GLOSSARY = "glossary"


class Alternative(NamedTuple):
    """A term of the essay (a phrase: its terms with spaces between) and what it counts, the word itself 1."""

    term: str
    weight: float
    reason: Reason | None
    """None: it is the word itself."""


class Expansion(NamedTuple):
    """A word or known phrase of a question, where it begins (a token's number, from 0), and what it may mean.

    The alternatives stand best first; there are none for a word that is nowhere in the essay. `in_capitals`: question
    and essay both write it so, "US" and not "us".
    """

    word: str
    place: int
    alternatives: tuple[Alternative, ...]
    in_capitals: bool = False

    @property
    def weights(self) -> Mapping[str, float]:
        """The alternatives as an engine takes them."""
        return {alternative.term: alternative.weight for alternative in self.alternatives}


class Understood(NamedTuple):
    """A question's tokens, mended where they were mistyped, and what its words may mean in the essay."""

    tokens: list[Token]
    words: list[Expansion]
