"""Lines on the pages of a PDF become the paragraphs that their author wrote, each with its page."""

import pytest

from index.reading.lists import LISTED_TOGETHER
from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import (
    LEADING,
    LEFT,
    SIZE,
    TOP,
    Sheet,
    left_out,
    pages,
    pdf,
    read,
    texts,
    width_of,
    wrapped,
)

FULL = PROSE[0].removesuffix(" Shepherds call it the water.").replace("a name of its own.", "a name for it.")


def written(*paragraphs: str, indent: float = 0, space: float = LEADING, lines: int = 40, size: float = SIZE) -> bytes:
    """A file of as many pages as the paragraphs take, with so many lines on each."""
    set_lines = []
    for text in paragraphs:
        for number, line in enumerate(wrapped(text, 450, size, indent=indent)):
            set_lines.append((line, 0 if number else indent, space if not number else 0.0))
    sheets = []
    for begin in range(0, len(set_lines), lines):
        sheet = Sheet()
        for place, (line, left, above) in enumerate(set_lines[begin : begin + lines]):
            sheet.y -= above * size / 2 if place else 0
            sheet.lines(line, indent=left, size=size)
        sheets.append(sheet)
    return pdf(*sheets)


@pytest.mark.parametrize("size", [8.0, 11.0, 14.0])
def test_paragraphs_with_room_between_them_are_read(size: float) -> None:
    assert texts(read(written(*PROSE, size=size))) == list(PROSE)


def test_paragraphs_that_begin_with_an_indent_are_read() -> None:
    assert texts(read(written(*PROSE, indent=18, space=0))) == list(PROSE)


def test_an_indent_begins_a_paragraph_though_the_last_line_above_is_full() -> None:
    *_, full = wrapped(FULL, 450, indent=18)
    assert 450 - width_of(full) < width_of("Two ")
    written_so = [FULL, PROSE[2], PROSE[3]]
    assert texts(read(written(*written_so, indent=18, space=0))) == written_so


def test_paragraphs_that_only_their_last_line_ends_are_read() -> None:
    assert texts(read(written(*PROSE, space=0))) == list(PROSE)


@pytest.mark.parametrize(("indent", "space"), [(0, LEADING), (18, 0)])
@pytest.mark.parametrize("lines", [6, 7, 8, 9, 10, 11])
def test_paragraphs_go_on_over_the_ends_of_pages(indent: float, space: float, lines: int) -> None:
    assert texts(read(written(*PROSE, indent=indent, space=space, lines=lines))) == list(PROSE)


def test_a_paragraph_is_of_the_page_on_which_it_begins() -> None:
    sheets = (Sheet().paragraph(PROSE[0]), Sheet().paragraph(*PROSE[1:3]), Sheet().paragraph(PROSE[3]))
    essay = read(pdf(*sheets))
    assert (texts(essay), pages(essay)) == ([*PROSE[:4]], [1, 2, 2, 3])


def test_a_paragraph_that_goes_on_is_of_the_page_on_which_it_begins() -> None:
    first, second = PROSE[2].split("and a whole", 1)
    sheets = (Sheet().paragraph(PROSE[0], first.strip()), Sheet().paragraph("and a whole" + second, PROSE[1]))
    essay = read(pdf(*sheets))
    assert (texts(essay), pages(essay)) == ([PROSE[0], PROSE[2], PROSE[1]], [1, 1, 2])


def test_the_page_is_shown_in_the_citation() -> None:
    essay = read(pdf(*(Sheet().paragraph(text) for text in PROSE)))
    citations = [str(essay.cite(section, paragraph)) for section, paragraph in essay.located()]
    assert citations == [f"Opening, ¶{number} (page {number})" for number in range(1, len(PROSE) + 1)]


def test_blank_pages_count_as_pages() -> None:
    essay = read(pdf(Sheet(), Sheet().paragraph(PROSE[0]), Sheet(), Sheet().paragraph(PROSE[1])))
    assert (texts(essay), pages(essay)) == ([PROSE[0], PROSE[1]], [2, 4])


def test_a_list_is_one_paragraph_of_lines() -> None:
    sheet = Sheet().paragraph(PROSE[0]).lines("1. Water is wet.", "2. Time is long.", "3. Mills grind.")
    sheet.y -= SIZE
    essay = read(pdf(sheet.paragraph(PROSE[1])))
    assert texts(essay) == [PROSE[0], "1. Water is wet.\n2. Time is long.\n3. Mills grind.", PROSE[1]]


def test_an_item_of_several_lines_is_one() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    for number, text in enumerate(PROSE[1:3], 1):
        first, *others = wrapped(f"{number}. {text}", 420)
        sheet.lines(first).lines(*others, indent=14)
    assert texts(read(pdf(sheet))) == [PROSE[0], f"1. {PROSE[1]}\n2. {PROSE[2]}"]


def test_bullets_are_the_same_whatever_font_they_are_of() -> None:
    sheet = Sheet().paragraph(PROSE[0]).lines("• Water is wet.")
    sheet.line("\x04 Time is long.", y=sheet.y, font=3)
    assert texts(read(pdf(sheet)))[1] == "• Water is wet.\n• Time is long."


def test_a_long_list_is_as_many_paragraphs_as_it_has_items() -> None:
    items = [f"{number}. {text}" for number, text in enumerate(PROSE * 2, 1)]
    assert sum(map(len, items)) > LISTED_TOGETHER
    assert texts(read(written(PROSE[0], *items))) == [PROSE[0], *items]


def test_a_line_in_the_middle_of_the_page_stands_alone() -> None:
    sheet = Sheet().paragraph(PROSE[0], space=0)
    sheet.line("The Mill", x=LEFT + (450 - width_of("The Mill")) / 2, y=sheet.y)
    sheet.y -= LEADING * SIZE
    assert texts(read(pdf(sheet.paragraph(PROSE[1], space=0)))) == [PROSE[0], "The Mill", PROSE[1]]


def test_verse_keeps_its_lines() -> None:
    verse = ("O river, you that never", "Asked us for our names", "And never told us yours")
    essay = read(pdf(Sheet().paragraph(PROSE[0]).lines(*verse).paragraph("", PROSE[1])))
    assert "\n".join(verse) in texts(essay)


def test_notes_at_the_foot_come_behind_a_paragraph_that_goes_on_over_the_page() -> None:
    first, second = PROSE[2].split("and a whole", 1)
    note = "1. The flood is told of in the chronicle of the town, which was printed in 1920."
    top = Sheet().paragraph(PROSE[0], first.strip())
    top.y = 90
    top.paragraph(note, size=8)
    essay = read(pdf(top, Sheet().paragraph("and a whole" + second, PROSE[1])))
    assert texts(essay) == [PROSE[0], PROSE[2], note, PROSE[1]]


def test_a_note_whose_number_is_raised_keeps_it_and_stands_behind_the_paragraph_too() -> None:
    first, second = PROSE[2].split("and a whole", 1)
    top = Sheet().paragraph(PROSE[0], first.strip()).line("1", y=93.5, size=5).line("See the map.", x=79, y=90, size=9)
    essay = read(pdf(top, Sheet().paragraph("and a whole" + second, PROSE[1])))
    assert texts(essay) == [PROSE[0], PROSE[2], "1 See the map.", PROSE[1]]


def test_notes_of_two_sizes_stand_behind_the_paragraph_too() -> None:
    first, second = PROSE[2].split("and a whole", 1)
    top = Sheet().paragraph(PROSE[0], first.strip())
    top.line("1. See the chronicle of the town.", y=100, size=9).line("Set by hand.", y=80, size=7)
    essay = read(pdf(top, Sheet().paragraph("and a whole" + second, PROSE[1])))
    assert texts(essay) == [PROSE[0], PROSE[2], "1. See the chronicle of the town.", "Set by hand.", PROSE[1]]


def test_a_paragraph_goes_on_below_a_picture() -> None:
    first, *others = wrapped(PROSE[2], 450)
    sheet = Sheet().paragraph(PROSE[0]).lines(first)
    sheet.y -= 150
    assert texts(read(pdf(sheet.lines(*others).paragraph("", PROSE[1])))) == [PROSE[0], PROSE[2], PROSE[1]]


def test_each_note_at_the_foot_is_a_paragraph() -> None:
    notes = ("1 See the chronicle of the town.", "2 See the map of the parish.")
    sheet = Sheet().paragraph(*PROSE[:4])
    sheet.y = 90
    essay = read(pdf(sheet.lines(*notes, size=8), Sheet().paragraph(*PROSE[4:])))
    assert texts(essay) == [*PROSE[:4], *notes, *PROSE[4:]]


def test_the_number_of_a_note_stays_raised() -> None:
    sheet = Sheet().paragraph(PROSE[0]).paragraph(PROSE[1])
    sheet.line("It is said to be older than the town.", y=sheet.y)
    sheet.line("12", x=LEFT + width_of("It is said to be older than the town."), y=sheet.y + 4, size=7)
    assert texts(read(pdf(sheet)))[2] == "It is said to be older than the town.¹²"


def test_a_caption_in_the_middle_of_a_paragraph_comes_behind_it() -> None:
    first, second = PROSE[2].split("and a whole", 1)
    top = Sheet().paragraph(PROSE[0], first.strip())
    top.y -= 100
    top.paragraph("Figure 1: the lower mill before the flood.", size=8)
    top.y -= 20
    essay = read(pdf(top.paragraph("and a whole" + second), Sheet().paragraph(PROSE[1])))
    assert texts(essay) == [PROSE[0], PROSE[2], "Figure 1: the lower mill before the flood.", PROSE[1]]


def test_lines_that_are_furniture_are_left_out_with_their_page() -> None:
    essay = read(pdf(Sheet().paragraph(PROSE[0]), Sheet().paragraph(PROSE[1], "* * *", PROSE[2])))
    assert texts(essay) == list(PROSE[:3])
    assert left_out(essay) == [(2, "* * *", "separator")]


def test_lines_that_the_file_has_in_another_order_are_read_from_the_top_down() -> None:
    sheet = Sheet()
    for number, line in reversed(list(enumerate(wrapped(PROSE[1], 450)))):
        sheet.line(line, y=TOP - number * LEADING * SIZE)
    assert texts(read(pdf(sheet))) == [PROSE[1]]
