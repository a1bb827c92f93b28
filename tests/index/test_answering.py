from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given

from index import LONGEST_QUESTION, Answerer, QuestionError, Verdict, shipped_essay
from index.conversation import Conversation
from index.reading import parse_essay
from index.references import find_reference
from tests.strategies import as_markdown, outlines, questions

ANSWERER = Answerer(shipped_essay())
EXPLAINING = Answerer(shipped_essay(), explains=True)


def test_the_answer_is_the_paragraph_the_sentence_and_where_it_stands() -> None:
    answer = ANSWERER.answer("What are Azerbaijan's preconditions for signing?")
    best = answer.quotes[0]
    assert answer.verdict is Verdict.ANSWERED
    assert best.marked.startswith(
        "However, Azerbaijan insisted that the text would be signed only after Armenia fulfilled"
    )
    assert "formally dissolving" in best.marked
    assert str(best.citation) == "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"


@pytest.mark.parametrize("text", ["Rivers.\n\nRoads.\n", "The.\n\nOf it.\n", "Rivers.\n\n!!!\n"])
def test_an_essay_without_two_words_in_a_row_can_be_asked(text: str) -> None:
    answer = Answerer(parse_essay(text, Path("made-up.md"))).answer("What do rivers do?")
    assert [quote.text for quote in answer.quotes + answer.nearest] == ["Rivers."] * ("Rivers" in text)


@given(outlines, questions)
def test_every_quote_is_the_essays_and_its_citation_points_at_it(
    outline: tuple[list[str], list[tuple[str, list[str]]]], question: str
) -> None:
    text = as_markdown(outline)
    essay = parse_essay(text, Path("made-up.md"))
    answer = Answerer(essay).answer(question)
    for quote in answer.quotes + answer.nearest:
        assert quote.text in text
        [(section, [paragraph])] = find_reference(essay, str(quote.citation))
        assert paragraph.text == quote.text
        assert (section.number, section.heading) == (quote.citation.section_number, quote.citation.section)
        starts = {sentence.start for sentence in paragraph.sentences}
        ends = {sentence.end for sentence in paragraph.sentences}
        assert quote.highlight[0] in starts
        assert quote.highlight[1] in ends
        assert quote.marked.strip()
        assert quote.shown[0] <= quote.highlight[0] < quote.highlight[1] <= quote.shown[1]
        assert quote.shown[0] in starts
        assert quote.shown[1] in ends


@given(outlines, questions)
def test_verdict_and_passages_agree(outline: tuple[list[str], list[tuple[str, list[str]]]], question: str) -> None:
    answer = Answerer(parse_essay(as_markdown(outline), Path("made-up.md"))).answer(question)
    assert bool(answer.quotes) == (answer.verdict is Verdict.ANSWERED)
    assert not (answer.quotes and answer.nearest)
    assert len(answer.quotes) <= 3
    assert len(answer.nearest) <= 3


@pytest.mark.parametrize("question", ["", "   ", "?!", "thanks!", "Hello", "how are you?", "ok cool"])
def test_small_talk_gets_a_reply_and_no_quote_but_suggestions(question: str) -> None:
    answer = ANSWERER.answer(question)
    assert answer.verdict is Verdict.NOT_IN_ESSAY
    assert answer.reply
    assert answer.quotes == answer.nearest == ()
    assert len(answer.suggestions) == 3


def test_a_refusal_names_the_words_that_are_nowhere_and_offers_the_nearest() -> None:
    answer = ANSWERER.answer("Which corridor do sourdough bakers prefer in Zanzibar?")
    assert answer.verdict is Verdict.NOT_IN_ESSAY
    assert {"sourdough", "bakers", "zanzibar"} <= set(answer.unknown)
    assert answer.nearest
    assert all("corridor" in quote.text for quote in answer.nearest)


@pytest.mark.parametrize("question", ["How do I bake sourdough bread?", "What is the speed of light?", "xyzzy"])
def test_a_question_about_something_else_is_not_answered(question: str) -> None:
    assert ANSWERER.answer(question).verdict is Verdict.NOT_IN_ESSAY


def test_a_question_too_long_to_be_one_is_refused() -> None:
    with pytest.raises(QuestionError, match="2,000"):
        ANSWERER.answer("why " * 25_000)
    assert ANSWERER.answer("x" * LONGEST_QUESTION).verdict is Verdict.NOT_IN_ESSAY


def test_the_limit_is_the_most_quotes_there_are() -> None:
    assert len(ANSWERER.answer("Russia", limit=5).quotes) == 5
    assert len(ANSWERER.answer("Khovayev", limit=1).quotes) == 1


def test_the_explanation_adds_up_to_the_score() -> None:
    quote = EXPLAINING.answer("What are the two preconditions for signing sourdough?").quotes[0]
    explanation = quote.explanation
    assert explanation
    assert sum(explanation.evidence.values()) == pytest.approx(quote.score)
    assert sum(word.worth for word in explanation.words) == pytest.approx(explanation.evidence["words"])
    assert {word.word for word in explanation.words if not word.worth} == {"sourdough"}


def test_the_explanation_names_what_stands_for_a_word_as_the_essay_writes_it() -> None:
    explanation = EXPLAINING.answer("EU").quotes[0].explanation
    assert explanation
    [word] = explanation.words
    assert (word.word, word.term, word.reason) == ("eu", "European Union", "acronym")


def test_nothing_is_explained_unless_that_is_wanted() -> None:
    assert ANSWERER.answer("EU").quotes[0].explanation is None


def test_threads_ask_together_and_get_what_they_would_get_alone() -> None:
    asked = [f"{word} {n}" for n in range(100) for word in ("Azerbaijan", "khovayef", "energy trcue", "OSCE")]
    alone = [ANSWERER.answer(question) for question in asked]
    shared = Answerer(shipped_essay())
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.answer, asked)) == alone


def test_paragraphs_without_a_word_can_be_asked_too() -> None:
    answerer = Answerer(parse_essay("!!!\n\n???", Path("silence.md")))
    assert answerer.answer("what?").verdict is Verdict.NOT_IN_ESSAY
    assert answerer.answer("war").verdict is Verdict.NOT_IN_ESSAY


def test_a_follow_up_leans_on_the_talk_before_it() -> None:
    first, talk = ANSWERER.ask("What does Russia demand from Ukraine?", Conversation(), 0.0)
    second, _ = ANSWERER.ask("What about Ukraine?", talk, 10.0)
    assert [quote.citation.paragraph for quote in (first.quotes[0], second.quotes[0])] == [3, 3]
    assert "never recognize" in second.quotes[0].marked
    assert "never recognize" not in ANSWERER.answer("What about the war?").quotes[0].marked


def test_a_complete_question_is_not_dragged_back() -> None:
    _, talk = ANSWERER.ask("What does Russia demand from Ukraine?", Conversation(), 0.0)
    question = "What are Azerbaijan's two preconditions for signing the text?"
    assert ANSWERER.ask(question, talk, 10.0)[0].quotes == ANSWERER.answer(question).quotes


@pytest.mark.parametrize("question", ["and bread?", "what about sourdough bread?", "and the price of zeppelins?"])
def test_a_follow_up_about_something_else_is_refused(question: str) -> None:
    _, talk = ANSWERER.ask("What does Russia demand from Ukraine?", Conversation(), 0.0)
    assert ANSWERER.ask(question, talk, 5.0)[0].verdict is Verdict.NOT_IN_ESSAY


def test_a_follow_up_finds_its_paragraph_in_a_long_essay() -> None:
    texts = [f"Paragraph {n} tells of the weather on day {n}" + ", of wind and rain" * 10 + "." for n in range(150)]
    texts[120] = "Anna built a raft of doors. It floated for three days because the doors were of cedar."
    answerer = Answerer(parse_essay("\n\n".join(texts), Path("long.md")))
    _, talk = answerer.ask("Who built a raft of doors?", Conversation(), 0.0)
    assert answerer.ask("and why did it?", talk, 5.0)[0].quotes[0].citation.paragraph == 121


def test_a_name_in_capitals_is_no_small_word() -> None:
    assert ANSWERER.answer("What will the US do?").verdict is Verdict.ANSWERED
    assert ANSWERER.answer("What will us do?").verdict is Verdict.NOT_IN_ESSAY


def test_no_more_than_three_nearest_passages_are_offered() -> None:
    answer = ANSWERER.answer("Which Russia bakes sourdough bread for zebras in Zanzibar?", limit=10)
    assert answer.verdict is Verdict.NOT_IN_ESSAY
    assert len(answer.nearest) == 3


def test_small_talk_leaves_the_talk_where_it_was() -> None:
    _, talk = ANSWERER.ask("What does Russia demand from Ukraine?", Conversation(), 0.0)
    assert ANSWERER.ask("thanks!", talk, 5.0)[1] is talk


def test_a_section_answers_alone() -> None:
    [first, *_, last] = [section for section in ANSWERER.essay.sections if section.number]
    question = "What are Azerbaijan's preconditions for signing?"
    inside, _ = ANSWERER.ask(question, Conversation(), 0.0, section=first)
    assert [quote.citation.section_number for quote in inside.quotes] == [first.number] * len(inside.quotes)
    assert inside.quotes[0] == ANSWERER.answer(question).quotes[0]
    elsewhere, _ = ANSWERER.ask(question, Conversation(), 0.0, section=last)
    assert {quote.citation.section_number for quote in elsewhere.quotes + elsewhere.nearest} == {last.number}
    assert (inside.section, elsewhere.section) == (first.label, last.label)
