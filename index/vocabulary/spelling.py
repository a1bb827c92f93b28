"""A word typed wrong finds the word of the essay that was meant (Garbe's SymSpell, optimal string alignment)."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING

from index.english import is_common
from index.stop_words import ENGLISH_STOP_WORDS

if TYPE_CHECKING:
    from symspellpy import SymSpell

__all__ = ["Spelling", "is_mistyped_stop_word"]

SHORTEST_WORD = 3  # "zelenski" is a name typed wrong, "un" is not
TWO_EDITS_FROM = 6  # letters; one edit below. 5 or 7 or 8: at most .1 less on mistyped squad
INDEXED_LETTERS = 5  # SymSpell's prefix length: 5 indexes an essay in a third of the time that 7 takes
MOST_CANDIDATES = 3  # equally near words of the essay; one alone loses .2 on two mistakes a question


class Spelling:
    """Finds the words nearest to a word typed wrong. Built at the first question that needs it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) >= SHORTEST_WORD and word.isalpha()})

    def candidates(self, word: str) -> list[tuple[str, int]]:
        """The words at the least distance that one edit (two in a long word) allows, and that distance."""
        if len(word) < SHORTEST_WORD or not word.isalpha() or is_common(word):
            return []
        from symspellpy import Verbosity

        edits = 2 if len(word) >= TWO_EDITS_FROM else 1
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=edits)
        nearest = sorted(found, key=lambda item: (item.term[0] != word[0], abs(len(item.term) - len(word)), item.term))
        return [(item.term, item.distance) for item in nearest[:MOST_CANDIDATES]]

    @cached_property
    def _index(self) -> "SymSpell":
        from symspellpy import SymSpell

        index = SymSpell(max_dictionary_edit_distance=2, prefix_length=INDEXED_LETTERS)
        for word in self._words:
            index.create_dictionary_entry(word, 1)
        return index


def is_mistyped_stop_word(word: str) -> bool:
    """Whether the word is a function word with one letter lost, doubled, or two letters swapped: "wich", "waht"."""
    return word in _mistyped_stop_words()


@cache
def _mistyped_stop_words() -> frozenset[str]:
    """Two letters swapped in words from three letters on; one lost or doubled from four on ("the" is near anything)."""
    mistyped = set()
    for word in ENGLISH_STOP_WORDS:
        if word.isalpha() and len(word) >= SHORTEST_WORD:
            places = range(1, len(word))
            mistyped |= {word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in places}
            if len(word) > SHORTEST_WORD:
                mistyped |= {word[:i] + word[i + 1 :] for i in places} | {word[:i] + word[i - 1 :] for i in places}
    return frozenset(mistyped - ENGLISH_STOP_WORDS)
