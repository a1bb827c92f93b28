"""An essay's paragraphs taken apart once, for every part of answering to use: tokens, sentences, clues."""

from collections.abc import Sequence
from typing import NamedTuple

from index.clues import Clues, find_clues
from index.essay import Paragraph
from index.terms import Analyzer, Token

__all__ = ["AnalyzedSentence", "Passage", "analyze"]


class AnalyzedSentence(NamedTuple):
    """A sentence of a passage: its characters [start, end) in the paragraph's text, words and clues.

    `tokens` says which of the passage's tokens are its own.
    """

    start: int
    end: int
    tokens: slice
    words: int
    clues: Clues


class Passage(NamedTuple):
    """A paragraph as the engine and the ranking see it."""

    tokens: tuple[Token, ...]
    sentences: tuple[AnalyzedSentence, ...]


def analyze(paragraphs: Sequence[Paragraph], analyzer: Analyzer) -> list[Passage]:
    """Take each paragraph apart."""
    return [_passage(paragraph, analyzer) for paragraph in paragraphs]


def _passage(paragraph: Paragraph, analyzer: Analyzer) -> Passage:
    tokens: list[Token] = []
    sentences = []
    for sentence in paragraph.sentences:
        text = paragraph.text[sentence.start : sentence.end]
        first = len(tokens)
        tokens += analyzer.tokens(text)
        own = slice(first, len(tokens))
        sentences.append(AnalyzedSentence(sentence.start, sentence.end, own, len(text.split()), find_clues(text)))
    return Passage(tuple(tokens), tuple(sentences))
