"""Order the candidates: BM25 by the engine, then what phrases, near words, pieces of words and sentences tell.

Every kind of evidence is BM25 over keys of another kind, by paragraph or by best sentence. The score is their weighted
sum, so an explanation is one line. On the halves of four labelled sets that the weights were not fitted on, this puts
the right paragraph first 3 to 8 points more often than BM25 alone; `tests/benchmarks/ablation.py` shows what each
brings.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.engines import Alternatives, Hit, add_up
from index.keys import KEYS_OF, numbers, pieces
from index.passages import Passage
from index.postings import Numbers, Postings, Scores, Table, narrow
from index.terms import Token

if TYPE_CHECKING:
    from index.meaning import Closeness

__all__ = ["CANDIDATES", "WEIGHTS", "Evidence", "Ranker", "Ranking"]

CANDIDATES = 100  # the engine's best: of one essay nearly always every paragraph

SENTENCE_WORDS, SENTENCE_PIECES = "sentence words", "sentence pieces"

# Fitted by listwise softmax regression (Cao et al. 2007, "Learning to Rank", section 4) on half of the essays of four
# labelled sets, each set counting alike; rounded. The engine's score is the unit.
WEIGHTS: Mapping[str, float] = {
    "words": 1.0,
    "phrases": 0.19,
    "content phrases": 0.23,
    "pairs": 0.10,
    "pieces": 0.17,
    SENTENCE_PIECES: 0.06,
    SENTENCE_WORDS: 0.15,
}

# k1 and b, chosen on the same halves. Sentences: saturation comes sooner, length counts less.
PARAGRAPH_K1, PARAGRAPH_B = 0.9, 0.6
SENTENCE_K1, SENTENCE_B = 0.5, 0.4

# Meaning beside words; `docs/meaning.md` says how it was chosen, and what it gains on sets that it was not fitted on.
# Words are trusted by the share of the question's information that some paragraph has: where somebody asks in other
# words, or in another language, those that happen to meet lead astray. The more a question tells, the higher words can
# score, and a cosine can't: so meaning grows too, with the root as much of what is told is told twice.
MEANING = 13.0  # points of score for a cosine of tokens, times the root of what the question tells
WHOLE = 100.0  # points for the cosine of the whole question, where words are not trusted
LEANING = 0.5  # of it is what a question that leans on the talk before means; the rest is what the talk was about
TRUSTED_FROM, TRUST_WIDTH = 0.6, 0.05
# What unrelated text reaches: with this model no cosine is near 0. It moves no order, it makes scores say something.
UNRELATED_TOKENS, UNRELATED_WHOLE = 0.68, 0.74
SHOWN_DIGITS = 2  # of a score: less doubt than that is none
SENTENCE_MEANING = 10.0  # points for a cosine of a sentence's distinct tokens, when one is to be marked


class Ranking(NamedTuple):
    """Every paragraph's score and the evidence it is the sum of."""

    scores: Scores
    evidence: Mapping[str, Scores]
    sentences: list[Scores]
    """By paragraph, the scores of its sentences."""

    def with_evidence(self, kind: str, scores: Scores) -> "Ranking":
        """The ranking with one more kind of evidence added up."""
        return self._replace(scores=self.scores + scores, evidence={**self.evidence, kind: scores})

    def with_sentences(self, added: Sequence[Scores]) -> "Ranking":
        """The ranking with something added to the scores of the sentences."""
        return self._replace(sentences=[a + b for a, b in zip(self.sentences, added, strict=True)])

    def with_meaning(self, close: "Closeness", covered: float, lean: float) -> "Ranking":
        """The ranking with meaning weighed against words, of which `covered` is the share that some paragraph has.

        The talk before speaks undiminished: a question that leans on it has few words, and means little by itself.
        """
        trust = 1 / (1 + math.exp((TRUSTED_FROM - covered) / TRUST_WIDTH))
        near = MEANING * math.sqrt(close.told) * (close.near - UNRELATED_TOKENS)
        near += (1 - trust) * WHOLE * (close.whole - UNRELATED_WHOLE)
        near *= 1 - (1 - LEANING) * lean
        own = self.scores - self.evidence.get("conversation", 0.0)
        sentences = [SENTENCE_MEANING * (scores - scores.min()) for scores in close.sentences]
        doubted = self.with_evidence("words doubted", np.round((trust - 1) * own, SHOWN_DIGITS))
        return doubted.with_evidence("meaning", np.maximum(near, 0)).with_sentences(sentences)

    def within(self, positions: Sequence[int] | None) -> "Ranking":
        """The ranking of these paragraphs alone, or of all: nothing speaks for the others."""
        if positions is None:
            return self
        scores = np.zeros_like(self.scores)
        scores[positions] = self.scores[positions]
        return self._replace(scores=scores)

    def best(self, limit: int) -> list[int]:
        """The positions of the best paragraphs that anything speaks for, best first, equals in order."""
        order = np.argsort(-self.scores, kind="stable")[:limit].tolist()
        return [position for position in order if self.scores[position] > 0]


class Evidence(NamedTuple):
    """What there is in an essay to rank its paragraphs by, made once."""

    first: Numbers
    """By paragraph, the number of its first sentence, from 0; and behind the last one how many sentences there are."""
    terms: Sequence[str]
    """The essay's, each once."""
    said: Numbers
    """What its sentences say, one after the other: numbers of terms."""
    ends: Numbers
    """Where each sentence begins in that, and behind the last one its end."""
    tables: Mapping[str, Table]

    @classmethod
    def of(cls, passages: Sequence[Passage], terms_of: Callable[[Sequence[Token]], list[str]]) -> "Evidence":
        """Find it; `terms_of` gives what tokens are indexed by."""
        paragraphs = [passage.tokens for passage in passages]
        sentences = [tokens for passage in passages for tokens in passage.by_sentence()]
        terms = [terms_of(tokens) for tokens in sentences]
        places = {term: place for place, term in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
        return cls(
            first=narrow(np.cumsum([0, *(len(passage.sentences) for passage in passages)])),
            terms=tuple(places),
            said=narrow(np.array([places[term] for sentence in terms for term in sentence], np.intp)),
            ends=narrow(np.cumsum([0, *map(len, terms)])),
            tables={
                **{kind: Table.of(map(keys, paragraphs)) for kind, keys in KEYS_OF.items()},
                SENTENCE_WORDS: Table.of(map(numbers, terms)),
                SENTENCE_PIECES: Table.of(map(pieces, sentences)),
            },
        )


class Ranker:
    """Weighs the evidence in one essay's passages. Immutable."""

    def __init__(self, evidence: Evidence) -> None:
        self._weights = dict(WEIGHTS)
        self._evidence = evidence
        self._first = evidence.first.astype(np.intp)
        self._by_paragraph = {kind: Postings(evidence.tables[kind], PARAGRAPH_K1, PARAGRAPH_B) for kind in KEYS_OF}
        self._words = Postings(evidence.tables[SENTENCE_WORDS], SENTENCE_K1, SENTENCE_B)
        self._pieces = Postings(evidence.tables[SENTENCE_PIECES], SENTENCE_K1, SENTENCE_B)

    def rank(self, tokens: Sequence[Token], words: Sequence[Alternatives], hits: Sequence[Hit]) -> Ranking:
        """Weigh the evidence for a question: its tokens, what may stand for each of its words, the engine's hits."""
        engine = np.zeros(len(self._first) - 1)
        for hit in hits:
            engine[hit.passage] = hit.score
        sentence_words = add_up(words, self._scores_of_sentences)
        asked = {kind: keys(tokens) for kind, keys in KEYS_OF.items()}
        sentence_pieces = self._pieces.scores(asked["pieces"])
        evidence = {
            "words": engine,
            **{kind: self._by_paragraph[kind].scores(keys) for kind, keys in asked.items()},
            SENTENCE_WORDS: np.maximum.reduceat(sentence_words, self._first[:-1]),
            SENTENCE_PIECES: np.maximum.reduceat(sentence_pieces, self._first[:-1]),
        }
        weighted = {kind: weight * evidence[kind] for kind, weight in self._weights.items()}
        scores = np.sum(list(weighted.values()), axis=0)
        return Ranking(scores, weighted, self._sentence_scores(sentence_words, sentence_pieces))

    def sentences_with(self, words: Sequence[Alternatives]) -> list[Scores]:
        """By paragraph, the scores of its sentences for words alone."""
        return self._sentence_scores(add_up(words, self._scores_of_sentences), np.zeros(self._first[-1]))

    def sentence_terms(self, position: int) -> list[frozenset[str]]:
        """The terms of each sentence of the paragraph at a position."""
        ends = self._evidence.ends[self._first[position] : self._first[position + 1] + 1].tolist()
        said = self._evidence.said[ends[0] : ends[-1]].tolist()
        terms = [self._evidence.terms[place] for place in said]
        return [frozenset(terms[start - ends[0] : end - ends[0]]) for start, end in pairwise(ends)]

    def _scores_of_sentences(self, terms: Sequence[str]) -> Scores:
        return self._words.scores(numbers(terms))

    def _sentence_scores(self, words: Scores, pieces: Scores) -> list[Scores]:
        weights = (self._weights.get(kind, 0.0) for kind in (SENTENCE_WORDS, SENTENCE_PIECES))
        scores = next(weights) * words + next(weights) * pieces
        return [scores[start:end] for start, end in pairwise(self._first.tolist())]
