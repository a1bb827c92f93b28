"""Elements become headings and paragraphs as a reader sees them in a browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import EssayError
from tests.index.reading.html.pages import BRIDGE, left_out, page, read, texts
from tests.index.reading.test_nothing_lost import accounted, letters
from tests.strategies import headings, paragraphs


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<b>b</b>c <i>d</i>, e</p>", "abc d, e"),
        ("<p>one\n   two\t three</p>", "one two three"),
        ("<p>one<br>two<br/>three</p>", "one\ntwo\nthree"),
        ("<p>caf&eacute; &amp; co&shy;op &lt;3 &#8211; x</p>", "café & coop <3 – x"),
        ("<p>x<sup>2</sup> + H<sub>2</sub>O</p>", "x² + H2O"),
        ("<p>She said <q>no</q>.</p>", "She said “no”."),
        ("<ul><li>One<li>Two<ul><li>Deep</li></ul></ul>", "- One\n- Two\n  - Deep"),
        ("<ol start=3><li>One</li><li>Two</li></ol>", "3. One\n4. Two"),
        ("<ol type=i><li>One</li><li value=4>Two</li></ol>", "i. One\niv. Two"),
        ("<dl><dt>Pier</dt><dd>A support.</dd></dl>", "Pier\nA support."),
        ("<table><caption>Cost</caption><tr><th>Year<th>Cost<tr><td>2020<td>4</table>", "Cost\nYear | Cost\n2020 | 4"),
        ("<pre>a verse\n  indented</pre>", "a verse\n  indented"),
        ("<blockquote>Quoted by a baker.</blockquote>", "Quoted by a baker."),
        ("<figure><img alt=x><figcaption>The bridge.</figcaption></figure>", "The bridge."),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢"),
    ],
)
def test_each_kind_of_element_reads_as_it_is_shown(html: str, text: str) -> None:
    assert texts(page(f"<p>{BRIDGE}</p>{html}")) == [BRIDGE, text]


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    assert texts(page("One thing.<br>Another.<br><br>A third.<br>\n<br>A fourth.")) == [
        "One thing.\nAnother.",
        "A third.",
        "A fourth.",
    ]


def test_what_is_nothing_to_read_is_never_read() -> None:
    unseen = (
        "<script>var x = 'script'</script><style>p {}</style><template>t</template><noscript>n</noscript>"
        "<svg><text>s</text></svg><p hidden>h</p><p style='display: none'>d</p><button>b</button>"
        "<select><option>o</option></select><iframe>i</iframe><!-- comment --><?php echo ?>"
    )
    essay = page(f"<p>{BRIDGE}</p>{unseen}")
    assert texts(essay) == [BRIDGE]
    assert left_out(essay) == {
        "var x = 'script'": "script", "p {}": "style", "t": "script", "n": "script", "s": "embedded", "h": "hidden",
        "d": "hidden", "b": "control", "o": "control", "i": "embedded",
    }  # fmt: skip


def test_headings_become_sections_and_what_is_bold_alone_heads_one_too() -> None:
    essay = page("<h1>Rivers</h1><p>They rise.</p><h2>Lengths</h2><p>Long.</p><p><b>Depths</b></p><p>Deep.</p>")
    assert [section.heading for section in essay.sections] == ["Opening", "Lengths", "Depths"]
    assert texts(page("<p><b>Rivers rise, and this is said with force.</b></p>")) == [
        "Rivers rise, and this is said with force."
    ]


def test_a_heading_inside_a_quotation_or_a_table_heads_nothing() -> None:
    essay = page("<p>They rise.</p><blockquote><h2>Said</h2><p>Long ago.</p></blockquote>")
    assert [section.heading for section in essay.sections] == ["Opening"]
    assert texts(essay) == ["They rise.", "Said", "Long ago."]


def test_a_table_that_arranges_paragraphs_is_read_as_these() -> None:
    long = f"{BRIDGE} " * 4
    assert texts(page(f"<table><tr><td><p>{long}</p><p>Short.</p></td></tr></table>")) == [long.strip(), "Short."]


@pytest.mark.parametrize(
    "mark", ["<sup><a href=#n1>1</a></sup>", "<a href=#n1><sup>[1]</sup></a>", "<a class=noteref href=#n>1</a>"]
)
def test_the_mark_of_a_footnote_is_no_word_of_the_sentence(mark: str) -> None:
    essay = page(f"<p>Rivers rise.{mark} They fall.</p><p>Notes: <a href=#r1>Figure 1</a></p>")
    assert texts(essay) == ["Rivers rise. They fall.", "Notes: Figure 1"]
    assert "note mark" in left_out(essay).values()


tags = st.sampled_from(
    "p div span b i a br ul ol li table tr td th h1 h2 h3 blockquote pre nav aside footer section article figure "
    "figcaption sup sub q dl dt dd script style button center hr form details summary main header".split()
)
pieces = st.one_of(
    tags.map("<{}>".format), tags.map("</{}>".format), st.text("abc .\n", max_size=6), st.just("<p class=ad>")
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_no_letter_of_a_page_is_lost_however_it_is_nested(html: str) -> None:
    try:
        essay = read(f"<html><body><p>zq</p>{html}</body></html>", "zq.html")
    except EssayError:
        return
    written = letters("".join(part for part in _outside_tags(html)))
    assert written <= letters(accounted(essay))


def _outside_tags(html: str) -> list[str]:
    return [part.rpartition(">")[2] for part in html.split("<")]


@given(st.lists(st.tuples(headings, st.lists(paragraphs, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_what_is_written_as_an_article_is_read_as_it_was(parts: list[tuple[str, list[str]]]) -> None:
    from html import escape

    body = "".join(f"<h2>{escape(head)}</h2>" + "".join(f"<p>{escape(t)}</p>" for t in text) for head, text in parts)
    essay = page(f"<p>{BRIDGE}</p>{body}", "<title>zq</title>")
    wanted = [" ".join(text.split()) for _, body in parts for text in body]
    assert [" ".join(text.split()) for text in texts(essay)][1:] == wanted
    assert [section.heading for section in essay.sections[1:]] == [" ".join(head.split()) for head, _ in parts]
