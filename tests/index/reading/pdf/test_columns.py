"""The order of reading on pages of two columns."""

from itertools import zip_longest

import pytest

from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import LEADING, LEFT, SIZE, TOP, Sheet, pages, pdf, read, texts, wrapped

NARROW, RIGHT = 210.0, 320.0


def column(*paragraphs: str, x: float = LEFT, y: float = TOP) -> Sheet:
    return Sheet(x=x, width=NARROW, y=y).paragraph(*paragraphs)


def side_by_side(left: list[str], right: list[str], y: float = TOP) -> bytes:
    """Two columns as a scanner writes them: one line across both after another."""
    sheet = Sheet()
    for number, (one, other) in enumerate(zip_longest(left, right)):
        for text, x in ((one, LEFT), (other, RIGHT)):
            if text:
                sheet.line(text, x=x, y=y - number * LEADING * SIZE)
    return sheet.content


def lines(*paragraphs: str) -> list[str]:
    return [line for text in paragraphs for line in wrapped(text, NARROW)]


def test_a_column_that_is_written_whole_is_read_whole() -> None:
    page = column(*PROSE[:3]).content + column(*PROSE[3:], x=RIGHT).content
    assert texts(read(pdf(page))) == list(PROSE)


def test_columns_that_are_written_across_are_read_one_after_the_other() -> None:
    page = side_by_side(lines(*PROSE[:3]), lines(*PROSE[3:]))
    assert texts(read(pdf(page))) == list(PROSE)


@pytest.mark.parametrize("across", [False, True])
def test_a_paragraph_goes_on_from_column_to_column_and_page_to_page(across: bool) -> None:
    first, second, third = lines(*PROSE), lines(*PROSE), lines(*PROSE)
    everything = first + second + third
    size = len(everything) // 4 + 1
    columns = [everything[begin : begin + size] for begin in range(0, len(everything), size)]
    sheets = []
    for left, right in zip(columns[::2], columns[1::2], strict=True):
        whole = Sheet(width=NARROW).lines(*left).content + Sheet(x=RIGHT, width=NARROW).lines(*right).content
        sheets.append(side_by_side(left, right) if across else whole)
    essay = read(pdf(*sheets))
    assert texts(essay) == [*PROSE] * 3
    assert pages(essay) == sorted(page or 0 for page in pages(essay))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_last_column_of_few_lines_is_read_after_the_other(number: int) -> None:
    last = lines(PROSE[5])[:number]
    page = column(*PROSE[:5]).content + Sheet(x=RIGHT, width=NARROW).lines(*last).content
    assert texts(read(pdf(page))) == [*PROSE[:5], " ".join(last)]


@pytest.mark.parametrize("across", [False, True])
def test_a_title_across_both_columns_stands_above_them(across: bool) -> None:
    title = Sheet().heading("On Rivers and on Whatever Else Flows Downhill in Time", 18)
    written = column(*PROSE[:3], y=650).content + column(*PROSE[3:], x=RIGHT, y=650).content
    scanned = side_by_side(lines(*PROSE[:3]), lines(*PROSE[3:]), y=650)
    essay = read(pdf(title.content + (scanned if across else written)))
    assert essay.title == "On Rivers and on Whatever Else Flows Downhill in Time"
    assert texts(essay) == list(PROSE)


def test_a_heading_across_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = side_by_side(lines(*PROSE[:2]), lines(PROSE[2]))
    heading = Sheet().line("The Treaty, and How It Was Kept by Those Who Made It", y=510, size=16).content
    below = side_by_side(lines(PROSE[3]), lines(PROSE[4]), y=480)
    essay = read(pdf(above + heading + below, Sheet().paragraph(PROSE[5])))
    assert texts(essay) == list(PROSE)
    assert len(essay.sections[-1].paragraphs) == 3


def test_a_table_is_read_line_by_line() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    for river, length in (("Nile", "6,650 km"), ("Amazon", "6,400 km"), ("Danube", "2,850 km"), ("Rhine", "1,230 km")):
        sheet.line(river, y=sheet.y).line(length, x=LEFT + 200, y=sheet.y)
        sheet.y -= LEADING * SIZE
    sheet.y -= SIZE
    found = texts(read(pdf(sheet.paragraph(PROSE[1]))))
    assert found[0] == PROSE[0]
    assert "\n".join(found[1:-1]).replace("\n", " ") == "Nile 6,650 km Amazon 6,400 km Danube 2,850 km Rhine 1,230 km"
    assert found[-1] == PROSE[1]
