"""Which essays of a library a question may be for: a light look at all of them, so that few have to be asked.

Two things tell: the best paragraph by BM25, a word being as rare as in the whole library, and the essay as one text
among the others: what a question of everyday words is about, the subject tells that they stand in.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines import Alternatives
from index.essay import Essay
from index.languages import language_of
from index.postings import Scores
from index.terms import Analyzer, analyzer_for
from index.wording import Wording

__all__ = ["Catalog", "Glimpse", "told_by"]

K1, B = 0.9, 0.3  # the engine's
# An essay that says a word again and again is about it, which a paragraph is not: counts saturate later, and length is
# discounted more. With 0.5 or 5 instead of 2 the right essay is found as often, within half a point.
ESSAY_K1, ESSAY_B = 2.0, 0.5
LEAST_TOLD = 1.0  # a question that tells less asks nothing


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


class _Shown(NamedTuple):
    """What a look at a library shows of a word."""

    told: float
    """How much it tells of a paragraph."""
    words: Scores
    """What it is worth in each paragraph of the library,"""
    essays: Scores
    """and in each essay."""


class _Card:
    """One essay: which of its paragraphs hold which terms, and how often. Immutable."""

    def __init__(self, essay: Essay, analyzer: Analyzer) -> None:
        counts = [
            Counter(token.term for token in analyzer.tokens(paragraph.text) if not token.is_stop_word)
            for paragraph in essay.paragraphs
        ]
        held = sorted((term, place, count[term]) for place, count in enumerate(counts) for term in count)
        self.language = essay.language
        self.lengths = np.array([count.total() for count in counts], dtype=np.float32)
        holders = Counter(term for term, _, _ in held)  # in the order of the terms
        self.terms = list(holders)
        self._starts = np.cumsum([0, *holders.values()], dtype=np.int32)
        self._paragraphs = np.array([place for _, place, _ in held], dtype=np.int32)
        self._counts = np.array([count for _, _, count in held], dtype=np.float32)

    def holders(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]] | None:
        """The positions of the paragraphs that hold a term, and how often each does."""
        place = bisect_left(self.terms, term)
        if place == len(self.terms) or self.terms[place] != term:
            return None
        start, end = self._starts[place : place + 2]
        return self._paragraphs[start:end], self._counts[start:end]


class Catalog:
    """A card of each essay, by its name. Immutable once built; threads may look into it together."""

    def __init__(self, essays: Mapping[str, Essay], before: "Catalog | None" = None) -> None:
        """Make the cards; an essay whose text was in the catalog before keeps its own."""
        known = before._cards if before else {}
        analyzers = {code: analyzer_for(language_of(code)) for code in {essay.language for essay in essays.values()}}
        self._cards: dict[str, _Card] = {}
        for mark, essay in ((essay.fingerprint, essay) for essay in essays.values()):
            self._cards[mark] = known.get(mark) or self._cards.get(mark) or _Card(essay, analyzers[essay.language])
        self._shelf = [self._cards[essay.fingerprint] for essay in essays.values()]
        self._names = list(essays)
        self._in = {code: [n for n, card in enumerate(self._shelf) if card.language == code] for code in analyzers}
        self._wordings = {code: self._wording(code) for code in analyzers}
        lengths = np.concatenate([card.lengths for card in self._shelf])
        self._firsts = np.cumsum([0, *(len(card.lengths) for card in self._shelf)])[:-1]
        self._norms = _norms(lengths, K1, B)
        self._essay_norms = _norms(np.add.reduceat(lengths, self._firsts), ESSAY_K1, ESSAY_B)

    def look(self, question: str) -> dict[str, Glimpse]:
        """What a look at each essay shows of a question."""
        words, essays, told = np.zeros(len(self._norms)), np.zeros(len(self._shelf)), np.zeros(len(self._shelf))
        sizes = np.array([len(card.lengths) for card in self._shelf])
        rivals = np.zeros_like(sizes)
        for language, own in self._in.items():
            rivals[own] = sizes[own].sum()
            for word in self._wordings[language].read(question):
                shown = self._look_for(word, own)
                words += shown.words
                essays += shown.essays
                told[own] += shown.told
        best = np.maximum.reduceat(words, self._firsts)
        columns = (best, best / told.clip(min=LEAST_TOLD), essays, sizes, rivals)
        glimpses = map(Glimpse, *(column.tolist() for column in columns))
        return dict(zip(self._names, glimpses, strict=True))

    def holds(self, word: str) -> bool:
        """Whether any essay has the word, or what may stand for it."""
        return any(wording.knows(word) for wording in self._wordings.values())

    def _wording(self, language: str) -> Wording:
        terms = chain.from_iterable(self._shelf[number].terms for number in self._in[language])
        return Wording(language, terms, is_only=len(self._in) == 1)

    def _look_for(self, word: Alternatives, among: Sequence[int]) -> _Shown:
        """Look for a word: what is worth most of what may stand for it, in each place."""
        shown = [self._look_for_term(term, weight, among) for term, weight in word.items()]
        return _Shown(
            max(one.told for one in shown),
            np.max([one.words for one in shown], axis=0),
            np.max([one.essays for one in shown], axis=0),
        )

    def _look_for_term(self, term: str, weight: float, among: Sequence[int]) -> _Shown:
        words, essays = np.zeros(len(self._norms)), np.zeros(len(self._shelf))
        found = [(number, held) for number in among if (held := self._shelf[number].holders(term))]
        told = weight * told_by(sum(len(counts) for _, (_, counts) in found), len(words))
        if found:
            places = np.concatenate([paragraphs + self._firsts[number] for number, (paragraphs, _) in found])
            counts = np.concatenate([counts for _, (_, counts) in found])
            words[places] = told * _saturated(counts, self._norms[places], K1)
            numbers = [number for number, _ in found]
            often = np.array([counts.sum() for _, (_, counts) in found])
            told_essay = weight * told_by(len(found), len(essays))
            essays[numbers] = told_essay * _saturated(often, self._essay_norms[numbers], ESSAY_K1)
        return _Shown(told, words, essays)


def _norms(lengths: Scores, k1: float, b: float) -> Scores:
    return k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))


def _saturated(counts: Scores, norms: Scores, k1: float) -> Scores:
    return counts * (k1 + 1) / (counts + norms)
