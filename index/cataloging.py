"""Makes the catalog of essays that are held in memory."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple, Protocol

from index.catalog import ESSAY_B, ESSAY_K1, Catalog
from index.engines import Engine
from index.engines.rank_bm25 import RankBM25Engine
from index.essay import Essay
from index.languages import language_of
from index.listing import Listed
from index.statistics import Contents, Statistics, as_one_text, passages_of
from index.terms import analyzer_for

__all__ = ["Cataloging", "Engines", "MakeEngines", "MakesCatalogs", "contents_of"]


class Engines(NamedTuple):
    """What a library is searched by: its paragraphs, and its essays as one text each."""

    paragraphs: Engine
    essays: Engine


MakeEngines = Callable[[int, str], Engines]
"""Gives engines for so many paragraphs, of texts that this key tells from any others."""


def contents_of(essay: Essay) -> Contents:
    """By paragraph, the terms that carry meaning."""
    analyzer = analyzer_for(language_of(essay.language))
    return [
        [token.term for token in analyzer.tokens(paragraph.text) if not token.is_stop_word]
        for paragraph in essay.paragraphs
    ]


class MakesCatalogs(Protocol):
    """What gives a library its catalog."""

    def following(self, make_engines: MakeEngines | None = None) -> "Cataloging":
        """What gives it to one that shares essays with that library; with engines of its own, if any are named."""
        ...

    def catalog(self, essays: Mapping[str, Essay], listing: Mapping[str, Listed]) -> Catalog:
        """The catalog of these essays."""
        ...


class Cataloging:
    """Makes the catalog of a library; an essay whose text was in the one that it follows is not taken apart anew."""

    def __init__(self, make_engines: MakeEngines | None = None, known: Mapping[str, Contents] | None = None) -> None:
        self._make_engines = make_engines or _in_memory
        self._known = known or {}

    def following(self, make_engines: MakeEngines | None = None) -> "Cataloging":
        """See `MakesCatalogs.following`. What is made there is not known here."""
        return Cataloging(make_engines or self._make_engines, self._known)

    def catalog(self, essays: Mapping[str, Essay], listing: Mapping[str, Listed]) -> Catalog:
        """The catalog of these essays."""
        texts = {one.fingerprint: (one.language, essays[name]) for name, one in listing.items()}
        known = self._known
        self._known = contents = {text: known.get(text) or contents_of(essay) for text, (_, essay) in texts.items()}
        statistics = Statistics.of((code, contents[text]) for text, (code, _) in texts.items())
        engines = self._make_engines(statistics.units, _key(texts))
        engines.paragraphs.hold(texts, lambda text: passages_of(texts[text][0], contents[text]))
        engines.essays.hold(texts, lambda text: as_one_text(texts[text][0], contents[text]))
        return Catalog(listing, statistics, *engines)


def _key(texts: Iterable[str]) -> str:
    return blake2b("".join(sorted(texts)).encode(), digest_size=8).hexdigest()


def _in_memory(_: int, __: str) -> Engines:
    return Engines(RankBM25Engine(), RankBM25Engine(ESSAY_K1, ESSAY_B))
