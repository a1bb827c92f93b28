"""What the model made of an essay, in a file beside it: a paragraph is read once, and not at every start.

The file is numpy's own (.npz: a zip with a checksum of every array, no code in it). Each passage is known by what it
was made of, so that of an essay that changed, or was half read, only what is new has to be read.
"""

import logging
import secrets
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.essay import Paragraph
from index.meaning.embedder import Embedder
from index.meaning.states import PackedPassage

__all__ = ["digest", "file_beside", "keep", "kept"]

log = logging.getLogger(__name__)

FORM = 2  # of the file and of what is in it: another number makes all of it anew
SUFFIX = ".meaning.npz"
DIGEST = f"S{sha256().digest_size * 2}"
UNREADABLE = (ValueError, KeyError, EOFError, MemoryError, zipfile.BadZipFile, zlib.error, NotImplementedError)


def file_beside(essay: Path) -> Path:
    """The file for what is made of an essay: "notes.md.meaning.npz" beside "notes.md"; "notes.pdf" has another."""
    return essay.with_name(essay.name + SUFFIX)


def digest(paragraph: Paragraph) -> bytes:
    """What a passage is made of: the text and its sentences."""
    return sha256(paragraph.model_dump_json(include={"text", "sentences"}).encode()).hexdigest().encode()


def kept(path: Path, embedder: Embedder) -> dict[bytes, PackedPassage]:
    """The passages in the file, by what they were made of; none where another model made them, or it is damaged."""
    try:
        if not path.is_file():  # nor is a pipe waited for
            return {}
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return _passages(file, embedder.dimension) if str(file["maker"]) == _maker(embedder) else {}
    except OSError as error:
        log.warning("%s can't be read (%s): the essay is read for its meaning anew.", path, error.strerror)
    except UNREADABLE:
        log.warning("%s is damaged: the essay is read for its meaning anew.", path)
    return {}


def keep(path: Path, passages: Mapping[bytes, PackedPassage], embedder: Embedder) -> None:
    """Write the file whole or not at all.

    Raises:
        OSError: it can't be written.
    """
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, maker=np.array(_maker(embedder)), **_arrays(passages))
        unfinished.replace(path)
    finally:
        with suppress(OSError):  # nothing is there unless something went wrong, or somebody broke it off
            unfinished.unlink(missing_ok=True)


def _maker(embedder: Embedder) -> str:
    return f"{FORM} {embedder.name} {embedder.dimension}"


def _arrays(passages: Mapping[bytes, PackedPassage]) -> dict[str, NDArray[Any]]:
    """One array of each kind for all passages, and how much of them is each one's."""
    return {
        "digests": np.array(list(passages), dtype=DIGEST),
        "tokens": np.array([len(passage.pieces) for passage in passages.values()], dtype=np.int64),
        "counts": np.array([len(passage.sentences) for passage in passages.values()], dtype=np.int64),
        **{name: np.concatenate([getattr(p, name) for p in passages.values()]) for name in PackedPassage._fields},
    }


def _passages(file: Mapping[str, NDArray[Any]], dimension: int) -> dict[bytes, PackedPassage]:
    tokens, counts = file["tokens"], file["counts"]
    columns = [_cut(file[name], counts if name == "sentences" else tokens) for name in PackedPassage._fields]
    found = zip(file["digests"].tolist(), zip(*columns, strict=True), strict=True)
    passages = {made_of: PackedPassage(*arrays) for made_of, arrays in found}
    if not all(_is_whole(passage, dimension) for passage in passages.values()):
        raise ValueError("a passage is not what was kept")
    return passages


def _is_whole(passage: PackedPassage, dimension: int) -> bool:
    """Whether it is what `pack` makes: anybody could have written the file."""
    levels, steps, pieces, sentences = passage
    have_types = levels.dtype == np.uint8 and steps.dtype == np.float32 and pieces.dtype == sentences.dtype == np.int32
    have_shapes = levels.shape == (len(pieces), dimension // 2) and steps.ndim == pieces.ndim == sentences.ndim == 1
    return bool(
        have_types
        and have_shapes
        and np.isfinite(steps).all()
        and (np.diff(sentences, prepend=0, append=len(pieces) - 1) >= 0).all()  # rising, and in range
    )


def _cut(array: NDArray[Any], lengths: NDArray[np.int64]) -> Sequence[NDArray[Any]]:
    if lengths.dtype != np.int64 or lengths.min(initial=1) < 1 or lengths.sum() != len(array):
        raise ValueError("the file holds more or less than it says")
    return np.split(array, np.cumsum(lengths)[:-1])
