import pytest

from tests.index.reading.pages import PROSE, SPRING, WINTER, headings, left_out, page_of, texts

IN_A_LINE = {
    "The <b>nor</b>th<em>ern</em> <a href='/h'>harbour</a>, closed.": "The northern harbour, closed.",
    "  One\n  <span> word </span>\t and\r\nmore ": "One word and more",
    "In <time>1920</time> came <samp>x</samp> and <my-word>three</my-word> of <st1:place>Vienna</st1:place>.": (
        "In 1920 came x and three of Vienna."
    ),
    "H<sub>2</sub>O and 10<sup>6</sup> and m<sup>th</sup>": "H2O and 10⁶ and mth",
    "He said <q>no</q>.": "He said “no”.",
    "First<br>second<br/>third": "First\nsecond\nthird",
    "caf&eacute;&nbsp;&mdash; AT&amp;T &lt;b&gt; &#8217;t &#x1F600; &unknown;": "café — AT&T <b> ’t 😀 &unknown;",
    "so\u00adft, zero\u200bwidth": "soft, zerowidth",
    "a<!-- not this -->b": "ab",
    "We know <math><mi>E</mi><mo>=</mo><mi>m</mi></math> now": "We know E=m now",
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>と書く": "漢字と書く",
    "Before <img alt='a boat' src='a.png'> after": "Before after",
    "Here<script>no()</script> we <svg><title>icon</title></svg>are": "Here we are",
}


@pytest.mark.parametrize("written", IN_A_LINE)
def test_words_stand_in_a_line_as_a_browser_shows_them(written: str) -> None:
    assert texts(page_of(f"{PROSE}<p>{written}</p>{PROSE}"))[2] == IN_A_LINE[written]


def test_headings_become_sections() -> None:
    body = "".join(f"<h{level}>Depth <i>{level}</i></h{level}><p>{WINTER} {level}</p>" for level in range(2, 7))
    essay = page_of(PROSE + body)
    assert headings(essay) == [f"Depth {level}" for level in range(2, 7)]
    assert texts(essay)[2:] == [f"{WINTER} {level}" for level in range(2, 7)]


def test_a_line_in_bold_is_a_heading_and_a_sentence_in_bold_is_none() -> None:
    essay = page_of(f"{PROSE}<p><b>The road</b></p>{PROSE}<p><strong>It was long.</strong></p><p><b>No</b> heading</p>")
    assert headings(essay) == ["The road"]
    assert texts(essay)[4:] == ["It was long.", "No heading"]


def test_an_empty_heading_is_none() -> None:
    assert headings(page_of(f"{PROSE}<h2> <img src='a.png'> </h2><h3></h3>{PROSE}")) == []


def test_a_heading_in_a_quotation_heads_no_section() -> None:
    essay = page_of(f"{PROSE}<blockquote><h3>From the letter</h3><p>All is lost.</p></blockquote>")
    assert headings(essay) == []
    assert texts(essay)[2:] == ["From the letter", "All is lost."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<ul><li>One<li>Two <b>b</b></ul>", "- One\n- Two b"),
        ("<ol start=3><li>One<li value=7>Two<li>Three</ol>", "3. One\n7. Two\n8. Three"),
        ("<ol type=a><li>One<li>Two</ol>", "a. One\nb. Two"),
        ("<ol type=I start=4><li>One</ol>", "IV. One"),
        ("<ul><li>One<ul><li>Two<ul><li>Three</ul></ul><li>Four</ul>", "- One\n  - Two\n    - Three\n- Four"),
        ("<dl><dt>Canal<dd>A waterway.</dl>", "Canal\nA waterway."),
    ],
)
def test_a_list_is_one_paragraph_with_its_marks(written: str, read: str) -> None:
    assert texts(page_of(PROSE + written))[2:] == [read]


def test_a_list_of_paragraphs_is_as_many_paragraphs() -> None:
    essay = page_of(f"{PROSE}<ol><li><p>One.</p><p>More.</p><li><p>Two.</p></ol>")
    assert texts(essay)[2:] == ["1. One.", "More.", "2. Two."]


def test_the_entries_of_a_long_list_are_cited_one_by_one() -> None:
    essay = page_of(PROSE + "<ul>" + f"<li>{WINTER}" * 30 + "</ul>")
    assert texts(essay)[2:] == [f"- {WINTER}"] * 30


def test_a_table_keeps_its_rows_and_its_caption() -> None:
    row = "<tr><td>1950<td>400 <i>boats</i></tr>"
    essay = page_of(f"{PROSE}<table><caption>By year</caption><thead><tr><th>Year<th>Boats</thead>{row}</table>")
    assert texts(essay)[2:] == ["By year\nYear | Boats\n1950 | 400 boats"]


def test_a_table_that_only_arranges_the_page_is_none() -> None:
    assert texts(page_of(f"<table><tr><td>{PROSE * 3}</table>")) == [WINTER, SPRING] * 3
    essay = page_of(f"{PROSE}<table><tr><td><div>Left</div><td>{PROSE}</table>{PROSE}")
    assert texts(essay) == [WINTER, SPRING, "Left", *[WINTER, SPRING] * 2]
    essay = page_of(f"{PROSE}<table><tr><td>{WINTER * 4}<td>{SPRING * 4}</table>{PROSE}")
    assert texts(essay)[2:4] == [WINTER * 4, SPRING * 4]


def test_written_programs_and_verse_keep_their_lines() -> None:
    assert texts(page_of(f"{PROSE}<pre>  def go():\n\n    <b>walk</b>()\n\trun()\n</pre>{PROSE}"))[2:4] == [
        "  def go():",
        "    walk()\n run()",
    ]


def test_two_line_breaks_part_paragraphs() -> None:
    assert texts(page_of(f"<div>{WINTER}<br><br>{SPRING}<br>More.</div>")) == [WINTER, f"{SPRING}\nMore."]


def test_captions_and_quotations_are_text() -> None:
    figure = "<figure><img src='a.png'><figcaption>The mill in March</figcaption></figure>"
    essay = page_of(f"{PROSE}{figure}<blockquote>Solvitur ambulando.<cite> Augustine</cite></blockquote>")
    assert texts(essay)[2:] == ["The mill in March", "Solvitur ambulando. Augustine"]


def test_text_in_no_element_is_text() -> None:
    assert texts(page_of(f"<div>Before it.<p>{WINTER}</p>after it.</div>")) == ["Before it.", WINTER, "after it."]


def test_what_stands_after_the_end_of_a_page_is_text() -> None:
    assert texts(page_of(f"{PROSE}</body></html><p>One more.</p></BODY >And another.")) == [
        WINTER,
        SPRING,
        "One more.",
        "And another.",
    ]


def test_lines_of_furniture_between_paragraphs_are_left_out() -> None:
    essay = page_of(f"<article><p>{WINTER}</p><p>Advertisement</p><div>12 comments</div><p>{SPRING}</p></article>")
    assert texts(essay) == [WINTER, SPRING]
    assert left_out(essay) == {"Advertisement": "advertisement", "12 comments": "count"}


def test_what_is_left_out_is_reported_with_its_line() -> None:
    [left] = page_of(f"\n\n<nav>Home</nav>\n{PROSE}").left_out
    assert (left.line, left.place, left.text) == (3, "line", "Home")
