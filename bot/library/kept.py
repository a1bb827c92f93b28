"""What was read of a folder, kept in the user's cache: a file that has not changed since is not read again.

To read a PDF takes a hundred times as long as to load what was read of it. A file in the cache is JSON lines, the first
of which says what made it.
"""

import logging
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

import index.essay
import index.reading
from bot.library.files import Stamp
from index import Essay
from index.essay import Frozen

__all__ = ["KeptEssay", "keep", "kept", "kept_name"]

log = logging.getLogger(__name__)

FORM = 1  # of the lines: another number has all files read anew
OWNERS_ALONE = 0o700  # essays may be private, and so is what was read of them


class KeptEssay(Frozen):
    """What was read of a file, and of what it was read."""

    file: str
    stamp: Stamp
    essay: Essay


def kept_name(path: Path, folder: Path) -> str:
    """What a file of a folder goes by here: the bytes of its way from the folder, which need not be text."""
    return os.fsencode(path.relative_to(folder)).hex()


def kept(folder: Path) -> dict[str, KeptEssay]:
    """What is kept of a folder, by the files' names here; nothing where other code read it, or it is damaged."""
    try:
        maker, *lines = _file_for(folder).read_bytes().splitlines()
        if maker != _maker():
            return {}
        essays = map(KeptEssay.model_validate_json, lines)
        return {one.file: one for one in essays}
    except (OSError, ValueError):  # there is none yet, or it is not what was written
        return {}


def keep(folder: Path, essays: Iterable[KeptEssay]) -> None:
    """Write all that is to be kept of a folder, whole or not at all; where that can't be, it is told."""
    path = _file_for(folder)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(OWNERS_ALONE, parents=True, exist_ok=True)
        unfinished.write_bytes(b"\n".join([_maker(), *(one.model_dump_json().encode() for one in essays)]))
        unfinished.replace(path)
    except OSError as error:
        log.info("What was read can't be kept in %s (%s): it is read anew at each start.", path.parent, error.strerror)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _file_for(folder: Path) -> Path:
    name = sha256(str(folder.resolve()).encode(errors="surrogateescape")).hexdigest()
    return user_cache_path("quoth", appauthor=False) / "essays" / f"{name}.jsonl"


def _maker() -> bytes:
    """The code that reads: whatever changes in it may read a file otherwise."""
    sources = [Path(index.essay.__file__), *sorted(Path(index.reading.__file__).parent.rglob("*.py"))]
    digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    return f"{FORM} {digest}".encode()
