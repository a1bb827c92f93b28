"""The article is read and not the page around it; what is around it is reported."""

import pytest

from tests.index.reading.html.pages import BRIDGE, MAYOR, PAGES, WAIT, left_out, page, read, texts


@pytest.mark.parametrize("kind", PAGES)
def test_of_pages_of_many_kinds_the_article_is_read_and_nothing_else(kind: str) -> None:
    essay = read(PAGES[kind])
    assert texts(essay) == [BRIDGE, MAYOR, WAIT]
    assert [section.heading for section in essay.sections if section.number] == ["A long wait"]
    assert [len(section.paragraphs) for section in essay.sections] == [2, 1]


def test_what_is_around_it_is_reported_with_the_reason() -> None:
    assert left_out(read(PAGES["newspaper"])) == {
        "The River Times News Sport": "navigation",
        "By Lena Marsh": "byline",
        "Facebook Email": "sharing",
        "Advertisement": "advertisement",
        "Related Flood remembered": "related",
        "bridge": "page footer",
        "Comments Great news! I will believe it when I see it.": "comments",
        "Get our newsletter Sign up": "invitation",
        "© 2024 The River Times": "page footer",
        "We use cookies.": "notice",
    }


@pytest.mark.parametrize("name", ["nav", "footer", "div role=navigation", "div class=sidebar", "div class='cookieBar'"])
def test_a_part_is_known_by_its_element_its_role_or_its_class(name: str) -> None:
    essay = page(f"<p>{BRIDGE}</p><{name}>Elsewhere</{name.partition(' ')[0]}><p>{MAYOR}</p>")
    assert texts(essay) == [BRIDGE, MAYOR]
    assert "Elsewhere" in left_out(essay)


@pytest.mark.parametrize("name", ["nav", "footer", "div class=comments", "div class=sidebar"])
def test_what_holds_most_of_the_text_is_the_text_whatever_it_is_called(name: str) -> None:
    assert texts(page(f"<{name}><p>{BRIDGE}</p><p>{MAYOR}</p></{name.partition(' ')[0]}><p>Up.</p>"))[:2] == [
        BRIDGE,
        MAYOR,
    ]


def test_a_class_that_names_a_subject_leaves_nothing_out() -> None:
    prose = "".join(f"<p>{WAIT}</p>" for _ in range(8))
    essay = page(f"<p>{BRIDGE}</p><div class='social history'>{prose}</div><div>{prose}{prose}</div>")
    assert texts(essay).count(WAIT) == 24


@pytest.mark.parametrize("inside", ["<a href=x>One town</a>", "<a href=x>One</a> and <a href=y>two</a>"])
def test_a_paragraph_may_be_of_links(inside: str) -> None:
    assert len(texts(page(f"<p>{BRIDGE}</p><p>{inside}</p>"))) == 2


def test_a_list_of_links_is_navigation_and_a_list_of_points_is_not() -> None:
    links = "".join(f"<li><a href=/{n}>Article number {n}</a></li>" for n in range(5))
    essay = page(f"<p>{BRIDGE}</p><ul>{links}</ul><ul><li>It is old.</li><li>It is <a href=x>long</a>.</li></ul>")
    assert texts(essay) == [BRIDGE, "- It is old.\n- It is long."]


def test_of_several_articles_on_a_page_all_are_read() -> None:
    essay = page(f"<main><article><p>{BRIDGE}</p></article><article><p>{MAYOR}</p></article></main>")
    assert texts(essay) == [BRIDGE, MAYOR]
