"""What every format is read into, before it is known which block is the title and which is page furniture."""

from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Literal

from index.essay import LeftOut, Place

__all__ = ["MOST_HEADINGS_IN_A_ROW", "Block", "Draft", "Kind"]

Kind = Literal["heading", "paragraph"]

MOST_HEADINGS_IN_A_ROW = 2  # a section and its first subsection; more short lines in a row are verse or a list


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph. `lines` are the file's own lines, the first of them number `line` (from 1).

    Where the file is counted in another `place` than lines, all of them stand on the one numbered `line`.
    """

    kind: Kind
    text: str
    line: int
    lines: tuple[str, ...]
    level: int | None = None  # 1 to 6 where the format tells how deep a heading stands
    place: Place = "line"

    @property
    def page(self) -> int | None:
        """The page on which it begins, where the format has pages."""
        return self.line if self.place == "page" else None

    def left_out(self, reason: str) -> list[LeftOut]:
        """The block's lines as lines that are left out of the essay."""
        numbers = count(self.line) if self.place == "line" else repeat(self.line)
        numbered = zip(numbers, self.lines, strict=False)
        return [
            LeftOut(line=number, text=line.strip(), reason=reason, place=self.place)
            for number, line in numbered
            if line.strip()
        ]


@dataclass
class Draft:
    """A file taken apart: its blocks in order, the metadata it states, and what is already known to be no text."""

    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
