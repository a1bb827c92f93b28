"""Segments: files of records, each of which is what was made of one file. Written once, and never changed.

A segment holds its records one after another, then a table of them as JSON, then the length and the sum of that.
"""

import json
import secrets
import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple, Self
from zlib import crc32

from index.archive.durable import UNFINISHED, settle, settle_name, writing
from index.errors import ArchiveError

__all__ = ["Made", "Place", "Row", "Segment", "SegmentWriter", "read_rows"]

ALIGNED = 8  # bytes: where a record begins, for the arrays in it
END = struct.Struct(">QI8s")  # how long the table is, its sum, and what tells a segment from other files
MARK = b"quoth-1\n"
NAMED_BY = 8  # random bytes: no name is given twice, so none is taken for another

DAMAGED = "{path} is damaged: `quoth index` makes anew what was in it."


class Place(NamedTuple):
    """Where a record stands in its segment, and the sum of its bytes."""

    offset: int
    length: int
    crc: int


class Made(NamedTuple):
    """What was made of one file."""

    way: str
    """To the file from the folder, with slashes."""
    stamp: tuple[int, ...]
    """What stays the same as long as the file does."""
    listed: Mapping[str, Any] | None
    """What a list says of the essay (`index.listing.Listed`); None where the file is none."""
    problem: str = ""
    """What is to be told of the file."""


class Row(NamedTuple):
    """A record of a segment."""

    made: Made
    place: Place


class SegmentWriter:
    """A segment while it is written. It has a name once it is finished; until then nobody reads it."""

    def __init__(self, folder: Path, maker: str) -> None:
        """Begin one.

        Args:
            folder: of all segments.
            maker: what tells the code by which the records are made.

        Raises:
            ArchiveError: nothing can be written there, as everywhere below.
        """
        self.path = folder / secrets.token_hex(NAMED_BY)
        self.rows: list[Row] = []
        self.size = 0
        self._maker = maker
        self._unfinished = self.path.with_name(self.path.name + UNFINISHED)
        with writing(self._unfinished):
            self._file = self._unfinished.open("wb")

    def add(self, made: Made, data: bytes) -> None:
        """Append a record."""
        self.rows.append(Row(made, Place(self.size, len(data), crc32(data))))
        self._write(data + bytes(-len(data) % ALIGNED))

    def finish(self) -> None:
        """Give the segment its name, with all that was added on the disk."""
        table = json.dumps({"maker": self._maker, "rows": self.rows}, separators=(",", ":")).encode()
        self._write(table + END.pack(len(table), crc32(table), MARK))
        with writing(self._unfinished):
            self._file.close()
            settle(self._unfinished)
            self._unfinished.replace(self.path)
            settle_name(self.path)

    def discard(self) -> None:
        """Be rid of it."""
        with suppress(OSError):  # a full disk refuses what is still to be written
            self._file.close()
        with writing(self._unfinished):
            self._unfinished.unlink(missing_ok=True)

    def _write(self, data: bytes) -> None:
        with writing(self._unfinished):
            self._file.write(data)
        self.size += len(data)


def read_rows(path: Path) -> tuple[str, list[Row]]:
    """Who made a segment, and what is in it.

    Raises:
        ArchiveError: it is damaged, or no segment.
    """
    try:
        with path.open("rb") as file:
            end = file.seek(-END.size, 2)
            length, crc, mark = END.unpack(file.read())
            file.seek(end - length)
            table = file.read(length)
    except (OSError, ValueError):  # it is shorter than its end, or than it says
        raise ArchiveError(DAMAGED.format(path=path)) from None
    if mark != MARK or crc32(table) != crc:
        raise ArchiveError(DAMAGED.format(path=path))
    content = json.loads(table)
    return content["maker"], [
        Row(Made(way, tuple(stamp), listed, problem), Place(*place))
        for (way, stamp, listed, problem), place in content["rows"]
    ]


class Segment:
    """A segment to read records of, also when it is deleted meanwhile. Threads may do so together."""

    def __init__(self, path: Path) -> None:
        """Raises OSError if there is none."""
        self._path = path
        self._file = path.open("rb", buffering=0)
        self._lock = Lock()

    def read(self, place: Place) -> bytes:
        """A record.

        Raises:
            ArchiveError: it is not what was written there.
        """
        try:
            with self._lock:
                self._file.seek(place.offset)
                data = self._file.read(place.length)
        except OSError:
            data = b""
        if len(data) != place.length or crc32(data) != place.crc:
            raise ArchiveError(DAMAGED.format(path=self._path))
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
