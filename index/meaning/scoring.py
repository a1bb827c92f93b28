"""How near a question comes to each paragraph: late interaction between its tokens and theirs.

Khattab and Zaharia 2020, "ColBERT", section 3.3: each of the question's tokens meets the token that is nearest to it
(MaxSim), and what they find is added up. Here a sentence at a time, rare tokens counting more (their idf in the essay),
and with a model that was never trained for it. One vector for a whole paragraph finds a third fewer.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.meaning.embedder import QuestionStates, Vectors
from index.meaning.states import States
from index.postings import Scores

__all__ = ["Closeness", "Interaction"]

DISTINCT = 0.5  # of the worth of `tokens`; fitted freely it comes to 0.47, and gains no more


class Closeness(NamedTuple):
    """Cosines, by paragraph that of its best sentence."""

    distinct: Scores
    """Of tokens, each less what is common to all: what tells one paragraph from another."""
    tokens: Scores
    """Of tokens as they are: what tells whether anything is near at all."""
    whole: Scores
    """Of the question's vector and the mean of a sentence's tokens: what is left where languages share no word."""
    near: Scores
    """What orders the paragraphs: `tokens` and half of `distinct`, of the best sentence and, as what a question asks is
    often said in two, of the best two in a row; the mean of both."""
    sentences: list[Scores]
    """By paragraph, of its sentences: as `distinct`."""
    told: float
    """How much the question tells: the sum of its tokens' idf."""
    usual: float
    """Of tokens, the mean over the essay's sentences: how near it comes where nothing answers."""

    def within(self, positions: Sequence[int] | None) -> "Closeness":
        """That of these paragraphs, or of all; what is usual in the essay stays."""
        if positions is None:
            return self
        return self._replace(
            distinct=self.distinct[positions],
            tokens=self.tokens[positions],
            whole=self.whole[positions],
            near=self.near[positions],
            sentences=[self.sentences[position] for position in positions],
        )


class Interaction:
    """An essay's states, ready to be compared with a question's. Immutable once built."""

    def __init__(self, states: States, question_mean: Vectors) -> None:
        self._states = states
        self._question_mean = question_mean
        self._to_question_mean = states.differences @ question_mean
        self._lengths = _lengths_from(-states.mean, states.differences), _lengths(states.differences)
        self._weights = _idf(states)
        self._usual_weight = float(np.log(1 + 2 * (len(states.paragraphs) + 0.5)))

    def closeness(self, question: QuestionStates) -> Closeness:
        """Compare a question with every sentence."""
        if not len(question.pieces):
            return self._nothing()
        weights = np.array([self._weights.get(int(piece), self._usual_weight) for piece in question.pieces])
        told = float(weights.sum())
        weights /= told
        vector = question.vector / np.linalg.norm(question.vector)
        nearest = [self._nearest(cosines) for cosines in self._cosines(question.states)]
        whole = self._sentence_vectors @ vector
        sentences = [weights @ cosines for cosines in nearest]
        distinct, tokens = map(self._best, sentences)
        distinct_of_two, tokens_of_two = (self._best(weights @ self._of_two(cosines)) for cosines in nearest)
        return Closeness(
            distinct=distinct,
            tokens=tokens,
            whole=self._best(whole.astype(float)),
            near=(tokens + tokens_of_two + DISTINCT * (distinct + distinct_of_two)) / 2,
            sentences=np.split(sentences[0], self._states.paragraphs[1:]),
            told=told,
            usual=float(sentences[1].mean()),
        )

    def _cosines(self, question: Vectors) -> tuple[Scores, Scores]:
        """Question's tokens × essay's tokens: of the differences from the means, and of the states themselves."""
        whole, difference = self._lengths
        products = question @ self._states.differences.T
        own = question - self._question_mean
        distinct = (products - self._to_question_mean) / np.outer(_lengths(own), difference)
        tokens = (products + (question @ self._states.mean)[:, None]) / np.outer(_lengths(question), whole)
        return distinct, tokens

    def _nearest(self, cosines: Scores) -> Scores:
        """By the question's token and sentence, the cosine of the nearest token."""
        return np.maximum.reduceat(cosines, self._states.sentences, axis=1).astype(float)

    def _of_two(self, nearest: Scores) -> Scores:
        """The same for each sentence together with the next one of its paragraph, if there is one."""
        return np.maximum(nearest, nearest[:, self._next])

    def _best(self, sentences: Scores) -> Scores:
        """By paragraph, the best of its sentences."""
        return np.asarray(np.maximum.reduceat(sentences, self._states.paragraphs))

    @cached_property
    def _next(self) -> NDArray[np.intp]:
        """The sentence that follows each one; of a paragraph's last, itself."""
        following = np.arange(1, len(self._states.sentences) + 1)
        following[np.append(self._states.paragraphs[1:], len(following)) - 1] -= 1
        return following

    @cached_property
    def _sentence_vectors(self) -> Vectors:
        """Means of the states of a sentence's tokens, of length one: the passage around it has a say in them."""
        sums = np.add.reduceat(self._states.differences, self._states.sentences, axis=0)
        tokens = np.diff(self._states.sentences, append=len(self._states.pieces)).clip(1)  # two may share the last one
        sums += tokens[:, None] * self._states.mean
        return np.asarray(sums / _lengths(sums)[:, None], dtype=np.float32)

    def _nothing(self) -> Closeness:
        zeros = np.zeros(len(self._states.paragraphs))
        sentences = np.zeros(len(self._states.sentences))
        return Closeness(zeros, zeros, zeros, zeros, np.split(sentences, self._states.paragraphs[1:]), 0.0, 0.0)


def _idf(states: States) -> dict[int, float]:
    """By piece, how rare it is among the paragraphs: the engine's idf."""
    firsts = states.sentences[states.paragraphs]
    paragraphs = np.searchsorted(firsts, np.arange(len(states.pieces)), side="right")
    pairs = np.unique(np.stack([states.pieces, paragraphs]), axis=1)
    pieces, holders = np.unique(pairs[0], return_counts=True)
    idf: NDArray[np.float64] = np.log(1 + (len(firsts) - holders + 0.5) / (holders + 0.5))
    return dict(zip(pieces.tolist(), idf.tolist(), strict=True))


def _lengths(vectors: Vectors) -> Vectors:
    """Without a copy of them all, which a long essay's would be a hundred megabytes."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), dtype=np.float32)


def _lengths_from(origin: Vectors, vectors: Vectors) -> Vectors:
    """How far each is from another origin, by the law of cosines."""
    squares = _lengths(vectors) ** 2 - 2 * (vectors @ origin) + origin @ origin
    return np.asarray(np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny)), dtype=np.float32)
