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
NUMBERS = regex.compile(r"(?<!\d)\d{1,4}(?!\d)")
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
    """Those at the heads and feet of pages that come again on others, a page's number aside, and the contents."""
    found = [Running(line, "contents") for page in pages for line in _contents(page)]
    listed = {id(line) for line, _ in found}
    outer = [(page, end, line) for page in pages for end, line in _outer(page) if id(line) not in listed]
    counted = Counter(key for page, end, line in outer for key in set(_keys(line, end)))
    words = Counter(line.text for _, _, line in outer)
    for page, end, line in outer:
        is_sure = line.size <= LARGEST * body_size or words[line.text] >= FEWEST_PAGES
        is_repeated = any(counted[key] >= FEWEST_PAGES for key in _keys(line, end))
        if PAGE_NUMBER.fullmatch(line.text) and _stands_apart(line, page):
            found.append(Running(line, "page number"))
        elif PRINTED.fullmatch(line.text) or (is_sure and is_repeated):
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


def _keys(line: Line, end: str) -> Iterator[tuple[str, str, int, int]]:
    """By what a line is known again on other pages: its words, its height, and a number that goes with the pages'."""
    if not any(map(str.isalpha, line.text)):
        return
    height = round(line.base / SAME_HEIGHT)
    words = NUMBERS.sub("#", line.text.casefold())
    offsets = {int(number) - line.page for number in NUMBERS.findall(line.text)}
    for near in (height - 1, height, height + 1):
        yield end, line.text.casefold(), near, 0
        yield from ((end, words, near, offset) for offset in offsets)


def _stands_apart(line: Line, page: Page) -> bool:
    beside = [abs(other.base - line.base) for other in page.lines if abs(other.base - line.base) > 1]
    return min(beside, default=line.size * STANDS_APART) >= STANDS_APART * line.size
