"""The engine of an essay that was prepared: the same BM25 over a table that was made before."""

from collections.abc import Sequence

import numpy as np

from index.engines import Alternatives, Hit, add_up
from index.engines.rank_bm25 import K1, B
from index.keys import numbers
from index.postings import Postings, Scores, Table

__all__ = ["PreparedEngine"]


class PreparedEngine:
    """Searches one essay, whose passages stay what they are."""

    def __init__(self, table: Table) -> None:
        self._postings = Postings(table, K1, B)

    def search(self, words: Sequence[Alternatives], limit: int) -> list[Hit]:
        """See `Engine.search`."""
        scores = add_up(words, self._scores)
        best = np.argsort(-scores, kind="stable")[:limit].tolist()
        return [Hit(passage, float(scores[passage])) for passage in best if scores[passage] > 0]

    def _scores(self, terms: Sequence[str]) -> Scores:
        return self._postings.scores(numbers(terms))
