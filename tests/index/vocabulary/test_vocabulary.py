from collections.abc import Collection
from pathlib import Path

import pytest

from index.passages import analyze
from index.reading import parse_essay
from index.terms import Analyzer
from index.vocabulary import Lexicon, Reason, Vocabulary
from index.vocabulary.glossary import parse_glossary

ANALYZER = Analyzer()
TEXT = """
Presidents Putin and Zelensky spoke of a ceasefire; the Collective Security Treaty Organization did not.

Azerbaijan named two preconditions: dissolving the Organization for Security and Cooperation in Europe’s Minsk Group.

Igor Khovayev will travel through the Zangezur corridor in Armenia, France and the United States.

Armenia deepened its ties with the European Union and Russia. Rich people read clouds; the US could not.

Severe acute respiratory syndrome (SARS) and NATO (North Atlantic Treaty Organization) are here; the WHO speaks.
"""
PARAGRAPHS = parse_essay(TEXT, Path("a.md")).paragraphs
PASSAGES = analyze(PARAGRAPHS, ANALYZER)


def vocabulary(glossary: str = "", without: Collection[Reason] = ()) -> Vocabulary:
    lexicon = Lexicon.of(PARAGRAPHS, PASSAGES, ANALYZER, parse_glossary(glossary), without)
    return Vocabulary(lexicon, ANALYZER, without)


def meanings(
    question: str, glossary: str = "", without: Collection[Reason] = ()
) -> dict[str, dict[str, Reason | None]]:
    """Each word of a question with what it may mean, as a reader knows it, and why."""
    known = vocabulary(glossary, without)
    words = known.understand(ANALYZER.question_tokens(question)).words
    return {word.word: {known.shown(one.term).casefold(): one.reason for one in word.alternatives} for word in words}


MISTYPED = [("khovayef", "khovayev"), ("zangezour", "zangezur"), ("Zelenskyy", "zelensky"), ("coridor", "corridor")]


@pytest.mark.parametrize(("typed", "meant"), MISTYPED)
def test_a_word_typed_wrong_finds_the_essays_word(typed: str, meant: str) -> None:
    assert meanings(typed)[typed.casefold()][meant] is Reason.SPELLING


def test_a_mended_word_takes_the_place_of_the_mistyped_one() -> None:
    tokens = vocabulary().understand(ANALYZER.question_tokens("the Zangezour coridor")).tokens
    assert [token.word for token in tokens] == ["the", "zangezur", "corridor"]


@pytest.mark.parametrize("small", ["wich", "coud", "waht", "teh"])
def test_a_small_word_typed_wrong_is_taken_for_a_small_word(small: str) -> None:
    assert meanings(f"{small} corridor") == {"corridor": {"corridor": None}}


def test_an_english_word_is_never_taken_for_a_mistake() -> None:
    assert meanings("cloudy bread") == {"cloudy": {}, "bread": {}}


def test_a_word_of_the_essay_stays_as_it_is() -> None:
    assert meanings("clouds") == {"clouds": {"clouds": None}}


@pytest.mark.parametrize(
    ("short", "long_form"),
    [
        ("OSCE", "organization for security and cooperation in europe"),
        ("CSTO", "collective security treaty organization"),
        ("EU", "european union"),
        ("SARS", "severe acute respiratory syndrome"),
        ("NATO", "north atlantic treaty organization"),
    ],
)
def test_an_acronym_finds_its_long_form(short: str, long_form: str) -> None:
    assert meanings(short)[short.casefold()][long_form] is Reason.ACRONYM


def test_a_long_form_that_the_essay_lacks_finds_the_acronym() -> None:
    assert meanings("World Health Organization")["world health organization"]["who"] is Reason.ACRONYM


NAMES = [
    ("Baku", "azerbaijan"),
    ("Armenian", "armenia"),
    ("French", "france"),
    ("America", "united states"),
    ("Moscow", "russia"),
]


@pytest.mark.parametrize(("asked", "meant"), NAMES)
def test_a_capital_a_people_or_another_name_finds_the_country(asked: str, meant: str) -> None:
    assert meanings(asked)[asked.casefold()][meant] is Reason.NAME


def test_a_glossary_phrase_counts_as_one_word() -> None:
    assert meanings("peace deal", "peace deal => ceasefire") == {"peace deal": {"ceasefire": Reason.GLOSSARY}}


def test_a_glossary_word_may_be_typed_wrong() -> None:
    assert "zangezur corridor" in meanings("Artsahk", "Artsakh => Zangezur corridor")["artsahk"]


def test_a_word_that_is_nowhere_in_the_essay_means_nothing() -> None:
    assert meanings("sourdough") == {"sourdough": {}}


@pytest.mark.parametrize(
    ("reason", "question"),
    [(Reason.SPELLING, "coridor"), (Reason.ACRONYM, "OSCE"), (Reason.NAME, "Baku"), (Reason.GLOSSARY, "Artsakh")],
)
def test_each_way_of_meeting_can_be_left_out(reason: Reason, question: str) -> None:
    glossary = "Artsakh => Zangezur corridor"
    assert meanings(question, glossary)[question.casefold()]
    assert meanings(question, glossary, [reason]) == {question.casefold(): {}}


def test_a_passage_is_indexed_with_the_phrases_it_holds() -> None:
    assert "european union" not in ANALYZER.terms(PARAGRAPHS[3].text)
    assert "european union" in vocabulary().terms(PASSAGES[3].tokens)


def test_every_word_of_a_question_is_understood_once_in_order() -> None:
    words = (
        vocabulary()
        .understand(ANALYZER.question_tokens("Did Baku and the World Health Organization read clouds?"))
        .words
    )
    assert [word.word for word in words] == ["baku", "world health organization", "read", "clouds"]
    assert [word.place for word in words] == sorted(word.place for word in words)
