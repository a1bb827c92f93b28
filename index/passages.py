"""An essay's paragraphs taken apart once, for every part of answering to use: tokens, sentences, clues."""

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from index.clues import Clues, find_clues
from index.essay import Paragraph
from index.terms import Analyzer, Token

__all__ = ["AnalyzedSentence", "Passage", "analyze", "sentences_of"]


class AnalyzedSentence(NamedTuple):
    """A sentence: its characters [start, end) in the paragraph's text, words and clues."""

    start: int
    end: int
    words: int
    clues: Clues


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


def sentences_of(paragraph: Paragraph) -> tuple[AnalyzedSentence, ...]:
    """A paragraph's sentences alone."""
    texts = (paragraph.text[sentence.start : sentence.end] for sentence in paragraph.sentences)
    return tuple(
        AnalyzedSentence(sentence.start, sentence.end, len(text.split()), find_clues(text))
        for sentence, text in zip(paragraph.sentences, texts, strict=True)
    )


def _passage(paragraph: Paragraph, analyzer: Analyzer) -> Passage:
    tokens = [analyzer.tokens(paragraph.text[sentence.start : sentence.end]) for sentence in paragraph.sentences]
    ends = tuple(accumulate(map(len, tokens)))
    return Passage(tuple(chain.from_iterable(tokens)), ends, sentences_of(paragraph))
