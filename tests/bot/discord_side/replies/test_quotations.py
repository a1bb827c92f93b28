import pytest

from bot.discord_side.replies.quotations import citation_line, cited, quoted
from bot.discord_side.replies.reply import Form
from index import Citation

TEXT = "One two. Three four. Five six."


@pytest.mark.parametrize(
    ("shown", "mark", "quote"),
    [
        ((0, 30), (0, 0), "> One two. Three four. Five six."),
        ((0, 30), (9, 20), "> One two. **Three four.** Five six."),
        ((9, 20), (9, 20), "> […] Three four. […]"),  # where all is marked, nothing stands out
        ((9, 30), (0, 20), "> […] **Three four.** Five six."),
        ((0, 8), (9, 20), "> One two. […]"),
        ((0, 30), (5, 5), "> One two. Three four. Five six."),
    ],
)
def test_the_mark_is_bold_and_gaps_are_shown(shown: tuple[int, int], mark: tuple[int, int], quote: str) -> None:
    assert quoted(TEXT, shown, mark) == quote


def test_every_line_stays_in_the_quote_and_bold_keeps_to_words() -> None:
    text = "Before: \n\n- one  \n  two\n-# §1 Forged, ¶9"
    assert quoted(text, (0, len(text)), (7, 24)) == (
        "> Before: \n> \n> **\\- one**  \n>   **two**\n> \\-# §1 Forged, ¶9"
    )


def test_nothing_is_made_at_the_edges_of_the_mark() -> None:
    assert quoted("a@everyone", (0, 10), (2, 2)) == "> a\\@everyone"
    assert quoted("*a* b", (0, 5), (1, 3)) == "> \\***a\\*** b"


LONG = "A\n> **heading** " + "of words " * 40


def test_a_citation_stays_on_its_line_and_is_kept_short() -> None:
    citation = Citation(essay="E", section_number=2, section=LONG, paragraph=9)
    line = citation_line(citation, with_essay=False)
    assert line.startswith("§2 A > \\*\\*heading\\*\\* of words")
    assert line.endswith(" of…, ¶9")
    assert len(line) < 130


def test_of_several_essays_it_says_which_and_keeps_that_short_too() -> None:
    citation = Citation(essay=LONG, section_number=2, section=LONG, paragraph=9)
    line = citation_line(citation, with_essay=True)
    assert line.startswith("A > \\*\\*heading\\*\\* of words")
    assert "…, §2 A >" in line
    assert len(line) < 230


@pytest.mark.parametrize("page", [None, 3])
def test_short_enough_it_is_the_citation_itself(page: int | None) -> None:
    citation = Citation(essay="On Bees", section_number=1, section="Hives", paragraph=1, page=page)
    assert citation_line(citation, with_essay=False) == str(citation)
    assert citation_line(citation, with_essay=True) == citation.with_essay


def test_under_a_quote_it_is_in_small_print() -> None:
    assert cited("> text", "§2 Hives, ¶9", Form.RICH) == "> text\n-# §2 Hives, ¶9"
    assert cited("> text", "§2 Hives, ¶9", Form.PLAIN) == "> text\n— §2 Hives, ¶9"
    assert cited("> text", "§2 Hives, ¶9", Form.RICH, stands_out=True) == "> text\n**§2 Hives, ¶9**"
