"""Which terms the essays of a library have, and in how many of their paragraphs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["MOST_TERMS", "Contents", "Statistics", "as_one_text", "marked", "passages_of"]

# What engines hold of a paragraph, and of an essay as one: some 12,000 words. Milvus takes texts of 65,535 bytes, and a
# term is nine there.
MOST_TERMS = 7_000

Contents = Sequence[Sequence[str]]
"""By paragraph of an essay, the terms that carry meaning."""


class Statistics(NamedTuple):
    """What is known of a library's terms."""

    holders: Mapping[str, Mapping[str, int]]
    """By language and term, how many paragraphs hold it; those that most hold come first."""
    paragraphs: Mapping[str, int]
    """By language, how many paragraphs there are."""

    @property
    def units(self) -> int:
        """How many paragraphs there are in all."""
        return sum(self.paragraphs.values())

    @classmethod
    def of(cls, essays: Iterable[tuple[str, Contents]]) -> "Statistics":
        """Count the terms of essays, each with its language."""
        holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
        paragraphs: Counter[str] = Counter()
        for code, contents in essays:
            holders[code].update(term for terms in contents for term in set(terms))
            paragraphs[code] += len(contents)
        in_order = {
            code: dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for code, counts in holders.items()
        }
        return cls(in_order, dict(paragraphs))


def marked(code: str, term: str) -> str:
    """A term as engines hold it: "die" is another word in English than in German."""
    return f"{code} {term}"


def passages_of(code: str, contents: Contents) -> list[list[str]]:
    """The paragraphs of an essay as an engine holds them."""
    return [[marked(code, term) for term in terms[:MOST_TERMS]] for terms in contents]


def as_one_text(code: str, contents: Contents) -> list[list[str]]:
    """An essay as an engine holds it that knows essays as single passages."""
    return [[marked(code, term) for terms in contents for term in terms][:MOST_TERMS]]
