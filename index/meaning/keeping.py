"""An essay's states in a file beside it, so that the model reads an essay once and not at every start.

The file is numpy's own (.npz: a zip with a checksum of every array, no code in it). It says what it was made of: other
text, another model or another form of the file, and it does not fit and is made anew.
"""

import os
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import numpy as np

from index.essay import Paragraph
from index.meaning.embedder import Embedder
from index.meaning.states import States

__all__ = ["file_beside", "fingerprint", "keep", "kept"]

FORM = 1  # of the file and of what is in it: another number makes all of them anew
SUFFIX = ".meaning.npz"
UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError)


def file_beside(essay: Path) -> Path:
    """The file for an essay's states: "notes.meaning.npz" beside "notes.md"."""
    return essay.with_suffix(SUFFIX)


def fingerprint(paragraphs: Sequence[Paragraph], embedder: Embedder) -> str:
    """What states are made of: the texts, their sentences, the model, the form."""
    made_of = sha256(f"{FORM}\0{embedder.name}\0{embedder.dimension}".encode())
    for paragraph in paragraphs:
        made_of.update(b"\0" + paragraph.model_dump_json(include={"text", "sentences"}).encode())
    return made_of.hexdigest()


def kept(path: Path, made_of: str) -> States | None:
    """The states in the file; None where there is none, or it is damaged or was made of something else."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if str(file["fingerprint"]) != made_of:
                return None
            return States(**{name: file[name] for name in States._fields})
    except UNREADABLE:
        return None


def keep(path: Path, states: States, made_of: str) -> None:
    """Write the file whole or not at all; where it can't be written, the states have to be made again next time."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, fingerprint=np.array(made_of), **states._asdict())
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
