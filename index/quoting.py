"""Which sentence of a paragraph answers, and so is marked."""

from collections.abc import Callable, Sequence

from index.essay import Paragraph, Sentence
from index.terms import Analyzer

__all__ = ["Marker"]


class Marker:
    """The sentences of an essay's paragraphs and their terms, ready to be compared with a question."""

    def __init__(self, paragraphs: Sequence[Paragraph], analyzer: Analyzer) -> None:
        self._sentences: list[list[tuple[Sentence, frozenset[str]]]] = [
            [
                (sentence, frozenset(analyzer.terms(paragraph.text[sentence.start : sentence.end])))
                for sentence in paragraph.sentences
            ]
            for paragraph in paragraphs
        ]

    def mark(self, passage: int, terms: Sequence[str], idf: Callable[[str], float]) -> tuple[int, int]:
        """The span of the sentence that holds most of the question's worth; of equals the shorter, then the first."""
        asked = frozenset(terms)
        best, _ = max(
            self._sentences[passage],
            key=lambda candidate: (sum(map(idf, asked & candidate[1])), -len(candidate[1])),
        )
        return best.start, best.end
