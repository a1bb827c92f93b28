"""Which paragraphs of a Word document are headings, its title and its contents, by their styles."""

import pytest

from index import Essay
from tests.index.reading.docx.writing import document, heading, left_out, p, r, read, style, texts

OUTLINE = "<w:pPr><w:outlineLvl w:val='{}'/></w:pPr>"


def headings(essay: Essay) -> list[str]:
    return [section.heading for section in essay.sections if section.number]


def under_two(*styles: str, first: str, second: str = "Heading2") -> Essay:
    """A heading in each of two styles, with a paragraph under each."""
    body = (
        p("Rivers", style=first),
        p("They rise."),
        p("Seas", style=second),
        p("They swell."),
        p("Ends", style=first),
    )
    return read(document(*body, p("They end."), styles="".join(styles)))


def test_headings_begin_sections_in_order() -> None:
    essay = read(document(p("Before all."), heading("Rise"), p("It rises."), heading("Fall", 2), p("It falls.")))
    assert [(section.number, section.heading) for section in essay.sections] == [
        (0, "Opening"),
        (1, "Rise"),
        (2, "Fall"),
    ]
    assert texts(essay) == ["Before all.", "It rises.", "It falls."]


@pytest.mark.parametrize(
    "made",
    [
        style("berschrift1", called="heading 1"),  # as Word calls it in German: the name inside stays English
        style("Mine", based_on="Heading1"),
        style("Mine", based_on="Between") + style("Between", based_on="Heading1"),
        style("Title1", OUTLINE.format(0), called="Überschrift 1"),
        style("Title1", called="Mine", based_on="Deep") + style("Deep", OUTLINE.format(1)),
    ],
)
def test_a_style_is_a_headings_by_what_it_is_based_on_or_its_place_in_the_outline(made: str) -> None:
    name = made.partition("w:styleId='")[2].partition("'")[0]
    assert headings(under_two(made, first=name)) == ["Rivers", "Seas", "Ends"]


def test_a_paragraph_may_have_a_place_in_the_outline_of_its_own() -> None:
    outlined = p("Rise", properties="<w:outlineLvl w:val='0'/>")
    assert headings(read(document(p("Before."), outlined, p("It rises.")))) == ["Rise"]


def test_text_that_is_set_in_a_headings_style_may_be_taken_out_of_the_outline() -> None:
    plain = style("Plain", OUTLINE.format(9), based_on="Heading1")
    essay = read(document(p("Before."), p("This is only set so.", style="Plain"), styles=plain))
    assert texts(essay) == ["Before.", "This is only set so."]


def test_the_deepest_levels_of_the_outline_are_no_headings() -> None:
    essay = read(document(p("Before."), heading("Rise", 6), p("It rises."), heading("A line.", 7)))
    assert headings(essay) == ["Rise"]
    assert texts(essay) == ["Before.", "It rises.", "A line."]


def test_styles_that_are_based_on_each_other_in_a_circle_are_no_headings() -> None:
    circle = style("A", based_on="B") + style("B", based_on="A")
    assert texts(read(document(p("It rises.", style="A"), styles=circle))) == ["It rises."]


def test_a_style_that_the_file_does_not_describe_is_the_usual_one() -> None:
    assert texts(read(document(p("It rises.", style="Unknown")))) == ["It rises."]


@pytest.mark.parametrize("name", ["Title", "Titel"])
def test_the_title_is_what_is_set_in_the_title_style(name: str) -> None:
    title = style(name, called="Title")
    essay = read(document(p("On Rivers", style=name), heading("Rise"), p("It rises."), styles=title))
    assert essay.title == "On Rivers"
    assert headings(essay) == ["Rise"]


def test_a_title_of_two_lines_is_one() -> None:
    essay = read(
        document(p(r("On"), "<w:r><w:br/></w:r>", r("Rivers"), style="Title"), p("It rises."), styles=style("Title"))
    )
    assert essay.title == "On Rivers"


def test_a_first_heading_with_others_below_it_is_the_title() -> None:
    essay = read(document(heading("On Rivers"), heading("Rise", 2), p("It rises."), heading("Fall", 2), p("It falls.")))
    assert (essay.title, headings(essay)) == ("On Rivers", ["Rise", "Fall"])


def test_a_first_heading_right_above_another_of_its_level_is_the_title() -> None:
    essay = read(document(heading("On Rivers"), heading("Rise"), p("It rises."), heading("Fall"), p("It falls.")))
    assert (essay.title, headings(essay)) == ("On Rivers", ["Rise", "Fall"])


def test_headings_of_one_level_with_text_under_each_are_sections() -> None:
    essay = read(document(heading("Rise"), p("It rises."), heading("Fall"), p("It falls.")))
    assert (essay.title, headings(essay)) == ("essay", ["Rise", "Fall"])


@pytest.mark.parametrize("called", ["toc 1", "TOC 2", "TOC Heading", "table of figures", "index 1", "Contents 3"])
def test_lines_of_the_contents_are_left_out(called: str) -> None:
    entry = p("Rise\t3", style="Entry")
    essay = read(document(entry, heading("Rise"), p("It rises."), styles=style("Entry", called=called)))
    assert left_out(essay) == [("Rise 3", "contents")]
    assert texts(essay) == ["It rises."]


def test_a_line_in_bold_is_a_heading() -> None:
    bold = style("Loud", "<w:rPr><w:b/></w:rPr>")
    body = (p("Before."), p(r("Rise", "<w:b/>")), p("It rises."), p("Fall", style="Loud"), p("It falls."))
    assert headings(read(document(*body, styles=bold))) == ["Rise", "Fall"]


@pytest.mark.parametrize(
    "line",
    [
        p(r("It is loud.", "<w:b/>")),
        p(r("Rise", "<w:b/>"), r(" quietly")),
        p(r("Rise", "<w:b w:val='0'/>"), style="Loud"),
        p(r("R" * 101, "<w:b/>")),
    ],
)
def test_a_line_that_is_not_all_bold_or_ends_as_a_sentence_or_is_long_is_none(line: str) -> None:
    bold = style("Loud", "<w:rPr><w:b/></w:rPr>")
    assert headings(read(document(p("Before."), line, p("After."), styles=bold))) == []


def test_lines_in_the_middle_of_the_page_above_the_text_are_title_and_author() -> None:
    centred = "<w:jc w:val='center'/>"
    essay = read(document(p("On Rivers", properties=centred), p("By Ada Lovelace", properties=centred), p("It rises.")))
    assert (essay.title, essay.author) == ("On Rivers", "Ada Lovelace")
    assert texts(essay) == ["It rises."]


def test_a_line_in_the_middle_of_the_page_under_the_text_is_verse() -> None:
    body = (p("The river rises in the hills. " * 5), p("O river", properties="<w:jc w:val='center'/>"), p("It falls."))
    assert texts(read(document(*body)))[1:] == ["O river", "It falls."]
