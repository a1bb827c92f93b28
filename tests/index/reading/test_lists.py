import pytest

from index.reading.lists import LISTED_TOGETHER, list_mark, together


@pytest.mark.parametrize(
    ("number", "kind", "mark"),
    [
        (3, "1", "3"),
        (3, "a", "c"),
        (26, "A", "Z"),
        (27, "a", "27"),
        (0, "a", "0"),
        (-5, "i", "-5"),
        (4, "i", "iv"),
        (1949, "I", "MCMXLIX"),
        (3_999, "i", "mmmcmxcix"),
        (4_000, "i", "4000"),
        (2, "square", "2"),
    ],
)
def test_a_list_shows_its_numbers_as_it_is_told_to(number: int, kind: str, mark: str) -> None:
    assert list_mark(number, kind) == mark


def test_a_short_list_is_one_paragraph_and_a_long_one_as_many_as_it_has_lines() -> None:
    assert together(["- one", "  - two"]) == ["- one\n  - two"]
    assert together(["- one", "  - " + LISTED_TOGETHER * "a"]) == ["- one", "- " + LISTED_TOGETHER * "a"]
