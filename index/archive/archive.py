"""An archive opened: the generation that was current then, until it is closed."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from index.archive.generations import (
    CURRENT,
    GENERATIONS,
    HIDDEN,
    SEGMENTS,
    check,
    current_name,
    damaged,
    read_manifest,
)
from index.archive.listing import LISTING, Listing
from index.archive.texts import PLACES, Texts
from index.errors import ArchiveError

__all__ = ["Archive"]


class Archive:
    """The essays of a folder as they were indexed. Immutable; threads may read together."""

    def __init__(self, folder: Path) -> None:
        """Open what is current.

        Raises:
            ArchiveError: nothing was indexed, or not whole, or by another version.
        """
        self._folder = folder
        while True:
            self._stamp = _stamp(folder)  # looked at before it is read: what comes after is another
            name = current_name(folder)
            try:
                self._open(name)
            except ArchiveError:
                if current_name(folder) == name:
                    raise
            else:
                return  # and not another round, because it was replaced meanwhile

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def prepared(self, name: str) -> bytes:
        """What was prepared of an essay.

        Raises:
            ArchiveError: it is damaged.
        """
        try:
            return self._texts.read(self.listing.positions[name])
        except ArchiveError:
            raise damaged(self._folder, f"the text of “{name}”") from None

    def is_current(self) -> bool:
        """Whether it is still what is served; if not, a new one should be opened."""
        return self._stamp is not None and _stamp(self._folder) == self._stamp

    def close(self) -> None:
        """Be done with it."""
        self._texts.close()

    def _open(self, name: str) -> None:
        manifest = read_manifest(self._folder, name)
        check(self._folder, name, manifest)
        self.folder = self._folder / HIDDEN / GENERATIONS / name
        """Of the generation, with all that belongs to it."""
        self.makers, self.counts = manifest.makers, manifest.counts
        try:
            self.listing = Listing((self.folder / LISTING).read_bytes())
            self._texts = Texts(self.folder / PLACES, self._folder / HIDDEN / SEGMENTS, manifest.segments)
        except (OSError, ValueError, KeyError) as error:
            raise damaged(self._folder, str(error)) from None


def _stamp(folder: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(folder / HIDDEN / CURRENT)  # noqa: PTH116 - at every question, and twice as fast
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size
