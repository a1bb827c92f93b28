"""What meaning changes in the answers about the shipped essay, with the real model."""

import pytest

from index import Answerer, Verdict, shipped_essay
from index.essays import SHIPPED_ESSAY, SHIPPED_QUESTIONS
from index.evaluation import Answerers, Measures, measure, read_questions, run
from index.meaning import Meaning
from index.meaning.e5 import E5
from index.vocabulary import read_glossary

ELSEWHERE = {
    "Где проходили прямые переговоры американцев с русскими?": 1,
    "Кого Кремль хочет отправить своим посланником на Южный Кавказ?": 12,
    "Warum könnte Baku schon bald wieder angreifen?": 14,
    "Qu'est-il arrivé aux Arméniens du Haut-Karabagh en 2023 ?": 5,
    "俄罗斯对乌克兰有什么要求？": 3,
    "Was will Russland in der Ukraine behalten?": 3,
    "обещание Трампа": 1,
    "Крым": 3,
}


@pytest.fixture(scope="module")
def meaning(e5: E5) -> Meaning:
    return Meaning(shipped_essay().paragraphs, e5, SHIPPED_ESSAY)


@pytest.fixture(scope="module")
def answerer(meaning: Meaning) -> Answerer:
    return Answerer(shipped_essay(), read_glossary(SHIPPED_ESSAY), meaning=meaning, explains=True)


@pytest.fixture(scope="module")
def by_kind(meaning: Meaning) -> dict[str, Measures]:
    name = SHIPPED_ESSAY.stem
    answerers = Answerers(
        {name: shipped_essay()}, {name: read_glossary(SHIPPED_ESSAY)}, meaning_of=lambda _, __: meaning
    )
    outcomes = list(run(read_questions(SHIPPED_QUESTIONS), answerers))
    return {kind: measure([one for one in outcomes if one.kind == kind]) for kind in {one.kind for one in outcomes}}


@pytest.mark.parametrize(
    ("kind", "first", "among_three", "answered"),
    [
        ("paraphrase", 0.7, 0.85, 0.2),
        ("answerable", 0.92, 0.95, 0.95),
        ("keyword", 1.0, 1.0, 1.0),
        ("typo", 0.9, 1.0, 0.9),
        ("follow_up", 0.65, 0.9, 0.85),
    ],
)
def test_other_words_find_their_paragraph_and_the_essays_own_still_do(
    by_kind: dict[str, Measures], kind: str, first: float, among_three: float, answered: float
) -> None:
    measures = by_kind[kind]
    assert measures.hit_at_1
    assert measures.hit_at_3
    assert measures.answered
    assert measures.hit_at_1.value >= first
    assert measures.hit_at_3.value >= among_three
    assert measures.answered.value >= answered


@pytest.mark.parametrize(("kind", "most"), [("unanswerable", 0.0), ("smalltalk", 0.0), ("near_topic", 0.5)])
def test_what_the_essay_does_not_say_is_refused(by_kind: dict[str, Measures], kind: str, most: float) -> None:
    measures = by_kind[kind]
    assert measures.answered_wrongly
    assert measures.answered_wrongly.value <= most


@pytest.mark.parametrize(("question", "paragraph"), ELSEWHERE.items())
def test_a_question_in_another_language_is_answered_with_a_word_of_doubt(
    answerer: Answerer, question: str, paragraph: int
) -> None:
    answer = answerer.answer(question)
    assert answer.verdict is Verdict.ANSWERED
    assert answer.by_meaning_alone
    assert answer.quotes[0].citation.paragraph == paragraph


@pytest.mark.parametrize(
    "question",
    [
        "Как испечь хлеб на закваске?",
        "Quel temps fera-t-il demain à Tokyo ?",
        "Was will die Katze in der Küche?",
        "Ինչպիսի՞ եղանակ կլինի վաղը Տոկիոյում։",
        "哪款笔记本电脑最适合学生？",
        "kakaya pogoda budet zavtra v Tokio?",
        "Привет, как дела?",
        "asdf qwer",
        "lorem ipsum dolor sit amet",
        "хлеб",
    ],
)
def test_another_language_is_no_way_around_the_verdict(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).verdict is Verdict.NOT_IN_ESSAY


def test_a_score_is_the_sum_of_its_evidence(answerer: Answerer) -> None:
    for quote in answerer.answer("Would Zelenskyy hand over Crimea?").nearest:
        assert quote.explanation
        assert quote.explanation.evidence["meaning"] > 0
        assert sum(quote.explanation.evidence.values()) == pytest.approx(quote.score)


def test_a_section_that_is_asked_is_the_only_one_that_answers(answerer: Answerer) -> None:
    from index.conversation import Conversation

    section = answerer.essay.sections[1]
    found = answerer.find("Кого Кремль хочет отправить посланником?", Conversation(), 0.0, limit=9, section=section)
    assert {passage.citation.section_number for passage in found.passages} == {section.number}


def test_a_refusal_offers_what_is_nearest_by_meaning_where_no_word_is_shared(answerer: Answerer) -> None:
    refused = answerer.answer("Bakou attend quoi ?")
    assert refused.verdict is Verdict.NOT_IN_ESSAY
    assert refused.nearest
    assert not answerer.answer("Quel temps fera-t-il demain à Tokyo ?").nearest
