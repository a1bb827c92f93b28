"""What every engine promises; the figures are worked out here by the formula itself."""

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import Engine, Hit
from index.engines.rank_bm25 import K1, B, RankBM25Engine

terms = st.sampled_from(["war", "peace", "border", "treaty", "rail"])
passages = st.lists(st.lists(terms, max_size=6), max_size=6)

ENGINES: list[Callable[[Sequence[Sequence[str]]], Engine]] = [RankBM25Engine]
engines = pytest.mark.parametrize("build", ENGINES)


def bm25(question: Sequence[str], passages: Sequence[Sequence[str]], position: int) -> float:
    """Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", eq. 3.15, with Lucene's idf."""
    mean = sum(map(len, passages)) / len(passages)
    score = 0.0
    for term in question:
        df = sum(term in passage for passage in passages)
        idf = math.log(1 + (len(passages) - df + 0.5) / (df + 0.5))
        tf = passages[position].count(term)
        score += idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(passages[position]) / mean)) if tf else 0
    return score


def asked(question: Sequence[str]) -> list[dict[str, float]]:
    return [{term: 1.0} for term in question]


@engines
@given(passages=passages, question=st.lists(terms, max_size=5))
def test_scores_are_bm25_best_first_and_ties_in_order(
    build: Callable[..., Engine], passages: list[list[str]], question: list[str]
) -> None:
    hits = build(passages).search(asked(question), limit=10)
    scores = [bm25(question, passages, position) if any(passages) else 0.0 for position in range(len(passages))]
    assert {hit.passage: pytest.approx(hit.score) for hit in hits} == {n: s for n, s in enumerate(scores) if s > 0}
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage))


@engines
@given(passages=passages, question=st.lists(terms, max_size=5))
def test_the_worth_of_the_terms_adds_up_to_the_score(
    build: Callable[..., Engine], passages: list[list[str]], question: list[str]
) -> None:
    engine = build(passages)
    for hit in engine.search(asked(question), limit=10):
        assert sum(engine.worth(term, hit.passage) for term in question) == pytest.approx(hit.score)


alternatives = st.dictionaries(terms, st.sampled_from([1.0, 0.9, 0.5]), max_size=3)


@engines
@given(passages=passages, question=st.lists(alternatives, max_size=3))
def test_a_word_counts_by_its_best_alternative(
    build: Callable[..., Engine], passages: list[list[str]], question: list[dict[str, float]]
) -> None:
    engine = build(passages)
    for hit in engine.search(question, limit=10):
        best = [max((w * engine.worth(t, hit.passage) for t, w in word.items()), default=0) for word in question]
        assert hit.score == pytest.approx(sum(best))


@engines
def test_equal_passages_come_in_order_of_position(build: Callable[..., Engine]) -> None:
    engine = build([["peace"], ["war"], ["war"], ["war"]])
    assert [hit.passage for hit in engine.search(asked(["war"]), limit=2)] == [1, 2]


@engines
@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_nothing_to_search_gives_no_hits(build: Callable[..., Engine], passages: list[list[str]]) -> None:
    engine = build(passages)
    assert engine.search(asked(["war"]), limit=3) == []
    assert engine.worth("war", 0) == 0


@engines
def test_unknown_terms_and_no_terms_give_no_hits(build: Callable[..., Engine]) -> None:
    engine = build([["war"], ["peace"]])
    assert engine.search([], limit=3) == engine.search([{}], limit=3) == []
    assert engine.search(asked(["railway"]), limit=3) == []
    assert engine.search(asked(["railway", "war"]), limit=3) == engine.search(asked(["war"]), limit=3) != []
    assert all(isinstance(hit, Hit) for hit in engine.search(asked(["war"]), limit=3))
