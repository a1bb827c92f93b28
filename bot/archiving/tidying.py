"""Room given back: segments of which little is wanted are written anew, and what nothing needs is deleted."""

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from bot.archiving.records import Record
from bot.archiving.shelving import Shelving
from index.archive.durable import UNFINISHED
from index.archive.segments import Segment

__all__ = ["delete_others", "move", "sweep", "to_rewrite"]

LEAST_WANTED = 0.5  # of a segment's bytes: with less, more is gained than written
ROW = 300  # bytes: about so many of a segment's table are a record's
MOST_SEGMENTS = 128  # whoever asks has all of them open, and systems allow a program a few hundred open files
FEWER = 64  # where there are more, the smallest become one, so that it is long until that happens again


def to_rewrite(records: Iterable[Record], sizes: Mapping[str, int]) -> set[str]:
    """The segments whose wanted records are to be written anew.

    Args:
        records: those that are wanted.
        sizes: of the segments that hold them.
    """
    wanted: defaultdict[str, int] = defaultdict(int)
    for record in records:
        wanted[record.segment] += record.place.length + ROW
    sparse = {name for name, size in sizes.items() if wanted[name] < LEAST_WANTED * size}
    if len(sizes) - len(sparse) <= MOST_SEGMENTS:
        return sparse
    by_size = sorted(sizes.keys() - sparse, key=lambda name: sizes[name], reverse=True)
    return sparse | set(by_size[FEWER:])


def move(records: Iterable[Record], folder: Path, shelving: Shelving) -> None:
    """Write records anew.

    Raises:
        ArchiveError: they can't be read or written.
    """
    with ExitStack() as opened, shelving:
        segments: dict[str, Segment] = {}
        for record in records:
            if record.segment not in segments:
                segments[record.segment] = opened.enter_context(Segment(folder / record.segment))
            shelving.add(record.made, segments[record.segment].read(record.place))


def sweep(folder: Path) -> None:
    """Delete what a run that was broken off left unfinished in a folder."""
    for path in folder.glob(f"*{UNFINISHED}"):
        _delete(path)


def delete_others(folder: Path, needed: Collection[str]) -> None:
    """Delete what is not needed any more; what can't be, as on Windows while it is read, is left for next time."""
    for path in folder.iterdir():
        if path.name not in needed:
            _delete(path)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
