"""Words of a PDF that were parted at the end of a line, a column or a page."""

import pytest

from index.reading.pdf.hyphens import known_words, rejoined
from tests.index.reading.pdf.prose import PROSE
from tests.index.reading.pdf.writing import LEADING, SIZE, Sheet, pages, pdf, read, texts

FILLED = "and so it goes on for as many words as there is room for in a line that is re"
TAKEN = "garded as a full one. It is short."


def test_a_word_that_was_parted_at_the_end_of_a_line_is_whole() -> None:
    sheet = Sheet(width=380).paragraph(*PROSE).lines(FILLED + "-", TAKEN)
    assert texts(read(pdf(sheet)))[6] == FILLED + TAKEN


def test_a_word_that_was_parted_at_the_end_of_a_page_is_whole() -> None:
    first = Sheet(width=380).paragraph(*PROSE).lines(FILLED + "-")
    essay = read(pdf(first, Sheet(width=380).lines(TAKEN).paragraph("", *PROSE)))
    assert texts(essay)[6] == FILLED + TAKEN
    assert pages(essay)[6:8] == [1, 2]


def test_a_word_that_was_parted_at_the_end_of_a_column_is_whole() -> None:
    left, right = Sheet(width=210).paragraph(*PROSE[:3]), Sheet(x=320, width=210)
    left.lines("it goes on for many words in a line re-")
    right.lines(TAKEN).paragraph("", *PROSE[3:])
    assert texts(read(pdf(left.content + right.content)))[3] == "it goes on for many words in a line re" + TAKEN


def test_a_word_that_has_a_hyphen_of_its_own_keeps_it() -> None:
    sheet = (
        Sheet()
        .paragraph(*PROSE[:2])
        .lines("It has been known for long to whoever cared that the well-", "known one is another.")
    )
    assert "the well-known one" in texts(read(pdf(sheet)))[2]


def test_a_soft_hyphen_is_not_seen() -> None:
    sheet = Sheet().paragraph(PROSE[0])
    sheet.line("It is re\x05garded as short.", y=sheet.y, font=3)
    assert texts(read(pdf(sheet)))[1] == "It is regarded as short."


def test_a_soft_hyphen_at_the_end_of_a_line_parts_a_word() -> None:
    sheet = Sheet(width=380).paragraph(*PROSE[:2])
    sheet.line(FILLED + "\x05", y=sheet.y, font=3).line(TAKEN, y=sheet.y - LEADING * SIZE)
    assert texts(read(pdf(sheet)))[2] == FILLED + TAKEN


@pytest.mark.parametrize(
    ("before", "after", "known", "whole"),
    [
        ("it was re-", "garded so", "", "it was regarded so"),
        ("it was re-", "signed so", "re-signed", "it was re-signed so"),
        ("a self-", "made man", "", "a self-made man"),
        ("the mid-", "1990s", "", "the mid-1990s"),
        ("the Anglo-", "Saxon kings", "", "the Anglo-Saxon kings"),
        ("the state-of-the-", "art mill", "", "the state-of-the-art mill"),
        ("the Fluss-", "ufer", "", "the Flussufer"),
        ("to the 1911-", "1920 floods", "", "to the 1911-1920 floods"),
    ],
)
def test_hyphens_stay_where_the_word_is_written_with_one(before: str, after: str, known: str, whole: str) -> None:
    assert rejoined(before, after, known_words([known])) == whole


@pytest.mark.parametrize(("before", "after"), [("it was", "so"), ("it was -", "so"), ("it re-", "– so"), ("", "so")])
def test_lines_that_end_with_a_whole_word_are_not_joined_so(before: str, after: str) -> None:
    assert rejoined(before, after, frozenset()) is None
