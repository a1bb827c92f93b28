"""What runs before this one have made: records that are whole, and by which code they were made."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bot.library.files import Stamp
from bot.progress import with_bar
from index import ArchiveError
from index.archive.segments import Made, Place, Segment, read_rows

__all__ = ["Key", "Record", "records_in"]

Key = tuple[str, Stamp]
"""The way to a file, and what stays the same as long as the file does."""


class Record(NamedTuple):
    """What was made of a file, and where that is."""

    made: Made
    segment: str
    place: Place

    @property
    def key(self) -> Key:
        """Of which file, as it was then."""
        return self.made.way, self.made.stamp


def records_in(folder: Path, maker: str) -> dict[Key, Record]:
    """Every record of a folder of segments that this code made and that is whole; others are as if they were not."""
    paths = sorted(path for path in folder.iterdir() if not path.suffix)
    records: dict[Key, Record] = {}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for found in with_bar(threads.map(lambda path: _records_in(path, maker), paths), len(paths), "Checking"):
            records.update((record.key, record) for record in found)
    return records


def _records_in(path: Path, maker: str) -> list[Record]:
    try:
        made_by, rows = read_rows(path)
        if made_by != maker:
            return []
        with Segment(path) as segment:
            return [Record(row.made, path.name, row.place) for row in rows if _is_whole(segment, row.place)]
    except (ArchiveError, OSError):
        return []


def _is_whole(segment: Segment, place: Place) -> bool:
    try:
        segment.read(place)
    except ArchiveError:
        return False
    return True
