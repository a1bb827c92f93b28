import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.layout import answer_lines
from bot.terminal import show_plain, show_rich
from index import Answerer, shipped_essay

PARAGRAPH = shipped_essay().paragraphs[7]
FOUND = Answerer(shipped_essay()).answer("What are the preconditions for signing?")
MARK = {"highlight": (PARAGRAPH.sentences[0].start, PARAGRAPH.sentences[0].end)}  # whatever the ranking would mark
ANSWER = FOUND.model_copy(update={"quotes": (FOUND.quotes[0].model_copy(update=MARK),)})
BOLD, RESET = "\x1b[1m", "\x1b[0m"


def on_a_terminal(width: int, *, no_color: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=True, color_system="standard", highlight=False, no_color=no_color
    )
    show_rich(answer_lines(ANSWER), console)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal_nor_than_reads_well(width: int) -> None:
    text = on_a_terminal(width, no_color=True).replace(BOLD, "").replace(RESET, "")
    assert "\x1b" not in text
    assert max(map(cell_len, text.splitlines())) <= min(width, 80)


def test_the_mark_stands_out_without_colour() -> None:
    lines = on_a_terminal(60, no_color=True).replace(BOLD, "").replace(RESET, "").splitlines()
    first_citation = next(number for number, line in enumerate(lines) if line.startswith("§1"))
    marked = " ".join(line.removeprefix("┃ ") for line in lines[:first_citation] if line.startswith("┃ "))
    assert marked == ANSWER.quotes[0].marked
    assert any(line.startswith("│ In addition") for line in lines)


def test_a_terminal_that_lacks_the_bars_gets_plain_signs() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", errors="replace")
    show_rich(answer_lines(ANSWER), Console(file=out, width=60, force_terminal=True, highlight=False, no_color=True))
    out.seek(0)
    lines = out.read().replace(BOLD, "").replace(RESET, "").splitlines()
    assert lines[0].startswith(">> However, Azerbaijan")
    assert any(line.startswith(">  In addition") for line in lines)
    assert max(map(len, lines)) <= 60


def test_the_bars_have_a_colour_of_their_own_and_the_words_are_not_coloured() -> None:
    assert f"\x1b[32m┃ {RESET}{BOLD}However" in on_a_terminal(60)


def test_piped_text_has_neither_colour_nor_boxes_and_is_not_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    show_plain(answer_lines(ANSWER))
    text = capsys.readouterr().out
    assert not any(character in text for character in "\x1b┃│")
    assert ">> " + ANSWER.quotes[0].marked in text.splitlines()
