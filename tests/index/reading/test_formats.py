import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import EssayError
from index.reading import essay_of
from index.reading.formats import DOCX, EPUB, FORMATS, HTML, PDF, Format, format_of
from tests.index.reading.pages import PROSE, WINTER, book, chapter, packed, read, refusal, texts

PAGE = f"<!DOCTYPE html><title>A</title>{PROSE}".encode()
BOOK = packed(book({"a.xhtml": chapter(f"<h1>One</h1>{PROSE}")}))


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (PAGE, "a", HTML),
        (b"\xef\xbb\xbf\n <HTML><p>a", "a.bin", HTML),
        (b"<p>a</p>", "a.HTM", HTML),
        (b"<p>a</p>", "a.xhtml", HTML),
        (BOOK, "a", EPUB),
        (BOOK, "a.docx", EPUB),
        (packed({"word/document.xml": b"<a/>"}), "a.txt", DOCX),
        (b"%PDF-1.7\n", "a.html", PDF),
        (b"\n%PDF-1.7\n", "a", PDF),
        (b"mail header\n%PDF-1.7\n", "a.pdf", PDF),
        (PAGE, "a.txt", None),
        (PAGE, "a.md", None),
        (b"<p>a</p>", "a", None),
        (b"An essay on %PDF-1.7", "a", None),
        (b"", "a", None),
    ],
)
def test_what_a_file_is_tell_its_bytes(data: bytes, name: str, found: Format | None) -> None:
    assert format_of(data, Path(name)) is found


def test_formats_that_are_not_read_are_told() -> None:
    assert "old Word document" in refusal(b"\xd0\xcf\x11\xe0" + bytes(500), "a.docx")
    assert "rich text format (RTF): save it as .docx" in refusal(b"{\\rtf1 Rivers rise.}", "a.txt")
    assert "no DOCX and no EPUB" in refusal(packed({"xl/workbook.xml": b""}), "a.xlsx")
    assert "damaged" in refusal(BOOK[:200], "a.epub")


def test_no_two_formats_go_by_one_name() -> None:
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))


SAMPLES = {HTML: PAGE, EPUB: BOOK, PDF: b"%PDF-1.7\n", DOCX: packed({"word/document.xml": b"<a/>"})}


@pytest.mark.parametrize(
    ("kind", "library"), [(kind, library) for kind in FORMATS for library in kind.libraries if "_" not in library]
)
def test_the_extra_that_is_missing_is_named(kind: Format, library: str, tmp_path: Path) -> None:
    path = tmp_path / "essay"
    path.write_bytes(SAMPLES[kind])
    script = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from index import EssayError; from index.reading import read_essay\n"
        "try: read_essay(sys.argv[1])\n"
        "except EssayError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{path} is {kind.name}: to read it, pip install '.[{kind.extra}]' in Quoth's folder."


def test_no_reader_is_loaded_for_text() -> None:
    script = (
        "import sys; from pathlib import Path; from index.reading import parse_essay\n"
        "parse_essay('Rivers rise.', Path('a.txt'))\n"
        "print([name for name in ('lxml', 'docx', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (RecursionError, "nested too deeply"),
        (MemoryError, "too much memory"),
        (AssertionError, "is damaged"),
        (UnicodeError, "is damaged"),
    ],
)
def test_whatever_a_library_raises_becomes_a_sentence(
    raised: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> None:
        raise raised

    monkeypatch.setattr("index.reading.html.parse", fail)
    assert said in refusal(PAGE)


# Whatever the bytes are, they are an essay or are refused.

MARKUP = (
    "<p> </p> <div class='comments'> </div> <article> <h1> <h2> </h2> <b> </b> <br> <ul> <li> </ul> <ol start='-5'>",
    "<table> <tr> <td> </table> <pre> </pre> <q> <sup> <a href='#1'> </a> <time> <math> <script> </script> <style>",
    "<!-- --> <![CDATA[ ]]> &amp; &#0; &#x110000; &nbsp <body> </body> </html> <frameset> <template> <svg> <nav>",
    "</nav> <ol type=i> <li value=99999999999> <p style='display:none'> <p hidden> <p class='pagenum'> <o:p> <x-y> <",
    "> word one. 12 Share \u00a0 \u2028 \ue000 \x01 \ud7ff 北京 <meta charset=utf-16> <title> <base> <plaintext>",
)
pages = st.lists(st.sampled_from(" ".join(MARKUP).split(" ")), max_size=40).map(" ".join)
names = st.sampled_from(["a.html", "a.epub"])


def ends_well(data: bytes, name: str = "a.html") -> None:
    try:
        essay = essay_of(data, Path(name))
    except EssayError:
        refusal(data, name)
        return
    assert [paragraph.number for paragraph in essay.paragraphs] == [*range(1, len(essay.paragraphs) + 1)]
    for paragraph in essay.paragraphs:
        assert paragraph.text.strip()
        assert all(0 <= sentence.start < sentence.end <= len(paragraph.text) for sentence in paragraph.sentences)


@given(st.binary(max_size=500), names, st.sampled_from([b"", b"<html>", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xfe"]))
@example(b"\xff", "a.html", b"")
def test_any_bytes_end_well(data: bytes, name: str, mark: bytes) -> None:
    ends_well(mark + data, name)


@given(pages, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_page_ends_well(page: str, encoding: str) -> None:
    ends_well(page.encode(encoding))


@given(pages)
def test_any_document_of_a_book_ends_well(page: str) -> None:
    ends_well(packed(book({"a.xhtml": page, "b.xhtml": chapter(page)})), "a.epub")


changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=8)


def change(data: bytes, changed: list[tuple[float, bytes]]) -> bytes:
    for share, piece in changed:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + len(piece) :]
    return data


@given(changes, st.floats(0, 1))
def test_a_page_or_a_book_that_was_damaged_ends_well(changed: list[tuple[float, bytes]], kept: float) -> None:
    for data in (PAGE, BOOK):
        ends_well(change(data, changed)[: int(kept * len(data))], "a.html")
        ends_well(change(data, changed), "a.epub")


@given(changes)
def test_a_book_with_damaged_parts_ends_well(changed: list[tuple[float, bytes]]) -> None:
    parts = book({"a.xhtml": chapter(PROSE)}, spine="toc='ncx'", more="<item id='ncx' href='a.xhtml'/>")
    for name, part in parts.items():
        ends_well(packed({**parts, name: change(str(part).encode(), changed)}), "a.epub")


def test_good_files_are_read() -> None:
    assert texts(read(PAGE))[0] == texts(read(BOOK, "a.epub"))[0] == WINTER
