"""EPUB -> blocks: the book's documents in the order of its spine, read as web pages are."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.entities import html5
from typing import NamedTuple
from urllib.parse import unquote

import regex
from lxml import etree
from lxml.etree import _Element as Element

from index.essay import LeftOut
from index.reading.blocks import Block, Draft
from index.reading.files import LARGEST_TEXT_MB
from index.reading.html import check_size, parse
from index.reading.html.blocks import read_blocks
from index.reading.html.decoding import decoded
from index.reading.html.elements import local_name
from index.reading.html.unseen import types_of, unseen_reason, words_of
from index.reading.metadata import state
from index.reading.packed import Packed
from index.reading.unreadable import UnreadableError

__all__ = ["read"]

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
FONT_ONLY = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")  # what is hidden so is no text
ALGORITHM = regex.compile(rb"""<[\w:]*EncryptionMethod\b[^>]*?\bAlgorithm\s*=\s*["']([^"']*)""")
LOCKED = "is protected by its seller (DRM): Quoth reads books that are sold without."
NO_BOOK = "can't be read as an e-book (EPUB): its list of contents is missing or damaged; save or export it anew."

# What a book has beside its text, by what EPUB 3 calls it in the documents and EPUB 2 in the guide.
PARTS = {
    **dict.fromkeys(("cover", "cover-image", "titlepage", "halftitlepage", "title-page"), "title page"),
    **dict.fromkeys(("toc", "landmarks", "loi", "lot", "doc-toc"), "contents"),
    **dict.fromkeys(("copyright-page", "imprint", "imprimatur", "colophon"), "copyright notice"),
    **dict.fromkeys(("index", "doc-index", "page-list"), "index"),
    **dict.fromkeys(("boilerplate", "pg-boilerplate"), "notice"),
}
COPYRIGHT = regex.compile(r"(?=.*\bISBN\b)(?=.*(?:©|\bcopyright\b))", regex.IGNORECASE | regex.DOTALL)
LONGEST_COPYRIGHT = 5_000  # characters; a longer document that speaks of both is a chapter
LEADING_ELSEWHERE = 0.8  # of its characters: a document of links is a list of contents
FEWEST_LINKS = 3

ENTITY = regex.compile(r"&(\w+);")
# With what it declares: no book needs entities of its own, and without declarations none can unfold.
DOCTYPE = regex.compile(r"<!DOCTYPE\b[^\[>]*+(?:\[.*?\]\s*+)?>", regex.IGNORECASE | regex.DOTALL)
OF_XML = ("amp", "lt", "gt", "quot", "apos")


class _Book(NamedTuple):
    metadata: Element
    documents: list[str]  # the names of the parts in the order of reading
    guide: Mapping[str, str]  # what kind of part a document is, by EPUB 2
    labels: Mapping[str, str]  # what the list of contents calls a document


def read(data: bytes) -> Draft:
    """Take a book apart into headings and paragraphs.

    Raises:
        UnreadableError: it is locked, damaged, or no book.
    """
    parts = Packed(data)
    if ENCRYPTION in parts.names and set(ALGORITHM.findall(parts.read(ENCRYPTION))) - set(FONT_ONLY):
        raise UnreadableError(LOCKED)
    book = _book(parts)
    if parts.names.isdisjoint(book.documents):
        raise UnreadableError(NO_BOOK)
    draft = Draft()
    state(
        draft,
        title=_stated(book.metadata, "title"),
        author=_stated(book.metadata, "creator"),
        language=_stated(book.metadata, "language"),
    )
    for number, name in enumerate(book.documents, 1):
        _read_document(parts, name, number, book, draft)
    return draft


def _book(parts: Packed) -> _Book:
    root_file = next((each for each in _xml(parts, CONTAINER).iter("{*}rootfile")), None)
    if root_file is None or not (name := root_file.get("full-path")):
        raise UnreadableError(NO_BOOK)
    package = _xml(parts, name)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    hrefs = {key: _path(name, item.get("href")) for key, item in items.items()}
    spine = [each.get("idref") for each in package.iter("{*}itemref")]
    contents = [key for key, item in items.items() if "nav" in item.get("properties", "").split()]
    guide = {_path(name, each.get("href")): each.get("type", "") for each in package.iter("{*}reference")}
    lists = [hrefs[key] for key in (*contents, *(each.get("toc") for each in package.iter("{*}spine"))) if key in hrefs]
    guide |= {hrefs[key]: "toc" for key in contents}
    documents = dict.fromkeys(hrefs[key] for key in spine if key in hrefs)  # each once
    metadata = next(package.iter("{*}metadata"), package)
    return _Book(metadata, list(documents), guide, dict(_labels(parts, lists)))


def _labels(parts: Packed, lists: list[str]) -> Iterator[tuple[str, str]]:
    """What the lists of contents, of EPUB 3 or of EPUB 2, call the documents; the first name of each comes last."""
    for name in reversed([each for each in lists if each in parts.names]):
        for entry in reversed(_entries(parts, name)):
            source = next(entry.iterchildren("{*}content"), None)
            label = next(entry.iterchildren("{*}navLabel"), entry)
            yield _path(name, entry.get("href") if source is None else source.get("src")), words_of(label)


def _entries(parts: Packed, name: str) -> list[Element]:
    """Without its list of contents a book can be read all the same."""
    try:
        return list(_xml(parts, name).iter("{*}a", "{*}navPoint"))
    except UnreadableError:
        return []


def _read_document(parts: Packed, name: str, number: int, book: _Book, draft: Draft) -> None:
    if name not in parts.names:
        draft.left_out.append(LeftOut(line=number, text=name, reason="missing", place="chapter"))
        return
    found = Draft()
    body = _body(decoded(parts.read(name, LARGEST_TEXT_MB)))
    if body is not None:
        read_blocks(body, found, _reason, "chapter", number)
        reason = _reason_of_document(body, book.guide.get(name, ""))
        if reason:
            found.left_out += [left for block in found.blocks for left in block.left_out(reason)]
            found.blocks = []
    draft.blocks += _headed(found.blocks, book.labels.get(name), number)
    draft.left_out += found.left_out


def _headed(blocks: list[Block], label: str | None, number: int) -> list[Block]:
    """The blocks under the name that the list of contents gives them, where they begin with no heading of their own."""
    headings = {block.text.casefold() for block in blocks if block.kind == "heading"}
    if not blocks or not label or blocks[0].kind == "heading" or label.casefold() in headings:
        return blocks
    if blocks[0].text.casefold() == label.casefold():
        return [replace(blocks[0], kind="heading", level=1), *blocks[1:]]
    return [Block("heading", label, number, (label,), 1, "chapter"), *blocks]


def _reason_of_document(body: Element, kind: str) -> str | None:
    only = list(body) if len(body) == 1 else []
    types = types_of(body).union(*map(types_of, only))
    if reason := next((PARTS[each] for each in (kind.lower(), *sorted(types)) if each in PARTS), None):
        return reason
    text = words_of(body)
    if len(text) <= LONGEST_COPYRIGHT and COPYRIGHT.search(text):
        return "copyright notice"
    links = [words_of(each) for each in body.iter("{*}a")]
    is_list = len(links) >= FEWEST_LINKS and sum(map(len, links)) > LEADING_ELSEWHERE * len(text)
    return "contents" if is_list else None


def _reason(element: Element) -> str | None:
    return unseen_reason(element) or next((PARTS[each] for each in sorted(types_of(element)) if each in PARTS), None)


def _body(text: str) -> Element | None:
    """The body of a document, which should be XML and often is not; what HTML names is no entity of XML's own."""
    if not text.strip():
        return None
    text = DOCTYPE.sub("", text, 1)
    named = ENTITY.sub(lambda found: found[0] if found[1] in OF_XML else html5.get(found[1] + ";", found[0]), text)
    try:
        root = etree.fromstring(named.encode(), _parser("utf-8"))
        check_size(root)
    except etree.XMLSyntaxError:
        root = parse(text)
    body = next((each for each in root.iter("*") if local_name(each) == "body"), root)
    return None if local_name(body) == "html" else body  # a part of a document, or a picture, may stand for itself


def _xml(parts: Packed, name: str) -> Element:
    if name not in parts.names:
        raise UnreadableError(NO_BOOK)
    try:
        return etree.fromstring(parts.read(name, LARGEST_TEXT_MB), _parser(None))
    except etree.XMLSyntaxError:
        raise UnreadableError(NO_BOOK) from None


def _parser(encoding: str | None) -> etree.XMLParser:
    """A parser that follows no reference out of the document, and unfolds none within it."""
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _path(beside: str, href: str | None) -> str:
    """The name of the part that a reference in another leads to."""
    target = unquote((href or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), target)).lstrip("/")


def _stated(metadata: Element, name: str) -> str:
    stated = [words_of(each) for each in metadata.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]
    return ", ".join(stated) if name == "creator" else next(iter(stated), "")
