"""Follow-up questions: how far a question leans on those before it, and what it takes over from them.

What is remembered is not text but where the talk was: the scores of the question before, which held an echo of the one
before that. A question that leans adds them to its own, spread a little over the neighbouring paragraphs.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.clues import Wanted
from index.languages import ENGLISH, Language
from index.passages import Passage
from index.pointing import points_back
from index.postings import Scores
from index.terms import Token

__all__ = [
    "CARRIED",
    "FORGOTTEN_AFTER",
    "LEANS_LONG",
    "Conversation",
    "Conversations",
    "Found",
    "agreement",
    "carried",
    "echo",
    "leaning",
    "remember",
]

# Measured on half of coqa, and against squad questions after a random other question: a plateau, not a peak.
ECHO = 0.5  # of the scores of the question before
STAY_WORDS = 16.0  # a follow-up stays in the paragraph with chance length / (length + this)
FORWARD = 0.65  # of the rest goes to the next paragraph, as talk follows the text

LEANS = 1.0  # "and who?", "what about Ukraine?", "did she like it?"
LEANS_LONG = 0.4  # a pronoun, yet enough words of its own
SHORT_BUT_COMPLETE = 0.15  # "Who is Khovayev?", "zangezur"
FEW_WORDS = 3  # of a question that leans; a complete one is short with two
FEW_COMPLETE_WORDS = 2

AGREES = 1.0  # in units of score: what a middling word is worth

CARRIED = 0.5  # of the worth of the terms taken over, when a sentence is to be marked

# What is kept of a conversation, and of how many and for how long.
KEPT_HITS = 16
KEPT_TERMS = 24
MOST_CONVERSATIONS = 1_000
FORGOTTEN_AFTER = 15 * 60.0  # seconds of silence

PERSONS = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
}


class Found(NamedTuple):
    """A term of an earlier question: how much it tells, and how surely the passage that came first has it, 0 to 1."""

    information: float
    surely: float


class Conversation(NamedTuple):
    """Where the talk is: the last question's scores by paragraph, the terms it found, when it was asked (seconds)."""

    scores: Mapping[int, float] = {}
    found: Mapping[str, Found] = {}
    asked_at: float | None = None
    """None: nothing was asked yet."""
    essay: str | None = None
    """The fingerprint of the essay that the talk is in, where a library knows it: positions are its paragraphs'."""

    def within(self, fingerprint: str) -> "Conversation":
        """The same, if the talk is in this essay; in another, or when the text was changed, a talk begins."""
        return self if self.essay == fingerprint else Conversation()


def leaning(
    question: str, tokens: Sequence[Token], before: Conversation, now: float, language: Language = ENGLISH
) -> float:
    """How far a question leans on what was before, 0 to 1; after a long silence on nothing."""
    if _is_over(before, now):
        return 0.0
    words = sum(not token.is_stop_word for token in tokens)
    leans = not words or points_back(question, tokens, language)
    if leans:
        return LEANS if words <= FEW_WORDS else LEANS_LONG
    return SHORT_BUT_COMPLETE if words <= FEW_COMPLETE_WORDS else 0.0


def echo(before: Conversation, lean: float, lengths: Sequence[int]) -> Scores:
    """What the talk so far adds to the score of each paragraph; `lengths` are the paragraphs' in words."""
    added = np.zeros(len(lengths))
    usual = sum(lengths) / len(lengths)
    stay = usual / (usual + STAY_WORDS)
    steps = ((0, stay), (1, (1 - stay) * FORWARD), (-1, (1 - stay) * (1 - FORWARD)))
    for position, score in before.scores.items():
        for step, share in steps:
            if 0 <= position + step < len(lengths):
                added[position + step] += lean * ECHO * share * score
    return added


def agreement(
    wanted: Wanted, tokens: Iterable[Token], lean: float, passages: Sequence[Passage], language: Language = ENGLISH
) -> Scores:
    """What a paragraph gains that speaks of "she" where the question does, or holds the kind of answer it asks for.

    It tells short paragraphs apart; of long ones nearly all gain. The words that it looks for are English.
    """
    if not language.is_english:
        return np.zeros(len(passages))
    asked = _persons(tokens)
    gains = [
        bool(asked & _persons(passage.tokens)) + any(wanted(sentence.clues) for sentence in passage.sentences)
        if wanted
        else bool(asked & _persons(passage.tokens))
        for passage in passages
    ]
    return lean * AGREES * np.array(gains, dtype=float)


def _persons(tokens: Iterable[Token]) -> frozenset[str]:
    """Whether "he", "she" or "they" are spoken of: the only coreference that words alone can see."""
    return frozenset(PERSONS[token.word] for token in tokens if token.word in PERSONS)


def carried(before: Conversation, lean: float) -> Mapping[str, Found]:
    """The terms of the talk so far that a leaning question need not repeat, with how surely they were found.

    What was not found stays behind, so that a refused question does not pull the next one down.
    """
    return before.found if lean >= LEANS_LONG else {}


def remember(scores: Scores, found: Mapping[str, Found], now: float) -> Conversation:
    """The conversation after a question; `scores` hold the echo already, `found` the carried terms last."""
    best = np.argsort(-scores, kind="stable")[:KEPT_HITS].tolist()
    kept = [(term, value) for term, value in found.items() if value.surely > 0][:KEPT_TERMS]
    return Conversation({place: float(scores[place]) for place in best if scores[place] > 0}, dict(kept), now)


class Conversations:
    """The conversations of all askers, in memory; the longest silent ones are dropped first. `now` is in seconds."""

    def __init__(self, most: int = MOST_CONVERSATIONS) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Conversation] = OrderedDict()

    def of(self, asker: Hashable, now: float) -> Conversation:
        """The asker's conversation, or a new one after a long silence."""
        kept = self._kept.get(asker)
        if kept is None or _is_over(kept, now):
            self._kept.pop(asker, None)
            return Conversation()
        return kept

    def keep(self, asker: Hashable, conversation: Conversation) -> None:
        """Remember where the asker's talk is."""
        self._kept[asker] = conversation
        self._kept.move_to_end(asker)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, asker: Hashable) -> None:
        """Forget where the asker's talk is."""
        self._kept.pop(asker, None)

    def drop_those(self, is_meant: Callable[[Hashable], bool]) -> None:
        """Forget where the talk of several askers is."""
        for asker in [asker for asker in self._kept if is_meant(asker)]:
            del self._kept[asker]

    def expire(self, now: float) -> None:
        """Drop those that were silent too long."""
        self.drop_those(lambda asker: _is_over(self._kept[asker], now))


def _is_over(talk: Conversation, now: float) -> bool:
    return talk.asked_at is None or now - talk.asked_at > FORGOTTEN_AFTER
