"""What is kept of an essay's passages: every token's state, in 4 bits a number, and where the sentences begin.

A state is kept as its difference from the essay's mean. On three labelled sets 4 bits move no more than one question in
three hundred; a principal component analysis to 128 numbers of 8 bits, no smaller, lost a point.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.essay import Paragraph, Sentence
from index.meaning.embedder import Embedder, PassageStates, Vectors

__all__ = ["States", "read_states"]

HALF_STEPS = 7.5  # the values of 4 bits: -7.5, -6.5, ... 7.5


class States(NamedTuple):
    """An essay's tokens, in order. Plain arrays, so that a file can hold them."""

    packed: NDArray[np.uint8]
    """Tokens × half the dimension: the first half of the numbers in the lower four bits."""
    steps: NDArray[np.float32]
    """By token, the worth of one step."""
    lengths: Vectors
    """By token, the length of its state, and of the state's difference from the mean."""
    mean: Vectors
    pieces: NDArray[np.int32]
    sentences: NDArray[np.int32]
    """The token at which each sentence begins."""
    paragraphs: NDArray[np.int32]
    """The sentence at which each paragraph begins."""

    def differences(self) -> Vectors:
        """Every token's difference from the mean, unpacked."""
        values = np.concatenate([self.packed & 15, self.packed >> 4], axis=1).astype(np.float32) - np.float32(
            HALF_STEPS
        )
        return np.asarray(values * self.steps[:, None], dtype=np.float32)


def read_states(paragraphs: Sequence[Paragraph], embedder: Embedder) -> States:
    """Have an essay read by the model, once: some 70 ms a paragraph."""
    read = [embedder.passage(paragraph.text) for paragraph in paragraphs]
    states = np.vstack([passage.states for passage in read])
    firsts = np.cumsum([0, *(len(passage.pieces) for passage in read)])
    sentences = [
        int(first) + start
        for first, passage, paragraph in zip(firsts, read, paragraphs, strict=False)
        for start in _sentence_starts(passage, paragraph.sentences)
    ]
    mean = states.mean(axis=0)
    packed, steps = _packed(states - mean)
    return States(
        packed=packed,
        steps=steps,
        lengths=np.stack([np.linalg.norm(states, axis=1), np.linalg.norm(states - mean, axis=1)]),
        mean=mean,
        pieces=np.concatenate([passage.pieces for passage in read]).astype(np.int32),
        sentences=np.array(sentences, dtype=np.int32),
        paragraphs=np.cumsum([0, *(len(paragraph.sentences) for paragraph in paragraphs[:-1])]).astype(np.int32),
    )


def _sentence_starts(passage: PassageStates, sentences: Sequence[Sentence]) -> list[int]:
    """The token at which each sentence begins: the one that holds the space before it. Two may share the last token."""
    starts: list[int] = []
    for sentence in sentences:
        found = int(np.searchsorted(passage.starts, sentence.start - 1)) if starts else 0
        starts.append(min(max(found, starts[-1] + 1 if starts else 0), len(passage.pieces) - 1))
    return starts


def _packed(differences: Vectors) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    steps = np.maximum(np.abs(differences).max(axis=1), np.finfo(np.float32).tiny) / np.float32(HALF_STEPS)
    levels = np.clip(np.floor(differences / steps[:, None]) + np.ceil(HALF_STEPS), 0, 2 * HALF_STEPS).astype(np.uint8)
    half = differences.shape[1] // 2
    return levels[:, :half] | levels[:, half:] << 4, steps
