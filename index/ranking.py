"""Order the candidates: BM25 by the engine, then what phrases, near words, pieces of words and sentences tell.

Every kind of evidence is BM25 over keys of another kind, by paragraph or by best sentence. The score is their weighted
sum, so an explanation is one line. On the halves of four labelled sets that the weights were not fitted on, this puts
the right paragraph first 3 to 8 points more often than BM25 alone; `tests/benchmarks/ablation.py` shows what each
brings.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.engines import Alternatives, Hit, add_up
from index.passages import Passage
from index.postings import Postings, Scores, narrow
from index.terms import Token

if TYPE_CHECKING:
    from index.meaning import Closeness

__all__ = ["CANDIDATES", "WEIGHTS", "Ranker", "Ranking"]

CANDIDATES = 100  # the engine's best: of one essay nearly always every paragraph

# Fitted by listwise softmax regression (Cao et al. 2007, "Learning to Rank", section 4) on half of the essays of four
# labelled sets, each set counting alike; rounded. The engine's score is the unit.
WEIGHTS: Mapping[str, float] = {
    "words": 1.0,
    "phrases": 0.19,
    "content phrases": 0.23,
    "pairs": 0.10,
    "pieces": 0.17,
    "sentence pieces": 0.06,
    "sentence words": 0.15,
}

# k1 and b, chosen on the same halves. Sentences: saturation comes sooner, length counts less.
PARAGRAPH_K1, PARAGRAPH_B = 0.9, 0.6
SENTENCE_K1, SENTENCE_B = 0.5, 0.4
PIECE_LENGTH = 4  # letters; three and five are worth a tenth of a point less
PAIR_REACH = 3  # words apart, at most
PIECES_REMEMBERED = 1_024  # words, half a MB: those that an essay has often

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


class Ranker:
    """The evidence in one essay's passages, made once. Immutable."""

    def __init__(self, passages: Sequence[Passage], terms_of: Callable[[Sequence[Token]], list[str]]) -> None:
        self._weights = dict(WEIGHTS)
        self._first = np.cumsum([0, *(len(passage.sentences) for passage in passages)])
        paragraphs = [passage.tokens for passage in passages]
        sentences = [passage.tokens[sentence.tokens] for passage in passages for sentence in passage.sentences]
        terms = [terms_of(tokens) for tokens in sentences]
        self._by_paragraph = {
            kind: Postings(map(keys, paragraphs), PARAGRAPH_K1, PARAGRAPH_B) for kind, keys in KEYS_OF.items()
        }
        self._sentence_words = Postings(terms, SENTENCE_K1, SENTENCE_B)
        self._sentence_pieces = Postings(map(_pieces, sentences), SENTENCE_K1, SENTENCE_B)
        numbers = {term: number for number, term in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
        self._terms = tuple(numbers)
        self._numbers = narrow(np.array([numbers[term] for sentence in terms for term in sentence], np.intp))
        self._ends = narrow(np.cumsum([0, *map(len, terms)]))

    def rank(self, tokens: Sequence[Token], words: Sequence[Alternatives], hits: Sequence[Hit]) -> Ranking:
        """Weigh the evidence for a question: its tokens, what may stand for each of its words, the engine's hits."""
        engine = np.zeros(len(self._first) - 1)
        for hit in hits:
            engine[hit.passage] = hit.score
        sentence_words = add_up(words, self._sentence_words.scores)
        asked = {kind: keys(tokens) for kind, keys in KEYS_OF.items()}
        sentence_pieces = self._sentence_pieces.scores(asked["pieces"])
        evidence = {
            "words": engine,
            **{kind: self._by_paragraph[kind].scores(keys) for kind, keys in asked.items()},
            "sentence words": np.maximum.reduceat(sentence_words, self._first[:-1]),
            "sentence pieces": np.maximum.reduceat(sentence_pieces, self._first[:-1]),
        }
        weighted = {kind: weight * evidence[kind] for kind, weight in self._weights.items()}
        scores = np.sum(list(weighted.values()), axis=0)
        return Ranking(scores, weighted, self._sentence_scores(sentence_words, sentence_pieces))

    def sentences_with(self, words: Sequence[Alternatives]) -> list[Scores]:
        """By paragraph, the scores of its sentences for words alone."""
        return self._sentence_scores(add_up(words, self._sentence_words.scores), np.zeros(self._first[-1]))

    def sentence_terms(self, position: int) -> list[frozenset[str]]:
        """The terms of each sentence of the paragraph at a position."""
        ends = self._ends[self._first[position] : self._first[position + 1] + 1].tolist()
        terms = [self._terms[number] for number in self._numbers[ends[0] : ends[-1]].tolist()]
        return [frozenset(terms[start - ends[0] : end - ends[0]]) for start, end in pairwise(ends)]

    def _sentence_scores(self, words: Scores, pieces: Scores) -> list[Scores]:
        weights = (self._weights.get(kind, 0.0) for kind in ("sentence words", "sentence pieces"))
        scores = next(weights) * words + next(weights) * pieces
        return [scores[start:end] for start, end in pairwise(self._first.tolist())]


def _content(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_stop_word]


def _phrases(tokens: Sequence[Token]) -> list[Hashable]:
    """Runs of two words, small ones too: "of the" is common and weighs nothing, "agreed to" weighs something."""
    return list(pairwise(token.term for token in tokens))


def _content_phrases(tokens: Sequence[Token]) -> list[Hashable]:
    """Runs of two words that carry meaning, whatever small words stand between them."""
    return _phrases(_content(tokens))


def _pairs(tokens: Sequence[Token]) -> list[Hashable]:
    """Two words near each other, in either order."""
    terms = [token.term for token in tokens]
    return [
        (a, b) if a < b else (b, a)
        for reach in range(1, PAIR_REACH + 1)
        for a, b in zip(terms, terms[reach:], strict=False)
    ]


def _pieces(tokens: Sequence[Token]) -> list[Hashable]:
    return [piece for token in _content(tokens) for piece in _pieces_of(token.word)]


@lru_cache(maxsize=PIECES_REMEMBERED)
def _pieces_of(word: str) -> tuple[str, ...]:
    """Runs of four letters: "^tru", "trum", "rump", "ump$", so that "infection" meets "infected"."""
    bounded = f"^{word}$"
    return tuple(bounded[start : start + PIECE_LENGTH] for start in range(max(1, len(bounded) - PIECE_LENGTH + 1)))


KEYS_OF: Mapping[str, Callable[[Sequence[Token]], Sequence[Hashable]]] = {
    "phrases": _phrases,
    "content phrases": _content_phrases,
    "pairs": _pairs,
    "pieces": _pieces,
}
