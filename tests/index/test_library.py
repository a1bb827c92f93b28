"""Several essays, asked together or one at a time."""

from pathlib import Path

import pytest

from index import Answerer, Library, UnknownEssayError, Verdict
from index.reading import parse_essay

BEES = "# On Bees\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n"
TIDES = "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n"
ESSAYS = {"bees": parse_essay(BEES, Path("b.md")), "tides": parse_essay(TIDES, Path("t.md"))}
LIBRARY = Library(ESSAYS, lambda name: Answerer(ESSAYS[name]))


def test_a_question_finds_the_essay_that_answers() -> None:
    answer = LIBRARY.answer("How much honey does a hive make?")
    assert answer.verdict is Verdict.ANSWERED
    assert answer.quotes[0].citation.with_essay == "On Bees, §1 Hives, ¶1"


def test_one_essay_alone_can_be_asked() -> None:
    assert LIBRARY.answer("How much honey does a hive make?", essay="tides").verdict is Verdict.NOT_IN_ESSAY


def test_a_library_of_one_essay_answers_as_the_essay_does() -> None:
    alone = Library({"bees": ESSAYS["bees"]}, lambda name: Answerer(ESSAYS[name]))
    assert alone.answer("honey") == Answerer(ESSAYS["bees"]).answer("honey")


@pytest.mark.parametrize("wanted", ["bees", "Bees ", "on bees", "On B"])
def test_an_essay_is_known_by_its_name_or_its_titles_beginning(wanted: str) -> None:
    assert LIBRARY.named(wanted) == "bees"


@pytest.mark.parametrize(
    ("wanted", "said"), [("", "there are"), ("stars", "No essay is called “stars”"), ("on", "“on” may be")]
)
def test_what_names_no_single_essay_is_told_with_those_there_are(wanted: str, said: str) -> None:
    with pytest.raises(UnknownEssayError, match=said) as told:
        LIBRARY.named(wanted)
    assert "bees" in str(told.value)
    assert "tides" in str(told.value)
