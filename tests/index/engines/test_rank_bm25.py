"""Why the idf of rank-bm25 as released is not used."""

from rank_bm25 import BM25Okapi

from index import shipped_essay
from index.engines import Hit, Passages
from index.engines.rank_bm25 import RankBM25Engine
from index.terms import Analyzer


def search(passages: Passages, term: str) -> list[Hit]:
    engine = RankBM25Engine()
    engine.hold(["essay"], lambda _: passages)
    return engine.search([{term: 1.0}], limit=len(passages))


def test_as_released_a_word_in_half_of_the_passages_is_worth_nothing() -> None:
    passages = [["armenia", "war"], ["armenia", "peace"], ["border", "peace"], ["railway"]]
    assert list(BM25Okapi(passages).get_scores(["armenia"])) == [0, 0, 0, 0]
    assert [hit.passage for hit in search(passages, "armenia")] == [0, 1]


def test_as_released_the_essays_own_subjects_weigh_less_the_more_they_matter() -> None:
    """Every word in more than half of the paragraphs gets one and the same constant."""
    analyzer = Analyzer()
    passages = [analyzer.terms(paragraph.text) for paragraph in shipped_essay().paragraphs]
    released = BM25Okapi(passages)
    first = next(n for n, passage in enumerate(passages) if {"azerbaijan", "russia"} <= set(passage))
    frequent = [term for term in released.idf if sum(term in passage for passage in passages) > len(passages) / 2]
    assert {"azerbaijan", "russia"} <= set(frequent)
    assert len({released.idf[term] for term in frequent}) == 1
    assert first in [hit.passage for hit in search(passages, "azerbaijan")]
    assert first in [hit.passage for hit in search(passages, "russia")]
