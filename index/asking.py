"""A question as the talk makes it: its words as the essay may know them, and what it takes over from before."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import regex

from index.clues import Wanted, wanted_clue
from index.conversation import Conversation, Found, carried, leaning
from index.english import information
from index.terms import Analyzer, Token
from index.verdict import AskedWord, asked_words, told_by_any
from index.vocabulary import Expansion, Understood, Vocabulary

__all__ = ["Asked", "in_full", "take_in"]


class Asked(NamedTuple):
    """What is asked."""

    question: str
    tokens: list[Token]
    expansions: list[Expansion]
    """What the question's own words may mean in the essay."""
    wanted: Wanted
    lean: float
    """How far the question leans on the talk before, 0 to 1."""
    taken_over: Mapping[str, Found]
    """By term, what it need not repeat of that talk."""
    words: Mapping[str, AskedWord]
    """By term, its own words and those that it takes over."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Words that stand nowhere in the essay, nor anything that could stand for them."""
        return tuple(word.word for word in self.expansions if not word.alternatives)


def take_in(question: str, before: Conversation, now: float, vocabulary: Vocabulary, analyzer: Analyzer) -> Asked:
    """Understand a question that is asked at the time `now`, in seconds."""
    understood = vocabulary.understand(analyzer.question_tokens(question))
    lean = leaning(question, understood.tokens, before, now, analyzer.language)
    taken_over = _taken_over(understood, before, lean)
    told_by = information if analyzer.language.is_english else told_by_any
    return Asked(
        question=question,
        tokens=understood.tokens,
        expansions=understood.words,
        wanted=wanted_clue(question),
        lean=lean,
        taken_over=taken_over,
        words=asked_words(understood, taken_over, told_by),
    )


def in_full(asked: Asked, shown: Callable[[str], str], *, is_foreign: bool) -> str:
    """The question as a stranger to the talk, who knows the essay's names alone, would understand it.

    What it takes over from before stands in front of it. Typing mistakes are mended, "Baku" is "Azerbaijan" where the
    essay calls it so; not in another language, whose words look like mistakes. `shown` gives the word of the essay that
    a term stands for.
    """
    own = {term for word in asked.expansions for term in word.weights}
    before = [term for word in asked.words.values() if word.found_before for term in word.alternatives]
    question = asked.question
    for word in () if is_foreign else asked.expansions:
        if word.alternatives and word.alternatives[0].reason and " " not in word.word:
            written = regex.escape(asked.tokens[word.place].written)
            meant = shown(word.alternatives[0].term).replace("\\", r"\\")
            question = regex.sub(rf"\b{written}\b", meant, question)
    return " ".join([*(shown(term) for term in before if term not in own), question])


def _taken_over(asked: Understood, before: Conversation, lean: float) -> Mapping[str, Found]:
    """The terms of the talk before that count as asked; "and bread?" leans on nothing if the essay knows no bread."""
    is_elsewhere = asked.words and not any(word.alternatives for word in asked.words)
    return {} if is_elsewhere else carried(before, lean)
