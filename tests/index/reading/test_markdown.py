from pathlib import Path

import pytest

from index import Essay, EssayError
from index.reading import parse_essay


def read(text: str, name: str = "essay.md") -> Essay:
    return parse_essay(text, Path(name))


def texts(essay: Essay) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


def left_out(essay: Essay) -> list[tuple[int, str, str]]:
    return [(left.line, left.text, left.reason) for left in essay.left_out]


def test_both_styles_of_heading_are_sections() -> None:
    essay = read("# Title\n\nOne.\n\n## First\n\nTwo.\n\nSecond\n------\n\nThree.")
    assert essay.title == "Title"
    assert [(section.number, section.heading) for section in essay.sections] == [
        (0, "Opening"),
        (1, "First"),
        (2, "Second"),
    ]


def test_several_top_headings_are_sections_not_titles() -> None:
    essay = read("# First\n\nOne.\n\n# Second\n\nTwo.", "notes.md")
    assert essay.title == "notes"
    assert [section.label for section in essay.sections] == ["§1 First", "§2 Second"]


def test_front_matter_names_title_author_and_source() -> None:
    essay = read("---\ntitle: T\nauthor: [A B, C D]\nsource: A paper\ndate: 2024-01-01\n---\n\n# T\n\nOne.")
    assert (essay.title, essay.author, essay.source) == ("T", "A B, C D", "A paper")
    assert left_out(essay) == [(5, "date: 2024-01-01", "front matter")]
    assert [section.heading for section in essay.sections] == ["Opening"]


def test_broken_front_matter_is_refused_with_its_line() -> None:
    with pytest.raises(EssayError, match=r"front matter is not valid YAML \(line 3\)"):
        read("---\ntitle: T\nauthor: [unclosed\n---\n\nOne.")


@pytest.mark.parametrize("first", ["So it begins: slowly.", "So it begins.", "[So it: begins"])
def test_an_essay_that_begins_with_a_rule_has_no_front_matter(first: str) -> None:
    assert texts(read(f"---\n{first}\n\n---\n\nEnd.")) == [first, "End."]


def test_markup_is_read_not_quoted() -> None:
    essay = read("Some *stress*, **force**, `code`, [a link](http://a.example/x) &amp; ![a map](map.png).  \nNew line.")
    assert texts(essay) == ["Some stress, force, code, a link & a map.\nNew line."]
    assert left_out(essay) == [(1, "http://a.example/x", "link target"), (1, "map.png", "link target")]


def test_wrapped_lines_are_joined() -> None:
    assert texts(read("One line\nand the next.")) == ["One line and the next."]


def test_a_tight_list_is_one_paragraph_and_a_loose_one_a_paragraph_an_item() -> None:
    assert texts(read("- one\n- two\n  1. nested\n")) == ["- one\n- two\n  1. nested"]
    assert texts(read("1. one\n\n2. two\n\n   more of two\n")) == ["1. one", "2. two", "more of two"]


def test_block_quotes_are_paragraphs() -> None:
    assert texts(read("> quoted\n> words\n>\n> and more")) == ["quoted words", "and more"]


def test_footnotes_stay_where_they_are_written_even_unreferenced() -> None:
    essay = read("A claim.[^1]\n\n[^1]: The proof.\n\n[^2]: https://nobody.example/refers\n\nThe end.")
    assert texts(essay) == ["A claim.[^1]", "[^1]: The proof.", "[^2]: https://nobody.example/refers", "The end."]


def test_what_is_no_text_is_reported() -> None:
    essay = read(
        'One [link][r].\n\n***\n\n<div>boxed</div>\n\n[r]: http://a.example "Title"\n\nShare this article\n\n644\n0\n'
    )
    assert texts(essay) == ["One link."]
    assert left_out(essay) == [
        (1, "http://a.example", "link target"),
        (3, "***", "separator"),
        (5, "<div>boxed</div>", "HTML"),
        (7, '[r]: http://a.example "Title"', "link target"),
        (9, "Share this article", "sharing"),
        (11, "644", "count"),
        (12, "0", "count"),
    ]


def test_a_short_line_in_bold_is_a_heading_and_a_sentence_in_bold_is_none() -> None:
    essay = read("One.\n\n**The Second Part**\n\nTwo.\n\n**All of this is true.**\n")
    assert [(section.heading, len(section.paragraphs)) for section in essay.sections] == [
        ("Opening", 1),
        ("The Second Part", 2),
    ]


def test_tables_and_code_are_kept_as_they_stand() -> None:
    essay = read("| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx = 1\n```\n")
    assert texts(essay) == ["| a | b |\n|---|---|\n| 1 | 2 |", "x = 1"]
    assert left_out(essay) == [(5, "python", "markup")]


def test_a_byline_under_the_title_is_the_author() -> None:
    essay = read("# Title\n\nBy Ada Lovelace\n\nOne.")
    assert essay.author == "Ada Lovelace"
    assert texts(essay) == ["One."]


def test_markdown_is_known_by_its_signs_without_a_telling_name() -> None:
    assert read("# Title\n\nOne.", "essay.txt").title == "Title"
    assert read("---\ntitle: T\n---\n\nOne.", "essay").title == "T"


def test_headings_only_are_refused() -> None:
    with pytest.raises(EssayError, match="headings but no paragraphs"):
        read("# One\n\n## Two\n")
