"""What is printed beside the text: running heads and feet, page numbers, and the list of contents with its dots."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from index.reading.pdf.pages import Line, Page

__all__ = ["Running", "running_lines"]

MOST_RUNNING = 3  # lines at the head and at the foot of a page
FEWEST_PAGES = 2  # on which the same line stands at the same height
SAME_HEIGHT = 3.0  # points
LARGEST = 1.12  # of the size of the text: a larger line is a heading, "Chapter 2" after "Chapter 1"
STANDS_APART = 1.4  # of the line above: the last line of a paragraph may be a number, but follows closely
NUMBERS = regex.compile(r"\d+")
PAGE_NUMBER = regex.compile(
    r"\W*(?:(?:page|p\.|seite|стр\.)\s?)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:of|/|von|из)\s?\d{1,4})?\W*",
    regex.IGNORECASE,
)
# What browsers print around a page: the hour and its title at the head, its address and the page's number at the foot.
PRINTED = regex.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d.*|(?:https?|file|about):\S+(?: \d+/\d+)?")

LEADER = regex.compile(r".*?(?:\s?[.·…_]){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})", regex.IGNORECASE)
MOSTLY = 0.5  # of a page's lines: then all of it is the list of contents


class Running(NamedTuple):
    """A line that is no part of the text, and why."""

    line: Line
    reason: str


def running_lines(pages: Sequence[Page], body_size: float) -> list[Running]:
    """Those at the heads and feet of pages that come again on others, numbers aside, or are a page's number."""
    counted = Counter(key for page in pages for key in {_key(line, end) for end, line in _outer(page)})
    words = Counter(text for page in pages for text in {line.text for _, line in _outer(page)})
    found = [Running(line, "contents") for page in pages for line in _contents(page)]
    listed = {id(line) for line, _ in found}
    for page in pages:
        for end, line in _outer(page):
            if id(line) in listed:
                continue
            if PAGE_NUMBER.fullmatch(line.text) and _stands_apart(line, page):
                found.append(Running(line, "page number"))
                continue
            is_sure = line.size <= LARGEST * body_size or words[line.text] >= FEWEST_PAGES
            if PRINTED.fullmatch(line.text) or (is_sure and _is_repeated(line, end, counted)):
                found.append(Running(line, f"page {end}"))
    return found


def _contents(page: Page) -> list[Line]:
    """Lines whose dots lead to a number, as those of a list of contents do."""
    led = [line for line in page.lines if LEADER.fullmatch(line.text)]
    return page.lines if len(led) > MOSTLY * len(page.lines) else led


def _outer(page: Page) -> Iterator[tuple[str, Line]]:
    """The lines at the head and at the foot of a page, by the height at which they stand."""
    heights = sorted({round(line.base) for line in page.lines}, reverse=True)
    head = set(heights[:MOST_RUNNING])
    foot = set(heights[-MOST_RUNNING:]) - head
    for line in page.lines:
        if round(line.base) in head:
            yield "header", line
        elif round(line.base) in foot:
            yield "footer", line


def _key(line: Line, end: str, shift: int = 0) -> tuple[str, str, int]:
    return end, NUMBERS.sub("#", line.text.casefold()), round(line.base / SAME_HEIGHT) + shift


def _is_repeated(line: Line, end: str, counted: Counter[tuple[str, str, int]]) -> bool:
    return any(map(str.isalpha, line.text)) and (
        sum(counted[_key(line, end, shift)] for shift in (-1, 0, 1)) >= FEWEST_PAGES
    )


def _stands_apart(line: Line, page: Page) -> bool:
    beside = [abs(other.base - line.base) for other in page.lines if abs(other.base - line.base) > 1]
    return min(beside, default=line.size * STANDS_APART) >= STANDS_APART * line.size
