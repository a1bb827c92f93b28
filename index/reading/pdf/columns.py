"""The lines of a page in the order of reading, where the file has them in another.

Most programs write a column whole before the next, and that order is kept. What a scanner wrote across two columns is
read one after the other; and where there is one column, what stands higher comes first.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.reading.pdf.pages import LEAST_GAP, Gap, Line, Page

__all__ = ["in_columns"]

FEWEST_LINES = 8  # side by side: fewer are a table, or two signatures
MOST_OF = 0.6  # of the page's lines have the gutter
SAME_HEIGHT = 0.4  # of the size of the letters: so far a note's number is raised
FILLED = 0.6  # of its column a line of prose fills, and a cell of a table does not


def in_columns(page: Page) -> list[Line]:
    """The lines of the page; where one gutter runs through most of them, left of it before right of it."""
    gutter = _gutter(page)
    if gutter is None:
        rows = _rows(page.lines)
        return page.lines if _stand_apart(rows, page.lines) else [_joined(row) for row in rows]
    lines: list[Line] = []
    parted = [(line, _gap_at(line, gutter)) for line in page.lines]
    # A line across both columns, such as a title, parts what is above it from what is below.
    for _, band in groupby(parted, key=lambda pair: pair[1] is None and pair[0].left < gutter < pair[0].right):
        pieces = [piece for line, gap in band for piece in _pieces(line, gap)]
        lines += [piece for piece in pieces if piece.left < gutter]
        lines += [piece for piece in pieces if piece.left >= gutter]
    return lines


def _stand_apart(rows: Sequence[Sequence[Line]], lines: Sequence[Line]) -> bool:
    """Whether some stand side by side that the file has not one after the other: a column may end with one line."""
    places = {id(line): place for place, line in enumerate(lines)}
    return any(
        places[id(line)] != places[id(before)] + 1 and line.left - before.right > LEAST_GAP * before.size
        for row in rows
        for before, line in pairwise(row)
    )


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines from top to bottom; those at one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < SAME_HEIGHT * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _joined(row: Sequence[Line]) -> Line:
    """The pieces of a line that changes its font on the way."""
    longest, last = max(row, key=lambda line: len(line.text)), row[-1]
    if len(row) == 1:
        return last
    text = " ".join(line.text for line in row)
    right = max(line.right for line in row)
    return longest._replace(text=text, left=row[0].left, right=right, is_parted=last.is_parted, gaps=())


def _gutter(page: Page) -> float | None:
    """Where across the page most lines of prose are parted."""
    middles = [(gap.left + gap.right) / 2 for line in page.lines for gap in line.gaps]
    best = max(middles, key=lambda middle: _parted_at(page.lines, middle), default=None)
    if best is None or _parted_at(page.lines, best) < max(FEWEST_LINES, MOST_OF * len(page.lines)):
        return None
    pieces = [piece for line in page.lines for piece in _pieces(line, _gap_at(line, best))]
    sides = ([each for each in pieces if each.right <= best], [each for each in pieces if each.left >= best])
    return best if all(_is_prose(side) for side in sides) else None


def _parted_at(lines: Sequence[Line], middle: float) -> int:
    return sum(_gap_at(line, middle) is not None for line in lines)


def _is_prose(side: Sequence[Line]) -> bool:
    if not side:
        return False
    width = max(line.right for line in side) - min(line.left for line in side)
    return 2 * sum(line.right - line.left >= FILLED * width for line in side) > len(side)


def _gap_at(line: Line, across: float) -> Gap | None:
    return next((gap for gap in line.gaps if gap.left < across < gap.right), None)


def _pieces(line: Line, gap: Gap | None) -> Iterator[Line]:
    if gap is None:
        yield line
        return
    yield line._replace(text=line.text[: gap.position].strip(), right=gap.left, is_parted=False, gaps=())
    yield line._replace(text=line.text[gap.position :].strip(), left=gap.right, gaps=())
