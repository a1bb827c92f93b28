"""Which lines of plain text are headings. Nothing marks them, so their shape and their neighbours have to tell."""

from collections.abc import Sequence
from itertools import groupby, pairwise

import regex

from index.reading.blocks import MOST_HEADINGS_IN_A_ROW
from index.reading.lines import ends_a_sentence, words_in
from index.reading.names import chapter_number, is_chapter
from index.reading.units import LIST_ITEM, Unit

__all__ = ["chapter_numbers", "headings_among"]

LONGEST_HEADING = 100  # characters
LONGEST_HEADING_WORDS = 14
LONGEST_SURE_HEADING_WORDS = 8  # where no line ends as a sentence does, longer ones are the text
LONGEST_TITLE = 200  # the first line of a file may be longer than other headings
MOST_LINES_OF_A_TITLE = 3
MOST_LINES_AT_THE_TOP = 8  # department, title, subtitle, byline, date, place, caption, and the first heading
FEWEST_LETTERS_IN_CAPITALS = 4  # "U.S." and "OK!" are no headings

BULLET = regex.compile(r"[-*•‣▪+–—]")
QUOTED = regex.compile(r"\p{Quotation_Mark}.*\p{Quotation_Mark}")


def headings_among(units: Sequence[Unit], numbers: frozenset[int] = frozenset()) -> list[bool]:
    """Whether each unit is a heading; `numbers` are the places of those that `chapter_numbers` found."""
    likely = [place in numbers or _looks_like_heading(units, place) for place in range(len(units))]
    kept = _without_long_runs(likely)
    if all(kept):
        return [words_in(unit.text) <= LONGEST_SURE_HEADING_WORDS for unit in units]
    kept[-1] = False  # a heading has something under it
    return kept


def chapter_numbers(units: Sequence[Unit]) -> frozenset[int]:
    """Where bare numbers head chapters: there are several, they rise, and each has something other under it.

    A page's count of readers has the same shape, but stands alone or among other counts.
    """
    found = [chapter_number(unit.text) for unit in units]
    heads = [(place, one) for place, one in enumerate(found[:-1]) if one is not None and found[place + 1] is None]
    rising = all(before < after for (_, before), (_, after) in pairwise(heads))
    return frozenset(place for place, _ in heads) if len(heads) > 1 and rising else frozenset()


def _looks_like_heading(units: Sequence[Unit], place: int) -> bool:
    """A short line without a sentence's end. An item of a list is none, nor is what somebody says."""
    unit, text = units[place], units[place].text
    if len(units) == 1 or not _is_short(unit, is_first=place == 0) or text[0].islower():
        return False
    if is_chapter(text) or _is_in_capitals(text):
        return True
    beside = [*units[max(0, place - 1) : place], *units[place + 1 : place + 2]]
    if BULLET.match(text) or (LIST_ITEM.match(text) and any(LIST_ITEM.match(other.text) for other in beside)):
        return False
    return not ends_a_sentence(text) and not QUOTED.fullmatch(text) and any(map(str.isalnum, text))


def _is_short(unit: Unit, *, is_first: bool) -> bool:
    if is_first:
        is_one = len(unit.lines) == 1 or (unit.keeps_lines and len(unit.lines) <= MOST_LINES_OF_A_TITLE)
        return is_one and len(unit.text) <= LONGEST_TITLE
    return len(unit.lines) == 1 and len(unit.text) <= LONGEST_HEADING and words_in(unit.text) <= LONGEST_HEADING_WORDS


def _is_in_capitals(text: str) -> bool:
    """Whether every letter is a capital one: such a line is a heading whatever it ends with."""
    letters = sum(map(str.isalpha, text))
    return letters >= FEWEST_LETTERS_IN_CAPITALS and text == text.upper() != text.lower()


def _without_long_runs(likely: Sequence[bool]) -> list[bool]:
    """More headings in a row than a page would have are no headings; at the top a title may stand among many."""
    kept: list[bool] = []
    for is_heading, group in groupby(likely):
        run = list(group)
        most = MOST_HEADINGS_IN_A_ROW if kept else MOST_LINES_AT_THE_TOP
        kept += run if not is_heading or len(run) <= most else [False] * len(run)
    return kept
