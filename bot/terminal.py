"""How lines look: on a terminal wrapped, with bars and bold; piped as plain text that other programs can use.

The marked sentences stand out without colour: behind a heavy bar on a terminal, behind ">>" in plain text.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.layout import Line, Part
from bot.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["most_essays", "show", "show_plain", "show_rich"]

WIDEST = 80  # columns; longer lines of prose are hard to read
MOST_ESSAYS = 100  # in a list: some screens, more nobody reads through
BARS = {Part.MARKED: "┃ ", Part.CONTEXT: "│ "}
SIGNS = {Part.MARKED: ">> ", Part.CONTEXT: ">  "}
STYLES = {Part.MARKED: "bold", Part.TITLE: "bold", Part.CITATION: "green"}
BAR_STYLE = "green"


def show(lines: Iterable[Line]) -> None:
    """Print the lines as standard output can take them."""
    if not sys.stdout.isatty():
        show_plain(lines)
        return
    from rich.console import Console  # a seventh of the start of `quoth ask`, and only a terminal needs it

    show_rich(lines, Console(highlight=False, markup=False, emoji=False))


def most_essays() -> int | None:
    """How many essays of a library to list: all of them where another program reads."""
    return MOST_ESSAYS if sys.stdout.isatty() else None


def show_plain(lines: Iterable[Line]) -> None:
    """Print each line whole."""
    for line in lines:
        print(SIGNS.get(line.part, "") + printable(line.text))


def show_rich(lines: Iterable[Line], console: "Console") -> None:
    """Print the lines wrapped and styled."""
    from rich.text import Text

    bars = BARS if _can_hold(console.encoding, "".join(BARS.values())) else SIGNS
    for line in lines:
        bar = bars.get(line.part, "")
        text = Text(printable(line.text), style=STYLES.get(line.part, ""))
        width = min(console.width, WIDEST) - len(bar) - len(line.indent)
        for number, wrapped in enumerate(text.wrap(console, width) or [Text()]):
            wrapped.rstrip()
            console.print(Text.assemble((bar, BAR_STYLE), line.indent if number else "", wrapped))


def _can_hold(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
