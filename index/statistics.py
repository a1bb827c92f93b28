"""Which terms the essays of a library have, and in how many of their paragraphs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

__all__ = [
    "MOST_TERMS",
    "Contents",
    "Holders",
    "Statistics",
    "as_one_text",
    "count",
    "marked",
    "most_likely",
    "passages_of",
]

# What engines hold of a paragraph, and of an essay as one: some 12,000 words. Milvus takes texts of 65,535 bytes, and a
# term is nine there.
MOST_TERMS = 7_000

MOST_LIKELY = 50_000  # terms; of those that fewer paragraphs hold many are mistyped themselves

Contents = Sequence[Sequence[str]]
"""By paragraph of an essay, the terms that carry meaning."""


class Holders(Protocol):
    """By term, how many paragraphs hold it."""

    def get(self, term: str, default: int, /) -> int:
        """How many hold a term, or the default if none does."""
        ...

    def __contains__(self, term: object, /) -> bool: ...


class Statistics(NamedTuple):
    """What is known of a library's terms, by language."""

    holders: Mapping[str, Holders]
    """How many paragraphs hold each term."""
    likely: Mapping[str, Callable[[], Sequence[str]]]
    """The terms that a mistyped one may have meant: those that most paragraphs hold, in the order of their letters."""
    paragraphs: Mapping[str, int]
    """How many paragraphs there are."""

    @property
    def units(self) -> int:
        """How many paragraphs there are in all languages."""
        return sum(self.paragraphs.values())

    @classmethod
    def of(cls, essays: Iterable[tuple[str, Contents]]) -> "Statistics":
        """Count the terms of essays, each with its language."""
        holders, paragraphs = count(essays)
        likely = {code: partial(most_likely, counts) for code, counts in holders.items()}
        return cls(holders, likely, paragraphs)


def count(essays: Iterable[tuple[str, Contents]]) -> tuple[Mapping[str, Counter[str]], Mapping[str, int]]:
    """By language, how many paragraphs hold each term, and how many there are."""
    holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
    paragraphs: Counter[str] = Counter()
    for code, contents in essays:
        holders[code].update(term for terms in contents for term in set(terms))
        paragraphs[code] += len(contents)
    return holders, paragraphs


def most_likely(holders: Mapping[str, int]) -> list[str]:
    """The terms that most paragraphs hold, in the order of their letters."""
    return sorted(sorted(holders, key=lambda term: (-holders[term], term))[:MOST_LIKELY])


def marked(code: str, term: str) -> str:
    """A term as engines hold it: "die" is another word in English than in German."""
    return f"{code} {term}"


def passages_of(code: str, contents: Contents) -> list[list[str]]:
    """The paragraphs of an essay as an engine holds them."""
    return [[marked(code, term) for term in terms[:MOST_TERMS]] for terms in contents]


def as_one_text(code: str, contents: Contents) -> list[list[str]]:
    """An essay as an engine holds it that knows essays as single passages."""
    return [[marked(code, term) for terms in contents for term in terms][:MOST_TERMS]]
