"""A light look at all essays tells which of them a question may be for."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, shipped_essay
from index.catalog import Catalog, Glimpse, told_by
from index.cataloging import Cataloging
from index.listing import listed
from index.reading import parse_essay
from tests.strategies import as_markdown, outlines, questions


def essay(text: str) -> Essay:
    return parse_essay(text, Path("made-up.md"))


BEES = essay("# Bees\n\nA hive makes forty kilograms of honey a year.\n\nThe queen of a hive lives for five years.\n")
TIDES = essay(
    "# Tides\n\nThe moon draws the water of the sea twice a day.\n\nA spring tide comes with the full moon.\n"
)
CANAL = essay(
    "# Le canal\n\nLe canal relie la mer au fleuve depuis longtemps.\n\nLes bateaux paient à chaque écluse.\n"
)
SHELF = {"bees": BEES, "tides": TIDES, "canal": CANAL}

shelves = st.dictionaries(
    st.sampled_from("abcdef"), outlines.map(lambda outline: essay(as_markdown(outline))), min_size=2, max_size=3
)


def catalog(shelf: Mapping[str, Essay]) -> Catalog:
    return Cataloging().catalog(shelf, listed(shelf))


def look(shelf: Mapping[str, Essay], question: str) -> Mapping[str, Glimpse]:
    return catalog(shelf).look(question).glimpses


def first(question: str, shelf: Mapping[str, Essay] = SHELF) -> str:
    glimpses = look(shelf, question)
    return max(glimpses, key=lambda name: glimpses[name].promise)


@pytest.mark.parametrize(
    ("question", "promising"),
    [
        ("How long does a queen live?", "bees"),
        ("Why does the water rise with the moon?", "tides"),
        ("Qui paie à l'écluse ?", "canal"),
        ("Why does the water rise with the mooon?", "tides"),
        ("honny", "bees"),
    ],
)
def test_the_essay_that_has_a_questions_words_promises_most(question: str, promising: str) -> None:
    assert first(question) == promising


def test_what_everyday_words_are_about_the_rest_of_the_essay_tells() -> None:
    about = essay("# Lives\n\nA queen lives long.\n\nThe queen is fed.\n\nThe queen is one.\n\nA queen lives on.\n")
    passing = essay("# Days\n\nA queen lives long.\n\nDays pass.\n\nNights pass.\n\nSome rain.\n")
    assert first("How long does a queen live?", {"passing": passing, "about": about}) == "about"


def test_a_long_essay_does_not_promise_more_for_its_length() -> None:
    long = essay("# Talk\n\n" + "\n\n".join(f"Some say honey {n}, some say water {n}." for n in range(300)))
    assert first("How much honey does a hive make?", {"long": long, "shipped": shipped_essay(), **SHELF}) == "bees"


def test_a_word_is_looked_for_as_the_essays_language_has_it() -> None:
    shelf = {**SHELF, "rain": essay("# Rain\n\nMany people of the south rely on the rain.\n")}
    asked, said = look(shelf, "rely"), look(shelf, "relier")
    assert asked["rain"].words > 0
    assert "canal" not in asked
    assert said["canal"].words > 0


def test_rivals_are_the_paragraphs_in_the_same_language() -> None:
    glimpses = look(SHELF, "what is it?")
    assert {name: glimpse.rivals for name, glimpse in glimpses.items()} == {"bees": 4, "tides": 4, "canal": 2}
    assert {glimpse.paragraphs for glimpse in glimpses.values()} == {2}


def test_one_of_several_readings_of_a_word_counts_once() -> None:
    """The country and its people are one thing asked for, however many of its names stand there."""
    both = essay("# Both\n\nArmenia and the Armenians.\n")
    glimpse = look({"both": both, **SHELF}, "Armenia")["both"]
    assert glimpse.words == pytest.approx(look({"both": both, **SHELF}, "Armenian")["both"].words)
    assert glimpse.share <= 1.5


def test_a_question_without_any_word_promises_nothing() -> None:
    assert {glimpse.promise for glimpse in look(SHELF, "what is it?").values()} == {0.0}


@pytest.mark.parametrize(("word", "held"), [("honey", True), ("écluses", True), ("hnoey", True), ("zebras", False)])
def test_a_word_is_held_if_any_essay_has_it_or_may_have_meant_it(word: str, *, held: bool) -> None:
    assert catalog(SHELF).holds(word) is held


def test_what_fewer_hold_tells_more() -> None:
    assert told_by(1, 100) > told_by(2, 100) > told_by(100, 100) > 0


@given(shelves, shelves, questions)
def test_a_catalog_that_follows_another_is_as_one_made_anew(
    before: Mapping[str, Essay], after: Mapping[str, Essay], question: str
) -> None:
    cataloging = Cataloging()
    cataloging.catalog(before, listed(before))
    assert cataloging.following().catalog(after, listed(after)).look(question) == catalog(after).look(question)


def test_the_essay_that_the_talk_is_in_is_looked_at_whatever_it_has() -> None:
    glimpses = catalog(SHELF).look("honey", at="tides").glimpses
    assert glimpses["bees"].words > 0
    assert glimpses["tides"].promise == 0
    assert "canal" not in glimpses


@given(shelves, questions)
def test_nothing_is_worth_less_than_nothing(shelf: Mapping[str, Essay], question: str) -> None:
    for glimpse in look(shelf, question).values():
        assert min(glimpse.words, glimpse.share, glimpse.essay) >= 0
        assert 1 <= glimpse.paragraphs <= glimpse.rivals
