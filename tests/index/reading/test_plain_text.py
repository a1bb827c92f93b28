from pathlib import Path

import pytest

from index import Essay, EssayError
from index.reading import parse_essay

LONG = "The river rose in the night and the villages along it were cleared. " * 3


def read(text: str) -> Essay:
    return parse_essay(text, Path("essay.txt"))


def outline(essay: Essay) -> list[tuple[int, str, int]]:
    return [(section.number, section.heading, len(section.paragraphs)) for section in essay.sections]


def test_short_lines_between_paragraphs_are_headings() -> None:
    essay = read(f"The Flood\n\n{LONG}\n\nBefore the Rain\n\n{LONG}\n\n{LONG}\n\nAfter\n\n{LONG}\n")
    assert essay.title == "The Flood"
    assert outline(essay) == [(0, "Opening", 1), (1, "Before the Rain", 2), (2, "After", 1)]
    assert [paragraph.number for paragraph in essay.paragraphs] == [1, 2, 3, 4]


def test_a_text_without_headings_is_one_opening_named_after_its_file() -> None:
    essay = read(f"{LONG}\n\n{LONG}")
    assert essay.title == "essay"
    assert outline(essay) == [(0, "Opening", 2)]


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\u2028"])
def test_every_kind_of_line_end_is_one(line_end: str) -> None:
    essay = read(line_end.join(["Title", "", LONG, "", LONG]))
    assert [paragraph.text for paragraph in essay.paragraphs] == [LONG.strip(), LONG.strip()]


def test_hard_wrapped_lines_are_joined() -> None:
    essay = read("A first line that was\nwrapped by an editor.\n\nA second paragraph\nof two lines.\n")
    assert [paragraph.text for paragraph in essay.paragraphs] == [
        "A first line that was wrapped by an editor.",
        "A second paragraph of two lines.",
    ]


def test_lines_without_blank_ones_between_are_paragraphs_when_they_are_long() -> None:
    essay = read(f"The Flood\n{LONG}\nAfter the Rain\n{LONG}")
    assert outline(essay) == [(0, "Opening", 1), (1, "After the Rain", 1)]


def test_the_items_of_a_list_keep_their_lines() -> None:
    essay = read("They demanded:\n- the border.\n- the railway.\n- the archive.")
    assert essay.paragraphs[0].text == "They demanded:\n- the border.\n- the railway.\n- the archive."
    assert len(essay.paragraphs[0].sentences) == 4


def test_underlined_lines_are_headings() -> None:
    essay = read("The Flood\n=========\n\nIt rained. It rained more.\n\nAfter\n-----\nThe sun came out.")
    assert essay.title == "The Flood"
    assert outline(essay) == [(0, "Opening", 1), (1, "After", 1)]
    assert {left.reason for left in essay.left_out} == {"separator"}


@pytest.mark.parametrize(
    ("top", "title", "author"),
    [
        ("Dr. Ada M. Lovelace\n\nOn the Engine: A Note", "On the Engine: A Note", "Dr. Ada M. Lovelace"),
        ("On the Engine\n\nBy Ada Lovelace", "On the Engine", "Ada Lovelace"),
        ("On the Engine\n\nDr. Ada Lovelace", "On the Engine", "Dr. Ada Lovelace"),
        ("Moby Dick", "Moby Dick", None),
    ],
)
def test_title_and_author_stand_at_the_top(top: str, title: str, author: str | None) -> None:
    essay = read(f"{top}\n\n{LONG}\n\n{LONG}")
    assert (essay.title, essay.author) == (title, author)
    assert outline(essay) == [(0, "Opening", 2)]


def test_a_run_of_short_lines_is_verse_not_headings() -> None:
    verse = "\n\n".join(["Water", "Water everywhere", "Nor any drop", "To drink", "At all"])
    essay = read(f"The Flood\n\n{LONG}\n\n{verse}\n\n{LONG}")
    assert outline(essay) == [(0, "Opening", 7)]


def test_a_file_of_headings_only_is_refused() -> None:
    with pytest.raises(EssayError, match="headings but no paragraphs"):
        read("Introduction\n\nMethods\n\nConclusion\n")


def test_a_paragraph_too_long_to_cite_is_refused_with_its_line() -> None:
    with pytest.raises(EssayError, match="line 3: one paragraph has 6"):
        read("Title\n\n" + LONG * 300)


def test_a_long_paragraph_is_read() -> None:
    essay = read("Title\n\n" + LONG * 200)
    assert len(essay.paragraphs) == 1
    assert len(essay.paragraphs[0].sentences) == 600
