"""PDF -> blocks, by PDFium: lines become paragraphs again, and each knows its page.

PDFium, which Chrome shows PDFs with, gives text with its place, size and weight; with all that is made of it here a
page takes 6 to 11 ms. Only one thread of a process may use it at a time.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby, islice, takewhile
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError

from index.essay import LeftOut
from index.reading.blocks import Block, Draft, Kind
from index.reading.files import BYTES_PER_MB, LARGEST_TEXT_MB
from index.reading.furniture import furniture_reason
from index.reading.lists import together
from index.reading.metadata import LONGEST_AT_THE_TOP, MOST_AT_THE_TOP, state, take_byline_and_date
from index.reading.pdf.columns import in_columns
from index.reading.pdf.headings import Heading, headings_among, plain
from index.reading.pdf.hyphens import known_words
from index.reading.pdf.pages import Line, Page, read_page
from index.reading.pdf.paragraphs import Layout, layout_of, paragraphs_of, runs_of, text_of
from index.reading.pdf.running import running_lines
from index.reading.pdf.streams import check_streams
from index.reading.units import LIST_ITEM
from index.reading.unreadable import UnreadableError

__all__ = ["read"]

MOST_PAGES = 2_000  # "War and Peace" has 1,500
MOST_MARKS = 5_000  # entries of an outline that are looked at
MOST_UNKNOWN = 0.3  # of all characters: then what the file shows is not what it says

ONE_AT_A_TIME = Lock()


def read(data: bytes) -> Draft:
    """Take a PDF apart into headings and paragraphs.

    Raises:
        UnreadableError: it is locked, damaged, too large, or holds pictures of text.
    """
    check_streams(data)
    with ONE_AT_A_TIME, closing(_opened(data)) as document:
        if len(document) > MOST_PAGES:
            raise UnreadableError(f"has {len(document):,} pages (at most {MOST_PAGES:,}): split it.")
        stated = document.get_metadata_dict()
        outline = {plain(mark.get_title()) for mark in islice(document.get_toc(), MOST_MARKS)} - {""}
        pages = list(_pages(document))
    _check(pages)
    draft = Draft()
    _read_text(pages, outline, draft)
    _take_title(stated.get("Title", ""), draft)
    state(draft, author=stated.get("Author"))
    take_byline_and_date(draft)
    return draft


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("is locked by a password: save it without one.") from None
        raise UnreadableError("can't be read as a PDF: it is damaged; save or export it anew.") from None


def _pages(document: PdfDocument) -> Iterator[Page]:
    characters = 0
    for place in range(len(document)):
        with closing(document[place]) as opened:
            page = read_page(opened, place + 1)
        characters += sum(len(line.text) for line in page.lines)
        if characters > LARGEST_TEXT_MB * BYTES_PER_MB:
            raise UnreadableError(f"holds more than {LARGEST_TEXT_MB} MB of text: split it.")
        yield page


def _check(pages: Sequence[Page]) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    if not any(map(str.isalpha, text)):
        raise UnreadableError("holds pictures of pages and no text: run OCR over it (ocrmypdf), or give its text.")
    if sum(page.unknown for page in pages) > MOST_UNKNOWN * len(text):
        raise UnreadableError("does not say which letters its fonts show: run OCR over it (ocrmypdf --force-ocr).")


def _read_text(pages: Sequence[Page], outline: set[str], draft: Draft) -> None:
    size = layout_of([line for page in pages for line in page.lines]).size
    running = running_lines(pages, size)
    draft.left_out += [_left_out(line.text, line.page, reason) for line, reason in running]
    draft.left_out += [_left_out(text, page.number, "sideways") for page in pages for text in page.sideways]
    left = {id(line) for line, _ in running}
    bare = [page._replace(lines=[line for line in page.lines if id(line) not in left]) for page in pages]
    lines = [line for page in bare for line in in_columns(page)]
    if not lines:
        return
    layout, known = layout_of(lines), known_words(line.text for line in lines)
    for part in headings_among(lines, layout, outline):
        if isinstance(part, Heading):
            draft.blocks.append(_block("heading", text_of(part.lines, known), part.lines[0].page, part.level))
        else:
            _add_paragraphs(part, layout, known, draft)


def _add_paragraphs(lines: Sequence[Line], layout: Layout, known: frozenset[str], draft: Draft) -> None:
    paragraphs = [(found[0].page, text_of(found, known)) for found in paragraphs_of(runs_of(lines), layout)]
    for is_list, group in groupby(paragraphs, key=lambda pair: LIST_ITEM.match(pair[1]) is not None):
        found = list(group)
        texts = together([text for _, text in found]) if is_list else [text for _, text in found]
        for (page, _), text in zip(found, texts, strict=False):
            block = _block("paragraph", text, page)
            reason = furniture_reason(text)
            if reason:
                draft.left_out += block.left_out(reason)
            else:
                draft.blocks.append(block)


def _block(kind: Kind, text: str, page: int, level: int | None = None) -> Block:
    return Block(kind, text, page, tuple(text.split("\n")), level, "page")


def _left_out(text: str, page: int, reason: str) -> LeftOut:
    return LeftOut(line=page, text=text, reason=reason, place="page")


def _take_title(stated: str, draft: Draft) -> None:
    """The one largest heading at the top, whatever small print is above it; else what the file states."""
    tops = [block for block in draft.blocks if block.level == 1]
    above = list(takewhile(lambda block: block.level != 1, draft.blocks))
    is_top = len(above) < MOST_AT_THE_TOP and all(len(block.text) <= LONGEST_AT_THE_TOP for block in above)
    if len(tops) == 1 and is_top:
        draft.blocks.remove(tops[0])
        draft.blocks.insert(0, tops[0])
        draft.metadata["title"] = tops[0].text
    else:
        state(draft, title=stated)
