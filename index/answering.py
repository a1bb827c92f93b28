"""The whole way from a question to an answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from index.answer import Answer, Explanation, Quote, Verdict
from index.clues import Wanted, wanted_clue
from index.conversation import CARRIED, Conversation, Found, agreement, carried, echo, leaning, remember
from index.engines import Engine
from index.engines.rank_bm25 import RankBM25Engine
from index.english import information
from index.errors import QuestionError
from index.essay import Essay, Section
from index.languages import language_of
from index.passages import analyze
from index.quoting import mark
from index.ranking import CANDIDATES, Ranker, Ranking
from index.small_talk import small_talk_reply
from index.terms import Analyzer
from index.verdict import (
    AskedWord,
    Judgement,
    asked_words,
    covered,
    found_terms,
    is_foreign,
    judge,
    judge_with_meaning,
    told_by_any,
)
from index.vocabulary import GlossaryEntry, Reason, Understood, Vocabulary

if TYPE_CHECKING:
    from index.meaning import Meaning

__all__ = ["LONGEST_QUESTION", "QUOTES_SHOWN", "Answerer", "Finding"]

QUOTES_SHOWN = 3
LONGEST_QUESTION = 2_000  # characters: what a Discord message holds
LOOKED_THROUGH = 20  # paragraphs, the best by words: what none of them has of a question hardly any other has


class Finding(NamedTuple):
    """What was found for a question: passages, best first, whatever the verdict; and where the talk is now."""

    passages: tuple[Quote, ...]
    near: tuple[Quote, ...]
    """The first of them that come near to the question."""
    judgement: Judgement
    unknown: tuple[str, ...]
    conversation: Conversation


class Answerer:
    """An essay, indexed and ready to be asked. Immutable once built; threads may ask it together."""

    def __init__(
        self,
        essay: Essay,
        glossary: Iterable[GlossaryEntry] = (),
        without: Collection[Reason] = (),
        *,
        meaning: "Meaning | None" = None,
        explains: bool = False,
    ) -> None:
        self.essay = essay
        self._meaning = meaning
        self._explains = explains
        self._language = language_of(essay.language)
        self._told_by = information if self._language.is_english else told_by_any
        self._analyzer = Analyzer(self._language)
        self._located = tuple(essay.located())
        self._passages = analyze(essay.paragraphs, self._analyzer)
        self._vocabulary = Vocabulary(essay.paragraphs, self._passages, self._analyzer, glossary, without)
        terms_of = self._vocabulary.terms
        self._engine: Engine = RankBM25Engine([terms_of(passage.tokens) for passage in self._passages])
        self._ranker = Ranker(self._passages, terms_of)
        self._sentence_terms = [
            [frozenset(terms_of(s.tokens)) for s in passage.sentences] for passage in self._passages
        ]

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
        reply = small_talk_reply(_checked(question), self.essay.called)
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
        asked = self._vocabulary.understand(self._analyzer.question_tokens(question))
        lean = leaning(question, asked.tokens, before, now, self._language)
        taken_over = _taken_over(asked, before, lean)
        wanted = wanted_clue(question)
        by_words = self._rank(wanted, asked, before, lean, taken_over)
        within = [paragraph.number - 1 for paragraph in section.paragraphs] if section else None
        words = asked_words(asked, taken_over, self._told_by)
        first_by_words = self._terms_at(_only(by_words, within).best(1))
        judged = (by_words, judge(list(words.values()), first_by_words))
        everywhere, judgement = self._weigh(question, asked, list(words.values()), judged, lean, within)
        ranking = _only(everywhere, within)
        best = ranking.best(limit)
        passages = tuple(self._quote(position, ranking, wanted, asked) for position in best)
        return Finding(
            passages=passages,
            near=_near(passages, ranking.evidence["words"][best].tolist()),
            judgement=judgement,
            unknown=tuple(word.word for word in asked.words if not word.alternatives),
            conversation=remember(everywhere.scores, found_terms(words, first_by_words), now),
        )

    @cached_property
    def suggestions(self) -> tuple[str, ...]:
        """Questions that this essay answers, made of its own phrases."""
        from index.suggesting import suggest  # few questions end here

        by_words = copy(self)  # they are made of the essay's words, and tried by the dozen
        by_words._meaning = None
        texts = [paragraph.text for _, paragraph in self._located]
        return suggest(texts, by_words._answers, self._language)

    def _answers(self, question: str) -> bool:
        return self.find(question, Conversation(), 0.0, limit=1).judgement.verdict is Verdict.ANSWERED

    def _rank(
        self, wanted: Wanted, asked: Understood, before: Conversation, lean: float, taken_over: Iterable[str]
    ) -> Ranking:
        words = [word.weights for word in asked.words]
        ranking = self._ranker.rank(asked.tokens, words, self._engine.search(words, CANDIDATES))
        if not lean:
            return ranking
        drawn = echo(before, lean, [len(passage.tokens) for passage in self._passages])
        drawn += agreement(wanted, asked.tokens, lean, self._passages, self._language)
        sentences = self._ranker.sentences_with([{term: CARRIED} for term in taken_over])
        return ranking.with_evidence("conversation", drawn).with_sentences(sentences)

    def _weigh(
        self,
        question: str,
        asked: Understood,
        words: Sequence[AskedWord],
        by_words: tuple[Ranking, Judgement],
        lean: float,
        within: Sequence[int] | None,
    ) -> tuple[Ranking, Judgement]:
        """Order of all paragraphs, and verdict on those within, by meaning too where it is known."""
        close = self._meaning.closeness(self._in_full(question, asked, words)) if self._meaning else None
        if close is None:
            return by_words
        ranking, judgement = by_words
        share = max((covered(words, self._sentence_terms[place]) for place in ranking.best(LOOKED_THROUGH)), default=0)
        near = close if within is None else close.within(within)
        judgement = judge_with_meaning(judgement, asked.tokens, words, near, self._language)
        return ranking.with_meaning(close, share, lean), judgement

    def _in_full(self, question: str, asked: Understood, words: Sequence[AskedWord]) -> str:
        """The question as a stranger to the talk would understand it: what it takes over, then itself, mended."""
        own = {term for word in asked.words for term in word.weights}
        taken_over = [self._vocabulary.shown(term) for word in words for term in word.alternatives if word.found_before]
        if not is_foreign(asked.tokens, self._language):
            for word in asked.words:
                if word.alternatives and word.alternatives[0].reason is Reason.SPELLING:
                    token = asked.tokens[word.place]
                    question = question.replace(token.written, token.word)
        return " ".join([*(term for term in taken_over if term not in own), question])

    def _terms_at(self, best: Sequence[int]) -> Sequence[frozenset[str]]:
        """The terms of each sentence of the passage that came first."""
        return self._sentence_terms[best[0]] if best else []

    def _quote(self, position: int, ranking: Ranking, wanted: Wanted, asked: Understood) -> Quote:
        section, paragraph = self._located[position]
        marked = mark(self._passages[position].sentences, ranking.sentences[position].tolist(), wanted)
        return Quote(
            text=paragraph.text,
            highlight=marked.highlight,
            shown=marked.shown,
            score=float(ranking.scores[position]),
            citation=self.essay.cite(section, paragraph),
            explanation=self._explain(position, ranking, asked) if self._explains else None,
        )

    def _explain(self, position: int, ranking: Ranking, asked: Understood) -> Explanation:
        from index.explaining import explain  # few ask why

        return explain(position, ranking, asked.words, self._engine, self._vocabulary.shown)


def _only(ranking: Ranking, within: Sequence[int] | None) -> Ranking:
    """The ranking of some paragraphs, or of all."""
    return ranking if within is None else ranking.within(within)


def _taken_over(asked: Understood, before: Conversation, lean: float) -> Mapping[str, Found]:
    """The terms of the talk before that count as asked; "and bread?" leans on nothing if the essay knows no bread."""
    is_elsewhere = asked.words and not any(word.alternatives for word in asked.words)
    return {} if is_elsewhere else carried(before, lean)


def _near(passages: Sequence[Quote], worths: Iterable[float]) -> tuple[Quote, ...]:
    """Passages that share a word with the question: mere pieces of words are near to nothing."""
    near = (quote for quote, worth in zip(passages, worths, strict=True) if worth > 0)
    return tuple(islice(near, QUOTES_SHOWN))


def _checked(question: str) -> str:
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"The question is longer than {LONGEST_QUESTION:,} characters: ask in fewer words.")
    return question
