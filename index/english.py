"""How common a word is in English: background knowledge that one short essay is too small to give.

The counts are those of symspellpy's dictionary: 82,834 words, commonest first.
"""

import math
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["MOST_INFORMATION", "information", "is_common"]

DICTIONARY = "frequency_dictionary_en_82_765.txt"
WORDS_COUNTED = 541_808_760_578  # the sum of all counts

# A word of the 40,000 commonest is never taken for a mistyped one. Of the words of off-topic questions 19 % would else
# turn into some word of the essay, so 1 %; of mistyped words .1 % less are mended.
COMMON_FROM = 252_361  # the count of the 40,000th word

# What a word tells is -ln of its share, less what any word that carries meaning tells (one in 100, 4.6), and never
# more than 7.5: beyond that a list of words is noise. Caps of 9 and 12 lose .1 to .7 points of verdicts.
LEAST_TOLD = 4.6
MOST_INFORMATION = 7.5
LEAST_INFORMATION = 0.3

REMEMBERED = 65_536  # words whose count was looked up, a few MB


@lru_cache(maxsize=REMEMBERED)
def information(word: str) -> float:
    """What a folded word tells by being rare in English, in nats, 0.3 to 7.5; most for a word that is not listed."""
    count = _count(word)
    if not count:
        return MOST_INFORMATION
    return min(MOST_INFORMATION, max(LEAST_INFORMATION, math.log(WORDS_COUNTED / count) - LEAST_TOLD))


@lru_cache(maxsize=REMEMBERED)
def is_common(word: str) -> bool:
    """Whether the folded word is one of the 40,000 commonest."""
    return _count(word) >= COMMON_FROM


def _count(word: str) -> int:
    """A search through the text: a question's few words are found sooner than a table of all is made."""
    start = _dictionary().find(f"\n{word} ".encode())
    if start < 0:
        return 0
    end = _dictionary().find(b"\n", start + 1)
    return int(_dictionary()[start + len(word.encode()) + 2 : end])


@cache
def _dictionary() -> bytes:
    package = find_spec("symspellpy")  # found, not imported: only its data is needed
    if package is None or package.origin is None:
        raise ModuleNotFoundError("symspellpy", name="symspellpy")
    return b"\n" + Path(package.origin).with_name(DICTIONARY).read_bytes().removeprefix(b"\xef\xbb\xbf")
