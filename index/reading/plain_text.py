"""Plain text -> blocks. Nothing marks a heading or a paragraph here, so the shape of the lines has to tell."""

from collections.abc import Iterator, Sequence

from index.essay import LeftOut
from index.reading.blocks import Block, Draft
from index.reading.furniture import furniture_reason
from index.reading.headings import chapter_numbers, headings_among
from index.reading.units import Unit, is_underlined, units_of

__all__ = ["read_plain_text"]


def read_plain_text(text: str) -> Draft:
    """Take plain text apart into headings and paragraphs."""
    draft = Draft()
    units = list(units_of(text.split("\n")))
    numbers = chapter_numbers(units)
    kept = [place for place, unit in enumerate(units) if place in numbers or not _take_furniture(unit, draft)]
    chapters = frozenset(new for new, place in enumerate(kept) if place in numbers)
    draft.blocks = list(_blocks([units[place] for place in kept], chapters, draft))
    return draft


def _take_furniture(unit: Unit, draft: Draft) -> bool:
    """Whether every line of the unit is page furniture; if so, it is reported."""
    reasons = [furniture_reason(line) for line in unit.lines]
    if not all(reasons) or is_underlined(unit.lines):
        return False
    numbered = zip(range(unit.line, unit.line + len(reasons)), unit.lines, reasons, strict=True)
    draft.left_out += [
        LeftOut(line=number, text=line.strip(), reason=reason or "") for number, line, reason in numbered
    ]
    return True


def _blocks(units: Sequence[Unit], chapters: frozenset[int], draft: Draft) -> Iterator[Block]:
    for unit, is_heading in zip(units, headings_among(units, chapters), strict=True):
        if is_underlined(unit.lines):
            yield _underlined(unit, draft)
        elif is_heading:
            yield Block("heading", " ".join(unit.text.split("\n")), unit.line, unit.lines)
        else:
            yield Block("paragraph", unit.text, unit.line, unit.lines)


def _underlined(unit: Unit, draft: Draft) -> Block:
    """A heading with a line drawn under it, which tells its level."""
    heading, rule = unit.lines
    draft.left_out.append(LeftOut(line=unit.line + 1, text=rule.strip(), reason="separator"))
    return Block("heading", heading.strip(), unit.line, (heading,), 1 if rule.strip().startswith("=") else 2)
