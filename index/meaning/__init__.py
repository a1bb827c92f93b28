"""Meaning beside words: an optional model that knows other words, and other languages, for the same thing.

It is there where the package that holds the model is installed (`quoth[meaning]`). Meaning is one more kind of
evidence, beside words, in the ranking and in the verdict.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.essay import Paragraph
from index.meaning.embedder import Embedder
from index.meaning.keeping import file_beside
from index.meaning.reading import Watched, read_passages
from index.meaning.scoring import Closeness, Interaction
from index.meaning.states import unpack
from index.meaning.weights import MeaningError

__all__ = ["Closeness", "Embedder", "Meaning", "MeaningError", "open_embedder"]

log = logging.getLogger(__name__)


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

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        embedder: Embedder,
        essay: Path | None = None,
        watched: Watched = iter,
    ) -> None:
        """Take what is kept in the file beside the essay, have the model read the rest, and keep that too.

        Args:
            paragraphs: the essay's.
            embedder: the model.
            essay: the essay's file; None keeps nothing.
            watched: is given the paragraphs that have to be read.

        Raises:
            MeaningError: something has to be read, and the model is damaged.
        """
        self._embedder = embedder
        passages = read_passages(paragraphs, embedder, file_beside(essay) if essay else None, watched)
        self._interaction = Interaction(unpack(passages, embedder.passage_mean), embedder.question_mean)
        self._told = False

    def closeness(self, question: str) -> Closeness | None:
        """How near the question comes to each paragraph and sentence; None where the model fails, told the first time.

        Whatever goes wrong in it, words alone can answer.
        """
        try:
            close = self._interaction.closeness(self._embedder.question(question))
            if not np.isfinite(close.near).all():  # and all that follows would be silence
                raise MeaningError("what it makes of the question is no number")
            return close
        except Exception as error:
            if not self._told:
                log.warning("The model failed (%s: %s): words alone answer.", type(error).__name__, error)
            self._told = True
            return None
