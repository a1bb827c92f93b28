"""Web pages and e-books made up for tests, and what is read of them."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index import Essay, EssayError
from index.reading import essay_of

WINTER = "The minister signed the treaty in winter, when the railway had long been closed."
SPRING = "Two years later the border was opened again, and the market moved across the river."
PROSE = f"<p>{WINTER}</p><p>{SPRING}</p>"


def read(data: bytes | str, name: str = "page.html") -> Essay:
    return essay_of(data.encode() if isinstance(data, str) else data, Path(name))


def page_of(body: str, head: str = "") -> Essay:
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


def book_of(parts: Mapping[str, bytes | str]) -> Essay:
    return read(packed(parts), "book.epub")


def refusal(data: bytes | str, name: str = "page.html") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(EssayError) as refused:
        read(data, name)
    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def texts(essay: Essay) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


def headings(essay: Essay) -> list[str]:
    return [section.heading for section in essay.sections if section.number]


def left_out(essay: Essay) -> dict[str, str]:
    """The reason of each text that was left out."""
    return {left.text: left.reason for left in essay.left_out}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
)


def chapter(body: str, attributes: str = "") -> str:
    name_spaces = "xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'"
    return f"<?xml version='1.0' encoding='utf-8'?><html {name_spaces}><body {attributes}>{body}</body></html>"


def book(
    documents: Mapping[str, bytes | str],
    *,
    metadata: str = "<dc:title>Of Rivers</dc:title><dc:creator>Ada Lovelace</dc:creator>",
    hrefs: Mapping[str, str] | None = None,
    more: str = "",
    spine: str = "",
    guide: str = "",
) -> dict[str, bytes | str]:
    """The parts of a book: documents in the order of reading, by their names beside the package.

    Args:
        documents: the names may be said otherwise in `hrefs`, as references to them.
        metadata: in the package.
        hrefs: how the package refers to the documents that are not called by name.
        more: of the manifest.
        spine: attributes of the order of reading.
        guide: what EPUB 2 has for the kinds of documents.
    """
    items = "".join(
        f"<item id='d{number}' href='{(hrefs or {}).get(name, name)}' media-type='application/xhtml+xml'/>"
        for number, name in enumerate(documents)
    )
    references = "".join(f"<itemref idref='d{number}'/>" for number in range(len(documents)))
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"{metadata}</metadata><manifest>{items}{more}</manifest><spine {spine}>{references}</spine>{guide}</package>"
    )
    parts: dict[str, bytes | str] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    return {**parts, "OEBPS/book.opf": package, **{f"OEBPS/{name}": each for name, each in documents.items()}}
