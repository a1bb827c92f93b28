"""Paragraphs found again by a digest of their text: of a million on disk in microseconds, of a few in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.essay import Essay

__all__ = ["SIZE", "DigestFiles", "digest_of", "places_by_digest", "write_digests"]

SIZE = 5  # bytes: in a library of 100,000 paragraphs a changed one is taken for another once in ten million times

DIGESTS, PLACES = "digests.npy", "places.npy"


def digest_of(title: str, text: str) -> bytes:
    """Stands for a paragraph with this text, in an essay that answers call by this title."""
    return blake2b(f"{title}\0{text}".encode(errors="surrogatepass"), digest_size=SIZE).digest()


def places_by_digest(essays: Mapping[str, Essay], titles: Mapping[str, str]) -> dict[bytes, list[tuple[str, int]]]:
    """Where each paragraph stands, as an essay's name and its number; all essays are opened."""
    places: defaultdict[bytes, list[tuple[str, int]]] = defaultdict(list)
    for name, essay in essays.items():
        for paragraph in essay.paragraphs:
            places[digest_of(titles[name], paragraph.text)].append((name, paragraph.number))
    return dict(places)


def write_digests(folder: Path, paragraphs: Iterable[tuple[int, int, bytes]]) -> None:
    """Write, of any number of paragraphs, where each stands, for `DigestFiles` to find.

    Args:
        folder: takes the files; those that are there are written over.
        paragraphs: of each the number of its essay, from 0, its own, and its digest.
    """
    row = np.dtype([("essay", np.uint32), ("number", np.uint32), ("digest", np.uint64)])
    rows = np.fromiter(((essay, number, int.from_bytes(digest)) for essay, number, digest in paragraphs), row)
    order = np.lexsort((rows["number"], rows["essay"], rows["digest"]))
    np.save(folder / DIGESTS, rows["digest"][order])
    np.save(folder / PLACES, np.stack((rows["essay"][order], rows["number"][order]), axis=1))


class DigestFiles:
    """Finds paragraphs in what `write_digests` wrote. The files stay on disk; threads may look together."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        """Open the files; `names` are the essays', by their numbers.

        Raises:
            OSError, ValueError: there are no such files, or they are damaged.
        """
        self._digests = np.load(folder / DIGESTS, mmap_mode="r")
        self._places = np.load(folder / PLACES, mmap_mode="r")
        self._names = names

    def find(self, digest: bytes) -> list[tuple[str, int]]:
        """Where the paragraphs with this digest stand, as their essays' names and their numbers."""
        wanted = np.uint64(int.from_bytes(digest))  # as it is there: of another type all would be converted
        first, last = (int(np.searchsorted(self._digests, wanted, side)) for side in ("left", "right"))
        return [(self._names[essay], number) for essay, number in self._places[first:last].tolist()]
