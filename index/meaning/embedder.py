"""What turns text into vectors: passages and questions alike, so that near ones say near things in any language."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Embedder", "PassageStates", "QuestionStates", "Vectors"]

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]


class PassageStates(NamedTuple):
    """A passage's tokens: a state each, which piece of a word it is, and at which character it begins."""

    states: Vectors
    pieces: Numbers
    starts: Numbers


class QuestionStates(NamedTuple):
    """A question's tokens: a state each, which piece of a word it is; and one vector of the whole."""

    states: Vectors
    pieces: Numbers
    vector: Vectors


class Embedder(Protocol):
    """A model that gives states of tokens. Safe to share between threads."""

    @property
    def name(self) -> str:
        """Model and version: what was made with another name does not fit."""

    @property
    def dimension(self) -> int:
        """The length of its vectors."""

    @property
    def languages(self) -> str:
        """Which it knows, as a reader is told."""

    @property
    def passage_mean(self) -> Vectors:
        """The mean state of a passage's tokens."""

    @property
    def question_mean(self) -> Vectors:
        """The mean state of a question's tokens: what all questions have in common, and none of them asks."""

    def verify(self) -> None:
        """Look at the whole model, before something is read that will be kept.

        Raises:
            MeaningError: it is not what it was when it was installed.
        """

    def passage(self, text: str) -> PassageStates:
        """The states of a passage of any length."""

    def question(self, text: str) -> QuestionStates:
        """The states of a question."""
