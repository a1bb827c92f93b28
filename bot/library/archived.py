"""An archive as a library: its essays are opened one at a time, from what `quoth index` has made of them."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache

from bot.engines import Search
from bot.evidence import Without, reasons
from index import Answerer, Essay, Library
from index.archive import Archive, archive_key
from index.archive.completing import DIGESTS, hold, open_catalog, shelf_of
from index.catalog import Catalog
from index.cataloging import Cataloging, Engines, MakeEngines
from index.digests import DigestFiles
from index.listing import Archived, Listed
from index.prepared import Prepared

__all__ = ["ArchiveLibrary"]

MOST_KEPT = 16_000_000  # bytes of essays that are ready to be asked: some 200 articles


class ArchiveLibrary:
    """The archive of a folder, as it was when it was last opened."""

    def __init__(
        self, folder: Path, search: Search, without: Collection[Without] = (), *, explains: bool = False
    ) -> None:
        """Open it.

        Raises:
            ArchiveError: there is no index, or it is damaged.
            EngineError: it can't be searched.
        """
        self.path = folder
        self._search, self._without, self._explains = search, without, explains
        self.library = self.open()

    def is_current(self) -> bool:
        """Whether nothing else was indexed since; to ask costs next to nothing."""
        return self._archive.is_current()

    def open(self) -> Library:
        """The library as it is now; one that was opened before can be asked until nobody does any more.

        Raises:
            ArchiveError: there is no index, or it is damaged.
            EngineError: it can't be searched.
        """
        archive = Archive(self.path)
        opened = _Opened(archive, self._search, self._without, explains=self._explains)
        if self._search.is_in_milvus:
            opened.engines = self._milvus
        digests = DigestFiles(archive.folder / DIGESTS, list(archive.listing))
        archived = Archived(archive.listing, archive.listing.titles, digests.find)
        self._archive, self.library = archive, Library(opened, opened.answerer, opened, archived)
        return self.library

    @cached_property
    def _milvus(self) -> Engines:
        """One way to it, whatever is indexed meanwhile."""
        return Engines(*self._search.in_milvus(archive_key(self.path)))


class _Ready(NamedTuple):
    """An essay that is ready to be asked, and how many bytes it takes."""

    answerer: Answerer
    size: int


class _Opened(Mapping[str, Essay]):
    """The essays of an archive, by name."""

    def __init__(self, archive: Archive, search: Search, without: Collection[Without], *, explains: bool) -> None:
        self._archive, self._search = archive, search
        self.engines: Engines | None = None
        """What searches it, if that lies elsewhere."""
        self._without, self._explains = reasons(without), explains
        self._lock = Lock()
        self._kept: LRUCache[str, _Ready] = LRUCache(MOST_KEPT, getsizeof=lambda ready: min(ready.size, MOST_KEPT))

    def __getitem__(self, name: str) -> Essay:
        return self.answerer(name).essay

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.listing)

    def __len__(self) -> int:
        return len(self._archive.listing)

    def __contains__(self, name: object) -> bool:
        return name in self._archive.listing.positions

    def answerer(self, name: str) -> Answerer:
        """An essay, ready to be asked."""
        with self._lock:
            kept = self._kept.get(name)
        if kept is None:
            data = self._archive.prepared(name)
            kept = _Ready(Answerer(Prepared(data), without=self._without, explains=self._explains), len(data))
            with self._lock:
                self._kept[name] = kept
        return kept.answerer

    def following(self, make_engines: MakeEngines | None = None) -> Cataloging:
        """One of other essays knows nothing of these."""
        return Cataloging(make_engines)

    def catalog(self, essays: Mapping[str, Essay], listing: Mapping[str, Listed]) -> Catalog:  # noqa: ARG002
        """The archive's own, whatever engine it is searched by."""
        return open_catalog(self._archive.folder, self._archive.listing, self._engines())

    def _engines(self) -> Engines | None:
        """Engines that hold the archive; None: those that lie in it."""
        if self._search.engine != "rank_bm25":
            return self.engines
        engines = self._search.in_memory(self._archive.counts["paragraphs"], "")
        hold(engines, shelf_of(self._archive.listing, self._prepared))
        return engines

    def _prepared(self, name: str) -> Prepared:
        return Prepared(self._archive.prepared(name))
