"""Essays are told apart, and named as people name them."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, UnknownEssayError
from index.naming import MOST_LISTED, Names, told_apart
from index.reading import parse_essay

TITLES = {"week-1/bees": "On Bees", "week-2/tides": "On Tides", "ecluse": "L’Écluse – un récit", "Bees": "Wasps"}


def essay(title: str) -> Essay:
    return parse_essay(f"# {title}\n\nSome words that nobody asks about.\n", Path("made-up.md"))


def test_a_title_that_one_essay_has_is_what_it_is_called() -> None:
    assert told_apart({"a": essay("On Bees"), "b": essay("On Tides")}) == {"a": "On Bees", "b": "On Tides"}


def test_behind_a_title_that_several_have_stands_the_name() -> None:
    assert told_apart({"a": essay("On Bees"), "b": essay("on bees!"), "c": essay("On Tides")}) == {
        "a": "On Bees (a)",
        "b": "on bees! (b)",
        "c": "On Tides",
    }


def names(titles: Mapping[str, str]) -> Names:
    return Names({name: Essay(title=title, sections=()) for name, title in titles.items()})


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("week-1/bees", "week-1/bees"),
        ("WEEK 2 TIDES", "week-2/tides"),
        ("on tides", "week-2/tides"),
        ("tides", "week-2/tides"),
        ("l'ecluse", "ecluse"),
        ("recit", "ecluse"),
        ("Bees", "Bees"),
        ("wasp", "Bees"),
    ],
)
def test_an_essay_is_found_by_name_title_or_a_part(wanted: str, name: str) -> None:
    assert names(TITLES).find(wanted) == name


def test_what_stands_in_citations_names_an_essay_also_where_several_have_its_title() -> None:
    twins = names({"bees": "On Bees", "bees-2": "On Bees"})
    assert [twins.find(title) for title in twins.titles.values()] == ["bees", "bees-2"]


def test_the_whole_name_comes_before_a_part_of_another() -> None:
    assert names({"tides": "A", "tides-2": "B"}).find("tides") == "tides"
    assert names({"a": "Tide", "b": "Tides"}).find("Tide") == "a"


def test_a_part_is_no_surer_for_standing_at_the_beginning() -> None:
    with pytest.raises(UnknownEssayError, match=r"“canal” may be canal\.md or week 2/canal\.md"):
        names({"canal.md": "Erie", "week 2/canal.md": "Suez"}).find("canal")


def test_names_that_only_signs_set_apart_are_both_to_be_had() -> None:
    titles = {"Bees": "A", "bees": "B"}
    assert names(titles).find("Bees") == "Bees"
    assert names(titles).find("bees") == "bees"
    with pytest.raises(UnknownEssayError, match="may be Bees or bees"):
        names(titles).find("BEES")


def test_a_part_that_several_have_is_told_with_those() -> None:
    with pytest.raises(UnknownEssayError, match="“on” may be week-1/bees or week-2/tides: say more of the name"):
        names(TITLES).find("on")


@pytest.mark.parametrize("wanted", ["", "  ", "?!", "stars", "\n\n"])
def test_what_no_essay_is_called_is_told_with_those_there_are(wanted: str) -> None:
    with pytest.raises(UnknownEssayError, match="No essay is called") as told:
        names(TITLES).find(wanted)
    assert all(name in str(told.value) for name in TITLES)
    assert "\n" not in str(told.value)


def test_of_many_essays_the_nearest_are_told_and_how_many_more() -> None:
    titles = {f"essay {n}": f"Title {n}" for n in range(300)} | {"hydrology": "Rivers"}
    with pytest.raises(UnknownEssayError, match=f"and {301 - MOST_LISTED} more") as told:
        names(titles).find("hydrologie")
    assert "there are hydrology," in str(told.value)


LIKE = Names(
    {
        "bees": Essay(title="The Life of the Bee", author="Maurice Maeterlinck", sections=()),
        "week-3": Essay(title="On Liberty", author="John Stuart Mill", sections=()),
        "mill": Essay(title="A Day’s Delivery", sections=()),
        "2024/liberty": Essay(title="Statues", sections=()),
        "café": Essay(title="The Illiberal Day", sections=()),
    }
)


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("", ["bees", "week-3", "mill", "2024/liberty", "café"]),
        ("the", ["bees", "café"]),
        ("on lib", ["week-3"]),
        ("liber", ["week-3", "2024/liberty", "café"]),  # where a word begins so comes first
        ("mill", ["mill", "week-3"]),
        ("CAFE", ["café"]),
        ("days delivery", ["mill", "café"]),
        ("librety", ["week-3", "2024/liberty"]),
        ("mill liberty", ["week-3", "2024/liberty", "mill"]),  # of several words the one with the most comes first
        ("stuart mil liberti", ["week-3"]),
        ("zzzzqqqq", []),
        ("zzzzqqqq xxxxwwww liberty", []),  # less than half
    ],
)
def test_essays_are_offered_whose_title_name_or_author_is_like_what_is_typed(typed: str, like: list[str]) -> None:
    assert LIKE.like(typed, 10) == like
    assert LIKE.like(typed, 1) == like[:1]


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), min_size=1), st.text(max_size=8))
def test_a_name_is_always_found_and_what_is_found_is_one(titles: Mapping[str, str], wanted: str) -> None:
    assert all(names(titles).find(name) == name for name in titles)
    if wanted not in titles:
        with suppress(UnknownEssayError):
            assert names(titles).find(wanted) in titles
