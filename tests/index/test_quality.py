"""How good the answers about the shipped essay are, held on its own labelled questions.

The questions were written by somebody who had not seen the program's answers. The bounds are what words alone reach,
less one or two questions: a change that falls below one has broken something.
"""

import pytest

from index import shipped_essay
from index.essays import SHIPPED_ESSAY, SHIPPED_QUESTIONS
from index.evaluation import Answerers, Measures, measure, read_questions, run
from index.vocabulary import read_glossary


@pytest.fixture(scope="module")
def by_kind() -> dict[str, Measures]:
    answerers = Answerers({SHIPPED_ESSAY.stem: shipped_essay()}, {SHIPPED_ESSAY.stem: read_glossary(SHIPPED_ESSAY)})
    outcomes = list(run(read_questions(SHIPPED_QUESTIONS), answerers))
    return {kind: measure([one for one in outcomes if one.kind == kind]) for kind in {one.kind for one in outcomes}}


def test_the_set_is_large_enough_to_tell(by_kind: dict[str, Measures]) -> None:
    assert sum(measures.questions for measures in by_kind.values()) >= 80


@pytest.mark.parametrize(
    ("kind", "first", "among_three", "marked", "answered"),
    [
        ("answerable", 0.95, 1.0, 0.95, 0.95),
        ("keyword", 1.0, 1.0, 1.0, 1.0),
        ("typo", 0.9, 1.0, 0.8, 0.9),
        ("follow_up", 0.6, 0.8, 0.6, 0.9),
        ("paraphrase", 0.3, 0.55, 0.2, 0.0),
    ],
)
def test_the_right_paragraph_comes_first_and_its_sentence_is_marked(
    by_kind: dict[str, Measures], kind: str, first: float, among_three: float, marked: float, answered: float
) -> None:
    measures = by_kind[kind]
    assert measures.hit_at_1
    assert measures.hit_at_3
    assert measures.marked_rightly
    assert measures.answered
    assert measures.hit_at_1.value >= first
    assert measures.hit_at_3.value >= among_three
    assert measures.marked_rightly.value >= marked
    assert measures.answered.value >= answered


@pytest.mark.parametrize(("kind", "most"), [("unanswerable", 0.0), ("smalltalk", 0.0), ("near_topic", 0.6)])
def test_what_the_essay_does_not_say_is_refused(by_kind: dict[str, Measures], kind: str, most: float) -> None:
    measures = by_kind[kind]
    assert measures.answered_wrongly
    assert measures.answered_wrongly.value <= most
