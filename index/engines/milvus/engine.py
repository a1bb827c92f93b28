"""Searching in Milvus."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from json import dumps

from index.engines import SCORE_DIGITS, Alternatives, Hit, Passages
from index.engines.milvus.connection import ASKING, Connection
from index.engines.milvus.holding import PASSAGE_DIGITS, SPARSE, TEXT, Holding, written
from index.engines.rank_bm25 import K1, B

__all__ = ["MilvusEngine"]

MORE = 20  # hits beyond those that are wanted, so that few questions have to be asked again because of ties
WIDER = 4  # times as many, if they do
MOST_HITS = 16_384  # Milvus' own limit

EQUAL = 10.0**-SCORE_DIGITS  # scores that differ by less may be equal once they are rounded


class MilvusEngine:
    """An `Engine` in Milvus. It connects when it is first needed, and again after Milvus was away."""

    def __init__(self, uri: str, token: str = "", collection: str = "quoth", k1: float = K1, b: float = B) -> None:
        """Connect to nothing yet.

        Args:
            uri: a file for the engine in a process of its own, which needs milvus-lite, or a server's address.
            token: what that server asks for.
            collection: what it is called there; letters, digits and underscores.
            k1: see `index.engines.rank_bm25`.
            b: likewise.
        """
        self._connection = Connection(uri, token)
        self._collection = collection
        self._holding = Holding(self._connection, collection, k1, b)

    def hold(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """See `Engine.hold`; after an interruption it goes on where it stopped."""
        self._holding.add(texts, passages_of)
        self._holding.keep(texts)

    def add(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """Hold these texts too; what is held already stays."""
        self._holding.add(texts, passages_of)

    def search(self, words: Sequence[Alternatives], limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """See `Engine.search`.

        Raises:
            EngineError: Milvus does not answer, or not in time.
        """
        words = [word for word in words if word]
        if not words or (among is not None and not among):
            return []
        self._connection.open()
        within = "" if among is None else f"{TEXT} in {dumps(sorted(among))}"
        scores = self._best(words, limit, within, time.monotonic() + ASKING)
        hits = (
            Hit(int(key[-PASSAGE_DIGITS:], 16), round(score, SCORE_DIGITS), key[:-PASSAGE_DIGITS])
            for key, score in scores.items()
        )
        return sorted(hits, key=lambda hit: (-hit.score, hit.text, hit.passage))[:limit]

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()

    def _best(self, words: Sequence[Alternatives], limit: int, within: str, until: float) -> Mapping[str, float]:
        """By id, the scores of at least the best passages.

        Milvus adds up, and knows no best of several. The sum of all alternatives is a bound of a passage's score, as
        none counts more than once: those with the highest bounds are looked at, until no other can be among the best
        (the threshold algorithm: Fagin, Lotem and Naor 2001, "Optimal Aggregation Algorithms for Middleware").
        """
        every = [term for word in words for term in word]
        wanted = min(limit + MORE, MOST_HITS)
        while True:
            [bounds] = self._sums([every], wanted, within, until)
            scores = self._exact(words, bounds, until)
            least = sorted(scores.values(), reverse=True)[limit - 1] if len(scores) >= limit else 0.0
            if len(bounds) < wanted or wanted == MOST_HITS or min(bounds.values()) < least - EQUAL:
                return scores
            wanted = min(wanted * WIDER, MOST_HITS)

    def _exact(self, words: Sequence[Alternatives], bounds: Mapping[str, float], until: float) -> Mapping[str, float]:
        """The scores of these passages, whose sums are known."""
        plain = [term for word in words if _is_plain(word) for term in word]
        meant = [word for word in words if not _is_plain(word)]
        if not meant or not bounds:
            return bounds
        asked = [*([plain] if plain else []), *([term] for word in meant for term in word)]
        sums = iter(self._sums(asked, len(bounds), f"id in {dumps(sorted(bounds))}", until))
        scores = dict.fromkeys(bounds, 0.0) | (next(sums) if plain else {})
        for word in meant:
            found = [(weight, next(sums)) for weight in word.values()]
            for key in scores:
                scores[key] += max(weight * one.get(key, 0.0) for weight, one in found)
        return {key: score for key, score in scores.items() if score > 0}

    def _sums(self, asked: Sequence[Sequence[str]], limit: int, within: str, until: float) -> list[dict[str, float]]:
        """For each of several lists of terms, by id, what they add up to in the passages where that is most."""
        answers = self._connection.call(
            "search",
            until - time.monotonic(),
            self._collection,
            data=[" ".join(map(written, terms)) for terms in asked],
            anns_field=SPARSE,
            limit=limit,
            filter=within,
            search_params={"metric_type": "BM25"},
        )
        return [{str(hit["id"]): abs(hit["distance"]) for hit in hits} for hits in answers]


def _is_plain(word: Alternatives) -> bool:
    """Whether one term alone stands for it."""
    return list(word.values()) == [1]
