"""What meaning changes in the answers about an essay that is not English, with the real model."""

from pathlib import Path

import pytest

from index import Answerer
from index.evaluation import Answerers, measure, read_questions, run
from index.meaning import Meaning
from index.meaning.e5 import E5
from index.reading import read_essay

FOLDER = Path(__file__).parents[2] / "data" / "languages"
QUESTIONS = [one.question for one in read_questions(FOLDER / "canal.questions.jsonl")]


@pytest.fixture(scope="module")
def french(e5: E5) -> Answerer:
    essay = read_essay(FOLDER / "canal.md")
    return Answerer(essay, meaning=Meaning(essay.paragraphs, e5))


def test_questions_in_the_essays_language_are_not_taken_for_foreign(french: Answerer) -> None:
    answers = [french.answer(question) for question in QUESTIONS]
    assert not any(answer.quotes and answer.by_meaning_alone for answer in answers)


def test_a_french_essay_is_answered_more_often_and_what_it_does_not_say_is_refused(french: Answerer) -> None:
    answerers = Answerers({"canal": french.essay})
    answerers["canal"] = french
    measures = measure(list(run(read_questions(FOLDER / "canal.questions.jsonl"), answerers)))
    assert measures.answered
    assert measures.answered_wrongly
    assert measures.answered.value >= 0.85
    assert measures.answered_wrongly.value == 0


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("What tax did Riquet collect?", 3),
        ("Why are the locks oval?", 8),
        ("Как платили рабочим, когда шёл дождь?", 6),
    ],
)
def test_questions_in_other_languages_find_the_french_paragraph(
    french: Answerer, question: str, paragraph: int
) -> None:
    answer = french.answer(question)
    assert answer.by_meaning_alone
    assert answer.quotes[0].citation.paragraph == paragraph


@pytest.mark.parametrize("question", ["How do I bake sourdough bread?", "Какая столица у Австралии?"])
def test_what_the_french_essay_does_not_say_is_refused_in_other_languages(french: Answerer, question: str) -> None:
    assert not french.answer(question).quotes


def test_no_question_is_foreign_to_an_essay_in_an_unknown_language(e5: E5) -> None:
    essay = read_essay(FOLDER / "canal.md").model_copy(update={"language": "und"})
    answerer = Answerer(essay, meaning=Meaning(essay.paragraphs, e5))
    answers = [answerer.answer(question) for question in QUESTIONS]
    assert not any(answer.quotes and answer.by_meaning_alone for answer in answers)
