"""Lines in the order of reading -> paragraphs, by how the lines are set."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from index.reading.lines import ends_a_sentence, join_lines
from index.reading.pdf.hyphens import rejoined
from index.reading.pdf.pages import Line
from index.reading.units import LIST_ITEM

__all__ = ["Layout", "Run", "is_same_size", "layout_of", "paragraphs_of", "runs_of", "text_of"]

SAME_SIZE = 0.07  # of it: sizes of one text vary so much with how programs round
WIDER = 1.2  # of the usual distance of two lines: so far apart are paragraphs
SMALLER = 0.93  # of the size of the text: notes and captions
INDENT = 0.6  # of the size of the letters
DEEPEST_INDENT = 6.0
NEAR = 6  # lines before and after that show how wide a column is
SLACK = 0.3  # of the column: a line that leaves so much empty, and ends no sentence, is verse, a cell or an address
CENTRED = 0.15  # of the column: so much is empty on both sides of a title or a chapter's number, and not of a quotation
USUALLY = 0.5
BULLET = regex.compile(r"[•‣▪–*-]\s")
DASH = regex.compile(r"[\p{L}\p{N}][–—/]$")  # stands between two words without spaces
NOTE = regex.compile(r"[¹²³⁰⁴-⁹*†‡§]|\[?\d{1,3}[\].]?\s?\p{L}")
CAPTION = regex.compile(r"(?:fig(?:ure|\.)|table|tab\.|abb(?:ildung|\.)|source|photo|illustration)\b", regex.IGNORECASE)


class Layout(NamedTuple):
    """How most of a file's text is set."""

    size: float
    is_bold: bool
    pitch: float  # from line to line, in sizes
    indents: bool  # whether paragraphs begin with an indent, and not behind an empty space


class Run(NamedTuple):
    """Lines of one style, each under the one before, in one column of one page."""

    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    def left(self, place: int) -> float:
        """Where the column begins that a line stands in."""
        return min(line.left for line in self._near(place))

    def right(self, place: int) -> float:
        """Where it ends."""
        return max(line.right for line in self._near(place))

    def _near(self, place: int) -> list[Line]:
        return self.lines[max(0, place - NEAR) : place + NEAR + 1]


def runs_of(lines: Sequence[Line]) -> list[Run]:
    """The runs in order: a new one where the text goes on higher, beside, on another page, or in another size."""
    runs: list[Run] = []
    for line in lines:
        if runs and _goes_on(runs[-1].lines[-1], line):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line]))
    return runs


def _goes_on(before: Line, line: Line) -> bool:
    overlaps = min(before.right, line.right) > max(before.left, line.left)
    is_below = before.page == line.page and overlaps and line.base < before.base
    return is_below and is_same_size(before.size, line.size)


def is_same_size(one: float, other: float) -> bool:
    """Whether two sizes are meant to be one."""
    return abs(one - other) <= SAME_SIZE * max(one, other)


def layout_of(lines: Sequence[Line]) -> Layout:
    """How most of the text is set."""
    weights: dict[tuple[float, bool], int] = {}
    for line in lines:
        style = (round(2 * line.size) / 2, line.is_bold)
        weights[style] = weights.get(style, 0) + len(line.text)
    size, is_bold = max(weights, key=lambda style: weights[style])
    body = [run for run in runs_of(lines) if is_same_size(run.first.size, size)]
    pairs = [(run, place) for run in body for place in range(1, len(run.lines))]
    pitch = median((run.lines[place - 1].base - run.lines[place].base) / size for run, place in pairs) if pairs else 1.2
    first = [(run, place) for run, place in pairs if _is_deliberate(run, place) and _ends(run.lines[place - 1])]
    indented = sum(_is_indented(run, place) for run, place in first)
    return Layout(size, is_bold, pitch, indents=indented > USUALLY * len(first))


def paragraphs_of(runs: Sequence[Run], layout: Layout) -> Iterator[list[Line]]:
    """The lines of each paragraph; what goes on in the next column or on the next page is one.

    Notes and captions that stand in between come after it.
    """
    open_lines: list[Line] = []
    aside: list[list[Line]] = []
    before: Run | None = None
    for run, after in zip(runs, _text_after(runs, layout), strict=True):
        if before and _stands_aside(run, after, layout):
            aside += _parted(run, layout)
            continue
        first, *others = _parted(run, layout)
        if open_lines and before and not _continues(before, run, layout, is_parted=bool(aside)):
            yield from (open_lines, *aside)
            open_lines, aside = [], []
        open_lines = [*open_lines, *first]
        for lines in others:
            yield from (open_lines, *aside)
            open_lines, aside = lines, []
        before = run
    yield from filter(None, (open_lines, *aside))


def _parted(run: Run, layout: Layout) -> list[list[Line]]:
    parts: list[list[Line]] = []
    for place, line in enumerate(run.lines):
        if not place or _begins(run, place, layout):
            parts.append([])
        is_last = place == len(run.lines) - 1
        parts[-1].append(line if is_last else line._replace(is_ended=_is_ended(run, place)))
    return parts


def _is_ended(run: Run, place: int) -> bool:
    left, right = run.left(place), run.right(place)
    is_short = run.lines[place].right < right - SLACK * (right - left)
    return is_short and _is_deliberate(run, place + 1)


def _text_after(runs: Sequence[Run], layout: Layout) -> list[Run | None]:
    """For each run the next one in the size of the text."""
    after: list[Run | None] = [None]
    for run in reversed(runs[1:]):
        after.append(run if is_same_size(run.first.size, layout.size) else after[-1])
    return after[::-1]


def _stands_aside(run: Run, after: Run | None, layout: Layout) -> bool:
    """Whether a run is notes at the foot of a column whose text goes on, or a caption in the middle of it."""
    if run.first.size > SMALLER * layout.size or not after:
        return False
    is_at_the_foot = after.first.page != run.first.page or after.first.base > run.first.base
    return is_at_the_foot or CAPTION.match(run.first.text) is not None


def text_of(lines: Sequence[Line], known: frozenset[str]) -> str:
    """The lines as one text: words that were parted are whole, lines that were ended on purpose keep their end."""
    texts = [lines[0].text]
    for before, line in pairwise(lines):
        whole = rejoined(texts[-1], line.text, known) if before.is_parted or line.text[:1].islower() else None
        if whole is not None:
            texts[-1] = whole
        elif before.is_ended and not line.text[:1].islower():
            texts.append(line.text)
        elif DASH.search(texts[-1]):
            texts[-1] += line.text
        else:
            texts[-1] = join_lines([texts[-1], line.text])
    return "\n".join(texts)


def _begins(run: Run, place: int, layout: Layout) -> bool:
    """Whether a paragraph begins with a line that stands under another one of its column."""
    before, line = run.lines[place - 1], run.lines[place]
    if _is_centred(run, place) != _is_centred(run, place - 1):
        return True
    if before.base - line.base > WIDER * layout.pitch * line.size:
        goes_on = line.text[:1].islower() and not _ends(before)  # below a picture
        return not goes_on or _is_deliberate(run, place)
    is_note = line.size <= SMALLER * layout.size and NOTE.match(line.text)
    if is_note or LIST_ITEM.match(line.text) or BULLET.match(line.text):
        return _ends(before) or _is_deliberate(run, place)
    if not _ends(before):
        return False
    return _is_indented(run, place) if layout.indents else _is_deliberate(run, place)


def _continues(before: Run, run: Run, layout: Layout, *, is_parted: bool) -> bool:
    """Whether a paragraph goes on from the last line of a run to the first of the next; what is aside parts them."""
    last, line = before.lines[-1], run.first
    is_size = is_same_size(last.size, line.size)
    is_elsewhere = is_parted or last.page != line.page or line.base >= last.base
    if not is_size or not is_elsewhere or LIST_ITEM.match(line.text):
        return is_size and last.is_parted
    if not _ends(last):
        return True
    if layout.indents:
        return not _is_indented(run, 0)
    return not _leaves_room(last, line, before.right(len(before.lines) - 1))


def _is_deliberate(run: Run, place: int) -> bool:
    """Whether the line before ended although the first word of this one would have stood in it."""
    return _leaves_room(run.lines[place - 1], run.lines[place], run.right(place))


def _leaves_room(before: Line, line: Line, right: float) -> bool:
    letter = (line.right - line.left) / max(1, len(line.text))
    word = line.text.split(" ", 1)[0]
    return before.right + (len(word) + 1) * letter < right


def _is_centred(run: Run, place: int) -> bool:
    line, left, right = run.lines[place], run.left(place), run.right(place)
    before, after = line.left - left, right - line.right
    return min(before, after) > CENTRED * (right - left) and abs(before - after) < line.size


def _is_indented(run: Run, place: int) -> bool:
    line = run.lines[place]
    return INDENT * line.size < line.left - run.left(place) < DEEPEST_INDENT * line.size


def _ends(line: Line) -> bool:
    return ends_a_sentence(line.text) and not line.is_parted
