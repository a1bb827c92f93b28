"""The lines of lists and tables -> blocks of which a citation can point at one."""

from collections.abc import Sequence

__all__ = ["LISTED_TOGETHER", "list_mark", "together"]

# A list of a few points is one thing to quote, a bibliography as many as it has entries. This is a long paragraph.
LISTED_TOGETHER = 1_500  # characters

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
ROMAN = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
LARGEST_ROMAN = 3_999


def together(lines: Sequence[str]) -> list[str]:
    """The lines as one paragraph, or as one each where that would be long."""
    is_long = sum(map(len, lines)) > LISTED_TOGETHER
    return ["\n".join(lines)] if lines and not is_long else [line.strip() for line in lines]


def list_mark(number: int, kind: str) -> str:
    """The number as a list shows it: "3", and for the kinds a, A, i and I a letter or a Roman number."""
    if kind.lower() == "a" and 1 <= number <= len(LETTERS):
        mark = LETTERS[number - 1]
    elif kind.lower() == "i" and 1 <= number <= LARGEST_ROMAN:
        mark = _roman(number)
    else:
        return str(number)
    return mark.upper() if kind.isupper() else mark


def _roman(number: int) -> str:
    text = ""
    for value, letters in zip(VALUES, ROMAN, strict=True):
        text += letters * (number // value)
        number %= value
    return text
