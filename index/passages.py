"""An essay's paragraphs taken apart once, for every part of answering to use: tokens, sentences, clues."""

from collections.abc import Sequence
from typing import NamedTuple

from index.clues import Clues, find_clues
from index.essay import Paragraph
from index.terms import Analyzer, Token

__all__ = ["AnalyzedSentence", "Passage", "analyze"]


class AnalyzedSentence(NamedTuple):
    """A sentence of a passage: its characters [start, end) in the paragraph's text, tokens, words and clues."""

    start: int
    end: int
    tokens: tuple[Token, ...]
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
    sentences = []
    for sentence in paragraph.sentences:
        text = paragraph.text[sentence.start : sentence.end]
        sentences.append(
            AnalyzedSentence(
                sentence.start, sentence.end, tuple(analyzer.tokens(text)), len(text.split()), find_clues(text)
            )
        )
    return Passage(tuple(token for sentence in sentences for token in sentence.tokens), tuple(sentences))
