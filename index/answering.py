"""The whole way from a question to an answer."""

from collections.abc import Sequence

from index.answer import Answer, Quote, TermWorth, Verdict
from index.engines import Engine, Hit
from index.engines.rank_bm25 import RankBM25Engine
from index.errors import QuestionError
from index.essay import Essay
from index.quoting import Marker
from index.terms import Analyzer, Token
from index.verdict import judge, small_talk_reply

__all__ = ["LONGEST_QUESTION", "QUOTES_SHOWN", "Answerer"]

QUOTES_SHOWN = 3
LONGEST_QUESTION = 2_000  # characters: what a Discord message holds


class Answerer:
    """An essay, indexed and ready to be asked. Immutable once built; threads may ask it together."""

    def __init__(self, essay: Essay) -> None:
        self.essay = essay
        self._analyzer = Analyzer()
        self._located = tuple(essay.located())
        paragraphs = [paragraph for _, paragraph in self._located]
        self._engine: Engine = RankBM25Engine([self._analyzer.terms(paragraph.text) for paragraph in paragraphs])
        self._marker = Marker(paragraphs, self._analyzer)

    def answer(self, question: str, limit: int = QUOTES_SHOWN) -> Answer:
        """Answer with at most `limit` quotes, best first.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        asked = self._analyzer.question_tokens(_checked(question))
        reply = small_talk_reply(asked)
        if reply:
            return Answer(question=question, verdict=Verdict.NOT_IN_ESSAY, reply=reply)
        hits = self._engine.search([token.term for token in asked], limit)
        verdict = judge(hits)
        return Answer(question=question, verdict=verdict, quotes=self._quotes(hits, asked))

    def _quotes(self, hits: Sequence[Hit], asked: Sequence[Token]) -> tuple[Quote, ...]:
        return tuple(self._quote(hit, asked) for hit in hits)

    def _quote(self, hit: Hit, asked: Sequence[Token]) -> Quote:
        section, paragraph = self._located[hit.passage]
        return Quote(
            text=paragraph.text,
            highlight=self._marker.mark(hit.passage, [token.term for token in asked], self._engine.idf),
            score=hit.score,
            citation=self.essay.cite(section, paragraph),
            explanation=self._explain(hit, asked),
        )

    def _explain(self, hit: Hit, asked: Sequence[Token]) -> tuple[TermWorth, ...]:
        worths = ((token, self._engine.worth(token.term, hit.passage)) for token in asked)
        return tuple(TermWorth(word=token.word, term=token.term, worth=worth) for token, worth in worths)


def _checked(question: str) -> str:
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"The question is longer than {LONGEST_QUESTION:,} characters: ask in fewer words.")
    return question
