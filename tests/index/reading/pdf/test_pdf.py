"""Whole PDFs: what they say of themselves, what is refused, and what a hostile one can not do."""

import time
import zlib
from pathlib import Path
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, EssayError, shipped_essay
from index.reading import essay_of
from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import TOP, Sheet, left_out, object_of, pdf, read, texts
from tests.strategies import WORDS

GOOD = pdf(Sheet().heading("Rise").paragraph(*PROSE[:2]), Sheet().paragraph(PROSE[2]), outline=["Rise"])
MB = 1_000_000
LONGEST = 20  # seconds: many times what it takes, and nothing to what it took if a file had its way
LOCKED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("41" * 32)


def changed(old: bytes, new: bytes) -> bytes:
    """The good file with something else in one place."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def refusal(data: bytes) -> str:
    """Why it can't be read, without the file's name."""
    with pytest.raises(EssayError) as refused:
        read(data)
    assert str(refused.value).startswith("essay.pdf ")
    return str(refused.value).removeprefix("essay.pdf ")


def test_title_and_author_are_what_the_file_states() -> None:
    essay = read(pdf(Sheet().paragraph(PROSE[0]), stated="/Title (On Rivers) /Author (Ada Lovelace)"))
    assert (essay.title, essay.author, essay.language) == ("On Rivers", "Ada Lovelace", "en")


@pytest.mark.parametrize("title", ["Microsoft Word - essay.docx", "untitled", "essay_v2.indd", "paper-final-2"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert read(pdf(Sheet().paragraph(PROSE[0]), stated=f"/Title ({title})")).title == "essay"


@pytest.mark.parametrize("author", ["jdoe", "Administrator", "HP", "Adobe InDesign CS6"])
def test_an_author_that_is_an_account_is_none(author: str) -> None:
    assert read(pdf(Sheet().paragraph(PROSE[0]), stated=f"/Author ({author})")).author is None


def test_byline_and_date_under_the_title_are_no_paragraphs() -> None:
    sheet = Sheet().heading("On Rivers", 20).paragraph("By Ada Lovelace").paragraph("3 May 2024").paragraph(*PROSE)
    essay = read(pdf(sheet, stated="/Author (Bob Smith)"))
    assert texts(essay) == list(PROSE)
    assert (essay.title, essay.author) == ("On Rivers", "Bob Smith")
    assert left_out(essay) == [(1, "By Ada Lovelace", "byline"), (1, "3 May 2024", "date")]


def test_the_stated_author_under_the_title_is_no_paragraph() -> None:
    sheet = Sheet().heading("On Rivers", 20).paragraph("Ada Lovelace").paragraph(*PROSE)
    essay = read(pdf(sheet, stated="/Author (Ada Lovelace)"))
    assert texts(essay) == list(PROSE)
    assert left_out(essay) == [(1, "Ada Lovelace", "byline")]


def test_the_shipped_essay_set_as_a_pdf_is_read_as_itself() -> None:
    shipped = shipped_essay()
    sheets = [Sheet().heading(shipped.title, 20)]
    for section in shipped.sections:
        if sheets[-1].y < 250:
            sheets.append(Sheet())
        sheets[-1].heading(section.heading)
        for paragraph in section.paragraphs:
            if sheets[-1].y < 250:
                sheets.append(Sheet())
            sheets[-1].paragraph(paragraph.text)
    for number, sheet in enumerate(sheets, 1):
        sheet.line(shipped.title, y=760, size=9).line(str(number), y=30)
    essay = read(pdf(*sheets))
    assert essay.title == shipped.title
    assert [section.heading for section in essay.sections] == [section.heading for section in shipped.sections]
    assert [" ".join(text.split()) for text in texts(essay)] == [" ".join(text.split()) for text in texts(shipped)]


def test_a_file_with_a_password_is_refused() -> None:
    assert refusal(pdf(Sheet().paragraph(PROSE[0]), trailer=LOCKED)) == "is locked by a password: save it without one."


@pytest.mark.parametrize("content", [b"", b"0 0 100 100 re f", b"BT /F1 11 Tf (1 2 3) Tj ET"])
def test_pictures_of_pages_are_refused(content: bytes) -> None:
    assert refusal(pdf(content, content)).startswith("holds pictures of pages and no text: run OCR over it")


def test_a_file_of_heads_and_feet_alone_is_refused() -> None:
    sheets = [Sheet().line("Ada Lovelace, On Rivers", y=750).line(str(number), y=40) for number in (1, 2, 3)]
    with pytest.raises(EssayError, match="holds only page furniture"):
        read(pdf(*sheets))


# What nobody writes by accident.


@pytest.mark.parametrize(
    "data", [GOOD[:200], b"%PDF-1.7\n", b"%PDF-", b"%PDF-1.4\n" + bytes(10_000), GOOD[:9] + GOOD[-99:]]
)
def test_damaged_files_have_their_sentence(data: bytes) -> None:
    assert refusal(data).endswith("it is damaged; save or export it anew.")


def test_a_file_whose_table_is_damaged_is_read_all_the_same() -> None:
    assert texts(read(GOOD.replace(b"xref", b"xxxx"))) == list(PROSE[:3])


def test_a_file_that_begins_with_something_else_is_read_all_the_same() -> None:
    assert texts(read(b"\n\n" + GOOD)) == list(PROSE[:3])


def test_too_many_pages_are_refused() -> None:
    assert refusal(pdf(*[b""] * 2_001)) == "has 2,001 pages (at most 2,000): split it."


def test_a_million_pages_that_are_not_there_are_none() -> None:
    found = _ends_soon(changed(b"/Count 2 ", b"/Count 1000000 "))
    assert isinstance(found, EssayError)
    assert "1,000,000 pages" in str(found)


@pytest.mark.parametrize("count", [b"-1", b"3", b"1", b"2147483647", b"99999999999"])
def test_a_wrong_count_of_pages_is_survived(count: bytes) -> None:
    _ends_soon(changed(b"/Count 2 ", b"/Count " + count + b" "))


@pytest.mark.parametrize("kids", [b"2 0 R", b"2 0 R 8 0 R", b"8 0 R 8 0 R", b"9999 0 R", b"1 0 R"])
def test_pages_that_hold_each_other_end(kids: bytes) -> None:
    _ends_soon(changed(b"/Kids [8 0 R 10 0 R]", b"/Kids [" + kids + b"]"))


def test_an_outline_without_end_ends() -> None:
    _ends_soon(changed(b"/Parent 12 0 R", b"/Parent 12 0 R /Next 13 0 R /First 13 0 R"))


@pytest.mark.parametrize("content", [b"(", b"[" * 100_000, b"<<" * 100_000, b"q " * 500_000, b"BT " * 500_000])
def test_pages_that_never_close_what_they_open_end(content: bytes) -> None:
    _ends_soon(pdf(content + b"BT /F1 11 Tf (The river rises.) Tj ET"))


@pytest.mark.parametrize("size", ["0", "-11", "1e30", "0.000001", "99999999999999999999"])
def test_letters_of_no_size_that_can_be_seen_are_survived(size: str) -> None:
    _ends_soon(pdf(f"BT /F1 {size} Tf 72 700 Td (The river rises.) Tj 0 -20 Td (It falls.) Tj ET".encode()))


@pytest.mark.parametrize("place", ["1e30 700", "72 -1e30", "72 99999999999999999999", "nan nan"])
def test_lines_that_stand_nowhere_on_the_page_are_survived(place: str) -> None:
    _ends_soon(pdf(f"BT /F1 11 Tf {place} Td (The river rises.) Tj ET".encode()))


def test_a_stream_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    assert refusal(pdf(b" " * (51 * MB))) == "holds data that unpacks to more than a page can show: export it anew."


def test_streams_that_are_too_large_together_are_refused() -> None:
    assert (
        refusal(pdf(*[b" " * (41 * MB)] * 5)) == "holds data that unpacks to more than a page can show: export it anew."
    )


@pytest.mark.parametrize("filters", ["/FlateDecode /FlateDecode", "/Fl /Fl", "/LZWDecode /FlateDecode"])
def test_a_stream_that_is_packed_twice_is_refused(filters: str) -> None:
    packed = object_of(zlib.compress(zlib.compress(b" " * MB)), f"/Filter [{filters}]")
    assert "unpacks to more" in refusal(changed(b"%PDF-1.5\n", b"%PDF-1.5\n99 0 obj\n" + packed + b"\nendobj\n"))


def test_pictures_may_be_as_large_as_they_are() -> None:
    packed = object_of(zlib.compress(b" " * (51 * MB)), "/Subtype /Image /Filter /FlateDecode")
    data = changed(b"%PDF-1.5\n", b"%PDF-1.5\n99 0 obj\n" + packed + b"\nendobj\n")
    assert texts(read(data)) == list(PROSE[:3])


def _ends_soon(data: bytes) -> Essay | EssayError:
    begun = time.perf_counter()
    found = _either(data)
    assert time.perf_counter() - begun < LONGEST
    return found


def _either(data: bytes) -> Essay | EssayError:
    try:
        return essay_of(data, Path("essay.pdf"))
    except EssayError as error:
        return error


@given(st.binary(max_size=500))
def test_any_bytes_are_an_essay_or_have_their_sentence(data: bytes) -> None:
    for begun in (data, b"%PDF-1.5\n" + data, GOOD + data, pdf(data)):
        assert str(_either(begun))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_changed_bytes_is_an_essay_or_has_its_sentence(changes: list[tuple[int, int]]) -> None:
    changed = bytearray(GOOD)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    assert str(_either(bytes(changed)))


SETTING = "BT|ET|/F1 11 Tf|/F2 9 Tf|/F3 11 Tf|72 700 Td|0 -14 Td|1 0 0 1 72 500 Tm|0 1 -1 0 9 9 Tm|T*|0 Tr|3 Tr|14 TL"
SHOWING = "(The river) Tj|(rises-) Tj|(1. It falls.) Tj|(\\001\\006) Tj|[(a) -999 (b)] TJ|() Tj|(12) Tj"
MOVING = "q|Q|0 0 0 0 0 0 cm|-1 0 0 1 0 0 cm|9 0 0 9 0 0 cm|50 Tz|5 Ts|99 Tw|-9 Tc"
operators = st.sampled_from("|".join((SETTING, SHOWING, MOVING)).split("|"))


@given(st.lists(st.lists(operators, max_size=25), min_size=1, max_size=3))
def test_any_page_is_an_essay_or_has_its_sentence(written: list[list[str]]) -> None:
    found = _either(pdf(*("\n".join(each).encode() for each in written)))
    assert "damaged" not in str(found) if isinstance(found, EssayError) else found


# Nothing is lost.

spots = st.tuples(
    st.sampled_from(WORDS), st.integers(4, 50), st.integers(3, 78), st.sampled_from([8, 11, 11, 16]), st.booleans()
)


@given(st.lists(st.lists(spots, min_size=1, max_size=15), min_size=1, max_size=3))
def test_no_letter_on_the_page_is_lost_or_made_up(written: list[list[tuple[str, int, int, int, bool]]]) -> None:
    sheets = []
    for words in written:
        sheets.append(Sheet(y=TOP))
        for height, (word, across, _, size, bold) in zip(range(750, 0, -50), words, strict=False):
            sheets[-1].line(word, x=10 * across, y=height, size=size, bold=bold)
    found = _either(pdf(*sheets))
    if isinstance(found, Essay):
        headed = [section.heading for section in found.sections if section.number]
        title = [] if found.title == "essay" else [found.title]
        shown = [*title, *headed, *texts(found), *(text for _, text, _ in left_out(found))]
        assert _letters(shown) == _letters([word for words in written for word, *_ in words])


def _letters(of: list[str]) -> list[str]:
    return sorted(character for text in of for character in text if character in ascii_letters)
