"""The pages of a PDF -> their lines of text with where and how each is set, by PDFium."""

import ctypes
from collections.abc import Iterator, Sequence
from math import hypot
from statistics import median
from typing import NamedTuple

import pypdfium2.raw as pdfium
import regex
from pypdfium2 import PdfPage, PdfTextPage

from index.reading.unreadable import UnreadableError

__all__ = ["LEAST_GAP", "Gap", "Line", "Page", "read_page"]

MOST_CHARACTERS = 100_000  # on a page: a newspaper's has 30,000
LINE_ENDS = (0x0A, 0x0D)
PARTED = 0x02  # PDFium's sign for a hyphen that parts a word at the end of a line
SPACES = (*LINE_ENDS, 0x09)
CONTROLS = frozenset((*range(0x20), *range(0x7F, 0xA0))) - {PARTED, *SPACES}
UNKNOWN = CONTROLS | {0xFFFD, 0xFFFE, 0xFFFF}  # a glyph that the file does not say the character of
CHARACTERS = {
    **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True)),
    **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\u25cf\u25aa", "•"),  # bullets of the fonts Symbol and Wingdings
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
}
TRANSLATED = str.maketrans(CHARACTERS)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DIGITS_BEHIND_A_WORD = regex.compile(r"(?<=[\p{L}\p{P}])\d{1,3}(?!\d)")
BOLD = regex.compile(r"bold|black|heavy|demi|\bCMBX|-bd\b", regex.IGNORECASE)

SAMPLED = 5  # characters of a line tell its size and weight
LONGEST_FONT_NAME = 128  # bytes
# A page may be shown turned by quarters; of where its text stands, PDFium speaks as if it were not.
TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
UPRIGHT = 0.1  # how far a line may lean before it runs sideways
RAISED_BY = 0.15  # of the line's size: others stand on the line or, in some fonts, hang below it
LEAST_GAP = 0.8  # of the line's size: wider than the space between words is most of the time


class Gap(NamedTuple):
    """A wide space in a line: where the text goes on, and where on the page the space is."""

    position: int
    left: float
    right: float


class Line(NamedTuple):
    """A line as it is set. Lengths are in points; `base` counts from the foot of the page."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    is_parted: bool = False  # whether its last word goes on in the next line
    is_ended: bool = False  # whether it leaves much of its column empty, though the text goes on below
    gaps: tuple[Gap, ...] = ()


class Page(NamedTuple):
    """The lines of a page in the order of the file, and those that run sideways."""

    number: int
    lines: list[Line]
    sideways: list[str]
    unknown: int  # characters that the file does not tell


def read_page(page: PdfPage, number: int) -> Page:
    """Take a page apart into lines.

    Raises:
        UnreadableError: it has more characters than a page has room for.
    """
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > MOST_CHARACTERS:
        raise UnreadableError(f"has {count:,} characters on page {number} (at most {MOST_CHARACTERS:,}): split it.")
    codes = [pdfium.FPDFText_GetUnicode(text_page, place) for place in range(count)]
    found = Page(number, [], [], sum(code in UNKNOWN for code in codes))
    for begin, end in _spans(codes):
        reader = _LineReader(text_page, codes, range(begin, end), page.get_rotation())
        if not reader.seen:
            continue
        if reader.is_upright():
            found.lines.append(reader.line(number))
        else:
            found.sideways.append(reader.text())
    return found


def _spans(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin = 0
    for place, code in enumerate(codes):
        if code in LINE_ENDS:
            yield begin, place
        elif code == PARTED:
            yield begin, place + 1
        else:
            continue
        begin = place + 1
    yield begin, len(codes)


class _LineReader:
    """Asks PDFium about the characters of one line."""

    def __init__(self, page: PdfTextPage, codes: Sequence[int], places: range, turned: int) -> None:
        self._page = page
        self._codes = codes
        self._places = places
        self._turn = TURNS[turned]
        self.seen = [place for place in self._places if not chr(codes[place]).isspace() and codes[place] != PARTED]

    def is_upright(self) -> bool:
        matrix = self._matrix(self.seen[0])
        across, up = self._turned(matrix.a, matrix.b)
        return abs(up) <= UPRIGHT * across

    def text(self) -> str:
        return self._plain(self._characters())

    def line(self, number: int) -> Line:
        sample = self.seen[:: max(1, len(self.seen) // SAMPLED)]
        size = median(self._size(place) for place in sample)
        characters = self._with_raised_digits(self._characters(), size)
        return Line(
            text=self._plain(characters),
            page=number,
            left=self._box(self.seen[0])[0],
            right=self._box(self.seen[-1])[1],
            base=self._base(self.seen[0]),
            size=size,
            is_bold=all(BOLD.search(self._font(place)) for place in sample),
            is_parted=self._codes[self._places[-1]] == PARTED,
            gaps=tuple(self._gaps(characters, size)),
        )

    def _characters(self) -> str:
        kept = (code if code not in UNKNOWN else 0xFFFD for code in (self._codes[place] for place in self._places))
        return "".join(map(chr, kept)).replace(chr(PARTED), "-")

    @staticmethod
    def _plain(characters: str) -> str:
        whole = characters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return " ".join(whole.translate(TRANSLATED).split())

    def _with_raised_digits(self, text: str, size: float) -> str:
        """A note's number behind a word is raised, by the line or by its font, and stays so."""
        begin = self._places[0]

        def raised(digits: regex.Match[str]) -> str:
            is_raised = self._bottom(begin + digits.start()) > self._base(self.seen[0]) + RAISED_BY * size
            return digits[0].translate(RAISED) if is_raised else digits[0]

        return DIGITS_BEHIND_A_WORD.sub(raised, text)

    def _gaps(self, characters: str, size: float) -> Iterator[Gap]:
        for before, after in zip(self.seen, self.seen[1:], strict=False):
            if after > before + 1:
                left, right = self._box(before)[1], self._box(after)[0]
                if right - left > LEAST_GAP * size:
                    yield Gap(len(self._plain(characters[: after - self._places[0]])), left, right)

    def _matrix(self, place: int) -> pdfium.FS_MATRIX:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._page, place, matrix)
        return matrix

    def _size(self, place: int) -> float:
        """As it is seen: what the font is called to be, times what the page is scaled by."""
        matrix = self._matrix(place)
        return abs(float(pdfium.FPDFText_GetFontSize(self._page, place))) * hypot(matrix.c, matrix.d)

    def _box(self, place: int) -> tuple[float, float]:
        left, bottom, right, top = self._page.get_charbox(place)
        ends = self._turned(left, bottom)[0], self._turned(right, top)[0]
        return min(ends), max(ends)

    def _bottom(self, place: int) -> float:
        left, bottom, right, top = self._page.get_charbox(place)
        return min(self._turned(left, bottom)[1], self._turned(right, top)[1])

    def _base(self, place: int) -> float:
        across, up = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._page, place, across, up)
        return self._turned(across.value, up.value)[1]

    def _turned(self, across: float, up: float) -> tuple[float, float]:
        a, b, c, d = self._turn
        return a * across + b * up, c * across + d * up

    def _font(self, place: int) -> str:
        name, flags = ctypes.create_string_buffer(LONGEST_FONT_NAME), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._page, place, name, LONGEST_FONT_NAME, flags)
        return name.value.decode("utf-8", "replace")
