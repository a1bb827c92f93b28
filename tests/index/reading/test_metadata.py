import pytest

from index.reading.blocks import Block, Draft
from index.reading.metadata import state, take_byline_and_date


def stated(title: str = "", author: str = "", language: str = "") -> dict[str, str]:
    draft = Draft()
    state(draft, title=title, author=author, language=language)
    return draft.metadata


@pytest.mark.parametrize("title", ["On Liberty", "1984: A Novel", "Self-Reliance", "Über Flüsse", "The Index of Names"])
def test_a_title_is_taken(title: str) -> None:
    assert stated(title=f"\n {title} ") == {"title": title}


@pytest.mark.parametrize(
    "title",
    [
        "Untitled-1",
        "Microsoft Word - essay.doc",
        "essay_final-2",
        "index.html",
        "Document1",
        "https://example.org/essay",
        "1984",
        "a" * 501,
        "scan 12",
    ],
)
def test_what_a_program_calls_a_file_is_no_title(title: str) -> None:
    assert stated(title=title) == {}


@pytest.mark.parametrize("author", ["Ada Lovelace", "Voltaire", "Brook, Henry, 1801-1870", "北京大学"])
def test_an_author_is_taken(author: str) -> None:
    assert stated(author=author) == {"author": author}


@pytest.mark.parametrize(
    "author", ["admin", "jdoe", "ADMIN2", "Unknown Author", "ada@example.org", "python-docx", "PC"]
)
def test_an_account_is_no_author(author: str) -> None:
    assert stated(author=author) == {}


def test_a_language_is_taken_but_for_what_programs_state_anyway() -> None:
    assert stated(language="pt_BR") == {"language": "pt-BR"}
    assert stated(language="en-US") == stated(language="EN") == stated(language=" ") == {}


def draft_of(*texts: str, author: str = "") -> Draft:
    draft = Draft([Block("paragraph", text, line, (text,)) for line, text in enumerate(texts, 1)])
    draft.metadata |= {"author": author} if author else {}
    take_byline_and_date(draft)
    return draft


def test_who_wrote_it_and_when_is_reported() -> None:
    draft = draft_of("By Ada Lovelace", "March 3, 2024", "All rivers rise somewhere.")
    assert [block.text for block in draft.blocks] == ["All rivers rise somewhere."]
    assert [(left.text, left.reason) for left in draft.left_out] == [
        ("By Ada Lovelace", "byline"),
        ("March 3, 2024", "date"),
    ]
    assert draft.metadata == {"author": "Ada Lovelace"}


def test_the_name_that_is_stated_is_no_paragraph() -> None:
    assert [left.reason for left in draft_of("ada lovelace", "All rise.", author="Ada Lovelace").left_out] == ["byline"]
    assert draft_of("Ada Lovelace", "All rivers rise somewhere.").left_out == []


def test_what_is_stated_goes_before_a_byline() -> None:
    assert draft_of("By Ada Byron", "All rise.", author="Ada Lovelace").metadata == {"author": "Ada Lovelace"}


def test_below_the_first_long_paragraph_nothing_is_taken() -> None:
    assert draft_of("All rivers rise somewhere. " * 10, "March 3, 2024", "By Ada Lovelace").left_out == []
