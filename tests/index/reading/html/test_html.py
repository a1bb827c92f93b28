from index import Essay
from tests.index.reading.pages import PROSE, SPRING, WINTER, headings, left_out, page_of, read, refusal, texts


def with_title(head: str, body: str = PROSE) -> str:
    return page_of(body, head).title


def test_the_title_is_the_heading_that_the_page_speaks_of() -> None:
    essay = page_of(f"<h1>Of Rivers</h1>{PROSE}<h1>Of Mouths</h1>{PROSE}", "<title>Of Rivers | The Post</title>")
    assert essay.title == "Of Rivers"
    assert headings(essay) == ["Of Mouths"]


def test_a_title_is_known_among_what_else_the_page_calls_itself() -> None:
    essay = page_of(f"<h1>OF RIVERS</h1>{PROSE}<h1>Of Mouths</h1>{PROSE}", "<title>Of Rivers - The Post</title>")
    assert essay.title == "OF RIVERS"


def test_the_only_heading_of_its_kind_at_the_top_is_the_title() -> None:
    essay = page_of(f"<h1>Of Rivers</h1>{PROSE}<h2>Of Mouths</h2>{PROSE}", "<title>The Post</title>")
    assert essay.title == "Of Rivers"
    assert headings(essay) == ["Of Mouths"]


def test_a_heading_above_the_article_is_its_title() -> None:
    essay = page_of(f"<div>The Post</div><div><h1>Of Rivers</h1></div><article>{PROSE}</article>")
    assert essay.title == "Of Rivers"
    assert texts(essay) == [WINTER, SPRING]


def test_a_heading_that_is_quoted_beside_the_article_is_no_title() -> None:
    essay = page_of(f"<article>{PROSE}</article><blockquote><h1>Of Rivers</h1></blockquote>", "<title>Treaties</title>")
    assert essay.title == "Treaties"
    assert texts(essay) == [WINTER, SPRING]


def test_without_a_heading_the_page_states_the_title() -> None:
    assert with_title("<title>The Post | Of Rivers and Mouths</title>") == "Of Rivers and Mouths"
    assert with_title("<title>x</title><meta property='og:title' content='Of &amp; Rivers'>") == "Of & Rivers"
    assert with_title("<meta name='DC.title' content='Of Rivers'>") == "Of Rivers"


def test_what_a_program_calls_a_page_is_no_title() -> None:
    for stopgap in ("Untitled Document", "index.html", "New Page 1.htm"):
        assert with_title(f"<title>{stopgap}</title>") == "page"


def authored(head: str, body: str = PROSE) -> str | None:
    return page_of(body, head).author


def test_the_author_is_stated_or_in_a_byline() -> None:
    assert authored("<meta name='author' content='Ada Lovelace'>") == "Ada Lovelace"
    assert authored("<meta property='article:author' content='https://example.org/ada'>") is None
    assert authored("<meta name='author' content='admin'>") is None
    assert authored("", f"<h1>Of Rivers</h1><p>By Ada Lovelace</p>{PROSE}") == "Ada Lovelace"
    assert authored("", f"<div>By Ada Lovelace</div><article>{PROSE}</article>") == "Ada Lovelace"


def top(line: str) -> Essay:
    return page_of(f"<article><h1>Of Rivers</h1>{line}{PROSE}</article>", "<meta name=author content='Ada Lovelace'>")


def test_the_lines_under_a_title_that_name_author_and_day_are_left_out() -> None:
    essay = top("<div class='meta'>By <a href='/ada'>Ada Lovelace</a> <time>3 March 2024</time></div>")
    assert texts(essay) == [WINTER, SPRING]
    assert left_out(essay) == {"By Ada Lovelace": "byline", "3 March 2024": "date"}
    essay = top("<div><a href='/ada'>Ada Lovelace</a></div><p>March 3, 2024</p>")
    assert left_out(essay) == {"Ada Lovelace": "byline", "March 3, 2024": "date"}


def test_the_language_is_stated_but_for_english() -> None:
    said = "<p>La rivière est longue, et le ministre a signé le traité en hiver.</p>"
    french = f"<!doctype html><html lang='{{}}'><body>{said * 3}".format
    assert read(french("pt-BR")).language == "pt"
    assert read(french("en")).language == "fr"


def test_a_page_with_nothing_to_read_is_refused() -> None:
    assert "is empty" in refusal(b"")
    assert "is empty" in refusal(b"  \n<!-- only this -->")
    for page in ("<nav><a href='/'>Home</a></nav>", "<div id='root'></div><script>go()</script>", "<frameset><frame>"):
        assert "only page furniture" in refusal(f"<!doctype html><title>A</title>{page}")
    assert "no paragraphs" in refusal(b"<!doctype html><h1>One</h1><h2>Two</h2>")


def test_elements_that_are_nested_without_end_are_refused() -> None:
    for name in ("div", "b", "ul><li", "table><tr><td", "blockquote", "q"):
        deep = f"<{name}>" * 100_000
        assert "nested too deeply" in refusal(f"<!doctype html>{deep}A word.")


def test_no_word_is_lost_because_it_stands_too_deep() -> None:
    assert "nested too deeply" in refusal(f"<!doctype html>{PROSE}<nav>{'<div>' * 5_000}A word.")


def test_elements_nested_as_editors_nest_them_are_read() -> None:
    assert texts(page_of(f"{'<div>' * 200}{PROSE}")) == [WINTER, SPRING]
    assert texts(page_of(f"<p>{'<span>' * 200}{WINTER}{'</span>' * 200}</p>")) == [WINTER]


def test_elements_without_number_are_refused() -> None:
    for element in ("<br>", "<b></b>", "<p></p>"):
        assert "300,000 elements" in refusal(f"<!doctype html>{element * 1_000_000}{PROSE}")


def test_attributes_may_be_huge() -> None:
    for attribute in ("class='" + "aB " * 1_000_000, "style='" + "display:" * 500_000, "style='" + ";" * 3_000_000):
        assert texts(page_of(f"<div {attribute}'>{WINTER}</div>")) == [WINTER]


def test_pictures_may_stand_in_the_page_itself() -> None:
    assert texts(page_of(f"<p>{WINTER}</p><img src='data:image/png;base64,{'A' * 15_000_000}'>{SPRING}")) == [
        WINTER,
        SPRING,
    ]


def test_no_entity_unfolds() -> None:
    declared = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    outside = "<!ENTITY out SYSTEM 'file:///etc/passwd'>"
    data = f"<!DOCTYPE html [<!ENTITY e0 'river'>{outside}{declared}]><body>{PROSE}<p>&e11; &out;</p>"
    assert texts(read(data))[-1] == "&e11; &out;"
