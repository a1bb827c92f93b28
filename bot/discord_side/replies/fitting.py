"""How much Discord takes, and where a text may be cut so that it fits: between words, in any language."""

from collections.abc import Callable
from typing import NamedTuple

import regex

from bot.discord_side.replies.escaping import escape
from bot.discord_side.replies.reply import Form

__all__ = ["LEFT_OUT", "Room", "fitting_end", "short"]

LEFT_OUT = "[…]"

# The characters of a message, and its bytes: past 10,170 Components V2 answer with an error that no page names.
CHARACTERS = {Form.RICH: 4_000, Form.PLAIN: 2_000}
OCTETS = {Form.RICH: 10_170, Form.PLAIN: 4 * 2_000}
OCTETS_A_BLOCK = 12  # are counted for each text display
BETWEEN_BLOCKS = 2  # characters of plain text

# How far back from where a text is full a space is looked for. Scripts without spaces are cut at the end of a word or
# a character as Unicode tells them apart, though not before punctuation that closes or after one that opens.
REACH = 100
SPACE = regex.compile(r"(?<=\S)\s")
WORD_END = regex.compile(r"(?<![\p{Ps}\p{Pi}])\b(?![\p{Pe}\p{Pf}\p{Po}\p{M}\s])", regex.WORD)
CHARACTER = regex.compile(r"\X")


class Room(NamedTuple):
    """What still fits into a message: characters, counted as UTF-16 counts them, which is never too few; and bytes."""

    characters: int
    octets: int

    @classmethod
    def of(cls, form: Form) -> "Room":
        """An empty message's."""
        return cls(CHARACTERS[form], OCTETS[form])

    def holds(self, *blocks: str) -> bool:
        """Whether there is room for all of these."""
        return min(self.without(*blocks)) >= 0

    def without(self, *blocks: str) -> "Room":
        """What is left beside these."""
        characters = sum(_length(block) + BETWEEN_BLOCKS for block in blocks)
        octets = sum(len(block.encode()) + OCTETS_A_BLOCK for block in blocks)
        return Room(self.characters - characters, self.octets - octets)

    def half(self) -> "Room":
        """One of two equal shares."""
        return Room(self.characters // 2, self.octets // 2)


def short(text: str, most: int) -> str:
    """Escaped, on one line, and at most so many characters; where something is left out, "…" among them."""
    line = " ".join(text.split())
    end = fitting_end(line, 0, len(line), lambda end: _length(escape(line[:end])) + (end < len(line)) <= most)
    return escape(line[:end]) + ("…" if end < len(line) else "")


def fitting_end(text: str, start: int, last: int, fits: Callable[[int], bool]) -> int:
    """The last place from `start` to `last` where the text may end and still fits; `start` if there is none.

    Args:
        text: what is cut.
        start: where what is kept begins.
        last: where it would end if there was room.
        fits: whether it fits when it ends here; what ends sooner fits too.
    """
    furthest = min(last, start + CHARACTERS[Form.RICH])  # escaping makes nothing shorter
    if furthest == last and fits(last):
        return furthest
    end = _last(range(start, furthest + 1), fits)
    end = _break_at(text, end, start)
    while end > start and not fits(end):  # escaping may cost a character more at one end than at a later one
        end = _break_at(text, end - 1, start)
    return end


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _last(places: range, fits: Callable[[int], bool]) -> int:
    low, high = places[0], places[-1]
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _break_at(text: str, end: int, start: int = 0) -> int:
    """The last place from `start` to `end` where a text that goes on may be cut."""
    window = max(start, end - REACH), end + REACH
    characters = {match.start() for match in CHARACTER.finditer(text, *window)}
    for kind in (SPACE, WORD_END, CHARACTER):
        places = (match.start() for match in kind.finditer(text, *window))
        if best := max((place for place in places if start < place <= end and place in characters), default=0):
            return best
    return start
