"""Generations: what is served, written whole beside what is served, and swapped in at once.

A generation goes by the sum of its manifest, and the manifest has the sums of all else: `current` vouches for it all.
"""

import json
import os
import re
import secrets
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from index.archive.durable import UNFINISHED, checksum, settle_folder, settle_name, write_whole, writing
from index.errors import ArchiveError

__all__ = [
    "CURRENT",
    "GENERATIONS",
    "HIDDEN",
    "MANIFEST",
    "SEGMENTS",
    "Manifest",
    "archive_key",
    "check",
    "current_name",
    "damaged",
    "is_indexed",
    "make_current",
    "read_manifest",
    "write_generation",
]

HIDDEN = ".quoth"  # in the folder; names with a dot before them are passed over where essays are looked for
CURRENT, GENERATIONS, SEGMENTS, MANIFEST = "current", "generations", "segments", "manifest.json"
KEY = "key"
FORM = 1  # of what lies in there: another number has all of it made anew
NAME = re.compile(r"[0-9a-f]{32}\n")

MISSING = "{folder} has no index: `quoth index {quoted}` makes one."
DAMAGED = "The index of {folder} is damaged ({what}): `quoth index {quoted}` makes it anew."
OTHER_VERSION = "The index of {folder} is of another version of Quoth: `quoth index {quoted}` makes it anew."


class Manifest(NamedTuple):
    """What a generation is made of."""

    makers: Mapping[str, str]
    """What tells the code by which it was made."""
    counts: Mapping[str, int]
    files: Mapping[str, Sequence[int]]
    """By the way from the generation, size and CRC-32."""
    segments: Mapping[str, int]
    """By name, the size of each segment that is needed; places are told by their order."""


def is_indexed(folder: Path) -> bool:
    """Whether an index was made of a folder, whole or not."""
    return (folder / HIDDEN / CURRENT).exists()


def archive_key(folder: Path) -> str:
    """What tells an archive from any other, wherever it is moved; an index that has none is given one.

    Raises:
        ArchiveError: it can't be written.
    """
    path = folder / HIDDEN / KEY
    with writing(path):
        if not path.exists():
            write_whole(path, secrets.token_hex(8).encode())
        return path.read_text(encoding="ascii", errors="replace")


def current_name(folder: Path) -> str:
    """The generation that is served.

    Raises:
        ArchiveError: there is none, or the name is damaged.
    """
    try:
        name = (folder / HIDDEN / CURRENT).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        raise ArchiveError(MISSING.format(folder=folder, quoted=_quoted(folder))) from None
    except OSError as error:
        raise damaged(folder, f"{CURRENT}: {error.strerror}") from None
    if not NAME.fullmatch(name):
        raise damaged(folder, CURRENT)
    return name.strip()


def read_manifest(folder: Path, name: str) -> Manifest:
    """The manifest of a generation.

    Raises:
        ArchiveError: it is missing, damaged, or another version's.
    """
    try:
        data = (folder / HIDDEN / GENERATIONS / name / MANIFEST).read_bytes()
        content = json.loads(data)
    except (OSError, ValueError):
        raise damaged(folder, MANIFEST) from None
    if isinstance(content, dict) and content.get("form") != FORM:
        raise ArchiveError(OTHER_VERSION.format(folder=folder, quoted=_quoted(folder)))
    if _name_of(data) != name:
        raise damaged(folder, MANIFEST)
    return Manifest(**{field: content[field] for field in Manifest._fields})


def check(folder: Path, name: str, manifest: Manifest) -> None:
    """See whether all that belongs to a generation is there as it was written; segments only by their sizes.

    Raises:
        ArchiveError: it is not.
    """
    for file, (size, crc) in manifest.files.items():
        path = folder / HIDDEN / GENERATIONS / name / file
        if _size(path) != size or checksum(path) != crc:
            raise damaged(folder, file)
    for segment, size in manifest.segments.items():
        if _size(folder / HIDDEN / SEGMENTS / segment) != size:
            raise damaged(folder, f"{SEGMENTS}/{segment}")


def write_generation(
    folder: Path,
    makers: Mapping[str, str],
    counts: Mapping[str, int],
    segments: Mapping[str, int],
    fill: Callable[[Path], None],
) -> str:
    """Write a generation, whole and on the disk; what is served stays the same.

    Args:
        folder: the folder of essays.
        makers: see `Manifest`, as the next two.
        counts: likewise.
        segments: likewise.
        fill: writes its files into the folder that it is given.

    Returns:
        Its name.

    Raises:
        ArchiveError: it can't be written.
    """
    unfinished = folder / HIDDEN / GENERATIONS / (secrets.token_hex(8) + UNFINISHED)
    try:
        with writing(unfinished):
            unfinished.mkdir(parents=True)
            fill(unfinished)
            manifest = _as_bytes({"form": FORM, **Manifest(makers, counts, _sums(unfinished), segments)._asdict()})
            (unfinished / MANIFEST).write_bytes(manifest)
            settle_folder(unfinished)
            whole = unfinished.with_name(_name_of(manifest))
            if whole.exists():  # by a run that came no further, or it is damaged
                shutil.rmtree(whole)
            unfinished.rename(whole)
            settle_name(whole)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)  # what room is left is needed
    return whole.name


def make_current(folder: Path, name: str) -> None:
    """Serve a generation from now on.

    Raises:
        ArchiveError: it can't be written; what was served before still is.
    """
    write_whole(folder / HIDDEN / CURRENT, f"{name}\n".encode())


def damaged(folder: Path, what: str) -> ArchiveError:
    """What is said where something is not as it was written."""
    return ArchiveError(DAMAGED.format(folder=folder, what=what, quoted=_quoted(folder)))


def _sums(folder: Path) -> dict[str, tuple[int, int]]:
    """By the way from a folder, size and sum of each file in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, checksum(path)) for path in files}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _name_of(manifest: bytes) -> str:
    return sha256(manifest).hexdigest()[:32]


def _as_bytes(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=1).encode()


def _quoted(folder: Path) -> str:
    return shlex.quote(os.fspath(folder))
