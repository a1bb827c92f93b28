from pathlib import Path

import pytest

from index import Essay, EssayError
from tests.index.reading.pages import (
    PROSE,
    SPRING,
    WINTER,
    book,
    book_of,
    chapter,
    headings,
    left_out,
    packed,
    refusal,
    texts,
)

ONE, TWO = chapter(f"<h1>Sources</h1><p>{WINTER}</p>"), chapter(f"<h1>Mouths</h1><p>{SPRING}</p>")
LISTED = "<item id='{}' href='{}' media-type='application/xhtml+xml' properties='nav'/>".format
DRM = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def encryption(algorithm: str) -> str:
    return (
        f"<e:encryption xmlns:e='x'><e:EncryptedData><e:EncryptionMethod Algorithm = '{algorithm}'/></e:EncryptedData>"
    )


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    parts = book({"two.xhtml": TWO, "one.xhtml": ONE})
    essay = book_of(dict(reversed(parts.items())))
    assert (essay.title, essay.author) == ("Of Rivers", "Ada Lovelace")
    assert headings(essay) == ["Mouths", "Sources"]
    assert texts(essay) == [SPRING, WINTER]


def test_a_book_states_what_it_is() -> None:
    metadata = "<dc:title>Flüsse</dc:title><dc:creator>A. B</dc:creator><dc:creator>C. D</dc:creator>"
    essay = book_of(book({"a.xhtml": ONE}, metadata=f"{metadata}<dc:language>de-AT</dc:language>"))
    assert (essay.title, essay.author, essay.language) == ("Flüsse", "A. B, C. D", "de")


def test_a_book_that_states_nothing_is_named_after_its_file() -> None:
    essay = book_of(book({"a.xhtml": chapter(PROSE)}, metadata=""))
    assert (essay.title, essay.author) == ("book", None)


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("chapter 1.xhtml", "chapter%201.xhtml"),
        ("é.xhtml", "%C3%A9.xhtml"),
        ("é.xhtml", "é.xhtml"),
        ("a.xhtml", "../OEBPS/./text/../a.xhtml"),
        ("a.xhtml", "/OEBPS/a.xhtml"),
        ("../text/a.xhtml", "../text/a.xhtml"),
        ("a.xhtml", "a.xhtml#top"),
    ],
)
def test_documents_are_found_as_books_refer_to_them(name: str, href: str) -> None:
    parts = book({name: ONE}, hrefs={name: href})
    parts["text/a.xhtml"] = ONE
    assert texts(book_of(parts)) == [WINTER]


def test_a_document_that_is_missing_is_reported() -> None:
    parts = book({"one.xhtml": ONE, "two.xhtml": TWO, "../../../etc/passwd": ""})
    del parts["OEBPS/one.xhtml"], parts["OEBPS/../../../etc/passwd"]
    essay = book_of(parts)
    assert texts(essay) == [SPRING]
    assert [(left.line, left.place, left.text, left.reason) for left in essay.left_out] == [
        (1, "chapter", "OEBPS/one.xhtml", "missing"),
        (3, "chapter", "../../etc/passwd", "missing"),
    ]


def test_a_document_that_is_listed_twice_is_read_once() -> None:
    parts = book({"one.xhtml": ONE})
    package = str(parts["OEBPS/book.opf"])
    parts["OEBPS/book.opf"] = package.replace("<itemref idref='d0'/>", "<itemref idref='d0'/>" * 2)
    assert texts(book_of(parts)) == [WINTER]


def listing(entries: str) -> str:
    return chapter(f"<h1>Contents</h1><nav epub:type='toc'><ol>{entries}</ol></nav>")


def named(contents: str | bytes) -> Essay:
    """A book of chapters without headings, with a list of contents of EPUB 3."""
    documents = {"nav.xhtml": contents, "one.xhtml": chapter(f"<p>{WINTER}</p>"), "two.xhtml": chapter(PROSE)}
    parts = book(documents)
    package = str(parts["OEBPS/book.opf"])
    return book_of(
        {**parts, "OEBPS/book.opf": package.replace("href='nav.xhtml'", "href='nav.xhtml' properties='nav'")}
    )


def test_chapters_without_headings_are_called_as_the_list_of_contents_calls_them() -> None:
    entries = "<li><a href='one.xhtml'>Of <i>Sources</i></a></li><li><a href='two.xhtml#a'>Of Mouths</a></li>"
    essay = named(listing(entries))
    assert headings(essay) == ["Of Sources", "Of Mouths"]
    assert left_out(essay) == {"Contents": "contents", "Of Sources Of Mouths": "contents"}


@pytest.mark.parametrize("contents", ["", "<html><broken", b"\xff\xfe\x00", b"\0"])
def test_a_book_with_a_broken_list_of_contents_is_read(contents: str | bytes) -> None:
    parts = book({"one.xhtml": ONE}, more=LISTED("nav", "nav.xhtml"))
    assert headings(book_of({**parts, "OEBPS/nav.xhtml": contents})) == ["Sources"]


def test_lists_of_contents_of_older_books_name_chapters_too() -> None:
    point = "<navPoint><navLabel><text>{}</text></navLabel><content src='{}'/>{}</navPoint>".format
    points = point("Of Sources", "one.xhtml", point("Springs", "one.xhtml#b", ""))
    more = "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
    parts = book({"one.xhtml": chapter(PROSE)}, more=more, spine="toc='ncx'")
    ncx = f"<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap>{points}</navMap></ncx>"
    assert headings(book_of({**parts, "OEBPS/toc.ncx": ncx})) == ["Of Sources"]


def test_a_chapter_keeps_its_own_heading() -> None:
    contents = listing("<li><a href='one.xhtml'>Chapter One</a></li>")
    parts = book({"one.xhtml": ONE}, more=LISTED("nav", "nav.xhtml"))
    assert headings(book_of({**parts, "OEBPS/nav.xhtml": contents})) == ["Sources"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (chapter("<p>Of Rivers</p>", "epub:type='cover'"), "title page"),
        (chapter("<section epub:type='titlepage'><p>Of Rivers</p></section>"), "title page"),
        (chapter("<div epub:type='copyright-page'><p>Printed here.</p></div>"), "copyright notice"),
        (chapter("<p>Of Rivers, copyright 2003 by Ada.</p><p>ISBN 3-16-148410-0</p>"), "copyright notice"),
        (chapter("<p><a>One</a></p><p><a>Two</a></p><p><a>Three</a></p>"), "contents"),
        (chapter("<p>Rain, 12</p>", "epub:type='index'"), "index"),
        (chapter("<section class='pg-boilerplate'><p>This book is free.</p></section>"), "notice"),
    ],
)
def test_what_a_book_has_beside_its_text_is_left_out_and_reported(document: str, reason: str) -> None:
    essay = book_of(book({"other.xhtml": document, "one.xhtml": ONE}))
    assert texts(essay) == [WINTER]
    assert set(left_out(essay).values()) == {reason}
    assert {(left.line, left.place) for left in essay.left_out} == {(1, "chapter")}


def test_older_books_say_in_a_guide_what_is_no_text() -> None:
    guide = "<guide><reference type='Title-Page' href='other.xhtml'/></guide>"
    essay = book_of(book({"other.xhtml": chapter("<p>Of Rivers</p>"), "one.xhtml": ONE}, guide=guide))
    assert left_out(essay) == {"Of Rivers": "title page"}


def test_notes_are_read_and_their_marks_are_not() -> None:
    mark = "<a epub:type='noteref' href='#n1'>1</a>"
    note = "<aside epub:type='footnote' id='n1'><p>So says Pliny.</p></aside>"
    page = "<span epub:type='pagebreak' title='5'>5</span>"
    essay = book_of(book({"a.xhtml": chapter(f"<p>It is{mark} wide,{page} here.</p>{note}")}))
    assert texts(essay) == ["It is wide, here.", "So says Pliny."]
    assert [left.reason for left in essay.left_out] == ["note mark", "page number"]


def test_what_html_names_is_read_in_xml_too() -> None:
    said = "caf&eacute;&nbsp;&mdash; AT&amp;T &lt;b&gt; &#233; <![CDATA[a < b]]>"
    assert texts(book_of(book({"a.xhtml": chapter(f"<p>{said}</p>")}))) == ["café — AT&T <b> é a < b"]


@pytest.mark.parametrize(
    "document",
    [
        f"<html><body><p>{WINTER}<p>{SPRING}",
        f"<div><p>{WINTER}</p>{SPRING}</div>",
        f"<html><body><p>{WINTER}</b></p><br><p>{SPRING}</i>",
        f"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'http://www.w3.org/TR/xhtml11.dtd'>{chapter(PROSE)[38:]}",
        chapter(PROSE).replace("utf-8", "utf-16").encode("utf-16"),
        chapter(PROSE).replace("utf-8", "iso-8859-1").encode("latin-1"),
    ],
)
def test_documents_are_read_as_books_have_them(document: str | bytes) -> None:
    assert texts(book_of(book({"a.xhtml": document}))) == [WINTER, SPRING]


def test_an_empty_document_is_no_chapter() -> None:
    assert texts(book_of(book({"a.xhtml": b"", "b.xhtml": "<html/>", "one.xhtml": ONE}))) == [WINTER]


def test_a_locked_book_is_refused() -> None:
    parts = book({"one.xhtml": ONE})
    assert "(DRM)" in refusal(packed({**parts, "META-INF/encryption.xml": encryption(DRM)}), "book.epub")


@pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_a_book_with_hidden_fonts_is_read(algorithm: str) -> None:
    parts = book({"one.xhtml": ONE})
    assert texts(book_of({**parts, "META-INF/encryption.xml": encryption(algorithm)})) == [WINTER]


@pytest.mark.parametrize("gone", ["OEBPS/book.opf", "OEBPS/one.xhtml"])
def test_a_book_without_what_it_needs_is_refused(gone: str) -> None:
    parts = book({"one.xhtml": ONE})
    del parts[gone]
    assert "list of contents is missing or damaged" in refusal(packed(parts), "book.epub")


@pytest.mark.parametrize("name", ["META-INF/container.xml", "OEBPS/book.opf"])
@pytest.mark.parametrize("content", ["", "<a", "<a/>", b"\0\1", "<rootfile full-path=''/>"])
def test_a_book_with_damaged_parts_is_refused(name: str, content: str | bytes) -> None:
    parts = book({"one.xhtml": ONE})
    assert "missing or damaged" in refusal(packed({**parts, name: content}), "book.epub")


def test_a_book_of_pictures_is_refused() -> None:
    assert "only page furniture" in refusal(packed(book({"a.xhtml": chapter("<img src='a.png'/>")})), "book.epub")


# Whatever is declared in it, nothing unfolds and nothing is fetched.
DECLARED = "<!ENTITY e0 'river'>" + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
FETCHED = f"<!ENTITY out SYSTEM '{Path(__file__).as_uri()}'><!ENTITY % more SYSTEM '{Path(__file__).as_uri()}'>%more;"
REPEATED = f"<!ENTITY long '{'river ' * 10_000}'>"


@pytest.mark.parametrize("declared", [DECLARED, FETCHED, REPEATED])
def test_no_entity_of_a_document_unfolds(declared: str) -> None:
    said = f"<p>{WINTER}</p><p>&e11; &out; {'&long;' * 5_000}</p>"
    document = f"<!DOCTYPE html [{declared}]>{chapter(said)[38:]}"
    assert texts(book_of(book({"a.xhtml": document}))) == [WINTER, f"&e11; &out; {'&long;' * 5_000}"]


@pytest.mark.parametrize("declared", [DECLARED, FETCHED, REPEATED])
@pytest.mark.parametrize("name", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/nav.xhtml"])
def test_no_entity_of_what_describes_a_book_unfolds(name: str, declared: str) -> None:
    parts = book({"one.xhtml": ONE}, metadata="<dc:title>A B</dc:title>", more=LISTED("nav", "nav.xhtml"))
    parts["OEBPS/nav.xhtml"] = listing("<li><a href='one.xhtml'>A B</a></li>")[38:]
    entity = {DECLARED: "&e11;", FETCHED: "&out;", REPEATED: "&long;" * 5_000}[declared]
    described = str(parts[name]).replace("A B", f"A {entity} B")
    parts[name] = f"<!DOCTYPE d [{declared}]>{described}"
    try:
        essay = book_of(parts)
    except EssayError:
        assert "missing or damaged" in refusal(packed(parts), "book.epub")
    else:
        assert "river river" not in essay.title
        assert "import" not in essay.title
        assert texts(essay) == [WINTER]


def test_what_is_nested_or_repeated_without_end_is_refused() -> None:
    deep = chapter("<div>" * 100_000 + WINTER + "</div>" * 100_000)
    assert "nested too deeply" in refusal(packed(book({"a.xhtml": deep})), "book.epub")
    many = chapter("<b/>" * 1_000_000)
    assert "300,000 elements" in refusal(packed(book({"a.xhtml": many})), "book.epub")


def test_a_book_of_bombs_is_refused_when_as_much_is_unpacked_as_a_book_may_hold() -> None:
    bomb = b" " * 4_999_999
    documents = {f"{number}.xhtml": bomb for number in range(20)}
    assert "too many of them" in refusal(packed(book(documents)), "book.epub")
    assert "more than 5 MB" in refusal(packed(book({"a.xhtml": bomb + bomb})), "book.epub")
