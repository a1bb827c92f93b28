"""The transformer itself: pieces in, a state of each out. BERT's encoder (Devlin et al. 2019) in numpy.

A text of a hundred tokens takes some 70 ms on one core, a question 15.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.meaning.embedder import Vectors
from index.meaning.weights import Weights, rows_of

__all__ = ["Encoder"]


class _Affine(NamedTuple):
    weights: Vectors
    bias: Vectors

    def __call__(self, x: Vectors) -> Vectors:
        return np.asarray(x @ self.weights + self.bias, dtype=np.float32)


class _Norm(NamedTuple):
    gain: Vectors
    bias: Vectors
    epsilon: float

    def __call__(self, x: Vectors) -> Vectors:
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + np.float32(self.epsilon))
        return np.asarray(centred / deviation * self.gain + self.bias, dtype=np.float32)


class _Layer(NamedTuple):
    attention_in: _Affine
    """Queries, keys and values at once."""
    attention_out: _Affine
    attention_norm: _Norm
    inner: _Affine
    outer: _Affine
    norm: _Norm

    def __call__(self, x: Vectors, heads: int) -> Vectors:
        tokens, width = x.shape
        queries, keys, values = self.attention_in(x).reshape(tokens, 3, heads, -1).transpose(1, 2, 0, 3)
        attention = _softmax(queries @ keys.transpose(0, 2, 1) * np.float32((width // heads) ** -0.5))
        mixed = (attention @ values).transpose(1, 0, 2).reshape(tokens, width)
        x = self.attention_norm(x + self.attention_out(mixed))
        return self.norm(x + self.outer(_gelu(self.inner(x))))


class Encoder:
    """The model's layers, unpacked: 85 MB. Immutable once built."""

    def __init__(self, weights: Weights) -> None:
        sizes = weights.sizes
        self.longest = sizes.positions
        """The most tokens of one pass."""
        self._heads = sizes.heads
        self._words = weights.blocks("emb.word", sizes.width)
        self._positions = weights.vector("emb.pos").reshape(-1, sizes.width) + weights.vector("emb.type")[: sizes.width]
        self._norm = _norm(weights, "emb.ln")
        self._layers = [_layer(weights, f"l{number}") for number in range(sizes.layers)]

    def states(self, pieces: NDArray[np.int64]) -> Vectors:
        """The last layer's state of each piece, of at most `longest`."""
        x = self._norm(rows_of(self._words, pieces) + self._positions[: len(pieces)])
        for layer in self._layers:
            x = layer(x, self._heads)
        return x


def _layer(weights: Weights, name: str) -> _Layer:
    width, inner = weights.sizes.width, weights.sizes.inner
    queries, keys, values = (_affine(weights, f"{name}.{part}", width) for part in "qkv")
    return _Layer(
        attention_in=_Affine(
            np.vstack([queries.weights.T, keys.weights.T, values.weights.T]).T,
            np.hstack([queries.bias, keys.bias, values.bias]),
        ),
        attention_out=_affine(weights, f"{name}.ao", width),
        attention_norm=_norm(weights, f"{name}.aln"),
        inner=_affine(weights, f"{name}.fi", width),
        outer=_affine(weights, f"{name}.fo", inner),
        norm=_norm(weights, f"{name}.oln"),
    )


def _affine(weights: Weights, name: str, inputs: int) -> _Affine:
    return _Affine(weights.matrix(f"{name}.w", inputs), weights.vector(f"{name}.b"))


def _norm(weights: Weights, name: str) -> _Norm:
    return _Norm(weights.vector(f"{name}.w"), weights.vector(f"{name}.b"), weights.sizes.epsilon)


def _softmax(x: Vectors) -> Vectors:
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


# The error function by Abramowitz and Stegun 1964, formula 7.1.26: off by at most 1.5e-7, about what single precision
# resolves. numpy has none of its own.
ERF_P = np.float32(0.3275911)
ERF_A = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))


def _gelu(x: Vectors) -> Vectors:
    """X times the chance that a normal variable is below it (Hendrycks and Gimpel 2016)."""
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + ERF_P * z)
    polynomial = np.zeros_like(t)
    for factor in ERF_A:
        polynomial = (polynomial + factor) * t
    erf = np.copysign(1 - polynomial * np.exp(-z * z), x)
    return np.asarray(x * (1 + erf) * np.float32(0.5), dtype=np.float32)
