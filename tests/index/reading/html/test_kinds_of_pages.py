"""Of pages as newspapers, encyclopedias, blogs and others make them, the article is read and nothing else."""

import pytest

from tests.index.reading.html.pages import BRIDGE, MAYOR, PAGES, WAIT, left_out, read, texts


@pytest.mark.parametrize("kind", PAGES)
def test_the_article_is_read_and_nothing_else(kind: str) -> None:
    essay = read(PAGES[kind])
    assert texts(essay) == [BRIDGE, MAYOR, WAIT]
    assert [section.heading for section in essay.sections if section.number] == ["A long wait"]
    assert [len(section.paragraphs) for section in essay.sections] == [2, 1]


@pytest.mark.parametrize(
    ("kind", "title", "author"),
    [
        ("newspaper", "Council votes to rebuild bridge", "Lena Marsh"),
        ("encyclopedia", "A long wait", None),
        ("blog", "My bridge", None),
        ("divisions", "My bridge", None),
        ("of old", "My bridge", "John Smith"),
        ("book", "My bridge", "A. Author"),
        ("letter", "My bridge", None),
    ],
)
def test_title_and_author_are_known(kind: str, title: str, author: str | None) -> None:
    essay = read(PAGES[kind])
    assert (essay.title, essay.author) == (title, author)


def test_what_is_around_the_article_is_reported_with_the_reason() -> None:
    assert left_out(read(PAGES["newspaper"])) == {
        "The River Times News Sport": "page header",
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
