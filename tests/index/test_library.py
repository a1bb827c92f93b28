"""Several essays, asked together or one at a time."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Answer, Answerer, Essay, Library, Verdict, shipped_essay
from index.answer import Quote
from index.conversation import Conversation
from index.library import MOST_ASKED
from index.reading import parse_essay
from index.references import find_reference
from tests.strategies import as_markdown, outlines, questions

BEES = "# On Bees\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n\nThey make wax too.\n"
TIDES = "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n"


def essay(text: str) -> Essay:
    return parse_essay(text, Path("made-up.md"))


def library(essays: Mapping[str, Essay]) -> Library:
    answerers = {name: Answerer(one) for name, one in essays.items()}
    return Library(essays, answerers.__getitem__)


ESSAYS = {"bees": essay(BEES), "tides": essay(TIDES)}
LIBRARY = library(ESSAYS)

shelves = st.dictionaries(
    st.sampled_from("abcdef"), outlines.map(lambda outline: essay(as_markdown(outline))), min_size=2, max_size=3
)


def quotes(answer: Answer) -> tuple[Quote, ...]:
    return answer.quotes + answer.nearest


def without_essay(answer: Answer) -> Answer:
    """The answer with the essay's title left out of its citations."""
    anonymous = [
        tuple(one.model_copy(update={"citation": one.citation.model_copy(update={"essay": ""})}) for one in several)
        for several in (answer.quotes, answer.nearest)
    ]
    return answer.model_copy(update={"quotes": anonymous[0], "nearest": anonymous[1]})


def test_a_question_finds_the_essay_that_answers() -> None:
    answer = LIBRARY.answer("How much honey does a hive make?")
    assert answer.verdict is Verdict.ANSWERED
    assert answer.quotes[0].citation.with_essay == "On Bees, §1 Hives, ¶1"
    assert answer.essays_asked == 2


def test_one_essay_alone_can_be_asked() -> None:
    assert LIBRARY.answer("How much honey does a hive make?", essay="tides").verdict is Verdict.NOT_IN_ESSAY


def test_a_library_of_one_essay_answers_as_the_essay_does() -> None:
    alone = library({"bees": ESSAYS["bees"]})
    assert alone.answer("honey") == Answerer(ESSAYS["bees"]).answer("honey")


@given(shelves, questions)
def test_every_quote_is_of_the_essay_that_its_citation_points_to(shelf: Mapping[str, Essay], question: str) -> None:
    asked = library(shelf)
    for quote in quotes(asked.answer(question)):
        cited = shelf[asked.cited(quote.citation)]
        [(section, [paragraph])] = find_reference(cited, str(quote.citation))
        assert paragraph.text == quote.text
        assert section.heading == quote.citation.section
        assert 0 <= quote.highlight[0] < quote.highlight[1] <= len(quote.text)


@given(shelves, questions)
def test_an_essay_asked_by_itself_answers_as_it_does_alone(shelf: Mapping[str, Essay], question: str) -> None:
    asked = library(shelf)
    for name, one in shelf.items():
        answer = asked.answer(question, essay=name)
        assert without_essay(answer) == without_essay(Answerer(one).answer(question))
        assert {quote.citation.essay for quote in quotes(answer)} <= {asked.titles[name]}


@given(shelves, questions)
def test_the_order_of_the_essays_changes_no_answer(shelf: Mapping[str, Essay], question: str) -> None:
    other = library(dict(reversed(list(shelf.items()))))
    answer, same = library(shelf).answer(question), other.answer(question)
    assert quotes(answer) == quotes(same)
    assert (answer.verdict, answer.confidence, answer.unknown) == (same.verdict, same.confidence, same.unknown)


def test_of_essays_that_say_the_same_always_the_same_ones_answer() -> None:
    names = [f"copy {n}" for n in range(2 * MOST_ASKED)]
    one, other = (library(dict.fromkeys(order, ESSAYS["bees"])) for order in (names, names[::-1]))
    question = "How much honey does a hive make?"
    assert one.answer(question).quotes == other.answer(question).quotes


@given(shelves, shelves, questions)
def test_a_changed_library_answers_as_one_built_anew(
    before: Mapping[str, Essay], after: Mapping[str, Essay], question: str
) -> None:
    old, anew = library(before), library(after)
    old.answer(question)  # so that there is something to share
    answerers = {name: Answerer(one) for name, one in after.items()}
    assert old.changed(after, answerers.__getitem__).answer(question) == anew.answer(question)


@given(shelves, questions)
def test_verdict_and_quotes_agree(shelf: Mapping[str, Essay], question: str) -> None:
    answer = library(shelf).answer(question)
    assert bool(answer.quotes) == (answer.verdict is Verdict.ANSWERED)
    assert not (answer.quotes and answer.nearest)


def test_essays_of_one_title_are_told_apart() -> None:
    asked = library({"old": essay(BEES), "new": essay(BEES.replace("forty", "fifty"))})
    answer = asked.answer("How much honey does a hive make?")
    amounts = {asked.cited(quote.citation): quote.text for quote in answer.quotes if "honey" in quote.text}
    assert "forty" in amounts["old"]
    assert "fifty" in amounts["new"]
    assert {quote.citation.essay for quote in answer.quotes} == {"On Bees (old)", "On Bees (new)"}


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("How much honey do zebras make?", ("zebras",)),
        ("How much honey does the moon make?", ()),
        ("How much hony does the mooon make?", ()),
    ],
)
def test_a_word_is_unknown_only_if_no_essay_has_it(question: str, unknown: tuple[str, ...]) -> None:
    assert LIBRARY.answer(question).unknown == unknown


def test_a_question_that_leans_is_asked_of_the_essay_that_the_talk_is_in() -> None:
    _, talk = LIBRARY.ask("How much honey does a hive make?", Conversation(), 0.0)
    answer, after = LIBRARY.ask("and what else do they make?", talk, 1.0)
    assert {quote.citation.essay for quote in quotes(answer)} == {"On Bees"}
    assert after.essay == ESSAYS["bees"].fingerprint


def test_a_complete_question_takes_the_talk_to_another_essay() -> None:
    _, talk = LIBRARY.ask("How much honey does a hive make?", Conversation(), 0.0)
    answer, after = LIBRARY.ask("What draws the water of the sea?", talk, 1.0)
    assert answer.quotes[0].citation.essay == "On Tides"
    assert after.essay == ESSAYS["tides"].fingerprint


def test_a_refused_question_leaves_the_talk_where_it_is() -> None:
    _, talk = LIBRARY.ask("How much honey does a hive make?", Conversation(), 0.0)
    answer, after = LIBRARY.ask("Who composed operas for the water of Venice?", talk, 1.0)
    assert answer.verdict is Verdict.NOT_IN_ESSAY
    assert after.essay == ESSAYS["bees"].fingerprint


def test_a_talk_about_an_essay_that_is_gone_begins_anew() -> None:
    _, talk = LIBRARY.ask("How much honey does a hive make?", Conversation(), 0.0)
    left = library({"tides": ESSAYS["tides"], "shipped": shipped_essay()})
    answer, _ = left.ask("What draws the water of the sea?", talk, 1.0)
    assert answer == left.answer("What draws the water of the sea?")


def test_a_greeting_gets_a_reply_and_no_quote() -> None:
    answer = LIBRARY.answer("Hello")
    assert answer.reply
    assert not quotes(answer)
