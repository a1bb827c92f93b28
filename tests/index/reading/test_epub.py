"""E-books: their documents in the order of reading, and what of a book is no text is reported."""

import random
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, EssayError
from index.reading import essay_of
from tests.index.reading.test_packed import archive
from tests.strategies import headings, paragraphs

LONGEST = 20  # seconds
XHTML = "application/xhtml+xml"
CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/a.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
)
CHAPTER = (
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body{}>{}</body></html>"
)


def chapter(body: str, attributes: str = "") -> str:
    return CHAPTER.format(attributes and f" {attributes}", body)


def book(chapters: dict[str, str], *, stated: str = "", guide: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A book with these documents, read in this order."""
    items = "".join(f"<item id='i{n}' href='{name}' media-type='{XHTML}'/>" for n, name in enumerate(chapters))
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(len(chapters)))
    extra = "".join(
        f"<item id='nav' href='{name}' properties='nav' media-type='{XHTML}'/>" for name in more or {} if "nav" in name
    )
    package = (
        f"<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>{stated}"
        f"</metadata><manifest>{items}{extra}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    parts = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "OEBPS/a.opf": package.encode(),
        **{f"OEBPS/{name}": text.encode() for name, text in chapters.items()},
        **{(name if "/" in name else f"OEBPS/{name}"): data for name, data in (more or {}).items()},
    }
    return archive(parts)


def read(data: bytes) -> Essay:
    return essay_of(data, Path("book.epub"))


def texts(essay: Essay) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


ONE, TWO = chapter("<h1>Rise</h1><p>Rivers rise.</p>"), chapter("<h1>Fall</h1><p>They fall.</p><p>Into the sea.</p>")


def test_chapters_are_sections_in_the_order_of_reading() -> None:
    essay = read(book({"b.xhtml": ONE, "a.xhtml": TWO}, stated="<dc:title>Rivers</dc:title>"))
    assert [section.heading for section in essay.sections] == ["Rise", "Fall"]
    assert texts(essay) == ["Rivers rise.", "They fall.", "Into the sea."]


def test_what_the_book_states_is_taken() -> None:
    stated = (
        "<dc:title>Rivers</dc:title><dc:creator>Ann Bo</dc:creator><dc:creator>Cy Do</dc:creator>"
        "<dc:language>fr</dc:language>"
    )
    essay = read(book({"a.xhtml": ONE}, stated=stated))
    assert (essay.title, essay.author, essay.language) == ("Rivers", "Ann Bo, Cy Do", "fr")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("cover", "title page"), ("toc", "contents"), ("copyright-page", "copyright notice"), ("index", "index")],
)
def test_what_a_book_has_beside_its_text_is_left_out_and_reported(kind: str, reason: str) -> None:
    beside = chapter("<h1>Beside</h1><p>The text.</p>", f"epub:type='{kind}'")
    of_old = f"<reference type='{kind}' href='c.xhtml'/>"
    plain = chapter("<h1>Beside</h1><p>The text.</p>")
    for made in (book({"c.xhtml": beside, "a.xhtml": ONE}), book({"c.xhtml": plain, "a.xhtml": ONE}, guide=of_old)):
        essay = read(made)
        assert texts(essay) == ["Rivers rise."]
        assert " ".join(left.text for left in essay.left_out) == "Beside The text."
        assert {left.reason for left in essay.left_out} == {reason}
        assert {(left.line, left.place) for left in essay.left_out} == {(1, "chapter")}


def test_a_copyright_page_and_a_list_of_links_are_known_by_themselves() -> None:
    rights = chapter("<p>Copyright 2020 Ann Bo</p><p>Set in Vienna, where Bo lives.</p><p>ISBN 978-3-16</p>")
    links = chapter("<h2>Contents</h2>" + "".join(f"<p><a href='a.xhtml'>Chapter {n}</a></p>" for n in range(12)))
    essay = read(book({"r.xhtml": rights, "l.xhtml": links, "a.xhtml": ONE}))
    assert texts(essay) == ["Rivers rise."]
    assert {left.reason for left in essay.left_out} >= {"copyright notice", "contents"}


def test_a_chapter_without_a_heading_is_called_what_the_list_of_contents_calls_it() -> None:
    listed = chapter(
        "<nav><ol><li><a href='a.xhtml#x'>The Rise</a></li><li><a href='b.xhtml'>They fall.</a></li></ol></nav>"
    )
    plain = {"a.xhtml": chapter("<p>Rivers rise.</p>"), "b.xhtml": chapter("<p>They fall.</p><p>Far.</p>")}
    essay = read(book(plain, more={"nav.xhtml": listed.encode()}))
    assert [section.heading for section in essay.sections] == ["The Rise", "They fall."]
    assert texts(essay) == ["Rivers rise.", "Far."]


def test_page_numbers_and_the_marks_of_notes_are_no_words() -> None:
    body = (
        "<p>Rivers <span epub:type='pagebreak'>12</span>rise.<a epub:type='noteref' href='#n'>1</a></p>"
        "<aside epub:type='footnote' id='n'><p>Some do not.</p></aside>"
    )
    assert texts(read(book({"a.xhtml": chapter(body)}))) == ["Rivers rise.", "Some do not."]


def test_names_of_parts_may_be_escaped_or_lead_out_of_their_folder() -> None:
    parts = {"Text/one two.xhtml": ONE, "../top.xhtml": TWO}
    made = book(
        {"Text/one%20two.xhtml": "", "../top.xhtml": ""},
        more={f"OEBPS/{n}": t.encode() for n, t in parts.items()} | {"top.xhtml": TWO.encode()},
    )
    made = archive_with(made, {"OEBPS/Text/one two.xhtml": ONE, "top.xhtml": TWO})
    assert texts(read(made)) == ["Rivers rise.", "They fall.", "Into the sea."]


def archive_with(data: bytes, parts: dict[str, str]) -> bytes:
    from index.reading.packed import Packed

    packed = Packed(data)
    return archive({name: packed.read(name) for name in packed.names} | {n: t.encode() for n, t in parts.items()})


def test_a_part_that_is_missing_is_reported_and_the_others_are_read() -> None:
    from index.reading.packed import Packed

    packed = Packed(book({"a.xhtml": ONE, "b.xhtml": TWO}))
    essay = read(archive({name: packed.read(name) for name in packed.names if not name.endswith("a.xhtml")}))
    assert texts(essay) == ["They fall.", "Into the sea."]
    assert [(left.text, left.reason) for left in essay.left_out] == [("OEBPS/a.xhtml", "missing")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (chapter("<p>caf&eacute;&nbsp;&amp; co &lt;3</p>"), "café & co <3"),
        ("<html><body><p>Not <b>closed<br>here", "Not closed\nhere"),
        ("<!DOCTYPE html><html><body><p>&hellip; and so on</p></body></html>", "… and so on"),
        ("<?xml version='1.0' encoding='utf-8'?>" + chapter("<p>über</p>"), "über"),
    ],
)
def test_documents_may_be_xml_or_html_of_any_kind(text: str, said: str) -> None:
    assert texts(read(book({"a.xhtml": text})))[0].replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_protected_book_is_told_as_such_and_hidden_fonts_are_no_protection() -> None:
    locked, fonts = (
        f"<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/></EncryptedData></encryption>".encode()
        for algorithm in ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding")
    )
    with pytest.raises(EssayError, match=r"protected by its seller \(DRM\)"):
        read(book({"a.xhtml": ONE}, more={"META-INF/encryption.xml": locked}))
    assert texts(read(book({"a.xhtml": ONE}, more={"META-INF/encryption.xml": fonts})))


@pytest.mark.parametrize("broken", ["META-INF/container.xml", "OEBPS/a.opf"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"<container/>"])
def test_a_book_without_a_list_of_its_parts_ends_in_a_sentence(broken: str, content: bytes) -> None:
    with pytest.raises(EssayError, match=r"^book\.epub .*\.$"):
        read(archive_with(book({"a.xhtml": ONE}), {broken: content.decode()}))


def test_entities_unfold_to_nothing_and_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word")
    bomb = "<!ENTITY a 'river'>" + "".join(
        f"<!ENTITY a{n} '&a{n - 1 if n > 1 else ''};&a{n - 1 if n > 1 else ''};'>" for n in range(1, 40)
    )
    declared = f"<!DOCTYPE html [{bomb}<!ENTITY x SYSTEM 'file://{secret}'>]>"
    before = time.process_time()
    hostile = declared + chapter("<p>Rivers rise.</p><p>&x; &a39;</p>")
    made = archive_with(book({"a.xhtml": hostile, "b.xhtml": TWO}), {})
    said = "".join(texts(read(made)))
    assert "secret word" not in said
    assert len(said) < 2_000
    package = f"{declared}<package><metadata>&x;&a39;</metadata></package>"
    with pytest.raises(EssayError, match=r"^book\.epub .*\.$"):
        read(archive_with(made, {"OEBPS/a.opf": package}))
    assert time.process_time() - before < LONGEST


def test_nesting_without_end_ends_in_a_sentence() -> None:
    with pytest.raises(EssayError, match=r"^book\.epub .*nested"):
        read(book({"a.xhtml": "<html><body>" + "<div>" * 100_000 + "deep"}))


@given(st.integers(0, 2**32))
def test_a_book_that_is_damaged_is_an_essay_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    parts = {"a.xhtml": ONE, "b.xhtml": TWO}
    listed = chapter("<nav><a href='a.xhtml'>A</a></nav>").encode()
    data = bytearray(book(parts, more={"nav.xhtml": listed}))
    for _ in range(chance.randrange(1, 10)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(20)] = chance.randbytes(chance.randrange(20))
    try:
        assert texts(read(bytes(data)))
    except EssayError as error:
        assert str(error).startswith("book.epub")  # noqa: PT017 - others are raised on


@given(st.lists(st.tuples(headings, st.lists(paragraphs, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_what_is_written_in_a_book_is_read_as_it_was(parts: list[tuple[str, list[str]]]) -> None:
    documents = {
        f"{number}.xhtml": chapter(f"<h1>{escape(head)}</h1>" + "".join(f"<p>{escape(text)}</p>" for text in body))
        for number, (head, body) in enumerate(parts)
    }
    opening = {"opening.xhtml": chapter("<p>Rivers rise, and they fall.</p>")}
    essay = read(book({**opening, **documents}))
    wanted = [" ".join(text.split()) for _, body in parts for text in body]
    assert [" ".join(text.split()) for text in texts(essay)][1:] == wanted
    assert [section.heading for section in essay.sections[1:]] == [" ".join(head.split()) for head, _ in parts]
