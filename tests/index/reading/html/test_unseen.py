import pytest

from tests.index.reading.pages import PROSE, SPRING, WINTER, left_out, page_of, texts

UNSEEN = {
    "<script>var river = '<p>no</p>';</script>": ("var river = '<p>no</p>';", "script"),
    "<style>p { color: red }</style>": ("p { color: red }", "style"),
    "<template><p>A draft</p></template>": ("A draft", "script"),
    "<noscript><p>Turn scripts on</p></noscript>": ("Turn scripts on", "script"),
    "<p hidden>Not yet</p>": ("Not yet", "hidden"),
    "<p style='color: red; DISPLAY : none'>Not yet</p>": ("Not yet", "hidden"),
    "<p style='visibility:hidden'>Not yet</p>": ("Not yet", "hidden"),
    "<form><label>Name</label><textarea>Write</textarea></form>": ("Name", "control"),
    "<svg><text>A chart</text></svg>": ("A chart", "embedded"),
    "<span class='pagenum'>[Pg 12]</span>": ("[Pg 12]", "page number"),
}


@pytest.mark.parametrize("written", UNSEEN)
def test_what_nobody_sees_is_no_text_and_reported(written: str) -> None:
    essay = page_of(f"<p>{WINTER}</p>{written}<p>{SPRING}</p>")
    text, reason = UNSEEN[written]
    assert texts(essay) == [WINTER, SPRING]
    assert left_out(essay)[text] == reason


def test_of_a_long_script_the_beginning_is_reported() -> None:
    essay = page_of(f"{PROSE}<script>{'walk(); ' * 1_000}</script>")
    [left] = essay.left_out
    assert left.text.startswith("walk(); walk();")
    assert len(left.text) < 200


@pytest.mark.parametrize("property_of", ["{color:red;margin:0}", "display:block", "xdisplay:none"])
def test_other_styles_hide_nothing(property_of: str) -> None:
    assert texts(page_of(f"{PROSE}<p style='{property_of}'>Seen</p>"))[2:] == ["Seen"]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>1</a></sup>",
        "<a href='#n1'><sup>[1]</sup></a>",
        "<a class='footnote-ref' href='#n1'>1</a>",
        "<a class='footnote-anchor' href='#n1'>1</a>",
        "<a class='fnanchor' href='page.html#n1'>[1]</a>",
        "<a role='doc-noteref' href='#n1'>*</a>",
        "<a href='#r1'>↩</a>",
    ],
)
def test_the_mark_of_a_note_is_no_word_of_the_sentence(mark: str) -> None:
    essay = page_of(f"{PROSE}<p>It soured{mark}, and it rose.</p>")
    assert texts(essay)[2] == "It soured, and it rose."
    assert list(left_out(essay).values()) == ["note mark"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#f3'>3</a>",
        "<a href='#fig3'>[3]</a>",
        "<a href='/x'><sup>3</sup></a>",
        "<sup><a href='#3'>of 3 boats</a></sup>",
    ],
)
def test_a_link_that_is_read_on_is_a_word_of_the_sentence(link: str) -> None:
    essay = page_of(f"{PROSE}<p>See figure {link} there.</p>")
    assert "3" in texts(essay)[2].replace("³", "3")


def test_the_text_of_a_note_stays() -> None:
    notes = "<ol><li id='n1'><p>As the paintings show. <a href='#r1'>↩</a></p></ol>"
    assert texts(page_of(f"{PROSE}<section class='footnotes'>{notes}</section>"))[2:] == ["1. As the paintings show."]


def test_a_formula_that_is_shown_as_a_picture_is_read() -> None:
    shown = "<semantics><mi>E</mi><mo>=</mo><mi>m</mi><annotation>E = m</annotation></semantics>"
    formula = f"<span style='display: none;'><math>{shown}</math></span><img alt='E = m'>"
    essay = page_of(f"{PROSE}<p>It is {formula}.</p>")
    assert texts(essay)[2] == "It is E=m."
    assert left_out(essay) == {"E = m": "formula"}
