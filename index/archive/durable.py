"""Files that are there whole or not at all, also after the power has gone; and how one knows that they are whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from index.errors import ArchiveError

__all__ = ["UNFINISHED", "checksum", "settle", "settle_folder", "settle_name", "write_whole", "writing"]

UNFINISHED = ".unfinished"  # what a file or folder ends in until it is whole
BLOCK = 1 << 20  # bytes: with blocks of this size a sum is made at 3 GB a second, with 16 kB at half of that

CANT_WRITE = "{path} can't be written: {reason}. What was indexed before stays; mend that and run the command again."


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What writes in the block ends in a sentence where it can't: a full disk, a folder without the right to."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(CANT_WRITE.format(path=error.filename or path, reason=reason)) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name, and give it its own when it is on the disk; it replaces what had that before.

    Raises:
        ArchiveError: it can't be written.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with writing(path):
            unfinished.write_bytes(data)
            settle(unfinished)
            unfinished.replace(path)
            settle_name(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Have a file's content on the disk before anything is done that builds on it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle_name(path: Path) -> None:
    """The same for the name that a file or folder has: it is a matter of the folder around it."""
    with suppress(PermissionError):  # Windows opens no folders; there it is the system's business
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def settle_folder(folder: Path) -> None:
    """The same for all that lies in a folder, at any depth."""
    for path in folder.rglob("*"):
        if path.is_file():
            settle(path)
        settle_name(path)


def checksum(path: Path) -> int:
    """CRC-32 of a file: it tells damage, not intent."""
    total = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            total = crc32(block, total)
    return total
