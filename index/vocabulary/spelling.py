"""A word typed wrong finds the word of the essay that was meant (Garbe's SymSpell, optimal string alignment)."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING

from index.english import is_common
from index.terms import Analyzer

if TYPE_CHECKING:
    from symspellpy import SymSpell

__all__ = ["Spelling"]

SHORTEST_WORD = 3  # "zelenski" is a name typed wrong, "un" is not
TWO_EDITS_FROM = 6  # letters; one edit below. 5 or 7 or 8: at most .1 less on mistyped squad
INDEXED_LETTERS = 5  # SymSpell's prefix length: 5 indexes an essay in a third of the time that 7 takes
# Where no dictionary tells which words are right as they are. On English sets with the dictionary hidden, about as many
# off-topic questions are answered wrongly as with it (2, 8 and 14 %); any word with two edits: 5, 11 and 18 %.
SHORTEST_UNLISTED = 5
MOST_CANDIDATES = 3  # equally near words of the essay; one alone loses .2 on two mistakes a question


class Spelling:
    """Finds the words nearest to a word typed wrong. Built at the first question that needs it."""

    def __init__(self, words: Iterable[str], analyzer: Analyzer) -> None:
        self._stop_words = analyzer.stop_words
        self._has_dictionary = analyzer.language.is_english
        self._words = sorted({word for word in words if len(word) >= SHORTEST_WORD and word.isalpha()})

    def candidates(self, word: str) -> list[tuple[str, int]]:
        """The words at the least distance that one edit (two in a long word) allows, and that distance."""
        edits = self._edits(word)
        if not edits:
            return []
        from symspellpy import Verbosity

        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=edits)
        nearest = sorted(found, key=lambda item: (item.term[0] != word[0], abs(len(item.term) - len(word)), item.term))
        return [(item.term, item.distance) for item in nearest[:MOST_CANDIDATES]]

    def is_stop_word(self, word: str) -> bool:
        """Whether the word is a function word with one letter lost, doubled, or two letters swapped: "wich", "waht"."""
        return word in _mistyped(self._stop_words)

    def _edits(self, word: str) -> int:
        """How many edits may have made the word; 0 where it is taken as it stands."""
        if not word.isalpha():
            return 0
        if not self._has_dictionary:
            return int(len(word) >= SHORTEST_UNLISTED)
        if len(word) < SHORTEST_WORD or is_common(word):
            return 0
        return 2 if len(word) >= TWO_EDITS_FROM else 1

    @cached_property
    def _index(self) -> "SymSpell":
        from symspellpy import SymSpell

        index = SymSpell(max_dictionary_edit_distance=2, prefix_length=INDEXED_LETTERS)
        for word in self._words:
            index.create_dictionary_entry(word, 1)
        return index


@cache
def _mistyped(stop_words: frozenset[str]) -> frozenset[str]:
    """Two letters swapped in words from three letters on; one lost or doubled from four on ("the" is near anything)."""
    mistyped = set()
    for word in stop_words:
        if word.isalpha() and len(word) >= SHORTEST_WORD:
            places = range(1, len(word))
            mistyped |= {word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in places}
            if len(word) > SHORTEST_WORD:
                mistyped |= {word[:i] + word[i + 1 :] for i in places} | {word[:i] + word[i - 1 :] for i in places}
    return frozenset(mistyped - stop_words)
