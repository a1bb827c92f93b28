"""How good the answers about the shipped essay are, held on its own labelled questions.

The questions were written by somebody who had not seen the program's answers. The bounds are what words alone reach,
less one or two questions: a change that falls below one has broken something.
"""

from pathlib import Path

import pytest

from index import Library, Verdict, shipped_essay
from index.essays import SHIPPED_ESSAY, SHIPPED_QUESTIONS
from index.evaluation import Answerers, LabelledQuestion, Measures, measure, read_questions, run
from index.reading import read_essay
from index.vocabulary import read_glossary

ROOT = Path(__file__).parents[2]


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


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped essay beside essays in other languages, and beside pages of this project's that don't quote it."""
    files = [*(ROOT / "tests/data/languages").glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]
    essays = {SHIPPED_ESSAY.stem: shipped_essay(), **{file.stem: read_essay(file) for file in files}}
    return Library(essays, Answerers(essays).__getitem__)


def found(library: Library, question: LabelledQuestion, essay: str | None) -> bool:
    answer = library.answer(question.question, essay=essay)
    first = (answer.quotes + answer.nearest)[:1]
    return any(
        library.cited(quote.citation) == SHIPPED_ESSAY.stem and quote.citation.paragraph in question.gold
        for quote in first
    )


def answered(library: Library, question: LabelledQuestion, essay: str | None) -> bool:
    return library.answer(question.question, essay=essay).verdict is Verdict.ANSWERED


def test_beside_other_essays_it_answers_about_as_well(library: Library) -> None:
    labelled = [one for one in read_questions(SHIPPED_QUESTIONS) if not one.history]
    for kind, measure_of, most_lost in (("answerable", found, 1), ("keyword", found, 1), ("answerable", answered, 2)):
        questions = [one for one in labelled if one.kind == kind]
        alone = sum(measure_of(library, one, SHIPPED_ESSAY.stem) for one in questions)
        assert sum(measure_of(library, one, None) for one in questions) >= alone - most_lost
    elsewhere = [one for one in labelled if one.kind == "unanswerable"]
    assert sum(answered(library, one, None) for one in elsewhere) <= 1
