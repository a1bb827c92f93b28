"""PDFs that a test sets line by line, as bytes."""

import ctypes
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pypdfium2.raw as pdfium

from index import Essay
from index.reading import essay_of

__all__ = [
    "LEADING",
    "LEFT",
    "SIZE",
    "TOP",
    "WIDTH",
    "Sheet",
    "left_out",
    "object_of",
    "pages",
    "pdf",
    "read",
    "texts",
    "width_of",
    "wrapped",
]

SIZE = 11.0
LEADING = 1.25  # from line to line, in sizes
LEFT, TOP, WIDTH = 72.0, 720.0, 450.0  # of the text on a page of letter size
FONTS = ("Helvetica", "Helvetica-Bold")
# What the first codes of the third font stand for: ligatures, a bullet of the font Symbol, a soft hyphen.
CODES = "<01> <FB01> <02> <FB02> <03> <FB00> <04> <F0B7> <05> <00AD>"
TO_UNICODE = f"1 begincodespacerange <00> <FF> endcodespacerange 5 beginbfchar {CODES} endbfchar"


class Sheet:
    """A page as it is set, from the top down."""

    def __init__(self, *, y: float = TOP, x: float = LEFT, width: float = WIDTH) -> None:
        """Begin a page whose text stands at x, so wide, and from y on."""
        self.y, self.x, self.width = y, x, width
        self.content = b""

    def line(
        self,
        text: str,
        *,
        x: float | None = None,
        y: float,
        size: float = SIZE,
        bold: bool = False,
        turn: str = "",
        font: int = 0,
    ) -> "Sheet":
        """Set a line where it is told to stand."""
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = f"{turn or '1 0 0 1'} {self.x if x is None else x:.3f} {y:.3f} Tm"
        self.content += f"BT /F{font or 1 + bold} {size} Tf {place} (".encode() + shown + b") Tj ET\n"
        return self

    def paragraph(
        self, *texts: str, size: float = SIZE, bold: bool = False, indent: float = 0, space: float = LEADING
    ) -> "Sheet":
        """Set each of the texts in lines as wide as the page's text, with room under it."""
        for text in texts:
            for number, each in enumerate(wrapped(text, self.width, size, bold=bold, indent=indent)):
                self.line(each, x=self.x + (0 if number else indent), y=self.y, size=size, bold=bold)
                self.y -= LEADING * size
            self.y -= (space - LEADING / 2) * size if space else 0
        return self

    def lines(self, *texts: str, size: float = SIZE, bold: bool = False, indent: float = 0) -> "Sheet":
        """Set lines as they are given."""
        for text in texts:
            self.line(text, x=self.x + indent, y=self.y, size=size, bold=bold)
            self.y -= LEADING * size
        return self

    def heading(self, text: str, size: float = 16) -> "Sheet":
        """Set a heading in bold with room around it."""
        self.y -= size
        self.line(text, y=self.y, size=size, bold=True)
        self.y -= 2 * size
        return self


def wrapped(text: str, width: float, size: float = SIZE, *, bold: bool = False, indent: float = 0) -> Iterator[str]:
    """The lines of a text of that width."""
    line, room = "", width - indent
    for word in text.split(" "):
        whole = f"{line} {word}".strip()
        if width_of(whole, size, bold=bold) <= room:
            line = whole
            continue
        yield line
        line, room = word, width
    yield line


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """How wide the text is when it is set."""
    return sum(_widths(bold).get(character, 0.5) for character in text) * size


@cache
def _widths(bold: bool) -> Mapping[str, float]:
    document = pdfium.FPDF_CreateNewDocument()
    font, width = pdfium.FPDFText_LoadStandardFont(document, FONTS[bold].encode()), ctypes.c_float()
    widths = {}
    for character in map(chr, range(32, 127)):
        pdfium.FPDFFont_GetGlyphWidth(font, ord(character), 1.0, width)
        widths[character] = width.value
    pdfium.FPDFFont_Close(font)
    pdfium.FPDF_CloseDocument(document)
    return widths


def object_of(content: bytes, dictionary: str = "") -> bytes:
    """A stream with what describes it."""
    return f"<< /Length {len(content)} {dictionary} >> stream\n".encode() + content + b"\nendstream"


def pdf(
    *sheets: Sheet | bytes,
    outline: Sequence[str] = (),
    stated: str = "",
    page: str = "",
    trailer: str = "",
) -> bytes:
    """A file of these pages.

    Args:
        sheets: the pages, or their contents.
        outline: the headings that it lists, all of its first page.
        stated: what it says of itself, such as "/Title (On Rivers)".
        page: what else is said of each page, such as "/Rotate 90".
        trailer: what else is said of the whole, such as "/Encrypt << ... >>".
    """
    contents = [sheet.content if isinstance(sheet, Sheet) else sheet for sheet in sheets]
    first, marks = 8, 8 + 2 * len(contents)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Outlines {marks} 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>",
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>" for name in FONTS),
        f"<< {stated} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
        object_of(TO_UNICODE.encode()).decode(),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * number + 1} 0 R {page} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >> >> >>"
        )
        objects.append(object_of(zlib.compress(content), "/Filter /FlateDecode").decode("latin-1"))
    objects.append(f"<< /First {marks + 1} 0 R /Last {marks + len(outline)} 0 R /Count {len(outline)} >>")
    for number, title in enumerate(outline, marks + 1):
        following = f"/Next {number + 1} 0 R" if number < marks + len(outline) else ""
        objects.append(f"<< /Title ({title}) /Parent {marks} 0 R {following} /Dest [{first} 0 R /Fit] >>")
    return _written([each.encode("latin-1") for each in objects], trailer)


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    data, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def read(data: bytes) -> Essay:
    """The essay in a file called "essay.pdf"."""
    return essay_of(data, Path("essay.pdf"))


def texts(essay: Essay) -> list[str]:
    """What its paragraphs say."""
    return [paragraph.text for paragraph in essay.paragraphs]


def pages(essay: Essay) -> list[int | None]:
    """The page that each of its paragraphs begins on."""
    return [paragraph.page for paragraph in essay.paragraphs]


def left_out(essay: Essay) -> list[tuple[int, str, str]]:
    """What is in none of them, on which page, and why."""
    return [(left.line, left.text, left.reason) for left in essay.left_out]
