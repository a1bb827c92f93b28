"""Records written into segments as they come: each segment is finished soon, so that little is lost with one."""

import time
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.archiving.records import Record
from index import ArchiveError
from index.archive.segments import Made, SegmentWriter

__all__ = ["Shelving"]

MOST_LOST = 10.0  # seconds of work, or
MOST_LOST_SHARE = 0.05  # of all that was written: a million files make a hundred segments, not thousands


class Shelving:
    """Where records go. What was added is kept when the block is left, however that happens, if it can be."""

    def __init__(self, folder: Path, maker: str) -> None:
        self.records: list[Record] = []
        """All that was added and is on the disk."""
        self._folder = folder
        self._maker = maker
        self._segment: SegmentWriter | None = None
        self._began = 0.0
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._finish()
        except ArchiveError:
            if error is None:
                raise

    def add(self, made: Made, data: bytes) -> None:
        """Add a record.

        Raises:
            ArchiveError: it can't be written; what was added since the last segment was finished is lost.
        """
        if self._segment is None:
            self._segment, self._began = SegmentWriter(self._folder, self._maker), time.monotonic()
        try:
            self._segment.add(made, data)
        except ArchiveError:  # what follows would not stand where the segment believes
            self._segment.discard()
            self._segment = None
            raise
        self._written += len(data)
        is_enough = self._segment.size >= MOST_LOST_SHARE * self._written
        if is_enough and time.monotonic() - self._began >= MOST_LOST:
            self._finish()

    def _finish(self) -> None:
        segment, self._segment = self._segment, None
        if segment is None:
            return
        try:
            segment.finish()
        except BaseException:
            segment.discard()
            raise
        self.records += [Record(row.made, segment.path.name, row.place) for row in segment.rows]
