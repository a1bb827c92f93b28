"""The default engine: rank-bm25's Okapi BM25 in memory, with an idf that suits a short essay.

As released, rank-bm25 gives a word that stands in half of the passages the worth 0 and a more frequent one a small
constant. Among fifteen paragraphs those are the very words that people ask about.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.engines import Alternatives, Hit, Passages, add_up
from index.engines.places import Places
from index.postings import Scores

__all__ = ["RankBM25Engine"]

# Chosen on tuning halves of four labelled sets: the paragraphs of one essay differ little in length for want of focus,
# so length is discounted less than the customary 0.75 (0.3 points of Hit@1), and repeated words saturate sooner.
K1 = 0.9
B = 0.3


class _LuceneBM25(BM25Okapi):
    """Okapi BM25 with the idf of Lucene's BM25Similarity: ln(1 + (N - df + 0.5) / (df + 0.5)), always above 0."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        worths = {df: math.log(1 + (self.corpus_size - df + 0.5) / (df + 0.5)) for df in set(nd.values())}
        for term, df in nd.items():
            self.idf[term] = worths[df]


# rank-bm25 divides by the number of passages and by their mean length: where there is nothing to index, one passage
# with a term that no question has stands in.
NOTHING = [[""]]

FEW = 100  # passages: so many are looked at one and all in less time than it takes to find out which hold a term


class RankBM25Engine:
    """An `Engine` in memory."""

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self._k1, self._b = k1, b
        self.hold((), lambda _: [])

    def hold(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """See `Engine.hold`."""
        passages = [passages_of(text) for text in sorted(texts)]
        self._places = Places(sorted(texts), np.cumsum([0, *map(len, passages)]))
        held = [*chain.from_iterable(passages)]
        self._bm25 = _LuceneBM25(held if any(held) else NOTHING, k1=self._k1, b=self._b)
        self._bm25.doc_len = np.array(self._bm25.doc_len)  # of a list it would make one at every question
        self._holders = _holders(held) if len(held) > FEW else None

    def search(self, words: Sequence[Alternatives], limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """See `Engine.search`."""
        known = [word for word in map(self._known, words) if word]
        return self._places.best(add_up(known, self._scores), limit, among) if known else []

    def close(self) -> None:
        """See `Engine.close`."""

    def _known(self, word: Alternatives) -> Alternatives:
        return {term: weight for term, weight in word.items() if term in self._bm25.idf}

    def _scores(self, terms: Sequence[str]) -> Scores:
        """rank-bm25 looks at every passage for every term; where there are many, at those alone that hold one."""
        if self._holders is None:
            return np.asarray(self._bm25.get_scores(terms), dtype=np.float64)
        scores = np.zeros(self._places.count)
        for term in terms:
            rows = self._holders[term]
            scores[rows] += self._bm25.get_batch_scores([term], rows.tolist())
        return scores


def _holders(passages: Passages) -> dict[str, NDArray[np.int32]]:
    """By term, which passages hold it."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, terms in enumerate(passages):
        for term in set(terms):
            rows[term].append(row)
    return {term: np.array(held, np.int32) for term, held in rows.items()}
