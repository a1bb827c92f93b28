import pytest

from tests.index.reading.pages import PROSE, SPRING, WINTER, headings, left_out, page_of, texts

AROUND = {
    "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>": ("Home Sport", "navigation"),
    "<footer>Imprint of the Northern Post</footer>": ("Imprint of the Northern Post", "page footer"),
    "<aside role='complementary'><p>Weather: rain</p></aside>": ("Weather: rain", "beside the article"),
    "<div class='cookie-consent'>We value your privacy. <button>Accept</button></div>": (
        "We value your privacy. Accept",
        "notice",
    ),
    "<dialog open>Turn off your blocker!</dialog>": ("Turn off your blocker!", "notice"),
    "<section class='relatedArticles'><p>Fishing row</p></section>": ("Fishing row", "related"),
    "<div id='comments'><p>Well said!</p></div>": ("Well said!", "comments"),
    "<ul class='share-tools'><li><a href='/f'>Post it</a></ul>": ("Post it", "sharing"),
    "<div class='newsletter-signup'><p>Letters from the north</p></div>": ("Letters from the north", "invitation"),
    "<div class='ad-slot'>Buy boats</div>": ("Buy boats", "advertisement"),
    "<div class='site-footer'>Imprint</div>": ("Imprint", "page footer"),
    "<div id='sidebar'>Rain tomorrow</div>": ("Rain tomorrow", "beside the article"),
    "<ul><li><a href='/1'>One</a><li><a href='/2'>Two</a><li><a href='/3'>Three</a></ul>": (
        "One Two Three",
        "navigation",
    ),
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("page", ["{}<article>" + PROSE + "</article>", "{}" + PROSE, "<main>" + PROSE + "{}</main>"])
def test_what_stands_around_an_article_is_left_out_and_reported(page: str, around: str) -> None:
    essay = page_of(page.format(around))
    text, reason = AROUND[around]
    assert texts(essay) == [WINTER, SPRING]
    assert left_out(essay)[text] == reason


def test_what_is_beside_the_article_is_left_out_even_without_a_name_for_it() -> None:
    essay = page_of(f"<div><p>Rain tomorrow</p></div><article>{PROSE}</article><p>Boats for sale</p>")
    assert texts(essay) == [WINTER, SPRING]
    assert left_out(essay) == {"Rain tomorrow": "around the article", "Boats for sale": "around the article"}


@pytest.mark.parametrize(
    "page",
    [
        "<div id='wrap'><div>Menu</div><div><div>{}</div></div></div>",
        "<table><tr><td>Menu<td>{}</table>",
        "<div role='main'>{}</div>",
        "<div itemprop='articleBody'>{}</div>",
        "<article><p>A short one.</p></article><article>{}</article>",
        "<p>{}",
    ],
)
def test_the_article_is_found_whatever_the_page_is_built_of(page: str) -> None:
    assert texts(page_of(page.format(PROSE * 3))) == [WINTER, SPRING] * 3


@pytest.mark.parametrize("name", ["font", "span", "b", "my-article"])
def test_an_article_may_stand_in_what_else_stands_in_a_line(name: str) -> None:
    assert texts(page_of(f"<div><{name}>{WINTER}<br><br>{SPRING}</{name}></div>")) == [WINTER, SPRING]
    assert texts(page_of(f"<{name} itemprop=articleBody>{WINTER}<br><br>{SPRING}</{name}>")) == [WINTER, SPRING]


@pytest.mark.parametrize(
    ("longest", "row"),
    [
        ("ul", f"<li>{SPRING}"),
        ("dl", f"<dt>Spring<dd>{SPRING}"),
        ("table", f"<tr><td>1<td>{SPRING}"),
        ("pre", SPRING + "\n"),
    ],
)
def test_what_introduces_a_long_list_or_table_belongs_to_it(longest: str, row: str) -> None:
    assert texts(page_of(f"<p>{WINTER}</p><{longest}>{row * 100}</{longest}>"))[0] == WINTER


def test_an_article_in_several_parts_is_kept_whole() -> None:
    body = f"<div class='intro'>{PROSE}</div><div class='text'>{PROSE}</div><div>{PROSE}</div>"
    assert texts(page_of(body)) == [WINTER, SPRING] * 3


def test_the_header_of_a_page_is_left_out_and_that_of_an_article_is_not() -> None:
    essay = page_of(f"<header>The Northern Post</header>{PROSE}<section><header>In short</header>{PROSE}</section>")
    assert texts(essay) == [WINTER, SPRING, "In short", WINTER, SPRING]
    assert left_out(essay) == {"The Northern Post": "page header"}


def test_a_heading_in_the_header_of_a_page_is_the_title() -> None:
    essay = page_of(f"<header><h1>Of Rivers</h1></header><main>{PROSE}</main>")
    assert essay.title == "Of Rivers"
    assert texts(essay) == [WINTER, SPRING]


def test_whose_words_are_quoted_is_no_footer_of_the_page() -> None:
    essay = page_of(f"{PROSE}<blockquote><p>All is lost.</p><footer>a fisherman</footer></blockquote>{PROSE}")
    assert texts(essay)[2:4] == ["All is lost.", "a fisherman"]


def test_an_article_that_is_hidden_is_not_read() -> None:
    essay = page_of(f"<div hidden><article>{PROSE}</article></div><p>Seen</p>")
    assert texts(essay) == ["Seen"]
    assert left_out(essay) == {f"{WINTER} {SPRING}": "hidden"}


def test_what_holds_most_of_the_text_stays_whatever_it_is_called() -> None:
    assert texts(page_of(f"<div class='comments popup'>{PROSE}</div>")) == [WINTER, SPRING]
    assert texts(page_of(f"<footer>{PROSE}</footer><p>Short.</p>")) == [WINTER, SPRING, "Short."]


def test_a_part_of_an_essay_may_be_called_as_parts_of_a_page_are() -> None:
    song = f"<section class='popular-songs' id='popular'><h2>Popular songs</h2>{PROSE * 4}</section>"
    essay = page_of(f"{PROSE * 6}{song}<section id='comments'><h2>Comments</h2><p>Few were made.</p></section>")
    assert headings(essay) == ["Popular songs", "Comments"]
    assert essay.left_out == ()


def test_a_pulled_quote_is_not_read_twice() -> None:
    essay = page_of(f"<article>{PROSE}<div class='pullquote'>The border was opened again</div>{PROSE}</article>")
    assert left_out(essay) == {"The border was opened again": "pull quote"}


def test_a_paragraph_of_links_is_text() -> None:
    links = "<p><a href='/1'>Of Rivers</a>, <a href='/2'>Of Lakes</a>, <a href='/3'>Of Seas</a></p>"
    assert texts(page_of(PROSE + links))[2] == "Of Rivers, Of Lakes, Of Seas"


def test_a_heading_goes_with_all_that_stood_under_it() -> None:
    links = "<ul><li><a href='/1'>One</a><li><a href='/2'>Two</a><li><a href='/3'>Three</a></ul>"
    essay = page_of(f"{PROSE}<h2>Banks</h2>{PROSE}<h2>See also</h2>{links}<h2>Mouths</h2>{PROSE}<h3>More</h3>{links}")
    assert headings(essay) == ["Banks", "Mouths"]
    assert left_out(essay)["See also"] == left_out(essay)["More"] == "navigation"


def test_a_heading_with_text_or_sections_under_it_stays() -> None:
    links = "<ul><li><a href='/1'>One</a><li><a href='/2'>Two</a><li><a href='/3'>Three</a></ul>"
    essay = page_of(f"{PROSE}<h2>Banks</h2>{links}<p>Two of them.</p><h2>Mouths</h2>{links}<h3>Wide</h3>{PROSE}")
    assert headings(essay) == ["Banks", "Mouths", "Wide"]


def test_the_title_stays_above_the_tools_of_a_page() -> None:
    links = "<ul><li><a href='/1'>One</a><li><a href='/2'>Two</a><li><a href='/3'>Three</a></ul>"
    assert page_of(f"<p>Skip</p><h1>Of Rivers</h1>{links}<h1>Part One</h1>{PROSE}").sections[0].heading == "Opening"
    assert headings(page_of(f"<h2>Of Rivers</h2>{links}<h2>Part One</h2>{PROSE}")) == ["Of Rivers", "Part One"]
