import math

import pytest

from index import Verdict
from index.evaluation import Outcome, compare, measure


def outcome(
    name: str = "q", gold: tuple[int, ...] = (1,), paragraphs: tuple[int, ...] = (1, 2, 3), *, answered: bool = True,
    confidence: float = 0.9, marked_rightly: bool | None = True,
) -> Outcome:  # fmt: skip
    return Outcome(
        id=name,
        essay="e",
        kind="question",
        gold=gold,
        verdict=Verdict.ANSWERED if answered else Verdict.NOT_IN_ESSAY,
        confidence=confidence,
        paragraphs=paragraphs,
        highlight="two words",
        score=1.0,
        marked_rightly=marked_rightly,
        seconds=0.001,
    )


def test_ranking_measures_are_those_of_the_textbook() -> None:
    measures = measure([outcome(gold=(1,)), outcome(gold=(3,)), outcome(gold=(9,))])
    assert measures.hit_at_1
    assert measures.hit_at_3
    assert measures.mrr_at_10
    assert measures.ndcg_at_10
    assert measures.hit_at_1.value == pytest.approx(1 / 3)
    assert measures.hit_at_3.value == pytest.approx(2 / 3)
    assert measures.mrr_at_10.value == pytest.approx((1 + 1 / 3 + 0) / 3)
    assert measures.ndcg_at_10.value == pytest.approx((1 + 1 / math.log2(4) + 0) / 3)


def test_several_gold_paragraphs_count_by_the_ideal_order() -> None:
    measures = measure([outcome(gold=(1, 2), paragraphs=(3, 1, 2))])
    assert measures.ndcg_at_10
    ideal = 1 + 1 / math.log2(3)
    assert measures.ndcg_at_10.value == pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / ideal)


def test_abstention_is_measured_apart_from_ranking() -> None:
    unanswerable = [outcome(gold=(), answered=True, confidence=0.6), outcome(gold=(), answered=False, confidence=0.1)]
    measures = measure([outcome(), outcome(answered=False, confidence=0.3), *unanswerable])
    assert measures.answered
    assert measures.answered_wrongly
    assert measures.answered.value == 0.5
    assert measures.answered_wrongly.value == 0.5
    assert measures.auroc == pytest.approx(3 / 4)


def test_marks_are_measured_where_the_answer_is_known() -> None:
    measures = measure([outcome(), outcome(marked_rightly=False), outcome(marked_rightly=None)])
    assert measures.marked_rightly
    assert measures.marked_rightly.value == 0.5
    assert measures.words_marked == 2


def test_what_no_question_tells_of_is_none() -> None:
    measures = measure([outcome(gold=(), marked_rightly=None)])
    assert measures.hit_at_1 is None
    assert measures.answered is None
    assert measures.marked_rightly is None
    assert measures.auroc is None


def test_an_interval_holds_its_value_and_narrows_with_more_questions() -> None:
    few, many = (measure([outcome(), outcome(gold=(9,))] * n).hit_at_1 for n in (5, 500))
    assert few
    assert many
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_two_runs_are_compared_question_by_question() -> None:
    ours = [outcome("a", gold=(1,)), outcome("b", gold=(2,)), outcome("new")]
    theirs = [outcome("a", gold=(1,), paragraphs=(2, 1)), outcome("b", gold=(2,))]
    assert compare(ours, theirs)["hit_at_1"].value == 0.5


def test_a_label_that_was_mended_between_two_runs_counts_for_both() -> None:
    before = [outcome("a", gold=(), paragraphs=(2, 1))]
    assert compare([outcome("a", gold=(1,))], before)["hit_at_1"].value == 1
