"""Which essays of a library a question may be for: a light look at all of them, so that few have to be asked.

Two things tell: the best paragraph by BM25, a word being as rare as in the whole library, and the essay as one text
among the others: what a question of everyday words is about, the subject tells that they stand in.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.essay import Essay
from index.languages import language_of
from index.postings import Scores
from index.terms import Analyzer

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


class _Card:
    """One essay: which of its paragraphs hold which terms, and how often. Immutable."""

    def __init__(self, essay: Essay, analyzer: Analyzer) -> None:
        counts = [
            Counter(intern(token.term) for token in analyzer.tokens(paragraph.text) if not token.is_stop_word)
            for paragraph in essay.paragraphs
        ]
        held = sorted((term, place, count[term]) for place, count in enumerate(counts) for term in count)
        self.language = essay.language
        self.lengths = np.array([count.total() for count in counts], dtype=np.float32)
        holders = Counter(term for term, _, _ in held)  # in the order of the terms
        self._terms = list(holders)
        self._starts = np.cumsum([0, *holders.values()], dtype=np.int32)
        self._paragraphs = np.array([place for _, place, _ in held], dtype=np.int32)
        self._counts = np.array([count for _, _, count in held], dtype=np.float32)

    def holders(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]] | None:
        """The positions of the paragraphs that hold a term, and how often each does."""
        place = bisect_left(self._terms, term)
        if place == len(self._terms) or self._terms[place] != term:
            return None
        start, end = self._starts[place : place + 2]
        return self._paragraphs[start:end], self._counts[start:end]


class Catalog:
    """A card of each essay, by its name. Immutable once built; threads may look into it together."""

    def __init__(self, essays: Mapping[str, Essay], before: "Catalog | None" = None) -> None:
        """Make the cards; an essay whose text was in the catalog before keeps its own."""
        known = before._cards if before else {}
        analyzers = {code: Analyzer(language_of(code)) for code in {essay.language for essay in essays.values()}}
        self._cards: dict[str, _Card] = {}
        for mark, essay in ((essay.fingerprint, essay) for essay in essays.values()):
            self._cards[mark] = known.get(mark) or self._cards.get(mark) or _Card(essay, analyzers[essay.language])
        self._shelf = [self._cards[essay.fingerprint] for essay in essays.values()]
        self._names = list(essays)
        # Anew: those above remember every word of every essay.
        self._analyzers = {code: Analyzer(language_of(code)) for code in analyzers}
        self._rivals: Counter[str] = Counter()
        for card in self._shelf:
            self._rivals[card.language] += len(card.lengths)
        lengths = np.concatenate([card.lengths for card in self._shelf])
        self._firsts = np.cumsum([0, *(len(card.lengths) for card in self._shelf)])[:-1]
        self._norms = _norms(lengths, K1, B)
        self._essay_norms = _norms(np.add.reduceat(lengths, self._firsts), ESSAY_K1, ESSAY_B)

    def look(self, question: str) -> dict[str, Glimpse]:
        """What a look at each essay shows of a question."""
        words, essays, told = np.zeros(len(self._norms)), np.zeros(len(self._shelf)), np.zeros(len(self._shelf))
        for language in self._analyzers:
            own = [number for number, card in enumerate(self._shelf) if card.language == language]
            for term in self._terms(question, language):
                told[own] += self._add(term, own, words, essays)
        best = np.maximum.reduceat(words, self._firsts)
        shares = best / told.clip(min=LEAST_TOLD)
        sizes = [len(card.lengths) for card in self._shelf]
        rivals = [self._rivals[card.language] for card in self._shelf]
        glimpses = map(Glimpse, best.tolist(), shares.tolist(), essays.tolist(), sizes, rivals)
        return dict(zip(self._names, glimpses, strict=True))

    def holds(self, word: str) -> bool:
        """Whether any essay has the word."""
        return any(
            card.holders(term)
            for language in self._analyzers
            for term in self._terms(word, language)
            for card in self._shelf
            if card.language == language
        )

    def _terms(self, text: str, language: str) -> list[str]:
        return [token.term for token in self._analyzers[language].question_tokens(text) if not token.is_stop_word]

    def _add(self, term: str, among: Sequence[int], words: Scores, essays: Scores) -> float:
        """Add what a term is worth in each paragraph and each essay; give what it tells of a paragraph."""
        found = [(number, held) for number in among if (held := self._shelf[number].holders(term))]
        told = told_by(sum(len(counts) for _, (_, counts) in found), len(self._norms))
        if found:
            places = np.concatenate([paragraphs + self._firsts[number] for number, (paragraphs, _) in found])
            words[places] += told * _saturated(np.concatenate([c for _, (_, c) in found]), self._norms[places], K1)
            numbers = [number for number, _ in found]
            often = np.array([counts.sum() for _, (_, counts) in found])
            worth = _saturated(often, self._essay_norms[numbers], ESSAY_K1)
            essays[numbers] += told_by(len(found), len(self._shelf)) * worth
        return told


def _norms(lengths: Scores, k1: float, b: float) -> Scores:
    return k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))


def _saturated(counts: Scores, norms: Scores, k1: float) -> Scores:
    return counts * (k1 + 1) / (counts + norms)
