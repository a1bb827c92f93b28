"""Whatever a file holds is in the essay or is reported as left out."""

from collections import Counter
from pathlib import Path

import regex
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index import Essay, EssayError
from index.reading import LINE_ENDS, parse_essay
from tests.strategies import as_markdown, headings, outlines, paragraphs

furniture = st.sampled_from(
    ["644\n0", "Share", "Advertisement", "Get the Paper in your inbox:", "* * *", "- a\n- b", "By Ada Lovelace"]
)
top = st.sampled_from(["1", "I.", "OPINION", "March 3, 2024", "Photo: it", "a\nb c", "  x.\ny", "Dr. A. Bo", "T\n---"])
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
plain_blocks = st.lists(st.one_of(paragraphs, paragraphs, headings, furniture, top), min_size=1, max_size=10)


def accounted(essay: Essay) -> str:
    """Everything the essay shows or reports, but for a name in a byline, which it does twice."""
    bylines = {left.text for left in essay.left_out if left.reason == "byline"}
    author = [] if bylines else [essay.author or ""]
    headed = [section.heading for section in essay.sections if section.number]
    shown = [essay.title, *author, *headed, *(paragraph.text for paragraph in essay.paragraphs)]
    return "".join(shown + [left.text for left in essay.left_out])


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


@given(plain_blocks, line_ends)
def test_no_character_of_plain_text_is_lost_or_made_up(blocks: list[str], line_end: str) -> None:
    text = "\n\n".join(blocks).replace("\n", line_end)
    try:
        essay = parse_essay(text, Path(".txt"))
    except EssayError:
        assume(False)
        raise
    found = characters(accounted(essay))
    if essay.title == ".txt":
        found -= characters(".txt")
    assert found == characters(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
@example("a\n===\nb")
@example("A\n\n\x1c\n\nb.")
def test_no_character_of_any_text_is_lost(text: str) -> None:
    try:
        essay = parse_essay(text, Path("zq.txt"))
    except EssayError:
        return
    if essay.title == "zq":
        assert characters(text) <= characters(accounted(essay))
    elif not regex.search(r"^#{1,6}\s|^---", text, regex.MULTILINE):  # those are Markdown
        assert characters(accounted(essay)) == characters(LINE_ENDS.sub("\n", text))


@given(outlines, line_ends)
def test_no_word_of_markdown_is_lost_and_all_stand_in_order(
    outline: tuple[list[str], list[tuple[str, list[str]]]], line_end: str
) -> None:
    opening, headed = outline
    essay = parse_essay(as_markdown(outline).replace("\n", line_end), Path("a.md"))
    assert [paragraph.text for paragraph in essay.paragraphs] == opening + [text for _, body in headed for text in body]
    assert [section.heading for section in essay.sections if section.number] == [heading for heading, _ in headed]


INLINE = ["word ", "*", "**", "`", "\\", "!", "[a](b)", "[^1]", "<i>", "<!-- c -->", "http://u.v "]
BLOCK = ["\n", "\n\n", "# ", "- ", "1. ", "> ", "    ", "```\n", "---\n", "===\n", "[^1]: ", "[1]: x\n", "a | b\n-|-\n"]
markup = st.sampled_from(INLINE + BLOCK)


deep = st.tuples(
    st.sampled_from(["> ", "- ", "1. ", "[^1]: ", "> - "]), st.integers(0, 160), st.text("ab c\n#", max_size=9)
)


@given(st.one_of(st.lists(markup, max_size=40).map("".join), deep.map(lambda made: made[0] * made[1] + made[2])))
@example("> " * 200 + "lost")
@example("- " * 70 + "lost\n\nfound")
@example("\n".join(f"{'  ' * depth}- item" for depth in range(70)))
@example("<div>word<!-- never closed\n<p>word")
@example('[a](b "Title")')
def test_no_letter_of_any_markdown_is_lost(text: str) -> None:
    try:
        essay = parse_essay(text, Path("zq.md"))
    except EssayError:
        return
    assert letters(text) <= letters(accounted(essay))
