"""Building a generation of the records that are to be in it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from index.archive.completing import Shelf, complete, shelf_of
from index.archive.generations import HIDDEN, SEGMENTS, check, current_name, read_manifest, write_generation
from index.archive.listing import LISTING, Listing, columns_of
from index.archive.segments import Place
from index.archive.texts import PLACES, Texts, places_of
from index.errors import ArchiveError
from index.listing import Listed
from index.prepared import Prepared

__all__ = ["Building", "Entry"]


Also = Callable[[Shelf], None]


class Entry(NamedTuple):
    """An essay that is to be in a generation."""

    name: str
    """What it goes by."""
    way: str
    """To its file, from the folder."""
    listed: Mapping[str, Any]
    segment: str
    place: Place


class Building:
    """A generation that is to be."""

    def __init__(self, folder: Path, entries: Sequence[Entry], makers: Mapping[str, str]) -> None:
        """Plan it; nothing is written.

        Args:
            folder: of the essays; what was prepared of them is in its segments.
            entries: in the order in which they are listed.
            makers: what tells the code by which all of it is made.
        """
        self._folder = folder
        self._makers = makers
        self._segments_folder = folder / HIDDEN / SEGMENTS
        segments = sorted({entry.segment for entry in entries})
        self.segments = {name: (self._segments_folder / name).stat().st_size for name in segments}
        """By name, the sizes of those that it needs."""
        listing = {entry.name: Listed(**entry.listed) for entry in entries}
        self._files = {
            LISTING: columns_of(listing, [entry.way for entry in entries]),
            PLACES: places_of([(entry.segment, entry.place) for entry in entries], segments),
        }
        self.counts = {
            "essays": len(listing),
            "paragraphs": sum(one.paragraphs for one in listing.values()),
            "characters": sum(one.characters for one in listing.values()),
        }

    def is_current(self) -> bool:
        """Whether it would be what is current already, and that is whole."""
        try:
            name = current_name(self._folder)
            manifest = read_manifest(self._folder, name)
            check(self._folder, name, manifest)
        except ArchiveError:
            return False
        sums = {file: [len(data), crc32(data)] for file, data in self._files.items()}
        is_by_same = (manifest.makers, manifest.segments) == (self._makers, self.segments)
        return is_by_same and sums.items() <= manifest.files.items()

    def write(self, also: Also = lambda _: None) -> str:
        """Write it; it goes by the name that is returned.

        Args:
            also: what else has to hold its texts before they are served.

        Raises:
            ArchiveError: it can't be written, or a record is damaged.
        """
        return write_generation(
            self._folder, self._makers, self.counts, self.segments, lambda generation: self._fill(generation, also)
        )

    def _fill(self, generation: Path, also: Also) -> None:
        for file, data in self._files.items():
            (generation / file).write_bytes(data)
        listing = Listing(self._files[LISTING])
        with Texts(generation / PLACES, self._segments_folder, self.segments) as texts:

            def prepared_of(name: str) -> Prepared:
                return Prepared(texts.read(listing.positions[name]))

            complete(generation, listing, prepared_of)
            also(shelf_of(listing, prepared_of))
