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


@pytest.mark.parametrize(
    "field",
    [
        "title: {a: b}",
        "title: '  '",
        "title:",
        "title: ~",
        "author: ''",
        "author: [{name: Ada}]",
        "author: [[Ada], [Grace]]",
        f"title: {'T' * (501)}",
        "date: 2024-13-45",
        "reading time: 5",
    ],
)
def test_a_field_that_names_nothing_is_reported(field: str) -> None:
    essay = read(f"---\n{field}\nsource: A paper\n---\n\nOne.")
    assert (essay.title, essay.author, essay.source) == ("essay", None, "A paper")
    assert left_out(essay) == [(2, field, "front matter")]
    assert [section.heading for section in essay.sections] == ["Opening"]


def test_another_title_in_the_text_is_a_heading_when_front_matter_states_one() -> None:
    essay = read("---\ntitle: T\n---\n\n# Another\n\nOne.")
    assert essay.title == "T"
    assert [section.label for section in essay.sections] == ["§1 Another"]


def test_fields_may_be_written_in_capitals_and_count_once() -> None:
    essay = read("---\nTitle: T\nAuthor: Ada\ntitle: Another\n# a comment\n---\n\nOne.")
    assert (essay.title, essay.author) == ("T", "Ada")
    assert left_out(essay) == [(4, "title: Another", "front matter"), (5, "# a comment", "front matter")]


def test_the_longest_title_of_front_matter_is_taken_whole() -> None:
    assert read(f"---\ntitle: {'T' * 500}\n---\n\nOne.").title == "T" * 500


@pytest.mark.parametrize("value", ["[" * 5000, "&a [*a"])
def test_hostile_front_matter_is_refused_in_a_sentence(value: str) -> None:
    with pytest.raises(EssayError, match="front matter is not valid YAML"):
        read(f"---\ntitle: {value}\n---\n\nOne.")


def test_aliases_in_front_matter_cost_nothing() -> None:
    bomb = "\n".join(f"a{level}: &a{level} [{f'*a{level - 1}, ' * 9}]" for level in range(1, 30))
    essay = read(f"---\na0: &a0 [x]\n{bomb}\ntitle: *a29\n---\n\nOne.")
    assert essay.title == "essay"
    assert len(essay.left_out) == 31


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
    assert texts(essay) == ["One link.", "boxed"]
    assert left_out(essay) == [
        (1, "http://a.example", "link target"),
        (1, "Title", "link title"),
        (3, "***", "separator"),
        (5, "<div>", "HTML"),
        (5, "</div>", "HTML"),
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


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "> - "])
def test_blocks_nested_as_deep_as_in_any_essay_are_read(mark: str) -> None:
    essay = read(f"{mark * 25}The heart of it.\n\nThe end.")
    assert [text.strip(" -1.") for text in texts(essay)] == ["The heart of it", "The end"]
    assert essay.left_out == ()


def test_a_list_of_many_levels_is_read_to_the_last() -> None:
    items = [f"{'  ' * depth}- level {depth}" for depth in range(14)]
    assert texts(read("\n".join(items))) == ["\n".join(items)]


def test_what_the_parser_drops_is_reported() -> None:
    essay = read(f"One.\n\n{'> ' * 150}too deep\n\nTwo.")
    assert texts(essay) == ["One.", "Two."]
    assert left_out(essay) == [(3, f"{'> ' * 150}too deep", "unread markup")]


def test_emphasis_nested_too_deeply_is_refused_in_a_sentence() -> None:
    with pytest.raises(EssayError, match="nested too deeply: take away"):
        read("*a " * 400 + "b*" * 400)


@pytest.mark.parametrize("heading", ["1914", "Share", "Advertisement", "Subscribe", "2. 1"])
def test_what_is_marked_as_a_heading_is_never_furniture(heading: str) -> None:
    essay = read(f"# Title\n\nOne.\n\n## {heading}\n\nTwo.")
    assert [section.label for section in essay.sections] == ["Opening", f"§1 {heading}"]
    assert essay.left_out == ()


@pytest.mark.parametrize(
    "container", ["> # Quoted", "[^1]: # Quoted", "- # Quoted", "> **Quoted**", "> <h1>Quoted</h1>"]
)
def test_a_heading_inside_another_block_heads_no_section(container: str) -> None:
    essay = read(f"# Title\n\n{container}\n\nOne.")
    assert essay.title == "Title"
    assert [section.label for section in essay.sections] == ["Opening"]
    assert "Quoted" in texts(essay)[0]


def test_the_text_of_a_heading_is_one_line() -> None:
    assert read("One\\\nTwo  \nThree\n===\n\nText.").title == "One Two Three"
    assert read("# One<br>Two\n\nText.").title == "One Two"


def test_the_words_of_html_are_text_and_its_tags_are_reported() -> None:
    essay = read(
        "<h1 align='center'>The\nFlood</h1>\n<p>It <em>rained</em> &amp; rained<br>all\nnight.</p>\n"
        "<p>Then not.</p>\n\n"
        "<script>\nlet it = 'rain';\n</script>\n\n<!-- a note -->"
    )
    assert essay.title == "The Flood"
    assert texts(essay) == ["It rained & rained\nall night.", "Then not."]
    assert [text for line, text, _ in left_out(essay) if line >= 4] == [
        *("</p>", "<p>", "</p>"),
        *("<script>", "let it = 'rain';", "</script>", "<!-- a note -->"),
    ]
    assert {reason for _, _, reason in left_out(essay)} == {"HTML"}


def test_a_line_break_in_html_does_not_join_two_words() -> None:
    assert texts(read("One line<br>and<br />another.")) == ["One line\nand\nanother."]


def test_wrapped_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert texts(read("这是一个\n很长的句子。\nAnd more\n中文。")) == ["这是一个很长的句子。 And more 中文。"]


def test_the_title_of_a_link_is_reported() -> None:
    essay = read('A [link](http://a.example "Its title") and <http://b.example>.')
    assert texts(essay) == ["A link and http://b.example."]
    assert left_out(essay) == [(1, "http://a.example", "link target"), (1, "Its title", "link title")]


@pytest.mark.parametrize(("length", "sections"), [(100, 2), (101, 1)])
def test_a_long_line_in_bold_is_emphasis(length: int, sections: int) -> None:
    assert len(read(f"One.\n\n**{'T' * length}**\n\nTwo.").sections) == sections


def test_lines_of_furniture_in_one_block_are_furniture_only_together() -> None:
    assert [left.text for left in read("One.\n\nShare\nPrint\n\nTwo.").left_out] == ["Share", "Print"]
    assert texts(read("One.\n\nShare\nand share alike.\n\nTwo.")) == ["One.", "Share and share alike.", "Two."]


def test_the_suffix_of_a_file_may_be_written_in_capitals() -> None:
    assert texts(read("Some *stress*.", "ESSAY.MD")) == ["Some stress."]
    assert texts(read("Some *stress*.", "ESSAY.TXT")) == ["Some *stress*."]
