"""Typing mistakes, made by a seed: letters swapped, dropped, doubled or replaced by a neighbouring key's.

Only words of four letters or more that carry meaning are mistyped.
"""

import random
from collections.abc import Callable

import regex

from index.terms import Analyzer

__all__ = ["with_typos"]

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
WORD = regex.compile(r"\p{Latin}{4,}")


def _neighbours() -> dict[str, str]:
    """The keys beside each key of an English keyboard, in its own row and in the rows above and below."""
    places = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
    return {
        key: "".join(k for k, (r, c) in places.items() if k != key and abs(r - row) <= 1 and abs(c - column) <= 1)
        for key, (row, column) in places.items()
    }


NEIGHBOURS = _neighbours()


def _swap(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def _drop(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _double(word: str, at: int, _: random.Random) -> str:
    return word[: at + 1] + word[at:]


def _neighbour(word: str, at: int, chance: random.Random) -> str:
    keys = NEIGHBOURS.get(word[at].lower())
    return word[:at] + chance.choice(keys) + word[at + 1 :] if keys else word


MISTAKES: tuple[Callable[[str, int, random.Random], str], ...] = (_swap, _drop, _double, _neighbour)


def mistype(word: str, chance: random.Random) -> str:
    """The word with one mistake in it."""
    for _ in range(20):
        wrong = chance.choice(MISTAKES)(word, chance.randrange(len(word)), chance)
        if wrong.lower() != word.lower():
            return wrong
    return word


def with_typos(question: str, mistakes: int, seed: str, analyzer: Analyzer) -> str:
    """The question with so many of its content words typed wrong, the same way for the same seed."""
    chance = random.Random(f"{seed}/{mistakes}")
    places = [
        match.span()
        for match in WORD.finditer(question)
        if not all(token.is_stop_word for token in analyzer.tokens(match.group()))
    ]
    for start, end in sorted(chance.sample(places, min(mistakes, len(places))), reverse=True):
        question = question[:start] + mistype(question[start:end], chance) + question[end:]
    return question
