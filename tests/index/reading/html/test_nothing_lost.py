"""Whatever words a page or a book has are in the essay or are reported as left out."""

from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from index import Essay, EssayError
from tests.index.reading.pages import book, book_of, chapter, page_of
from tests.strategies import headings, paragraphs, words

inside = st.sampled_from(["b", "em", "a", "span", "font", "time", "x-y", "q", "sup", "code", "u", "label"])
around = st.sampled_from(
    ["div", "section", "article", "blockquote", "aside", "nav", "header", "footer", "main", "figure", "form", "center"]
)
classed = st.sampled_from(
    ["", "", "", " class='comments'", " class='share'", " id='sidebar'", " hidden", " role='main'"]
)


def tagged(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


lines = st.lists(st.one_of(words, words, st.builds(tagged, inside, words)), min_size=1, max_size=12).map(" ".join)
items = st.lists(lines.map(lambda line: f"<li>{line}</li>"), max_size=4).map("".join)
rows = st.lists(st.builds("<tr><td>{}</td><td>{}</td></tr>".format, lines, words), max_size=3).map("".join)
blocks = st.one_of(
    paragraphs.map(lambda text: f"<p>{text}</p>"),
    lines.map(lambda line: f"<p>{line}</p>"),
    st.builds(lambda level, text: tagged(f"h{level}", text), st.integers(1, 6), headings),
    items.map(lambda listed: f"<ul>{listed}</ul>"),
    items.map(lambda listed: f"<ol>{listed}</ol>"),
    rows.map(lambda row: f"<table>{row}</table>"),
    st.builds("{}<br/><br/>{}<br/>".format, lines, lines),
    lines.map(lambda line: f"<pre>{line}\n\n  {line}</pre>"),
    st.sampled_from(["<p>Advertisement</p>", "<p>By Ada Lovelace</p>", "<p>March 3, 2024</p>", "<p>12 comments</p>"]),
)
bodies = st.recursive(
    blocks,
    lambda inner: st.builds(
        lambda name, named, parts: f"<{name}{named}>{''.join(parts)}</{name}>",
        around,
        classed,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
pages = st.lists(bodies, min_size=1, max_size=6).map("".join)


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


def written(markup: str) -> str:
    """The words between the tags, as the tests above write them."""
    return "".join(part.partition(">")[2] for part in f">{markup}".split("<"))


def accounted(essay: Essay) -> str:
    headed = [section.heading for section in essay.sections if section.number]
    return "".join([essay.title, *headed, *(p.text for p in essay.paragraphs), *(left.text for left in essay.left_out)])


@given(pages)
def test_no_letter_of_a_page_is_lost_and_none_is_made_up(body: str) -> None:
    try:
        essay = page_of(body)
    except EssayError:
        assume(False)
        raise
    found = letters(accounted(essay))
    if essay.title == "page":
        found -= letters("page")
    assert found == letters(written(body))


@given(pages, pages)
def test_no_letter_of_a_book_is_lost(one: str, two: str) -> None:
    try:
        essay = book_of(book({"one.xhtml": chapter(one.replace(" hidden", "")), "two.xhtml": two}))
    except EssayError:
        assume(False)
        raise
    assert letters(written(one + two)) <= letters(accounted(essay))


@given(st.lists(paragraphs, min_size=1, max_size=6))
def test_paragraphs_are_read_character_for_character(written_down: list[str]) -> None:
    body = "".join(f"<p>{text}</p>" for text in written_down)
    for essay in (page_of(f"<article>{body}</article>"), book_of(book({"a.xhtml": chapter(body)}))):
        assert [paragraph.text for paragraph in essay.paragraphs] == written_down
