"""Where the text of each essay of a generation is, and reading it from there."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import finalize

import numpy as np

from index.archive.segments import Place, Segment

__all__ = ["PLACES", "Texts", "places_of"]

PLACES = "places.npy"  # a row an essay: the segment, by its number among those of the generation, and the place there


def places_of(places: Sequence[tuple[str, Place]], segments: Iterable[str]) -> bytes:
    """Where the texts are, as bytes.

    Args:
        places: the segment and the place of each essay, in the order of the listing.
        segments: the segments of the generation, in order.
    """
    numbers = {name: number for number, name in enumerate(segments)}
    rows = [(numbers[segment], *place) for segment, place in places]
    file = BytesIO()
    np.save(file, np.array(rows, np.int64).reshape(len(rows), 1 + len(Place._fields)), allow_pickle=False)
    return file.getvalue()


class Texts:
    """What was prepared of each essay, by its position. Threads may read together."""

    def __init__(self, path: Path, folder: Path, sizes: Mapping[str, int]) -> None:
        """Open all segments at once: what is open can be read when it is no longer there.

        Args:
            path: of the places.
            folder: of the segments.
            sizes: by name, of the segments of the generation, in order.

        Raises:
            OSError: one of these is not there.
            ValueError: the places are none.
        """
        self._places = np.load(path, allow_pickle=False)
        with ExitStack() as opened:
            self._segments = [opened.enter_context(Segment(folder / name)) for name in sizes]
            self._close = finalize(self, opened.pop_all().close)

    def read(self, position: int) -> bytes:
        """What was prepared of one.

        Raises:
            ArchiveError: it is damaged.
        """
        segment, *place = map(int, self._places[position])
        return self._segments[segment].read(Place(*place))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Be done with them; that comes of itself when nobody has this any more."""
        self._close()
