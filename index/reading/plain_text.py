"""Plain text -> blocks. Nothing marks a heading or a paragraph here, so the shape of the lines has to tell."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import regex

from index.essay import LeftOut
from index.reading.blocks import Block, Draft
from index.reading.furniture import furniture_reason

__all__ = ["read_plain_text"]

LONGEST_WRAPPED_LINE = 120  # an editor wraps at 65 to 100 columns; a longer line is a whole paragraph
LONGEST_HEADING = 100  # characters
LONGEST_HEADING_WORDS = 14
LONGEST_TITLE = 200  # the first line of a file may be longer than other headings
MOST_HEADINGS_IN_A_ROW = 2  # a section and its first subsection; more short lines in a row are verse or a list

UNDERLINE = regex.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*")
LIST_ITEM = regex.compile(r"\s*(?:[-*•‣▪+]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
ENDS_A_SENTENCE = regex.compile(r"[.!?;:,…。！？；：，։।][\"'”’»)\]]*$")


class Unit(NamedTuple):
    """Lines that belong together: one paragraph or one heading. `line` is the number of the first, from 1."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text; only the items of a list keep their line ends."""
        joined = self.lines[0].strip()
        for line in self.lines[1:]:
            joined += ("\n" if LIST_ITEM.match(line) else " ") + line.strip()
        return joined


def read_plain_text(text: str) -> Draft:
    """Take plain text apart into headings and paragraphs."""
    draft = Draft()
    units = []
    for unit in _units(text.split("\n")):
        reasons = [furniture_reason(line) for line in unit.lines]
        if all(reasons):
            numbered = zip(range(unit.line, unit.line + len(reasons)), unit.lines, reasons, strict=True)
            draft.left_out += [LeftOut(line=n, text=line.strip(), reason=why or "") for n, line, why in numbered]
        else:
            units.append(unit)
    draft.blocks = _blocks(units, draft)
    return draft


def _units(lines: list[str]) -> Iterator[Unit]:
    """Runs of lines between blank ones; in a file that is not hard-wrapped each line stands for itself."""
    wrapped = max(map(len, lines)) <= LONGEST_WRAPPED_LINE
    for is_blank, group in groupby(enumerate(lines, 1), key=lambda numbered: not numbered[1].strip()):
        run = list(group)
        if is_blank:
            continue
        if wrapped or any(UNDERLINE.fullmatch(line) for _, line in run[1:2]):
            yield Unit(run[0][0], tuple(line for _, line in run))
        else:
            yield from (Unit(number, (line,)) for number, line in run)


def _blocks(units: list[Unit], draft: Draft) -> list[Block]:
    likely = [_looks_like_heading(units, position) for position in range(len(units))]
    headings = _without_long_runs(likely)
    blocks: list[Block] = []
    for unit, is_heading in zip(units, headings, strict=True):
        blocks += _underlined(unit, draft) or [
            Block("heading" if is_heading else "paragraph", unit.text, unit.line, unit.lines)
        ]
    return blocks


def _underlined(unit: Unit, draft: Draft) -> list[Block]:
    """A heading with a line drawn under it, and the text that follows at once, if any."""
    if not any(UNDERLINE.fullmatch(line) for line in unit.lines[1:2]):
        return []
    heading, rule, *rest = unit.lines
    draft.left_out.append(LeftOut(line=unit.line + 1, text=rule.strip(), reason="separator"))
    level = 1 if rule.strip().startswith("=") else 2
    blocks = [Block("heading", heading.strip(), unit.line, (heading,), level)]
    if rest:
        below = Unit(unit.line + 2, tuple(rest))
        blocks.append(Block("paragraph", below.text, below.line, below.lines))
    return blocks


def _looks_like_heading(units: list[Unit], position: int) -> bool:
    """A short line without a sentence's end. An item among items is none."""
    unit = units[position]
    if len(unit.lines) > 1 or len(units) == 1:
        return False
    text = unit.text
    if len(text) > (LONGEST_TITLE if position == 0 else LONGEST_HEADING) or text[0].islower():
        return False
    if position > 0 and len(text.split()) > LONGEST_HEADING_WORDS:
        return False
    neighbours = units[max(0, position - 1) : position] + units[position + 1 : position + 2]
    if LIST_ITEM.match(text) and any(LIST_ITEM.match(other.text) for other in neighbours):
        return False
    return not ENDS_A_SENTENCE.search(text) and any(map(str.isalnum, text))


def _without_long_runs(likely: list[bool]) -> list[bool]:
    """More headings in a row than a page would have are no headings, but at the top a title and names may stand."""
    kept: list[bool] = []
    for is_heading, group in groupby(likely):
        run = list(group)
        allowed = MOST_HEADINGS_IN_A_ROW + (2 if not kept else 0)
        kept += run if not is_heading or len(run) <= allowed else [False] * len(run)
    if kept and not all(kept):
        kept[-1] = False  # a heading has something under it
    return kept
