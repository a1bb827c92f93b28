"""Meaning beside words: an optional model that knows other words, and other languages, for the same thing.

It is there where the package that holds the model is installed (`quoth[meaning]`). Meaning is one more kind of
evidence, beside words, in the ranking and in the verdict.
"""

from collections.abc import Sequence
from pathlib import Path

from index.essay import Paragraph
from index.meaning.embedder import Embedder
from index.meaning.keeping import file_beside, fingerprint, keep, kept
from index.meaning.scoring import Closeness, Interaction
from index.meaning.states import read_states
from index.meaning.weights import MeaningError

__all__ = ["Closeness", "Embedder", "Meaning", "MeaningError", "open_embedder"]


def open_embedder() -> Embedder | None:
    """The model, if it is installed.

    Raises:
        MeaningError: it is installed, but can't be used.
    """
    from index.meaning.e5 import E5, model_file

    path = model_file()
    return E5(path) if path else None


class Meaning:
    """What an essay means to a model. Immutable once built; threads may ask it together."""

    def __init__(self, paragraphs: Sequence[Paragraph], embedder: Embedder, essay: Path | None = None) -> None:
        """Take the states from the file beside the essay, or have the model read it and write that file.

        Args:
            paragraphs: the essay's.
            embedder: the model.
            essay: the essay's file; None keeps nothing.
        """
        self._embedder = embedder
        made_of = fingerprint(paragraphs, embedder)
        states = kept(file_beside(essay), made_of) if essay else None
        if states is None:
            states = read_states(paragraphs, embedder)
            if essay:
                keep(file_beside(essay), states, made_of)
        self._interaction = Interaction(states, embedder.question_mean)

    def closeness(self, question: str) -> Closeness:
        """How near the question comes to each paragraph and sentence."""
        return self._interaction.closeness(self._embedder.question(question))
