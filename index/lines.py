"""Many short texts as one, so that those which hold what somebody types are found at once, also among 50,000."""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

__all__ = ["Lines", "plain"]

ALIKE = 75  # of 100: a wrong letter or two in a word
NEAREST = 2  # words of the lines that a mistyped one may be


class _Letters(dict[int, int | str | None]):
    """What becomes of each character: marks go, signs part words. Filled as characters are met."""

    def __missing__(self, code: int) -> int | str | None:
        match unicodedata.category(chr(code))[0]:
            case "M":
                self[code] = None
            case "P" | "S" | "Z" | "C":
                self[code] = " "
            case _:
                self[code] = code
        return self[code]


LETTERS = _Letters()


def plain(text: str) -> str:
    """The words alone, as they are typed in haste: letter case, accents, dashes and other signs don't matter."""
    return " ".join(unicodedata.normalize("NFKD", text).casefold().translate(LETTERS).split())


class Lines:
    """Plain texts, numbered from 0. Immutable."""

    def __init__(self, lines: Iterable[str]) -> None:
        marked = [f"\n {line} " for line in lines]  # so that what begins a line or a word can be looked for as text
        self._text = "".join([*marked, "\n"])
        self._starts = array("Q", accumulate(map(len, marked), initial=0))

    def __contains__(self, words: str) -> bool:
        """Whether any of them holds this anywhere."""
        return words in self._text

    def whole(self, words: str) -> Iterator[int]:
        """The lines that are these words and nothing more, in order; so are those that the others find."""
        return self._holding(f"\n {words} \n")

    def beginning(self, words: str) -> Iterator[int]:
        """Those that begin so."""
        return self._holding(f"\n {words}")

    def with_a_word(self, words: str) -> Iterator[int]:
        """Those in which a word begins so."""
        return self._holding(f" {words}")

    def holding(self, words: str) -> Iterator[int]:
        """Those that hold this anywhere."""
        return self._holding(words)

    def nearest(self, word: str) -> list[str]:
        """The word, if one of the lines' begins so; else those of theirs that are most like it, best first."""
        at = bisect_left(self._words, word)
        if self._words[at : at + 1] and self._words[at].startswith(word):
            return [word]
        from rapidfuzz import fuzz, process  # few mistype a name

        found = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST)
        return [alike for alike, _, _ in found]

    @cached_property
    def _words(self) -> list[str]:
        return sorted(set(self._text.split()))

    def _holding(self, part: str) -> Iterator[int]:
        at = self._text.find(part)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(part, self._starts[line + 1])
