"""The terms of an archive and how many paragraphs hold each, on disk: a question reads few of a million."""

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engines.bm25s import mapped
from index.statistics import Statistics, most_likely

__all__ = ["StoredHolders", "open_statistics", "save_statistics"]

HASH = 8  # bytes that a term is known by: of a million terms two have the same once in 40 million times
PARAGRAPHS = "paragraphs"  # how many there are, in a folder for each language


def save_statistics(folder: Path, holders: Mapping[str, Mapping[str, int]], paragraphs: Mapping[str, int]) -> None:
    """Write what was counted, by language, into a folder that is not there yet."""
    for code, counts in holders.items():
        own = folder / code
        own.mkdir(parents=True)
        hashes = _hashes(counts)
        order = np.argsort(hashes)
        np.save(own / "terms.npy", hashes[order])
        np.save(own / "holders.npy", np.fromiter(counts.values(), np.uint32)[order])
        (own / "likely.txt").write_text("\n".join(most_likely(counts)), encoding="utf-8", errors="surrogatepass")
        (own / PARAGRAPHS).write_text(str(paragraphs[code]))


def open_statistics(folder: Path) -> Statistics:
    """What was written; nothing of it is read yet.

    Raises:
        OSError: it is not there.
        ValueError: it is not what was written.
    """
    own = {path.name: path for path in sorted(folder.iterdir())}
    return Statistics(
        {code: StoredHolders(path) for code, path in own.items()},
        {code: partial(_likely, path) for code, path in own.items()},
        {code: int((path / PARAGRAPHS).read_text()) for code, path in own.items()},
    )


class StoredHolders:
    """By term of a language, how many paragraphs hold it."""

    def __init__(self, folder: Path) -> None:
        self._terms, self._holders = mapped(folder / "terms.npy"), mapped(folder / "holders.npy")

    def get(self, term: str, default: int, /) -> int:
        """How many hold a term, or the default if none does."""
        place = self._place(term)
        return default if place is None else int(self._holders[place])

    def __contains__(self, term: object, /) -> bool:
        return isinstance(term, str) and self._place(term) is not None

    def _place(self, term: str) -> int | None:
        [hashed] = _hashes([term])
        place = int(self._terms.searchsorted(hashed))
        return place if place < len(self._terms) and self._terms[place] == hashed else None


def _hashes(terms: Sequence[str] | Mapping[str, int]) -> NDArray[np.uint64]:
    digests = (blake2b(term.encode(errors="surrogatepass"), digest_size=HASH).digest() for term in terms)
    return np.frombuffer(b"".join(digests), np.uint64)


def _likely(folder: Path) -> list[str]:
    return (folder / "likely.txt").read_text(encoding="utf-8", errors="surrogatepass").split("\n")
