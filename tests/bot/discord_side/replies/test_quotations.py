import pytest

from bot.discord_side.replies.quotations import cited, quoted
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


def test_a_citation_stays_on_its_line_and_is_kept_short() -> None:
    citation = Citation(essay="E", section_number=2, section="A\n> **heading** " + "of words " * 40, paragraph=9)
    line = cited("> text", citation, Form.RICH).removeprefix("> text\n")
    assert line.startswith("-# §2 A > \\*\\*heading\\*\\* of words")
    assert line.endswith(" of…, ¶9")
    assert len(line) < 130
