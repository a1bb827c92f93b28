"""What evidence is counted by - words, phrases, pairs, pieces of words - as numbers that every process knows them by.

Of 32 bits: of the 20,000 pairs of words in an article one question in ten thousand finds one that it does not have.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.terms import Token

__all__ = ["KEYS_OF", "Keys", "number", "numbers", "pieces"]

Keys = NDArray[np.uint32]

PIECE_LENGTH = 4  # letters; three and five are worth a tenth of a point less
PAIR_REACH = 3  # words apart, at most
PIECES_REMEMBERED = 4_096  # words, half a MB: those that an essay has often
# Two odd numbers drawn by lot: the upper half of a sum of products with them is another for nearly any other two.
FIRST, SECOND = np.uint64(0xA24BAED4963EE407), np.uint64(0x9FB21C651E98DF25)
UPPER_HALF = np.uint64(32)


def number(text: str) -> int:
    """The number of a word, a piece of one, or any other text."""
    return crc32(text.encode(errors="surrogatepass"))


def numbers(texts: Iterable[str]) -> Keys:
    """The numbers of several texts."""
    return np.fromiter(map(number, texts), np.uint32)


def pieces(tokens: Iterable[Token]) -> Keys:
    """The pieces of each word that carries meaning."""
    found = chain.from_iterable(_pieces_of(token.word) for token in tokens if not token.is_stop_word)
    return np.fromiter(found, np.uint32)


def _phrases(tokens: Sequence[Token]) -> Keys:
    """Runs of two words, small ones too: "of the" is common and weighs nothing, "agreed to" weighs something."""
    return _joined(_terms(tokens))


def _content_phrases(tokens: Sequence[Token]) -> Keys:
    """Runs of two words that carry meaning, whatever small words stand between them."""
    return _joined(_terms(token for token in tokens if not token.is_stop_word))


def _pairs(tokens: Sequence[Token]) -> Keys:
    """Two words near each other, in either order."""
    terms = _terms(tokens)
    near = [(terms[:-reach], terms[reach:]) for reach in range(1, PAIR_REACH + 1)]
    return np.concatenate([_mixed(np.minimum(*two), np.maximum(*two)) for two in near])


def _terms(tokens: Iterable[Token]) -> Keys:
    return numbers(token.term for token in tokens)


def _joined(terms: Keys) -> Keys:
    return _mixed(terms[:-1], terms[1:])


def _mixed(first: Keys, second: Keys) -> Keys:
    both = first.astype(np.uint64) * FIRST + second.astype(np.uint64) * SECOND
    return (both >> UPPER_HALF).astype(np.uint32)


@lru_cache(maxsize=PIECES_REMEMBERED)
def _pieces_of(word: str) -> tuple[int, ...]:
    """Runs of four letters: "^tru", "trum", "rump", "ump$", so that "infection" meets "infected"."""
    bounded = f"^{word}$"
    starts = range(max(1, len(bounded) - PIECE_LENGTH + 1))
    return tuple(number(bounded[start : start + PIECE_LENGTH]) for start in starts)


KEYS_OF: Mapping[str, Callable[[Sequence[Token]], Keys]] = {
    "phrases": _phrases,
    "content phrases": _content_phrases,
    "pairs": _pairs,
    "pieces": pieces,
}
"""By kind of evidence, what of a text's tokens is counted."""
