"""The whole way from a question to an answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answer import Answer, Explanation, Quote, Verdict
from index.asking import Asked, in_full, take_in
from index.conversation import CARRIED, Conversation, agreement, echo, remember
from index.engines.rank_bm25 import RankBM25Engine
from index.errors import QuestionError
from index.essay import Essay, Section
from index.foreign import is_foreign
from index.indexed import Indexed, IndexedEssay, MakeEngine
from index.languages import language_of
from index.quoting import mark
from index.ranking import CANDIDATES, Ranker, Ranking
from index.small_talk import small_talk_reply
from index.terms import analyzer_for
from index.verdict import Judgement, covered, found_terms, judge, judge_with_meaning
from index.vocabulary import GlossaryEntry, Reason, Vocabulary

if TYPE_CHECKING:
    from index.meaning import Meaning

__all__ = ["LONGEST_QUESTION", "QUOTES_SHOWN", "Answerer", "Finding", "checked"]

QUOTES_SHOWN = 3
LONGEST_QUESTION = 2_000  # characters: what a Discord message holds
# What of the shipped essay's questions in other words nine in ten have, and of questions asked of an essay that has
# nothing to do with them one in ten.
NEAR_BY_MEANING = 0.86
LOOKED_THROUGH = 20  # paragraphs, the best by words: what none of them has of a question hardly any other has


class Finding(NamedTuple):
    """What was found for a question: passages, best first, whatever the verdict; and where the talk is now."""

    passages: tuple[Quote, ...]
    near: tuple[Quote, ...]
    """The first of them that come near to the question."""
    judgement: Judgement
    unknown: tuple[str, ...]
    conversation: Conversation
    evidence: Mapping[str, float]
    """What each kind of evidence is worth in the first of the passages."""
    lean: float
    """How far the question leans on the talk before, 0 to 1."""


class Answerer:
    """An essay, indexed and ready to be asked. Immutable once built; threads may ask it together."""

    def __init__(
        self,
        essay: Essay | Indexed,
        glossary: Iterable[GlossaryEntry] = (),
        without: Collection[Reason] = (),
        *,
        meaning: "Meaning | None" = None,
        explains: bool = False,
        make_engine: MakeEngine = RankBM25Engine,
    ) -> None:
        """Index an essay, or take one that was indexed before, with its own glossary and engine."""
        indexed = IndexedEssay(essay, glossary, without, make_engine) if isinstance(essay, Essay) else essay
        self._indexed = indexed
        self._meaning = meaning
        self._explains = explains
        self._analyzer = analyzer_for(language_of(indexed.language))
        self._vocabulary = Vocabulary(indexed.lexicon, self._analyzer, without)
        self._ranker = Ranker(indexed.evidence)

    @property
    def essay(self) -> Essay:
        """The essay that is asked."""
        return self._indexed.essay

    def answer(self, question: str, limit: int = QUOTES_SHOWN) -> Answer:
        """Answer a question that stands for itself, with at most `limit` quotes.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        return self.ask(question, Conversation(), 0.0, limit)[0]

    def ask(
        self,
        question: str,
        before: Conversation,
        now: float,
        limit: int = QUOTES_SHOWN,
        section: Section | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer a question of a conversation at the time `now` (seconds), and say where the talk is then.

        With a section only its paragraphs are looked at.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        reply = small_talk_reply(checked(question), self.essay.called)
        if reply:
            talk = Answer(question=question, verdict=Verdict.NOT_IN_ESSAY, reply=reply, suggestions=self.suggestions)
            return talk, before
        found = self.find(question, before, now, limit, section)
        answered = found.judgement.verdict is Verdict.ANSWERED
        answer = Answer(
            question=question,
            verdict=found.judgement.verdict,
            quotes=found.passages if answered else (),
            nearest=() if answered else found.near,
            confidence=found.judgement.confidence,
            by_meaning_alone=found.judgement.by_meaning_alone,
            unknown=found.unknown,
            suggestions=() if answered else self.suggestions,
            section=section.label if section else None,
        )
        return answer, found.conversation

    def find(
        self, question: str, before: Conversation, now: float, limit: int, section: Section | None = None
    ) -> Finding:
        """Rank the paragraphs, mark their sentences and judge whether the first one answers."""
        asked = take_in(question, before, now, self._vocabulary, self._analyzer)
        within = [paragraph.number - 1 for paragraph in section.paragraphs] if section else None
        by_words = self._rank(asked, before)
        first = self._first(by_words.within(within))
        judgement = judge(list(asked.words.values()), first)
        ranking, judgement, is_near = self._weigh(asked, by_words, judgement, within)
        best = ranking.within(within).best(limit)
        passages = tuple(self._quote(position, ranking, asked) for position in best)
        near = (passage for passage, position in zip(passages, best, strict=True) if is_near[position])
        return Finding(
            passages=passages,
            near=tuple(islice(near, QUOTES_SHOWN)),
            judgement=judgement,
            unknown=asked.unknown,
            conversation=remember(ranking.scores, found_terms(asked.words, first), now),
            lean=asked.lean,
            evidence={kind: float(scores[best[0]]) for kind, scores in ranking.evidence.items()} if best else {},
        )

    @cached_property
    def suggestions(self) -> tuple[str, ...]:
        """Questions that this essay answers, made of its own phrases."""
        if self._indexed.suggestions is not None:
            return tuple(self._indexed.suggestions)
        from index.suggesting import suggest  # few questions end here

        by_words = copy(self)  # they are made of the essay's words, and tried by the dozen
        by_words._meaning = None
        texts = [paragraph.text for paragraph in self.essay.paragraphs]
        return suggest(texts, by_words._answers, self._analyzer.language)

    def _answers(self, question: str) -> bool:
        return self.find(question, Conversation(), 0.0, limit=1).judgement.verdict is Verdict.ANSWERED

    def _rank(self, asked: Asked, before: Conversation) -> Ranking:
        """The order by words, and by the talk before."""
        words = [word.weights for word in asked.expansions]
        ranking = self._ranker.rank(asked.tokens, words, self._indexed.engine.search(words, CANDIDATES))
        if not asked.lean:
            return ranking
        passages = self._indexed.passages
        drawn = echo(before, asked.lean, [len(passage.tokens) for passage in passages])
        drawn += agreement(asked.wanted, asked.tokens, asked.lean, passages, self._analyzer.language)
        sentences = self._ranker.sentences_with([{term: CARRIED} for term in asked.taken_over])
        return ranking.with_evidence("conversation", drawn).with_sentences(sentences)

    def _weigh(
        self, asked: Asked, by_words: Ranking, judgement: Judgement, within: Sequence[int] | None
    ) -> tuple[Ranking, Judgement, NDArray[np.bool_]]:
        """Order, verdict, and which paragraphs come near at all: by meaning too where it is known.

        Mere pieces of words are near to nothing.
        """
        is_near = by_words.evidence["words"] > 0
        if self._meaning is None:
            return by_words, judgement, is_near
        foreign = is_foreign(asked.tokens, self._analyzer.language)
        close = self._meaning.closeness(in_full(asked, self._vocabulary.shown, is_foreign=foreign))
        if close is None:
            return by_words, judgement, is_near
        words = list(asked.words.values())
        share = max(
            (covered(words, self._ranker.sentence_terms(place)) for place in by_words.best(LOOKED_THROUGH)), default=0
        )
        ranking = by_words.with_meaning(close, share, asked.lean)
        judgement = judge_with_meaning(judgement, words, close.within(within), is_foreign=foreign)
        return ranking, judgement, is_near | (close.near > NEAR_BY_MEANING)

    def _first(self, ranking: Ranking) -> Sequence[frozenset[str]]:
        """The terms of each sentence of the passage that comes first."""
        best = ranking.best(1)
        return self._ranker.sentence_terms(best[0]) if best else []

    def _quote(self, position: int, ranking: Ranking, asked: Asked) -> Quote:
        marked = mark(self._indexed.sentences(position), ranking.sentences[position].tolist(), asked.wanted)
        return Quote(
            text=self._indexed.text(position),
            highlight=marked.highlight,
            shown=marked.shown,
            score=float(ranking.scores[position]),
            citation=self._indexed.cite(position),
            explanation=self._explain(position, ranking, asked) if self._explains else None,
        )

    def _explain(self, position: int, ranking: Ranking, asked: Asked) -> Explanation:
        from index.explaining import explain  # few ask why

        return explain(position, ranking, asked.expansions, self._indexed.engine, self._vocabulary.shown)


def checked(question: str) -> str:
    """The question, if it can be asked.

    Raises:
        QuestionError: it is longer than a question can be.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"The question is longer than {LONGEST_QUESTION:,} characters: ask in fewer words.")
    return question
