"""What stands on the pages of a PDF beside the text: heads, feet, page numbers, and the list of contents."""

import pytest

from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import Sheet, left_out, pdf, read, texts


def sheets(head: str = "", foot: str = "", first: int = 1, size: float = 9) -> list[Sheet]:
    """Three pages; {} in what stands at their ends is their number."""
    made = [Sheet(y=690).paragraph(*PROSE[n : n + 2]) for n in (0, 2, 4)]
    for number, sheet in enumerate(made, first):
        for text, y in ((head, 750), (foot, 40)):
            if text:
                sheet.line(text.format(number), y=y, size=size)
    return made


@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {}", "{} of 9", "p. {}", "Seite {}", "[{}]"])
@pytest.mark.parametrize("first", [1, 212])
def test_page_numbers_are_left_out(number: str, first: int) -> None:
    essay = read(pdf(*sheets(foot=number, first=first)))
    assert texts(essay) == list(PROSE)
    assert left_out(essay) == [(n + 1, number.format(first + n), "page number") for n in range(3)]


def test_roman_page_numbers_are_left_out() -> None:
    made = sheets()
    for sheet, number in zip(made, ("iii", "iv", "v"), strict=True):
        sheet.line(number, y=40)
    essay = read(pdf(*made))
    assert texts(essay) == list(PROSE)
    assert left_out(essay) == [
        (1, "iii", "page number"),
        (2, "iv", "page number"),
        (3, "v", "page number"),
    ]


@pytest.mark.parametrize("head", ["Ada Lovelace, On Rivers", "On Rivers {}", "{}   ON RIVERS", "Lovelace {} of 3"])
def test_heads_and_feet_that_come_again_are_left_out(head: str) -> None:
    for made, reason in ((sheets(head=head), "page header"), (sheets(foot=head), "page footer")):
        essay = read(pdf(*made))
        assert texts(essay) == list(PROSE)
        assert [(page, why) for page, _, why in left_out(essay)] == [(page, reason) for page in (1, 2, 3)]


def test_heads_that_come_again_on_every_second_page_are_left_out() -> None:
    made = [Sheet(y=690).paragraph(text) for text in PROSE]
    for number, sheet in enumerate(made):
        sheet.line(("On Rivers", "Ada Lovelace")[number % 2], y=750, size=9)
    assert texts(read(pdf(*made))) == list(PROSE)


def test_a_running_head_in_the_size_of_the_text_does_not_part_a_paragraph() -> None:
    begun, ended = PROSE[2].split("and a whole", 1)
    first, second = Sheet(y=690).paragraph(PROSE[0], begun.strip()), Sheet(y=690).paragraph("and a whole" + ended)
    for number, sheet in enumerate((first, second), 7):
        sheet.line(f"Lovelace {number}", x=460, y=750)
    assert texts(read(pdf(first, second, Sheet(y=690).paragraph(PROSE[1])))) == [PROSE[0], PROSE[2], PROSE[1]]


def test_what_stands_once_at_the_head_of_a_page_is_text() -> None:
    made = sheets()
    made[1].line("It is said so, and said only once.", y=750)
    assert "It is said so, and said only once." in texts(read(pdf(*made)))


def test_headings_that_only_their_number_tells_apart_are_headings() -> None:
    made = [Sheet().heading(f"Chapter {number}").paragraph(*PROSE[number : number + 2]) for number in (1, 2, 3)]
    assert [section.heading for section in read(pdf(*made)).sections] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_a_number_at_the_end_of_a_paragraph_is_text() -> None:
    sheet = Sheet(width=200).paragraph(PROSE[0]).lines("The mill was carried off in the flood of", "1911.")
    assert (
        texts(read(pdf(sheet, Sheet(width=200).paragraph(PROSE[1]))))[1]
        == "The mill was carried off in the flood of 1911."
    )


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    page = Sheet(y=690).paragraph(PROSE[0]).line("3/5/24, 10:15 AM On Rivers", y=770, size=8)
    page.line("https://rivers.example/rise 1/1", y=20, size=8)
    essay = read(pdf(page))
    assert texts(essay) == [PROSE[0]]
    assert [reason for _, _, reason in left_out(essay)] == ["page header", "page footer"]


def test_the_list_of_contents_is_left_out() -> None:
    contents = Sheet().lines("Contents", "1. Rise " + "." * 60 + " 2", "2. Fall " + ". " * 40 + "13", "Index ...... ix")
    essay = read(pdf(contents, Sheet().paragraph(*PROSE)))
    assert texts(essay) == list(PROSE)
    assert {reason for _, _, reason in left_out(essay)} == {"contents"}
    assert "".join(text for _, text, _ in left_out(essay)).startswith("Contents1. Rise")


def test_a_page_of_one_line_is_text() -> None:
    assert texts(read(pdf(Sheet().paragraph("All is said here, and nowhere else.")))) == [
        "All is said here, and nowhere else."
    ]
