from pathlib import Path

import pytest

from index import Essay, EssayError
from index.reading import parse_essay

WRAPPED = (
    "The river rose in the night and the villages along it were all\n"
    "cleared by noon, though the soldiers had not come in time to do\n"
    "much more than watch the water."
)
LONG = "The river rose in the night and the villages along it were cleared. " * 3


def read(text: str) -> Essay:
    return parse_essay(text, Path("essay.txt"))


def texts(essay: Essay) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


def left_out(essay: Essay) -> list[tuple[str, str]]:
    return [(left.text, left.reason) for left in essay.left_out]


def headings_around(line: str) -> list[str]:
    """The headings of a file in which the line stands alone between two paragraphs, under a title."""
    return [section.heading for section in read(f"The Flood\n\n{LONG}\n\n{line}\n\n{LONG}").sections[1:]]


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


@pytest.mark.parametrize(
    "line_end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
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
        ("Mrs. Dalloway", "Mrs. Dalloway", None),
        ("A TALE\nby Jane Doe", "A TALE", "Jane Doe"),
        ("On the Engine\n\nBy Ada Lovelace | March 3, 2024", "On the Engine", "Ada Lovelace"),
        (
            "On the Engine\n\nBy Ada Lovelace and Ludwig van Beethoven",
            "On the Engine",
            "Ada Lovelace and Ludwig van Beethoven",
        ),
        ("Dr. Ada M. Lovelace", "essay", "Dr. Ada M. Lovelace"),
        ("By Ada Lovelace", "essay", "Ada Lovelace"),
        ("Opinion", "Opinion", None),
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


def test_a_title_of_several_short_lines_is_one_title() -> None:
    essay = read(f"A LONG TALE\nOF THE RIVER\n\nby Jane Doe\n\n{WRAPPED}\n\nI. THE START.\n\n{WRAPPED}")
    assert (essay.title, essay.author) == ("A LONG TALE OF THE RIVER", "Jane Doe")
    assert outline(essay) == [(0, "Opening", 1), (1, "I. THE START.", 1)]
    verse = "\n".join(["Water everywhere"] * (4))
    assert texts(read(f"{verse}\n\n{WRAPPED}"))[0] == verse


@pytest.mark.parametrize("wrap", ["{}", "{}\n===", "**{}**"])
def test_a_title_that_could_be_a_name_is_a_title(wrap: str) -> None:
    title, first = wrap.format("Climate Change"), wrap.replace("=", "-").format("Introduction")
    essay = parse_essay(
        f"{title}\n\n{first}\n\n{LONG}\n\nConclusion\n\n{LONG}", Path("essay.md" if "*" in wrap else "")
    )
    assert (essay.title, essay.author) == ("Climate Change", None)
    assert essay.sections[0].heading == "Introduction"


@pytest.mark.parametrize(
    "first", ["By Monday night all was lost", "By Monday, all was lost.", "By the river we sat down."]
)
def test_a_sentence_that_begins_as_a_byline_is_text(first: str) -> None:
    essay = read(f"The Flood\n\n{first}\n\n{LONG}")
    assert essay.author is None
    assert first in texts(essay) + [section.heading for section in essay.sections]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_a_newspaper_sets_around_a_title_is_no_section(gap: str) -> None:
    top = gap.join(["OPINION", "The River Rises Again", "By Jane Doe", "March 3, 2024", "Photo: The flooded street"])
    essay = read(f"{top}\n\n{LONG}\n\nWhat Now\n\n{LONG}")
    assert (essay.title, essay.author) == ("The River Rises Again", "Jane Doe")
    assert outline(essay) == [(0, "Opening", 2), (1, "What Now", 1)]
    assert left_out(essay) == [("OPINION", "department"), ("By Jane Doe", "byline"), ("March 3, 2024", "date")]


def test_a_second_author_above_the_title_is_kept() -> None:
    essay = read(f"Dr. Ada M. Lovelace\n\nDr. Jane B. Doe\n\nOn the Engine\n\n{LONG}")
    assert (essay.title, essay.author) == ("On the Engine", "Dr. Ada M. Lovelace")
    assert outline(essay) == [(1, "Dr. Jane B. Doe", 1)]


def test_the_first_of_the_lines_at_the_top_is_the_title() -> None:
    assert read(f"The Flood\nA Letter\nFrom the South\n\n{LONG}").title == "The Flood"


def test_a_heading_has_something_under_it() -> None:
    assert texts(read(f"The Flood\n\n{LONG}\n\nThe end")) == [LONG.strip(), "The end"]


def test_many_short_lines_under_a_title_are_text() -> None:
    top = ["The Flood", "What Became of Us", "A Letter from the South", "Written in Winter"]
    essay = read("\n\n".join([*top, LONG]))
    assert essay.title == "The Flood"
    assert texts(essay) == [*top[1:], LONG.strip()]


def test_more_short_lines_at_the_top_than_a_page_has_are_no_title() -> None:
    lines = [f"Line {chr(ord('a') + place)}" for place in range(9)]
    assert read("\n\n".join([*lines[:-1], LONG])).title == "Line a"
    assert read("\n\n".join([*lines, LONG])).title == "essay"


def test_the_dates_of_a_diary_are_headings() -> None:
    essay = read(f"My Diary\n\nMarch 3, 1917\n\n{LONG}\n\nMarch 4, 1917\n\n{LONG}")
    assert outline(essay) == [(1, "March 3, 1917", 1), (2, "March 4, 1917", 1)]


@pytest.mark.parametrize(
    "heads",
    [
        ("1", "2", "3"),
        ("1914", "1939"),
        ("I.", "II.", "III."),
        ("CHAPTER I", "CHAPTER II"),
        ("Chapter 1.", "Chapter 2."),
        ("Part One:", "Part Two:"),
    ],
)
@pytest.mark.parametrize("title", ["The Flood\n\n", ""])
def test_numbered_and_dated_parts_are_sections(heads: tuple[str, ...], title: str) -> None:
    essay = read(title + "\n\n".join(f"{head}\n\n{LONG}" for head in heads))
    assert outline(essay) == [(number, head, 1) for number, head in enumerate(heads, 1)]
    assert essay.left_out == ()


@pytest.mark.parametrize("counts", ["644", "644\n0", "644\n\n0", "9\n\nIt rained. It rained more.\n\n4"])
def test_a_count_that_heads_no_chapter_is_furniture(counts: str) -> None:
    essay = read(f"The Flood\n\n{counts}\n\n{LONG}\n\n{LONG}")
    assert [section.heading for section in essay.sections] == ["Opening"]
    assert {reason for _, reason in left_out(essay)} == {"count"}


@pytest.mark.parametrize(
    "line",
    [
        *("And so.[1]", "It was.¹", "And so.*", "_Stop!_", "„Ich komme.“", "»Ich gehe.«", "« Oui. »", "「行こう。」"),
        *("『嫌だ！』", "（了。）", "لماذا حدث ذلك؟", "He said—", "—No voy —dijo ella—", '"I am Holmes"', "• only one"),
        *("They demanded:", "“Nobody came”", "iPhones were lost", "OK!", "$ $", "یہ ایک جملہ ہے۔"),
    ],
)
def test_a_short_paragraph_is_no_heading(line: str) -> None:
    assert headings_around(line) == []


@pytest.mark.parametrize(
    "line", ["THE END.", "WHAT NOW?", "The War of 1914", "U.S. Policy", "1. The First Point", "中文標題"]
)
def test_a_short_line_that_ends_no_sentence_is_a_heading(line: str) -> None:
    assert headings_around(line) == [line]


def test_the_length_of_a_heading_is_bounded() -> None:
    assert headings_around("H" * 100) != []
    assert headings_around("H" * (101)) == []
    assert headings_around("Word" + " word" * (13)) != []
    assert headings_around("Word" + " word" * 14) == []
    assert headings_around("字" * 42) != []
    assert headings_around("字" * 45) == []


def test_a_title_may_be_longer_than_a_heading() -> None:
    assert read(f"{'T' * 200}\n\n{LONG}").title == "T" * 200
    assert read(f"{'T' * (201)}\n\n{LONG}").title == "essay"


def test_more_headings_in_a_row_than_a_page_has_are_text() -> None:
    lines = [f"Line {chr(ord('A') + place)}" for place in range(3)]
    assert headings_around("\n\n".join(lines[:-1])) == lines[:-1]
    assert headings_around("\n\n".join(lines)) == []


def test_an_item_among_items_is_no_heading() -> None:
    assert headings_around("1. The border") == ["1. The border"]
    assert headings_around("1. The border\n\n2. The railway") == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["یہ ایک جملہ ہے۔", "یہ دوسرا جملہ ہے۔"],
        ["ประเทศไทยเป็นประเทศที่ตั้งอยู่ในภูมิภาคเอเชีย", "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย"],
        ["Word" + " word" * 8] * 2,
    ],
)
def test_a_text_without_full_stops_is_read(paragraphs: list[str]) -> None:
    assert texts(read("\n\n".join(paragraphs))) == paragraphs


def test_short_lines_without_full_stops_are_headings_only() -> None:
    line = "Word" + " word" * (7)
    with pytest.raises(EssayError, match="headings but no paragraphs"):
        read(f"{line}\n\n{line}")


@pytest.mark.parametrize("long", ["https://a.example/" + "x" * 500, "See https://a.example/" + "x" * 120])
def test_a_long_line_among_wrapped_ones_changes_nothing(long: str) -> None:
    joined = " ".join(WRAPPED.split("\n"))
    assert texts(read(f"{WRAPPED}\n{long}\n\n{WRAPPED}")) == [f"{joined} {long}", joined]


def test_lines_as_wide_as_an_editor_makes_them_are_joined_and_wider_ones_are_not() -> None:
    line = "word " * 24
    fitting = line[:119] + "."
    assert len(texts(read(f"{fitting}\n{fitting}"))) == 1
    assert len(texts(read(f"{fitting}.\n{fitting}."))) == 2


def test_lines_that_are_set_in_begin_paragraphs() -> None:
    indented = WRAPPED.replace("The", "   The")
    assert texts(read("\n".join([indented, indented, "\tSo it ended."]))) == [
        *[" ".join(WRAPPED.split("\n"))] * 2,
        "So it ended.",
    ]
    assert texts(read("　第一段。\n　第二段。")) == ["第一段。", "第二段。"]


def test_lines_that_are_all_set_in_and_one_within_a_sentence_begin_none() -> None:
    quotation = f"    The water came before the soldiers did.\n    {WRAPPED[:54]}."
    broken = WRAPPED.replace("cleared", "    cleared").replace("The", "  The")
    for whole in (quotation, broken):
        assert texts(read(f"{whole}\n\n{WRAPPED}"))[0] == " ".join(whole.split())


def test_entries_that_hang_and_items_that_go_on_stay_whole() -> None:
    for kept in (
        "Doe, Jane. 1914.\n    The Flood and the Valley.",
        "- One point. It is long.\n  It goes on here.\n- Two.",
    ):
        essay = read(f"{kept}\n\n{kept}")
        assert [" ".join(text.split()) for text in texts(essay)] == [" ".join(kept.split())] * 2


def test_lines_well_short_of_the_width_keep_their_ends() -> None:
    verse = "Water, water everywhere\nAnd all the boards did shrink\nNor any drop to drink"
    essay = read(f"{WRAPPED}\n\n{verse}\n\n{WRAPPED}")
    assert texts(essay)[1] == verse
    assert len(essay.paragraphs[1].sentences) == 3


def test_short_lines_that_stand_together_among_long_ones_are_one_paragraph() -> None:
    line = "w" * 100
    verse = "\n".join([line] * 3)
    assert texts(read(f"{LONG}\n\n{verse}\n\n{LONG}"))[1] == verse
    assert len(texts(read(f"{LONG}\n\n{verse}w\n\n{LONG}"))) == 5
    assert left_out(read(f"{LONG}\n\nShare\n{verse}\n\n{LONG}")) == [("Share", "sharing")]
    assert outline(read(f"{LONG}\n\nOne\nTwo\n\n{LONG}")) == [(0, "Opening", 1), (1, "One", 0), (2, "Two", 1)]


def test_wrapped_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert texts(read("这是一个很长的句子，它被编辑器\n折成了两行。\n\n第二段也是\n一样。"))[0] == (
        "这是一个很长的句子，它被编辑器折成了两行。"
    )


def test_a_rule_under_a_line_makes_it_a_heading_whatever_it_says() -> None:
    essay = read(f"Title\n=====\n{LONG}\n\nShare\n-----\n{LONG}\n{LONG}")
    assert outline(essay) == [(0, "Opening", 1), (1, "Share", 2)]


def test_one_number_sign_does_not_make_markdown() -> None:
    assert texts(read(f"The Flood\n\n{LONG}\n\n# 1 was *best*.\n\n{LONG}"))[1] == "# 1 was *best*."
    assert read(f"{LONG}\n\n# One\n\n{LONG}\n\n# Two\n\n{LONG}").sections[1].heading == "One"
    assert read(f"\n# One\n\n{LONG}").title == "One"


def test_a_heading_that_is_too_long_to_stand_under_a_quote_is_a_paragraph() -> None:
    long = "Rivers " * 100
    essay = parse_essay(f"# {long}\n\nRivers rise.\n\n## {long}\n\nThey fall.\n", Path("a.md"))
    assert essay.title == "a"
    assert [section.heading for section in essay.sections] == ["Opening"]
    assert [paragraph.text for paragraph in essay.paragraphs] == [
        long.strip(),
        "Rivers rise.",
        long.strip(),
        "They fall.",
    ]
