"""A word typed wrong finds the words of the essay that may have been meant, by optimal string alignment."""

from collections.abc import Collection
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from index.english import is_common
from index.terms import Analyzer

__all__ = ["Spelling"]

SHORTEST_WORD = 3  # "zelenski" is a name typed wrong, "un" is not
TWO_EDITS_FROM = 6  # letters; one edit below. 5 or 7 or 8: at most .1 less on mistyped squad
# Where no dictionary tells which words are right as they are. On English sets with the dictionary hidden, about as many
# off-topic questions are answered wrongly as with it (2, 8 and 14 %); any word with two edits: 5, 11 and 18 %.
SHORTEST_UNLISTED = 5
MOST_CANDIDATES = 3  # equally near words of the essay; one alone loses .2 on two mistakes a question
BITS = 64  # of a number that says which letters a word has: an alphabet fits


class Spelling:
    """Finds the words nearest to a word typed wrong.

    It looks at every word that has about the same letters: 15 µs for the 1,500 words of an article, 75 for 17,000. An
    index of what is left of each word without one letter or two takes 1.5 MB and 25 ms to make for an article.
    """

    def __init__(self, words: Collection[str], analyzer: Analyzer) -> None:
        self._stop_words = analyzer.stop_words
        self._has_dictionary = analyzer.language.is_english
        self._all = words

    def candidates(self, word: str) -> list[tuple[str, int]]:
        """The words at the least distance that one edit (two in a long word) allows, and that distance."""
        edits = self._edits(word)
        if not edits:
            return []
        from rapidfuzz.distance.OSA import distance
        from rapidfuzz.process import extract

        # An edit takes one letter away at most, and brings one.
        alike = np.flatnonzero(np.bitwise_count(self._letters ^ _letters_of(word)) <= 2 * edits)
        words = [self._words[place] for place in alike.tolist()]
        found = extract(word, words, scorer=distance, score_cutoff=edits, limit=None)  # nearest first
        nearest = [near for near, distant, _ in found if distant == found[0][1]]
        nearest.sort(key=lambda near: (near[0] != word[0], abs(len(near) - len(word)), near))
        return [(near, int(found[0][1])) for near in nearest[:MOST_CANDIDATES]]

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
    def _words(self) -> list[str]:
        """Those that may be mistyped, sorted. Most questions are typed right, and need none of this."""
        return sorted({word for word in self._all if len(word) >= SHORTEST_WORD and word.isalpha()})

    @cached_property
    def _letters(self) -> NDArray[np.uint64]:
        """Which letters each word has."""
        return np.array([_letters_of(word) for word in self._words], np.uint64)


def _letters_of(word: str) -> np.uint64:
    """Which letters a word has, a bit for each; in large alphabets a bit for several."""
    bits = 0
    for letter in set(word):
        bits |= 1 << ord(letter) % BITS
    return np.uint64(bits)


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
