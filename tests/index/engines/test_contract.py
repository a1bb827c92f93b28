"""What every engine promises; the figures are worked out here by the formula itself."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import Engine, Hit
from index.engines.bm25s import BM25sEngine
from index.engines.rank_bm25 import K1, B, RankBM25Engine

Texts = Mapping[str, Sequence[Sequence[str]]]
Holding = Callable[[Sequence[Texts]], AbstractContextManager[Engine]]

NEAR = 6e-4  # engines round to three digits

terms = st.sampled_from(["war", "peace", "border", "treaty", "rail"])
passages = st.lists(st.lists(terms, max_size=6), max_size=6)
texts = st.lists(passages, max_size=3).map(lambda contents: named(*contents))
words = st.lists(st.dictionaries(terms, st.sampled_from([1.0, 0.9, 0.5]), max_size=3), max_size=4)


def named(*contents: Sequence[Sequence[str]]) -> Texts:
    """Texts by what is in them."""
    return {blake2b(repr(content).encode(), digest_size=4).hexdigest(): content for content in contents}


@contextmanager
def rank_bm25(held: Sequence[Texts]) -> Iterator[Engine]:
    yield holding(RankBM25Engine(), held)


@contextmanager
def bm25s_in_memory(held: Sequence[Texts]) -> Iterator[Engine]:
    yield holding(BM25sEngine(), held)


@contextmanager
def bm25s_in_a_folder(held: Sequence[Texts]) -> Iterator[Engine]:
    with TemporaryDirectory() as folder:
        yield holding(BM25sEngine(folder=Path(folder) / "engine"), held)


@contextmanager
def bm25s_opened_again(held: Sequence[Texts]) -> Iterator[Engine]:
    with TemporaryDirectory() as folder:
        holding(BM25sEngine(folder=Path(folder) / "engine"), held)
        yield BM25sEngine(folder=Path(folder) / "engine")


def holding(engine: Engine, held: Sequence[Texts]) -> Engine:
    """The engine when it has held these texts, one set after the other."""
    for one in held:
        engine.hold(one.keys(), one.__getitem__)
    return engine


engines = pytest.mark.parametrize("engine_of", [rank_bm25, bm25s_in_memory, bm25s_in_a_folder, bm25s_opened_again])


def worth(term: str, passage: Sequence[str], texts: Texts) -> float:
    """Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", eq. 3.15, with Lucene's idf."""
    every = [other for passages in texts.values() for other in passages]
    df = sum(term in other for other in every)
    idf = math.log(1 + (len(every) - df + 0.5) / (df + 0.5))
    tf = passage.count(term)
    if not tf:
        return 0.0
    length = len(passage) / (sum(map(len, every)) / len(every))
    return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length))


def expected(
    asked: Sequence[Mapping[str, float]], texts: Texts, among: Collection[str]
) -> dict[tuple[str, int], float]:
    """By the formula, the score of every passage that has any."""
    found = {
        (text, place): sum(max((w * worth(t, one, texts) for t, w in word.items()), default=0.0) for word in asked)
        for text in sorted(among & texts.keys())
        for place, one in enumerate(texts[text])
    }
    return {place: score for place, score in found.items() if score > 0}


def check(hits: Sequence[Hit], wanted: Mapping[tuple[str, int], float]) -> None:
    assert {(hit.text, hit.passage): hit.score for hit in hits} == pytest.approx(wanted, abs=NEAR)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.text, hit.passage))


@engines
@given(held=texts, asked=words)
def test_scores_are_bm25_best_first_and_ties_in_order(
    engine_of: Holding, held: Texts, asked: list[dict[str, float]]
) -> None:
    with engine_of([held]) as engine:
        check(engine.search(asked, limit=20), expected(asked, held, held.keys()))


@engines
@given(held=texts, asked=words, places=st.sets(st.integers(0, 2)), other=texts)
def test_among_few_texts_terms_are_as_rare_as_among_all(
    engine_of: Holding, held: Texts, asked: list[dict[str, float]], places: set[int], other: Texts
) -> None:
    among = {text for place, text in enumerate(held) if place in places} | other.keys()
    with engine_of([held]) as engine:
        check(engine.search(asked, limit=20, among=among), expected(asked, held, among))


@engines
@given(before=texts, held=texts, asked=words)
def test_what_was_put_replaced_and_dropped_leaves_nothing_behind(
    engine_of: Holding, before: Texts, held: Texts, asked: list[dict[str, float]]
) -> None:
    with engine_of([before, held]) as engine:
        check(engine.search(asked, limit=20), expected(asked, held, held.keys()))


@engines
@given(held=texts, asked=words, limit=st.integers(1, 5))
def test_of_more_passages_the_best_are_found(
    engine_of: Holding, held: Texts, asked: list[dict[str, float]], limit: int
) -> None:
    with engine_of([held]) as engine:
        assert engine.search(asked, limit) == engine.search(asked, limit=20)[:limit]


@engines
def test_of_hundreds_of_passages_the_best_are_found(engine_of: Holding) -> None:
    every = ["war", "peace", "border", "treaty", "rail"]
    held = {f"{n:02}": [every[: 1 + (n * place) % 5] + ["talk"] * (place % 7) for place in range(9)] for n in range(40)}
    asked: list[dict[str, float]] = [{"treaty": 1.0}, {"rail": 0.9, "border": 1.0}, {"talk": 1.0}, {"talk": 1.0}]
    wanted = expected(asked, held, held.keys())
    with engine_of([held]) as engine:
        hits = engine.search(asked, limit=100)
    best = sorted(wanted.values(), reverse=True)[:100]
    assert [hit.score for hit in hits] == pytest.approx(best, abs=NEAR)
    check(hits, {(hit.text, hit.passage): wanted[hit.text, hit.passage] for hit in hits})


@engines
def test_equal_passages_come_in_order_of_text_and_position(engine_of: Holding) -> None:
    with engine_of([{"b": [["war"], ["peace"], ["war"]], "a": [["peace"], ["war"]]}]) as engine:
        hits = engine.search([{"war": 1.0}], limit=2)
    assert [(hit.text, hit.passage) for hit in hits] == [("a", 1), ("b", 0)]


@engines
@pytest.mark.parametrize("contents", [(), ([],), ([[]],), ([[], []], [])])
def test_nothing_to_search_gives_no_hits(engine_of: Holding, contents: tuple[Sequence[Sequence[str]], ...]) -> None:
    with engine_of([named(*contents)]) as engine:
        assert engine.search([{"war": 1.0}], limit=5) == []


@engines
def test_a_term_that_no_passage_has_is_worth_nothing(engine_of: Holding) -> None:
    with engine_of([{"a": [["war"], ["peace"]]}]) as engine:
        assert engine.search([{"moon": 1.0}], limit=5) == []
        assert engine.search([{"moon": 1.0}, {"war": 1.0}], 5) == engine.search([{"war": 1.0}], 5)


@engines
def test_a_score_is_the_same_number_whatever_an_engine_reckons_in(engine_of: Holding) -> None:
    """What is added up of them is in the same order then."""
    held = {"a": [["war", "peace"], ["rail"]], "b": [["war"], ["treaty", "war"]]}
    with engine_of([held]) as engine:
        assert [hit.score for hit in engine.search([{"war": 1.0}], limit=5)] == [0.374, 0.341, 0.341]
