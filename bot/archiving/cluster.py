"""Milvus, where that is to search the archive: it holds what is served, and before that what is about to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.engines import Search
from index.archive import Archive, archive_key
from index.archive.completing import Shelf, hold, shelf_of
from index.cataloging import Engines
from index.prepared import Prepared

if TYPE_CHECKING:
    from index.engines.milvus import MilvusEngine

__all__ = ["Cluster"]


class Cluster:
    """What Milvus has to hold of an archive; nothing where it does not search."""

    def __init__(self, folder: Path, search: Search) -> None:
        self._folder, self._search = folder, search

    def add(self, shelf: Shelf) -> None:
        """Have it hold texts that are about to be served, beside those that are.

        Raises:
            EngineError: it does not answer.
        """
        if self._search.is_in_milvus:
            with self._engines() as (paragraphs, essays):
                paragraphs.add(shelf.names, shelf.paragraphs)
                essays.add(shelf.names, shelf.whole)

    def hold(self) -> None:
        """Have it hold what is served, and no more.

        Raises:
            EngineError: it does not answer.
        """
        if self._search.is_in_milvus:
            with self._engines() as engines, Archive(self._folder) as archive:
                hold(Engines(*engines), shelf_of(archive.listing, lambda name: Prepared(archive.prepared(name))))

    @contextmanager
    def _engines(self) -> "Iterator[tuple[MilvusEngine, MilvusEngine]]":
        engines = self._search.in_milvus(archive_key(self._folder))
        try:
            yield engines
        finally:
            for engine in engines:
                engine.close()
