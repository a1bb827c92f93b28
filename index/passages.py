"""An essay's paragraphs taken apart once, for every part of answering to use: tokens, sentences, clues."""

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from index.clues import Clues, find_clues
from index.essay import Paragraph
from index.terms import Analyzer, Token

__all__ = ["AnalyzedSentence", "Passage", "analyze"]


class AnalyzedSentence:
    """A sentence: its characters [start, end) in the paragraph's text, words and clues. Few are ever looked at."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Of a paragraph's text."""
        self._text = text
        self.start, self.end = start, end

    @cached_property
    def words(self) -> int:
        """How many there are."""
        return len(self._text[self.start : self.end].split())

    @cached_property
    def clues(self) -> Clues:
        """What in it could answer who, where, when or how many."""
        return find_clues(self._text[self.start : self.end])


class Passage(NamedTuple):
    """A paragraph as the engine and the ranking see it."""

    tokens: tuple[Token, ...]
    ends: tuple[int, ...]
    """Where the tokens of each sentence end."""
    sentences: tuple[AnalyzedSentence, ...]

    def by_sentence(self) -> list[tuple[Token, ...]]:
        """The tokens of each sentence."""
        return [self.tokens[start:end] for start, end in pairwise((0, *self.ends))]


def analyze(paragraphs: Sequence[Paragraph], analyzer: Analyzer) -> list[Passage]:
    """Take each paragraph apart."""
    return [_passage(paragraph, analyzer) for paragraph in paragraphs]


def _passage(paragraph: Paragraph, analyzer: Analyzer) -> Passage:
    tokens = [analyzer.tokens(paragraph.text[sentence.start : sentence.end]) for sentence in paragraph.sentences]
    ends = tuple(accumulate(map(len, tokens)))
    sentences = tuple(AnalyzedSentence(paragraph.text, one.start, one.end) for one in paragraph.sentences)
    return Passage(tuple(chain.from_iterable(tokens)), ends, sentences)
