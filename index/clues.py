"""What a text holds that could answer who, where, when or how many; and which of it a question asks for."""

import re
from collections.abc import Callable
from sys import intern
from typing import NamedTuple

__all__ = ["Clues", "Wanted", "find_clues", "wanted_clue"]

AMOUNT = re.compile(
    r"\bhow (?:many|much|long|old|far|tall|large|big|high|often|fast)\b|\b(?:percent(?:age)?|number|amount)\b"
)
DATE = re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b")
NAME = re.compile(r"\b(?:who|whom|whose|where)\b|\b(?:what|which) (?:city|country|state|place)\b")
WORD = re.compile(r"[^\W_]+")
YEAR_OR_DAY = re.compile(r"\d{4}|\d{1,2}(?:st|nd|rd|th)")

NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve dozen hundred hundreds thousand thousands million
    millions billion half third quarter twice once
    """.split()
)
CALENDAR = frozenset(
    """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday century year years
    """.split()
)


class Clues(NamedTuple):
    """The names, dates and amounts of a text, in small letters."""

    names: tuple[str, ...]
    dates: tuple[str, ...]
    amounts: tuple[str, ...]


def find_clues(text: str) -> Clues:
    """The clues of a sentence; its first capital is no sign of a name.

    An essay says the same name over and over: it is kept once.
    """
    words = WORD.findall(text)
    small = [word.casefold() for word in words]
    return Clues(
        names=tuple(intern(word.casefold()) for word in words[1:] if word[0].isupper()),
        dates=tuple(intern(word.casefold()) for word in words if YEAR_OR_DAY.fullmatch(word) or word in CALENDAR),
        amounts=tuple(intern(word) for word in small if word[0].isdigit() or word in NUMBER_WORDS),
    )


Wanted = Callable[[Clues], bool] | None
"""Tells whether there is a clue of the kind that a question asks for, if it asks for one."""


def wanted_clue(question: str) -> Wanted:
    """A test for a clue of the kind the question asks for and does not hold itself; None if it asks for no kind."""
    asked = question.casefold()
    known = set(WORD.findall(asked))
    if AMOUNT.search(asked):
        return lambda clues: not known.issuperset(clues.amounts)
    if DATE.search(asked):
        return lambda clues: not known.issuperset(clues.dates)
    if NAME.search(asked):
        return lambda clues: not known.issuperset(clues.names)
    return None
