"""Which lines of a PDF are headings: larger ones, bold ones that stand apart, and those of its outline."""

import pytest

from index import Essay
from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import SIZE, Sheet, pdf, read, texts


def headings(essay: Essay) -> list[str]:
    return [section.heading for section in essay.sections if section.number]


def headed(*lines: str, size: float = SIZE, bold: bool = False, room: float = SIZE) -> Sheet:
    """A page with a line between two paragraphs."""
    sheet = Sheet().paragraph(PROSE[0])
    sheet.y -= room
    sheet.lines(*lines, size=size, bold=bold)
    sheet.y -= room
    return sheet.paragraph(PROSE[1])


@pytest.mark.parametrize(("size", "bold"), [(SIZE, True), (13.0, False), (13.0, True), (20.0, False)])
def test_larger_lines_and_bold_ones_are_headings(size: float, bold: bool) -> None:
    essay = read(pdf(headed("The Rise", size=size, bold=bold), Sheet().paragraph(*PROSE[2:])))
    assert headings(essay) == ["The Rise"]
    assert texts(essay) == list(PROSE)


def test_a_line_of_the_outline_is_a_heading_whatever_it_looks_like() -> None:
    sheet = headed("2. The Rise")
    assert headings(read(pdf(sheet, outline=["The Rise"]))) == ["2. The Rise"]
    assert headings(read(pdf(sheet))) == []


def test_a_heading_of_several_lines_is_one() -> None:
    assert headings(read(pdf(headed("The Rise of the River and", "Its Fall", size=16)))) == [
        "The Rise of the River and Its Fall"
    ]


def test_a_question_in_large_letters_is_a_heading() -> None:
    assert headings(read(pdf(headed("What is to be done?", size=18)))) == ["What is to be done?"]


@pytest.mark.parametrize("line", ["This is said aloud.", "“Stop!”"])
def test_a_sentence_in_bold_is_none(line: str) -> None:
    assert headings(read(pdf(headed(line, bold=True)))) == []


def test_a_sentence_in_somewhat_larger_letters_is_none() -> None:
    assert headings(read(pdf(headed("This is said aloud.", size=13)))) == []


def test_a_line_in_bold_in_the_middle_of_a_paragraph_is_none() -> None:
    sheet = Sheet().paragraph(PROSE[0]).lines("They still call it").lines("the water", bold=True).lines("and so do we.")
    assert headings(read(pdf(sheet))) == []


def test_where_all_is_bold_nothing_is_a_heading_for_it() -> None:
    sheet = Sheet().paragraph(PROSE[0], bold=True).paragraph("The rise", bold=True).paragraph(PROSE[1], bold=True)
    assert headings(read(pdf(sheet))) == []


def test_a_long_text_in_large_letters_is_a_paragraph() -> None:
    essay = read(pdf(Sheet().paragraph(PROSE[1], size=16).paragraph(*PROSE)))
    assert headings(essay) == []
    assert texts(essay)[0] == PROSE[1]


def test_the_one_largest_heading_at_the_top_is_the_title() -> None:
    sheet = Sheet().heading("On Rivers", 24).paragraph("By Ada Lovelace").heading("Rise").paragraph(PROSE[0])
    essay = read(pdf(sheet.heading("Fall").paragraph(PROSE[1]), stated="/Title (draft 3) /Author (jdoe)"))
    assert (essay.title, essay.author) == ("On Rivers", "Ada Lovelace")
    assert headings(essay) == ["Rise", "Fall"]


def test_one_heading_under_text_is_a_section() -> None:
    essay = read(pdf(headed("Fall", size=20)))
    assert (essay.title, headings(essay)) == ("essay", ["Fall"])


def test_several_headings_of_the_largest_size_are_sections() -> None:
    sheet = Sheet().heading("Rise").paragraph(PROSE[0]).heading("Fall").paragraph(PROSE[1])
    essay = read(pdf(sheet, stated="/Title (On Rivers)"))
    assert (essay.title, headings(essay)) == ("On Rivers", ["Rise", "Fall"])


def test_without_any_title_the_file_has_its_name() -> None:
    assert read(pdf(Sheet().paragraph(PROSE[0]))).title == "essay"


def test_a_heading_at_the_end_of_a_page_heads_the_next() -> None:
    first = Sheet().paragraph(PROSE[0]).heading("Fall")
    essay = read(pdf(first, Sheet().paragraph(PROSE[1])))
    assert [(section.heading, len(section.paragraphs)) for section in essay.sections] == [("Opening", 1), ("Fall", 1)]
