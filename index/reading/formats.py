"""Which format a file's bytes are in, and how what reads it is called: with its library, and so that it always returns.

The libraries are optional, each an extra of Quoth's; they are loaded when a file of theirs is read.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import EssayError, NotNowError
from index.reading.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.reading.blocks import Draft

__all__ = ["FORMATS", "Format", "format_of"]

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".mdown", ".mkd")  # what is named so is read as it stands
BEFORE_A_PDF = b"\xef\xbb\xbf \t\r\n\0"  # what some programs write before its first line
BEGINNING = 1024  # bytes: in so many a PDF's first line may stand, and PDFium looks for it
PDF_MARK, ZIP_MARKS, OLD_OFFICE_MARK = b"%PDF-", (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
RTF_MARK = b"{\\rtf"
HTML_MARKS = (b"<!doctype html", b"<html")


class Format(NamedTuple):
    """A format with a library of its own; `module` has the function `read`, from bytes to a draft."""

    name: str
    extra: str
    suffixes: tuple[str, ...]
    libraries: tuple[str, ...]

    def read(self, data: bytes, path: Path) -> "Draft":
        """Take the file apart.

        Raises:
            EssayError: whatever goes wrong, for libraries raise anything at all on files that are damaged.
        """
        try:
            read: Callable[[bytes], Draft] = import_module(f"index.reading.{self.extra}").read
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in self.libraries:
                raise
            raise NotNowError(
                f"{path} is {self.name}: to read it, pip install '.[{self.extra}]' in Quoth's folder."
            ) from None
        try:
            return read(data)
        except UnreadableError as error:
            raise EssayError(f"{path} {error}") from None
        except RecursionError:
            raise EssayError(f"{path} can't be read as {self.name}: it is nested too deeply.") from None
        except MemoryError:
            raise EssayError(f"{path} can't be read as {self.name}: it needs too much memory; split it.") from None
        except Exception:
            raise EssayError(f"{path} can't be read as {self.name}: it is damaged; save or export it anew.") from None


HTML = Format("a web page", "html", (".html", ".htm", ".xhtml"), ("lxml",))
DOCX = Format("a Word document", "docx", (".docx",), ("docx", "lxml"))
PDF = Format("a PDF", "pdf", (".pdf",), ("pypdfium2", "pypdfium2_raw"))
EPUB = Format("an e-book (EPUB)", "epub", (".epub",), ("lxml",))
FORMATS = (HTML, DOCX, PDF, EPUB)


def format_of(data: bytes, path: Path) -> Format | None:
    """The format by what the bytes begin with; of HTML, by the name too. None is text.

    Raises:
        EssayError: a format that is known and not read.
    """
    suffix = path.suffix.lower()
    if _is_pdf(data, suffix):
        return PDF
    if data.startswith(ZIP_MARKS):
        return _packed_format(data, path)
    if data.startswith(OLD_OFFICE_MARK):
        raise EssayError(f"{path} is an old Word document, or one with a password: save it as .docx without one.")
    if data.startswith(RTF_MARK):
        raise EssayError(f"{path} is in rich text format (RTF): save it as .docx.")
    looks_like_html = data[:BEGINNING].lstrip(BEFORE_A_PDF).lower().startswith(HTML_MARKS)
    return HTML if suffix in HTML.suffixes or (looks_like_html and suffix not in TEXT_SUFFIXES) else None


def _is_pdf(data: bytes, suffix: str) -> bool:
    top = data[:BEGINNING]
    return top.lstrip(BEFORE_A_PDF).startswith(PDF_MARK) or (suffix in PDF.suffixes and PDF_MARK in top)


def _packed_format(data: bytes, path: Path) -> Format:
    """DOCX and EPUB are told apart by the parts that each has to have."""
    from index.reading.packed import Packed

    try:
        names = Packed(data).names
    except UnreadableError as error:
        raise EssayError(f"{path} {error}") from None
    if "META-INF/container.xml" in names:
        return EPUB
    if any(name.startswith("word/") for name in names):
        return DOCX
    raise EssayError(f"{path} is an archive, but no DOCX and no EPUB: save what is in it as one of them.")
