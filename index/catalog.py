"""Which essays of a library a question may be for: a light look at all of them, so that few have to be asked.

Two things tell: the best paragraph by BM25, a word being as rare as in the whole library, and the essay as one text
among the others: what a question of everyday words is about, the subject tells that they stand in. Engines rank both,
so that the look costs what they do, however many essays there are.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from index.engines import Alternatives, Engine
from index.listing import Listed
from index.statistics import Statistics, marked
from index.wording import Wording

__all__ = ["ESSAY_B", "ESSAY_K1", "SHOWN", "Catalog", "Glimpse", "Look", "told_by"]

HITS = 100  # the engine's best paragraphs, whose essays are looked at
# An essay that says a word again and again is about it, which a paragraph is not: counts saturate later, and length is
# discounted more. With 0.5 or 5 instead of 2 the right essay is found as often, within half a point.
ESSAY_K1, ESSAY_B = 2.0, 0.5
LEAST_TOLD = 1.0  # a question that tells less asks nothing
SHOWN = 8  # essays, of all that have any of the words; where none has, so many may answer by meaning


def told_by(holders: float, units: int) -> float:
    """What a term tells that so many of the units hold: the engine's idf."""
    return math.log(1 + (units - holders + 0.5) / (holders + 0.5))


class Glimpse(NamedTuple):
    """What a look at one essay shows of a question."""

    words: float
    """The BM25 of its best paragraph."""
    share: float
    """The share that this is of all that the question's words tell in the library."""
    essay: float
    """The BM25 of the essay as one text."""
    paragraphs: int
    """How many it has."""
    rivals: int
    """How many all essays in its language have."""

    @property
    def promise(self) -> float:
        """How likely it is that the essay answers, next to the others; no chance."""
        return self.words + self.essay


class Look(NamedTuple):
    """What a look at a library shows of a question."""

    glimpses: Mapping[str, Glimpse]
    """Of the essays that promise most, by their names, best first."""
    paragraphs: int
    """How many all essays have."""


class Catalog:
    """All essays of a library, as far as it takes to tell which to ask. Immutable; threads may look together."""

    def __init__(
        self, listing: Mapping[str, Listed], statistics: Statistics, paragraphs: Engine, essays: Engine
    ) -> None:
        """Take what was made of the essays.

        Args:
            listing: them, by name.
            statistics: of their terms.
            paragraphs: an engine that holds each essay's paragraphs, by its fingerprint.
            essays: one that holds each essay as a single passage.
        """
        self._listing = listing
        self._statistics = statistics
        self._paragraphs, self._essays = paragraphs, essays
        self._wordings = {
            code: Wording(code, known, statistics.likely[code], is_only=len(statistics.holders) == 1)
            for code, known in statistics.holders.items()
        }
        names = defaultdict(list)
        for name, one in listing.items():
            names[one.fingerprint].append(name)
        self._names: Mapping[str, list[str]] = dict(names)

    def look(self, question: str, at: str | None = None) -> Look:
        """What a look at the essays shows of a question; also at this one, whatever it has of it."""
        words, told = self._read(question)
        best: dict[str, float] = {}
        for hit in self._paragraphs.search(words, HITS):
            best.setdefault(hit.text, hit.score)
        if at and (text := self._listing[at].fingerprint) not in best:
            found = self._paragraphs.search(words, 1, among=[text])
            best[text] = found[0].score if found else 0.0
        if not any(best.values()):
            best |= dict.fromkeys(islice(sorted(self._names), SHOWN), 0.0)
        essays = {hit.text: hit.score for hit in self._essays.search(words, len(best), among=best)}
        names = ((name, text) for text in best for name in self._names.get(text, ()))
        # By name too, so that it is the same whatever order the essays are kept in.
        in_order = sorted(names, key=lambda one: (-best[one[1]] - essays.get(one[1], 0.0), one[0]))
        glimpses = {
            name: self._glimpse(self._listing[name], best[text], essays.get(text, 0.0), told)
            for place, (name, text) in enumerate(in_order)
            if place < SHOWN or name == at
        }
        return Look(glimpses, self._statistics.units)

    def holds(self, word: str) -> bool:
        """Whether any essay has the word, or what may stand for it."""
        return any(wording.knows(word) for wording in self._wordings.values())

    def _read(self, question: str) -> tuple[list[Alternatives], Mapping[str, float]]:
        """The question's words as essays of each language may have them, and how much they tell in each."""
        words: list[Alternatives] = []
        told: dict[str, float] = {}
        for code, wording in self._wordings.items():
            read = wording.read(question)
            told[code] = sum(self._told(code, word) for word in read)
            words += [{marked(code, term): weight for term, weight in word.items()} for word in read]
        return words, told

    def _told(self, code: str, word: Alternatives) -> float:
        holders = self._statistics.holders[code]
        return max(weight * told_by(holders.get(term, 0), self._statistics.units) for term, weight in word.items())

    def _glimpse(self, listed: Listed, words: float, essay: float, told: Mapping[str, float]) -> Glimpse:
        code = listed.language
        return Glimpse(
            words=words,
            share=words / max(told[code], LEAST_TOLD),
            essay=essay,
            paragraphs=listed.paragraphs,
            rivals=self._statistics.paragraphs[code],
        )
