"""Which lines of a PDF are headings, and how deep each stands: by size and weight, or by the file's outline."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from index.reading.lines import ends_a_sentence
from index.reading.pdf.pages import Line
from index.reading.pdf.paragraphs import Layout, is_same_size

__all__ = ["Heading", "headings_among", "plain"]

LARGER = 1.12  # than the text: of so much a heading is
MUCH_LARGER = 1.3  # a heading whatever it ends with: "What is to be done?"
LONGEST_HEADING = 200  # characters
LONGEST_BOLD_HEADING = 100
MOST_LINES = 5
OF_ONE = 1.6  # sizes: so close to each other are the lines of one heading
APART = 1.15  # of the usual distance of lines, above a heading in the size of the text
DEEPEST_LEVEL = 6


class Heading(NamedTuple):
    """Lines that are a heading. Level 1 is that of the largest."""

    lines: list[Line]
    level: int


def plain(text: str) -> str:
    """A heading as it is compared with the outline: without spaces and what numbers it."""
    return "".join(filter(str.isalpha, text.casefold()))


def headings_among(lines: Sequence[Line], layout: Layout, outline: Collection[str]) -> list[Heading | list[Line]]:
    """The lines parted into headings and the lines between them."""
    parts: list[Heading | list[Line]] = []
    for group in _groups(lines):
        last = parts[-1] if parts else None
        if _is_heading(group, last, layout, outline):
            parts.append(Heading(group, 0))
        elif isinstance(last, list):
            last += group
        else:
            parts.append(group)
    styles = sorted({_style(part.lines[0]) for part in parts if isinstance(part, Heading)}, reverse=True)
    return [_at_its_level(part, styles) if isinstance(part, Heading) else part for part in parts]


def _at_its_level(heading: Heading, styles: Sequence[tuple[float, bool]]) -> Heading:
    """Of one size, bold ones stand above the others."""
    return heading._replace(level=min(DEEPEST_LEVEL, styles.index(_style(heading.lines[0])) + 1))


def _style(line: Line) -> tuple[float, bool]:
    return round(2 * line.size) / 2, line.is_bold


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of one style that stand close, each under the one before."""
    group: list[Line] = []
    for line in lines:
        if group and not _is_of_one(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_of_one(before: Line, line: Line) -> bool:
    is_style = is_same_size(before.size, line.size) and before.is_bold == line.is_bold
    return is_style and before.page == line.page and 0 < before.base - line.base <= OF_ONE * line.size


def _is_heading(
    group: list[Line], above: Heading | list[Line] | None, layout: Layout, outline: Collection[str]
) -> bool:
    text = " ".join(line.text for line in group)
    if len(text) > LONGEST_HEADING or len(group) > MOST_LINES or not any(map(str.isalpha, text)):
        return False
    if len(group) == 1 and group[0].gaps:  # the first row of a table
        return False
    size = group[0].size
    if plain(text) in outline or size >= MUCH_LARGER * layout.size:
        return True
    is_line = not ends_a_sentence(text) and len(text) <= LONGEST_BOLD_HEADING
    if size >= LARGER * layout.size:
        return is_line
    is_bold = group[0].is_bold and not layout.is_bold and is_same_size(size, layout.size)
    return is_bold and is_line and _stands_apart(group[0], above, layout)


def _stands_apart(line: Line, above: Heading | list[Line] | None, layout: Layout) -> bool:
    """Whether the text above has come to its end: words in bold in the middle of a paragraph are none."""
    if not isinstance(above, list) or above[-1].page != line.page or line.base >= above[-1].base:
        return True
    return above[-1].base - line.base > APART * layout.pitch * layout.size or ends_a_sentence(above[-1].text)
