"""Lists of a Word document, with the marks that Word shows before their items."""

import pytest

from index import Essay
from index.reading.lists import LISTED_TOGETHER
from tests.index.reading.docx.writing import document, heading, numbered, p, part, read, style, texts

BEFORE = p("Three things are needed:")


def level(depth: int, kind: str, pattern: str, start: int = 1) -> str:
    shown = f"<w:start w:val='{start}'/><w:numFmt w:val='{kind}'/><w:lvlText w:val='{pattern}'/>"
    return f"<w:lvl w:ilvl='{depth}'>{shown}</w:lvl>"


def lists(*levels: str, anew: int | None = None) -> str:
    """Lists 1 and 2, both of one description; the second may begin anew."""
    override = f"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{anew}'/></w:lvlOverride>" if anew else ""
    described = f"<w:abstractNum w:abstractNumId='7'>{''.join(levels)}</w:abstractNum>"
    named = "<w:num w:numId='{}'><w:abstractNumId w:val='7'/>{}</w:num>"
    return part("numbering", described + named.format(1, "") + named.format(2, override))


def items(*texts: str, numbering: int = 1, depth: int = 0) -> list[str]:
    return [p(text, properties=numbered(numbering, depth)) for text in texts]


def read_list(numbering: str, *body: str) -> Essay:
    return read(document(BEFORE, *body, others={"numbering": numbering}))


@pytest.mark.parametrize(
    ("kind", "pattern", "marks"),
    [
        ("decimal", "%1.", ("1.", "2.")),
        ("lowerLetter", "(%1)", ("(a)", "(b)")),
        ("upperLetter", "%1)", ("A)", "B)")),
        ("lowerRoman", "%1.", ("i.", "ii.")),
        ("upperRoman", "Article %1:", ("Article I:", "Article II:")),
        ("bullet", "\uf0b7", ("-", "-")),
        ("ordinalText", "%1.", ("1.", "2.")),
    ],
)
def test_items_have_the_marks_that_word_shows(kind: str, pattern: str, marks: tuple[str, str]) -> None:
    essay = read_list(lists(level(0, kind, pattern)), *items("Water.", "Time."))
    assert texts(essay)[1:] == [f"{marks[0]} Water.\n{marks[1]} Time."]


def test_items_without_marks_have_none() -> None:
    assert texts(read_list(lists(level(0, "none", "")), *items("Water.", "Time.")))[1:] == ["Water.\nTime."]


def test_lists_in_lists_are_set_in_and_count_anew() -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    body = [*items("Water."), *items("Cold.", "Warm.", depth=1), *items("Time."), *items("Long.", depth=1)]
    assert texts(read_list(numbering, *body))[1:] == [
        "1. Water.\n  1.1. Cold.\n  1.2. Warm.\n2. Time.\n  2.1. Long.",
    ]


def test_a_list_begins_where_the_file_says_and_goes_on_behind_other_text() -> None:
    body = [*items("Water."), p("And then:"), *items("Time.")]
    assert texts(read_list(lists(level(0, "decimal", "%1.", 4)), *body))[1:] == ["4. Water.", "And then:", "5. Time."]


@pytest.mark.parametrize(("anew", "mark"), [(None, 2), (1, 1), (5, 5)])
def test_another_list_of_one_description_goes_on_unless_it_begins_anew(anew: int | None, mark: int) -> None:
    numbering = lists(level(0, "decimal", "%1."), anew=anew)
    essay = read_list(numbering, *items("Water."), *items("Time.", "Rain.", numbering=2))
    assert texts(essay)[1:] == ["1. Water.", f"{mark}. Time.\n{mark + 1}. Rain."]


def test_a_style_may_make_items_and_a_paragraph_be_taken_out() -> None:
    listed = style("Listed", f"<w:pPr>{numbered(1)}</w:pPr>")
    body = (
        p("Water.", style="Listed"),
        p("It is wet.", style="Listed", properties=numbered(0)),
        p("Time.", style="Listed"),
    )
    essay = read(document(BEFORE, *body, styles=listed, others={"numbering": lists(level(0, "decimal", "%1."))}))
    assert texts(essay)[1:] == ["1. Water.", "It is wet.", "2. Time."]


def test_an_item_of_a_list_that_the_file_does_not_describe_has_a_bullet() -> None:
    assert texts(read(document(BEFORE, *items("Water.", numbering=9))))[1:] == ["- Water."]


def test_numbered_headings_are_headings() -> None:
    body = (p("Rise", style="Heading1", properties=numbered(1)), p("It rises."), heading("Fall"), p("It falls."))
    essay = read_list(lists(level(0, "decimal", "%1.")), *body)
    assert [section.heading for section in essay.sections] == ["Opening", "Rise", "Fall"]


def test_a_long_list_is_as_many_paragraphs_as_it_has_items() -> None:
    long = "Water " * (LISTED_TOGETHER // 10)
    essay = read_list(lists(level(0, "decimal", "%1.")), *items(long, long))
    assert [text[:8] for text in texts(essay)[1:]] == ["1. Water", "2. Water"]


def test_no_item_is_set_in_deeper_than_word_can() -> None:
    body = [*items("Water."), *items("Cold.", depth=99)]
    assert texts(read_list(lists(level(0, "decimal", "%1.")), *body))[1] == "1. Water.\n" + 16 * " " + "- Cold."


@pytest.mark.parametrize("depth", ["-1", "x", "9" * 5_000, "", "²"])
def test_a_depth_that_is_no_number_is_survived(depth: str) -> None:
    item = p("Water.", properties=f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='1'/></w:numPr>")
    essay = read_list(lists(level(0, "decimal", "%1.")), item)
    assert texts(essay)[1].endswith("Water.")
    assert len(texts(essay)[1]) < 100


@pytest.mark.parametrize("start", ["-1", "x", "9" * 5_000, "", "²"])
def test_a_start_that_is_no_number_is_survived(start: str) -> None:
    numbering = lists(level(0, "decimal", "%1.")).replace("w:start w:val='1'", f"w:start w:val='{start}'")
    essay = read_list(numbering, *items("Water."))
    assert texts(essay)[1].endswith(" Water.")
    assert len(texts(essay)[1]) < 100
