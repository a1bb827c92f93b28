"""An essay with all that answering needs of it: made of the essay, or opened where that was done before."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from index.engines import Alternatives, Engine, Hit
from index.essay import Citation, Essay
from index.languages import language_of
from index.passages import AnalyzedSentence, Passage, analyze
from index.ranking import Evidence
from index.terms import analyzer_for
from index.vocabulary import GlossaryEntry, Lexicon, Reason, Vocabulary

__all__ = ["Indexed", "IndexedEssay", "MakeEngine", "Searched"]

MakeEngine = Callable[[], Engine]
"""Gives an engine that holds nothing yet."""


class Searched(Protocol):
    """What an essay asks of the engine that holds it."""

    def search(self, words: Sequence[Alternatives], limit: int) -> list[Hit]:
        """See `Engine.search`."""
        ...


class Indexed(Protocol):
    """What answering needs of an essay. Positions of paragraphs count from 0."""

    @property
    def essay(self) -> Essay:
        """The essay, whole."""
        ...

    @property
    def language(self) -> str:
        """The essay's, by ISO 639-1."""
        ...

    @property
    def lexicon(self) -> Lexicon:
        """Its words."""
        ...

    @property
    def engine(self) -> Searched:
        """What ranks its paragraphs by BM25."""
        ...

    @property
    def evidence(self) -> Evidence:
        """What else they are ranked by."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """Its paragraphs taken apart, which a question that leans on the talk before needs."""
        ...

    @property
    def suggestions(self) -> Sequence[str] | None:
        """Questions that it answers; None where they were not made yet."""
        ...

    def text(self, position: int) -> str:
        """A paragraph's."""
        ...

    def cite(self, position: int) -> Citation:
        """Where a paragraph stands."""
        ...

    def sentences(self, position: int) -> Sequence[AnalyzedSentence]:
        """A paragraph's."""
        ...


class IndexedEssay:
    """An essay indexed here and now."""

    def __init__(
        self,
        essay: Essay,
        glossary: Iterable[GlossaryEntry],
        without: Collection[Reason],
        make_engine: MakeEngine,
    ) -> None:
        self.essay = essay
        self.language = essay.language
        analyzer = analyzer_for(language_of(essay.language))
        self.passages = analyze(essay.paragraphs, analyzer)
        self.lexicon = Lexicon.of(essay.paragraphs, self.passages, analyzer, glossary, without)
        terms_of = Vocabulary(self.lexicon, analyzer).terms
        self.engine = make_engine()
        self.engine.hold([essay.fingerprint], lambda _: [terms_of(passage.tokens) for passage in self.passages])
        self.evidence = Evidence.of(self.passages, terms_of)
        self.suggestions = None
        self._located = tuple(essay.located())

    def text(self, position: int) -> str:
        """See `Indexed.text`."""
        return self._located[position][1].text

    def cite(self, position: int) -> Citation:
        """See `Indexed.cite`."""
        return self.essay.cite(*self._located[position])

    def sentences(self, position: int) -> Sequence[AnalyzedSentence]:
        """See `Indexed.sentences`."""
        return self.passages[position].sentences
