"""What the characters on a PDF's page are, and how each line is set."""

import pytest

from index import EssayError
from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import LEFT, SIZE, Sheet, left_out, pages, pdf, read, texts, width_of


def test_ligatures_are_read_as_their_letters() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    sheet.line("The \x01rst \x02ood was o\x03 the maps.", y=sheet.y, font=3)
    assert texts(read(pdf(sheet)))[1] == "The first flood was off the maps."


def test_a_line_that_changes_its_font_is_one() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    begun = "They call it "
    sheet.line(begun, y=sheet.y).line("the water", x=LEFT + width_of(begun), y=sheet.y, bold=True)
    sheet.line(" and so do we.", x=LEFT + width_of(begun) + width_of("the water", bold=True), y=sheet.y)
    assert texts(read(pdf(sheet)))[1] == "They call it the water and so do we."


def test_words_that_are_set_letter_by_letter_are_words() -> None:
    sheet, across = Sheet().paragraph(PROSE[0]), LEFT
    for character in "It falls over a ledge.":
        if character != " ":
            sheet.line(character, x=across, y=sheet.y)
        across += width_of(character)
    assert texts(read(pdf(sheet)))[1] == "It falls over a ledge."


def test_the_same_words_set_twice_to_look_bold_are_read_once() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    for shift in (0, 0.3):
        sheet.line("It falls over a ledge of slate.", x=LEFT + shift, y=sheet.y)
    assert texts(read(pdf(sheet)))[1] == "It falls over a ledge of slate."


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "0.7 0.7 -0.7 0.7", "-1 0 0 -1"])
def test_lines_that_run_sideways_are_left_out(turn: str) -> None:
    sheet = Sheet().paragraph(PROSE[0]).line("Downloaded by a reader", x=230, y=300, turn=turn).paragraph(PROSE[1])
    essay = read(pdf(sheet))
    assert texts(essay) == list(PROSE[:2])
    assert left_out(essay) == [(1, "Downloaded by a reader", "sideways")]


@pytest.mark.parametrize(("rotate", "turn"), [(90, "0 1 -1 0"), (270, "0 -1 1 0"), (180, "-1 0 0 -1")])
def test_a_page_that_is_turned_is_read_as_it_is_shown(rotate: int, turn: str) -> None:
    sheet = Sheet()
    for number, text in enumerate(("The river rises in the hills above", "the town.", "It falls.")):
        down = number * SIZE * 1.25
        x, y = {90: (100 + down, 100), 270: (500 - down, 700), 180: (500, 100 + down)}[rotate]
        sheet.line(text, x=x, y=y, turn=turn)
    essay = read(pdf(sheet, page=f"/Rotate {rotate}"))
    assert "\n".join(texts(essay)).replace("\n", " ") == "The river rises in the hills above the town. It falls."


@pytest.mark.parametrize("rotate", ["-360", "45", "7", "(x)", "99999999999"])
def test_a_page_that_is_turned_by_nothing_that_can_be_is_read(rotate: str) -> None:
    assert texts(read(pdf(Sheet().paragraph(PROSE[0]), page=f"/Rotate {rotate}"))) == [PROSE[0]]


def test_text_of_a_page_that_is_scaled_has_the_size_that_is_seen() -> None:
    sheet = Sheet().paragraph(*PROSE[:2]).heading("Fall", 14).paragraph(*PROSE[2:4])
    scaled = b"0.5 0 0 0.5 0 300 cm\n" + sheet.content
    essay = read(pdf(scaled, Sheet(y=200).paragraph(PROSE[4], size=SIZE / 2)))
    assert texts(essay) == list(PROSE[:5])
    assert [section.heading for section in essay.sections] == ["Opening", "Fall"]


def test_letters_that_the_file_does_not_tell_are_marked() -> None:
    sheet = Sheet().paragraph(*PROSE)
    sheet.line("It is \x06 here.", y=sheet.y, font=3)
    assert texts(read(pdf(sheet)))[6] == "It is \ufffd here."


def test_a_file_that_tells_hardly_any_letter_is_refused() -> None:
    sheet = Sheet()
    sheet.line("\x06\x07\x08\x0e\x0f abc", y=sheet.y, font=3)
    with pytest.raises(EssayError, match="does not say which letters its fonts show: run OCR over it"):
        read(pdf(sheet))


def test_a_page_with_more_letters_than_room_is_refused() -> None:
    sheet = Sheet()
    for line in range(60):
        sheet.line("The river rises. " * 100, y=sheet.y - line, size=0.3)
    with pytest.raises(EssayError, match="characters on page 2 "):
        read(pdf(Sheet().paragraph(PROSE[0]), sheet))


def test_pages_are_counted_as_the_file_counts_them() -> None:
    labels = b"/PageLabels << /Nums [0 << /S /r >>] >> /Outlines"
    made = pdf(Sheet().paragraph(PROSE[0]), Sheet().paragraph(PROSE[1])).replace(b"/Outlines", labels)
    assert pages(read(made)) == [1, 2]
