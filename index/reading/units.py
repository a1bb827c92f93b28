"""The lines of plain text -> the runs of them that are one paragraph or one heading."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from index.reading.furniture import furniture_reason
from index.reading.lines import ends_a_sentence, join_lines, words_in
from index.reading.names import stands_beside_a_title

__all__ = ["LIST_ITEM", "Unit", "is_underlined", "units_of"]

LONGEST_WRAPPED_LINE = 120  # an editor wraps at 65 to 100 columns; a longer line is a whole paragraph

# Verse, tables and dialogue leave the right of the page empty. The usual width is that of the line that nine in ten
# don't exceed: a single long one says nothing.
SHORT_OF_WIDTH = 0.75
USUAL = 0.9
LONGEST_LINE_OF_VERSE = 100  # characters
FEWEST_LINES_OF_VERSE = 3  # where paragraphs are single lines, two short ones may be headings

UNDERLINE = regex.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*")
LIST_ITEM = regex.compile(r"\s*(?:[-*•‣▪+]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
INDENT = regex.compile(r" {2,}|\t")
CJK_INDENT = "\u3000"

Numbered = tuple[int, str]  # a line and its number in the file, from 1


class Unit(NamedTuple):
    """Lines that belong together: one paragraph or one heading. `line` is the number of the first, from 1."""

    line: int
    lines: tuple[str, ...]
    keeps_lines: bool = False

    @property
    def text(self) -> str:
        """The lines as one text; those of verse and the items of a list keep their line ends."""
        items: list[list[str]] = []
        for line in self.lines:
            if not items or self.keeps_lines or LIST_ITEM.match(line):
                items.append([])
            items[-1].append(line.strip())
        return "\n".join(map(join_lines, items))


def units_of(lines: Sequence[str]) -> Iterator[Unit]:
    """Runs of lines between blank ones; in a file that is not hard-wrapped each line stands for itself."""
    is_wrapped, width = _is_wrapped(lines), _usual_width(lines)
    is_top = True
    for is_blank, group in groupby(enumerate(lines, 1), key=lambda numbered: not numbered[1].strip()):
        if is_blank:
            continue
        run = list(group)
        if is_underlined([line for _, line in run]):
            yield _unit(run[:2])
            run = run[2:]
        for part in _parts_at_the_top(run) if is_top else filter(None, [run]):
            yield from _wrapped(part, width) if is_wrapped else _unwrapped(part, is_top=is_top)
        is_top = False


def is_underlined(lines: Sequence[str]) -> bool:
    """Whether the first line is a heading with a rule drawn under it."""
    return len(lines) > 1 and UNDERLINE.fullmatch(lines[1]) is not None and any(map(str.isalnum, lines[0]))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether most of the text stands in lines that an editor would make; a long address alone tells nothing."""
    lengths = [len(line) for line in lines if words_in(line) > 1]
    return sum(length for length in lengths if length > LONGEST_WRAPPED_LINE) <= sum(lengths) / 2


def _usual_width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return lengths[int(USUAL * (len(lengths) - 1))] if lengths else 0


def _unit(run: Sequence[Numbered], *, keeps_lines: bool = False) -> Unit:
    return Unit(run[0][0], tuple(line for _, line in run), keeps_lines)


def _parts_at_the_top(run: list[Numbered]) -> Iterator[list[Numbered]]:
    """A title, its author and a date may stand together without blank lines."""
    for is_beside_a_title, group in groupby(run, key=lambda numbered: stands_beside_a_title(numbered[1].strip())):
        lines = list(group)
        yield from ([line] for line in lines) if is_beside_a_title else [lines]


def _wrapped(run: list[Numbered], width: int) -> Iterator[Unit]:
    """A run is a paragraph, unless indented first lines show that it is several."""
    lines = [line for _, line in run]
    if len(run) > 1 and all(len(line.rstrip()) < SHORT_OF_WIDTH * width for line in lines):
        yield _unit(run, keeps_lines=True)
        return
    begins = _first_lines(lines)
    for begin, end in zip(begins, [*begins[1:], len(run)], strict=True):
        yield _unit(run[begin:end])


def _first_lines(lines: Sequence[str]) -> list[int]:
    """Where paragraphs begin: at the top, and at each line that is set in and comes behind a sentence's end.

    An entry that hangs has most lines set in but not its first, a list has them under its items: both stay whole.
    """
    indented = [INDENT.match(line) is not None for line in lines]
    hangs = all(indented) or (not indented[0] and sum(indented) * 2 >= len(lines))
    is_prose = not hangs and not any(map(LIST_ITEM.match, lines))
    return [0] + [
        place
        for place in range(1, len(lines))
        if lines[place].startswith(CJK_INDENT)
        or (is_prose and indented[place] and ends_a_sentence(lines[place - 1].rstrip()))
    ]


def _unwrapped(run: list[Numbered], *, is_top: bool) -> Iterator[Unit]:
    """Each line is a paragraph or a heading, but short lines that stand together are verse, a table or a list."""
    are_short = all(len(line) <= LONGEST_LINE_OF_VERSE and not furniture_reason(line) for _, line in run)
    if are_short and len(run) >= FEWEST_LINES_OF_VERSE and not is_top:
        yield _unit(run, keeps_lines=True)
    else:
        yield from (_unit([line]) for line in run)
