"""Ask labelled questions and write down what came of each."""

import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.answer import Verdict
from index.answering import Answerer
from index.conversation import Conversation
from index.engines.rank_bm25 import RankBM25Engine
from index.errors import EssayError
from index.essay import Essay, Frozen
from index.evaluation.labelled import LabelledQuestion
from index.indexed import MakeEngine
from index.vocabulary import GlossaryEntry, Reason

if TYPE_CHECKING:
    from index.meaning import Meaning

__all__ = ["OFF_TOPIC", "Answerers", "Outcome", "off_topic", "run"]

MOST_RANKED = 10
OFF_TOPIC = "off_topic"
SECONDS_BETWEEN_TURNS = 1.0  # history is replayed as if typed without a pause


class Outcome(Frozen):
    """What came of one question. `paragraphs` are the ranked numbers, best first, whatever the verdict."""

    id: str
    essay: str
    kind: str
    gold: tuple[int, ...]
    verdict: Verdict
    confidence: float
    paragraphs: tuple[int, ...]
    highlight: str
    score: float
    marked_rightly: bool | None
    """Whether the mark holds an answer; None where no answer text is known."""
    seconds: float


class Answerers(dict[str, Answerer]):
    """The essays of a labelled set by their ids, each made ready when it is first asked."""

    def __init__(
        self,
        essays: Mapping[str, Essay],
        glossaries: Mapping[str, Sequence[GlossaryEntry]] | None = None,
        without: Collection[Reason] = (),
        meaning_of: Callable[[str, Essay], "Meaning | None"] = lambda _, __: None,
        engine_of: Callable[[Essay], MakeEngine] = lambda _: RankBM25Engine,
    ) -> None:
        super().__init__()
        self._essays, self._glossaries, self._without = essays, glossaries or {}, without
        self._meaning_of, self._engine_of = meaning_of, engine_of

    def __missing__(self, name: str) -> Answerer:
        if name not in self._essays:
            raise EssayError(f"A question asks the essay {name!r}, which is not among the essays.")
        essay = self._essays[name]
        meaning = self._meaning_of(name, essay)
        glossary, make_engine = self._glossaries.get(name, ()), self._engine_of(essay)
        self[name] = Answerer(essay, glossary, self._without, meaning=meaning, make_engine=make_engine)
        return self[name]


def run(questions: Iterable[LabelledQuestion], answerers: Answerers) -> Iterator[Outcome]:
    """Ask each question of its essay, the earlier questions of its conversation first.

    Raises:
        EssayError: a question names an essay that is not there, or a paragraph its essay does not have.
    """
    for question in questions:
        answerer = answerers[question.essay]
        if any(not 1 <= number <= len(answerer.essay.paragraphs) for number in question.gold):
            raise EssayError(f"Question {question.id} has a gold paragraph that {question.essay!r} does not have.")
        yield _ask(question, answerer)


def off_topic(questions: Sequence[LabelledQuestion], seed: int = 0) -> list[LabelledQuestion]:
    """Each answerable question asked of another essay of the same questions, which can't answer it."""
    names = sorted({question.essay for question in questions})
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, nothing secret
    if len(names) == 1:
        return []
    return [
        question.model_copy(
            update={
                "id": f"{question.id} {OFF_TOPIC}",
                "essay": chance.choice([name for name in names if name != question.essay]),
                "gold": (),
                "history": (),
                "kind": OFF_TOPIC,
            }
        )
        for question in questions
        if question.gold
    ]


def _ask(question: LabelledQuestion, answerer: Answerer) -> Outcome:
    before = Conversation()
    now = 0.0
    for earlier in question.history:
        before = answerer.ask(earlier, before, now)[1]
        now += SECONDS_BETWEEN_TURNS
    started = time.perf_counter()
    answer, _ = answerer.ask(question.question, before, now)
    seconds = time.perf_counter() - started
    passages = answerer.find(question.question, before, now, limit=MOST_RANKED).passages
    marked = passages[0].marked if passages else ""
    return Outcome(
        id=question.id,
        essay=question.essay,
        kind=question.kind,
        gold=question.gold,
        verdict=answer.verdict,
        confidence=answer.confidence,
        paragraphs=tuple(passage.citation.paragraph for passage in passages),
        highlight=marked,
        score=passages[0].score if passages else 0.0,
        marked_rightly=any(wanted in marked for wanted in question.wanted) if question.wanted else None,
        seconds=seconds,
    )
