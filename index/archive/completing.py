"""What a generation holds beside its listing: made once for all its essays, when it is known which these are."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from index.archive.listing import Listing
from index.archive.terms import open_statistics, save_statistics
from index.catalog import ESSAY_B, ESSAY_K1, Catalog
from index.cataloging import Engines
from index.digests import digest_of, write_digests
from index.engines import Passages
from index.engines.bm25s import BM25sEngine
from index.engines.rank_bm25 import K1, B
from index.prepared import Prepared
from index.statistics import as_one_text, count, passages_of

__all__ = [
    "DIGESTS",
    "STATISTICS",
    "PreparedOf",
    "Shelf",
    "complete",
    "hold",
    "open_catalog",
    "shelf_of",
    "stored_engines",
]

STATISTICS, DIGESTS = "statistics", "digests"
PARAGRAPHS, ESSAYS = "paragraphs", "essays"  # folders of what searches them

PreparedOf = Callable[[str], Prepared]
"""Opens an essay, by its name."""


def complete(generation: Path, listing: Listing, prepared_of: PreparedOf) -> None:
    """Write into the folder of a generation, before its manifest is written; what is there then is sealed by that.

    Args:
        generation: the folder; what lies in it already stays as it is.
        listing: its essays.
        prepared_of: reads one from the disk at each call, so that memory holds as few as its caller keeps.
    """
    shelf = shelf_of(listing, prepared_of)
    contents = ((listing[name].language, prepared_of(name).contents()) for name in shelf.names.values())
    save_statistics(generation / STATISTICS, *count(contents))
    hold(stored_engines(generation), shelf)
    (generation / DIGESTS).mkdir()
    write_digests(generation / DIGESTS, _digests(listing, prepared_of))


def stored_engines(generation: Path) -> Engines:
    """The engines that lie in a generation; before it is complete they hold nothing.

    Raises:
        EngineError: they are damaged.
    """
    return Engines(BM25sEngine(K1, B, generation / PARAGRAPHS), BM25sEngine(ESSAY_K1, ESSAY_B, generation / ESSAYS))


class Shelf(NamedTuple):
    """The texts of a listing, as engines take them."""

    names: Mapping[str, str]
    """By fingerprint, an essay with that text."""
    paragraphs: Callable[[str], Passages]
    """By fingerprint, its paragraphs,"""
    whole: Callable[[str], Passages]
    """and all of it as one passage."""


def shelf_of(listing: Listing, prepared_of: PreparedOf) -> Shelf:
    """The texts of a listing."""
    names = {one.fingerprint: name for name, one in listing.items()}

    def paragraphs(text: str) -> Passages:
        return passages_of(listing[names[text]].language, prepared_of(names[text]).contents())

    def whole(text: str) -> Passages:
        return as_one_text(listing[names[text]].language, prepared_of(names[text]).contents())

    return Shelf(names, paragraphs, whole)


def hold(engines: Engines, shelf: Shelf) -> None:
    """Have engines hold these texts and no others."""
    engines.paragraphs.hold(shelf.names, shelf.paragraphs)
    engines.essays.hold(shelf.names, shelf.whole)


def open_catalog(generation: Path, listing: Listing, engines: Engines | None = None) -> Catalog:
    """What tells which essays of a generation to ask, by its own engines or by others that hold the same.

    Raises:
        EngineError, OSError, ValueError: it is damaged.
    """
    return Catalog(listing, open_statistics(generation / STATISTICS), *(engines or stored_engines(generation)))


def _digests(listing: Listing, prepared_of: PreparedOf) -> Iterator[tuple[int, int, bytes]]:
    for number, (name, title) in enumerate(listing.titles.items()):
        for place, text in enumerate(prepared_of(name).texts(), 1):
            yield number, place, digest_of(title, text)
