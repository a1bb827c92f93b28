"""Answered, or not in the essay: how much of what a question says is said by the passage that came first.

A BM25 score does not tell, whatever its threshold. What tells is information, the surprise of a word: four
signals of it, weighed by a logistic function, give the chance that the essay answers. The ranking is met only through
the passage that it put first.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.answer import Verdict
from index.conversation import Found
from index.engines import Alternatives
from index.english import MOST_INFORMATION, information
from index.terms import Token
from index.vocabulary import Understood

if TYPE_CHECKING:
    from index.meaning import Closeness

__all__ = [
    "AskedWord",
    "Judgement",
    "asked_words",
    "covered",
    "found_terms",
    "is_name",
    "judge",
    "judge_in_library",
    "judge_with_meaning",
    "logit",
    "told_by_any",
]

# Fitted on three labelled sets (each question, and the same question asked of another essay), so that on each at least
# 95 % of the answerable questions reach a confidence of one half and as few as can be of the others; rounded. Fitted on
# half of the essays and read on the other half: 94 to 96 % and 1.4, 12 and 3.6 %.
BIAS = -9.6
ESSAY_KNOWS = 4.3  # share of the question's information that stands anywhere in the essay
PASSAGE_COVERS = 1.3  # ln(1 + information found in the first passage): three rare words prove more than one
SENTENCE_COVERS = 7.7  # share of it in that passage's best sentence
NAMES_MISSING = -2.5  # share of it in names and numbers that the essay does not have at all

# With meaning, fitted on six labelled sets in the same way; rounded. Words count by their logit, but their no is not
# worth more than -1: what is asked in other words shares few of them. The bias is the largest that lets words and
# meaning answer no more questions of another essay than words alone, on each of the sets. Fitted on half of the essays
# and read on the other half, on the three above 98, 96 and 96 % are answered, and .6, 9 and 3 % of the others.
MEANING_BIAS = -24.45
BY_WORDS = 0.2
LEAST_BY_WORDS = -1.0
BY_MEANING = 30.0  # the cosine of tokens of the nearest sentence
BY_STANDING_OUT = 30.0  # what it is above that of the essay's usual sentence: an essay's whole subject may be near
BY_PARAGRAPHS = -0.4  # ln(paragraphs): among many one is near by chance
SUREST = 1e-4  # from 0 and from 1: a logit is to stay finite

# For a question in another language words tell nothing, and meaning alone answers, where tokens are near by what is
# distinct in them too: of 58 on the shipped essay 52, and of 81 on other subjects one. Asked of 16 other essays 6 % are
# answered; by the cosine of tokens alone 29 % would be.
FOREIGN_DISTINCT = 0.5
FOREIGN_ANSWERED = 0.9
BY_FOREIGN_MEANING = 57.0

# Among many essays some paragraph has a question's words by chance, the more of them there are. So their number counts
# against it, and for it how much the passage has of what is asked: by the counts of English, and the share of it that
# is found, by the library's own. Fitted on libraries of 2 to 60 essays drawn from three labelled sets, so that 94 % of
# the answerable questions are answered; the sets left out in turn, 93 to 95 % are, and of questions on other subjects
# 8, 10 and 1 % where the essay's own verdict, taken as it is, answers 25, 19 and 5 %.
LIBRARY_BIAS = -7.0
LIBRARY_OWN = 0.3  # the logit of the essay's own verdict
LIBRARY_FOUND = 3.4  # ln(1 + information found in the passage)
LIBRARY_SHARE = 5.1
LIBRARY_PARAGRAPHS = -0.86  # ln(paragraphs of all essays in its language)
# More paragraphs than these libraries had count no further, or of 635 essays with 12,470 only 69 to 76 % of the three
# sets' questions would be answered. So 92 to 95 % are, and 6 to 9 % where the set's own essays are not among them.
MOST_PARAGRAPHS = 1_000
# With meaning the essay's own verdict knows already what is near by chance; less is to be taken off.
LIBRARY_MEANING = -0.2  # the same, for one of the essay's own

ANSWERED_FROM = 0.5
LEAST_ASKED = 2.0  # "what time is it": a question of nothing but everyday words asks nothing of an essay


# What a word tells where no counts of the language are at hand, in nats. On three English sets with the counts hidden
# this answers 94 % of the answerable questions (with the counts 94 to 96 %) and 2, 6 and 15 % of the off-topic ones (2,
# 6 and 13 %). Counting words in the essay itself is worse, 88 to 93 % at best: what an essay often says is its subject.
TOLD_BY_ANY = 5.0


class AskedWord(NamedTuple):
    """One word of the question: what it tells, what may stand for it in the essay, whether it is a name or number."""

    information: float
    alternatives: Alternatives
    is_name: bool = False
    found_before: float = 0.0
    """How surely an earlier question of the conversation found it; a follow-up need not find it again."""


def asked_words(
    asked: Understood, taken_over: Mapping[str, Found], told_by: Callable[[str], float] = information
) -> dict[str, AskedWord]:
    """What a question asks, by term: its own words, then the terms of the talk before that it need not repeat.

    `told_by` gives what a folded word tells.
    """
    words: dict[str, AskedWord] = {}
    for word in asked.words:
        token = asked.tokens[word.place]
        before = taken_over.get(token.term)
        words[word.alternatives[0].term if word.alternatives else token.term] = AskedWord(
            information=MOST_INFORMATION if word.in_capitals else told_by(token.word),
            alternatives=word.weights,
            is_name=is_name(asked.tokens, word.place),
            found_before=before.surely if before else 0.0,
        )
    for term, found in taken_over.items():
        words.setdefault(term, AskedWord(found.information, {term: 1.0}, found_before=found.surely))
    return words


def told_by_any(_: str) -> float:
    """What a word tells that is no function word, in a language whose words were not counted."""
    return TOLD_BY_ANY


def found_terms(words: Mapping[str, AskedWord], sentences: Sequence[frozenset[str]]) -> dict[str, Found]:
    """How surely the passage that came first has each term."""
    return {
        term: Found(word.information, max((_found(word, sentence) for sentence in sentences), default=0.0))
        for term, word in words.items()
    }


class Judgement(NamedTuple):
    """The verdict and the chance, 0 to 1, that the essay answers."""

    verdict: Verdict
    confidence: float
    by_meaning_alone: bool = False
    with_meaning: bool = False
    found: float = 0.0
    """How much of what is asked the passage that came first has, in nats."""


def judge(words: Sequence[AskedWord], sentences: Sequence[frozenset[str]]) -> Judgement:
    """Judge by the terms of each sentence of the passage that came first. Nothing asked is never answered."""
    asked = sum(word.information for word in words)
    if asked < LEAST_ASKED or not sentences:
        return Judgement(Verdict.NOT_IN_ESSAY, 0.0)
    essay = sum(word.information * _known(word) for word in words) / asked
    found = [[_found(word, sentence) for word in words] for sentence in sentences]
    passage = [max(column) for column in zip(*found, strict=True)]
    in_passage = _information(words, passage)
    best_sentence = max(_information(words, row) for row in found) / asked
    missing = sum(word.information for word in words if word.is_name and not _known(word)) / asked
    confidence = _logistic(
        BIAS
        + ESSAY_KNOWS * essay
        + PASSAGE_COVERS * math.log1p(in_passage)
        + SENTENCE_COVERS * best_sentence
        + NAMES_MISSING * missing
    )
    return _judgement(confidence)._replace(found=in_passage)


def judge_with_meaning(
    by_words: Judgement, words: Sequence[AskedWord], close: "Closeness", *, is_foreign: bool
) -> Judgement:
    """Judge by both: what words say, and how near the question's tokens come to those of any sentence.

    A single word that words find is left to them: a cosine of so little says less. So is a question that asks nothing.
    """
    found = by_words.verdict is Verdict.ANSWERED
    if (found and len(words) == 1) or sum(word.information for word in words) < LEAST_ASKED:
        return by_words
    if is_foreign and not found:
        nearest = float((close.tokens + FOREIGN_DISTINCT * close.distinct).max(initial=0.0))
        confidence = _logistic(BY_FOREIGN_MEANING * (nearest - FOREIGN_ANSWERED))
        return _judgement(confidence, by_meaning_alone=True, with_meaning=True)
    nearest = float(close.tokens.max(initial=0.0))
    confidence = _logistic(
        MEANING_BIAS
        + BY_WORDS * max(logit(by_words.confidence), LEAST_BY_WORDS)
        + BY_MEANING * nearest
        + BY_STANDING_OUT * (nearest - close.usual)
        + BY_PARAGRAPHS * math.log(max(1, len(close.tokens)))
    )
    return _judgement(confidence, by_meaning_alone=not any(map(_known, words)), with_meaning=True)


def judge_in_library(own: Judgement, share: float, paragraphs: int, of_essay: int) -> Judgement:
    """Judge the passage that came first of all essays', by what its own essay's verdict is.

    Args:
        own: that verdict.
        share: of what the question tells in the library, what the essay's best paragraph has.
        paragraphs: how many the library has in the essay's language.
        of_essay: how many of them are the essay's.
    """
    if not own.confidence:
        return own
    among = min(paragraphs, MOST_PARAGRAPHS)
    if own.with_meaning:
        z = logit(own.confidence) + LIBRARY_MEANING * math.log(max(among / of_essay, 1))
    else:
        z = (
            LIBRARY_BIAS
            + LIBRARY_OWN * logit(own.confidence)
            + LIBRARY_FOUND * math.log1p(own.found)
            + LIBRARY_SHARE * share
            + LIBRARY_PARAGRAPHS * math.log(among)
        )
    confidence = _logistic(z)
    return own._replace(verdict=_verdict(confidence), confidence=confidence)


def covered(words: Sequence[AskedWord], sentences: Sequence[frozenset[str]]) -> float:
    """The share of what is asked that a passage has, by words."""
    asked = max(LEAST_ASKED, sum(word.information for word in words))
    return _information(words, _found_in_passage(words, sentences)) / asked


def _judgement(confidence: float, *, by_meaning_alone: bool = False, with_meaning: bool = False) -> Judgement:
    return Judgement(_verdict(confidence), confidence, by_meaning_alone, with_meaning)


def _verdict(confidence: float) -> Verdict:
    return Verdict.ANSWERED if confidence >= ANSWERED_FROM else Verdict.NOT_IN_ESSAY


def _found_in_passage(words: Sequence[AskedWord], sentences: Sequence[frozenset[str]]) -> list[float]:
    return [max((_found(word, sentence) for sentence in sentences), default=0.0) for word in words]


def is_name(tokens: Sequence[Token], position: int) -> bool:
    """Whether a question's token is a number or is written as a name: a capital, but for the first word."""
    token = tokens[position]
    has_digits = any(map(str.isdigit, token.written))
    return token.in_capitals or has_digits or (position > 0 and token.written[0].isupper())


def _known(word: AskedWord) -> float:
    return max((*word.alternatives.values(), word.found_before), default=0.0)


def _found(word: AskedWord, sentence: frozenset[str]) -> float:
    return max((weight for term, weight in word.alternatives.items() if term in sentence), default=word.found_before)


def _information(words: Sequence[AskedWord], found: Iterable[float]) -> float:
    return sum(word.information * share for word, share in zip(words, found, strict=True))


def _logistic(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z))


def logit(chance: float) -> float:
    """The logarithm of a chance's odds, finite."""
    chance = min(max(chance, SUREST), 1 - SUREST)
    return math.log(chance / (1 - chance))
