from pathlib import Path

import pytest

from bot.passages import find_passage
from index import Answerer, Library, UnknownEssayError, UnknownReferenceError
from index.reading import parse_essay

TITLES = {"a": "Rivers", "b": "Rivers, Rising", "c": "Twins", "d": "Twins"}
ESSAYS = {name: parse_essay(f"# {title}\n\nThis is {name}.\n", Path("e.md")) for name, title in TITLES.items()}
LIBRARY = Library(ESSAYS, lambda name: Answerer(ESSAYS[name]))


def text_at(essay: str | None, reference: str) -> str:
    [(_, [paragraph])] = find_passage(LIBRARY, essay, reference)
    return paragraph.text


@pytest.mark.parametrize(
    ("essay", "reference", "name"),
    [
        ("c", "1", "c"),
        (None, "Rivers, Opening, ¶1", "a"),
        (None, "Rivers, Opening, ¶1 (page 7)", "a"),
        ("a", "Rivers, Opening, ¶1", "a"),
        (None, "rivers, 1", "a"),
        (None, "Rivers, Rising, Opening, ¶1", "b"),
    ],
)
def test_a_passage_is_found_in_the_essay_that_is_named(essay: str | None, reference: str, name: str) -> None:
    assert text_at(essay, reference) == f"This is {name}."


@pytest.mark.parametrize("reference", ["1", "Rivers", "Twins, 1", ", 1", ""])
def test_which_essay_is_meant_has_to_be_said(reference: str) -> None:
    with pytest.raises(UnknownEssayError, match=r"^There are 4 essays: say which one is meant"):
        text_at(None, reference)


def test_a_citation_that_points_at_nothing_is_told() -> None:
    with pytest.raises(UnknownReferenceError, match="There is no ¶9"):
        text_at(None, "Rivers, ¶9")
