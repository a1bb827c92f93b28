"""What is lost when many essays are asked together, measured on labelled sets.

Run it with `python -m tests.benchmarks.pooled FOLDER`, where the folder holds NAME.essays.jsonl and
NAME.questions.jsonl (the format of `quoth evaluate`). Each set is one library, and then all of them are; the last one
is of conversations, whose earlier questions are asked of their essay and the last ones of all. In percent: how often
the right paragraph comes first when its essay is asked alone and when all are, and then the right essay; how many
questions are answered, and how many of the other sets, which nothing there can answer, when any one essay is asked and
when all are. At the end of a line, the processor time of a question.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.evidence import meaning_of
from index import Essay, Library, Verdict
from index.answer import Quote
from index.conversation import Conversation
from index.evaluation import Answerers, LabelledQuestion, read_essays, read_questions
from index.meaning import Meaning
from index.verdict import Judgement

OTHERS_ASKED = 200  # questions of each other set
AMONG = 3
SECONDS_BETWEEN_TURNS = 1.0
HEADING = f"""
{"":12}{"":>7}{"":>10}{"right paragraph first":>30}{"right":>8}{"answered":>16}{"others answered":>16}{"ms":>14}
{"library":12}{"essays":>7}{"questions":>10}{"alone":>8}{"pooled":>8}{"lost":>7}{"in 3":>7}{"essay":>8}\
{"alone":>8}{"pooled":>8}{"alone":>8}{"pooled":>8}{"alone":>7}{"pooled":>7}"""


class LabelledSet(NamedTuple):
    """A set's name, its essays by id, and its answerable questions."""

    name: str
    essays: Mapping[str, Essay]
    questions: Sequence[LabelledQuestion]


class Shares(NamedTuple):
    """What came of questions, in percent; and seconds a question."""

    first: float
    among_three: float
    right_essay: float
    answered: float
    seconds: float


Found = tuple[list[tuple[str, Quote]], Judgement]
Find = Callable[[LabelledQuestion], Found]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=["squad", "covidqa", "fairytale", "policyqa"])
    parser.add_argument("--conversations", default="coqa", help="the set whose questions have a history")
    parser.add_argument("--meaning", action="store_true", help="with the model, which reads every essay first")
    parser.add_argument("--most", type=int, default=0, help="at most so many questions a set (default: all)")
    options = parser.parse_args()
    sets = [_load(options.folder, name, options.most) for name in options.sets]
    print(HEADING)
    for labelled in sets:
        others = chain.from_iterable(_evenly(other.questions, OTHERS_ASKED) for other in sets if other is not labelled)
        _print(labelled, list(others), with_meaning=options.meaning)
    for labelled in (_together(sets), _load(options.folder, options.conversations, options.most)):
        _print(labelled, [], with_meaning=options.meaning)


def _load(folder: Path, name: str, most: int) -> LabelledSet:
    questions = [question for question in read_questions(folder / f"{name}.questions.jsonl") if question.gold]
    return LabelledSet(name, read_essays(folder / f"{name}.essays.jsonl"), _evenly(questions, most))


def _evenly(questions: Sequence[LabelledQuestion], most: int) -> Sequence[LabelledQuestion]:
    return questions[:: max(1, len(questions) // most)] if most else questions


def _together(sets: Sequence[LabelledSet]) -> LabelledSet:
    """All sets as one."""
    essays = {f"{one.name}/{name}": essay for one in sets for name, essay in one.essays.items()}
    questions = [
        question.model_copy(update={"essay": f"{one.name}/{question.essay}"})
        for one in sets
        for question in one.questions
    ]
    return LabelledSet("all of them", essays, questions)


def _print(labelled: LabelledSet, others: Sequence[LabelledQuestion], *, with_meaning: bool) -> None:
    def meaning(_: str, essay: Essay) -> Meaning | None:
        return meaning_of(essay) if with_meaning else None

    answerers = Answerers(labelled.essays, meaning_of=meaning)
    for name in labelled.essays:
        answerers[name]  # made before anything is timed
    library = Library(labelled.essays, answerers.__getitem__)
    by_chance = [
        other.model_copy(update={"essay": name}) for other, name in zip(others, cycle(labelled.essays), strict=False)
    ]
    alone, pooled = _shares(labelled.questions, _alone(answerers)), _shares(labelled.questions, _pooled(library))
    others_alone, others_pooled = _shares(by_chance, _alone(answerers)), _shares(others, _pooled(library))
    print(
        f"{labelled.name:12}{len(labelled.essays):7}{len(labelled.questions):10}"
        f"{alone.first:8.1f}{pooled.first:8.1f}{alone.first - pooled.first:7.1f}"
        f"{pooled.among_three:7.1f}{pooled.right_essay:8.1f}{alone.answered:8.1f}{pooled.answered:8.1f}"
        f"{others_alone.answered:8.1f}{others_pooled.answered:8.1f}"
        f"{1e3 * alone.seconds:7.2f}{1e3 * pooled.seconds:7.2f}",
        flush=True,
    )


def _alone(answerers: Answerers) -> Find:
    def find(question: LabelledQuestion) -> Found:
        answerer, talk = answerers[question.essay], Conversation()
        for turn, earlier in enumerate(question.history):
            talk = answerer.ask(earlier, talk, turn * SECONDS_BETWEEN_TURNS)[1]
        found = answerer.find(question.question, talk, len(question.history) * SECONDS_BETWEEN_TURNS, AMONG)
        return [(question.essay, passage) for passage in found.passages], found.judgement

    return find


def _pooled(library: Library) -> Find:
    def find(question: LabelledQuestion) -> Found:
        talk = Conversation()
        for turn, earlier in enumerate(question.history):
            talk = library.ask(earlier, talk, turn * SECONDS_BETWEEN_TURNS, essay=question.essay)[1]
        found = library.find(question.question, talk, len(question.history) * SECONDS_BETWEEN_TURNS, AMONG)
        return found.passages, found.judgement

    return find


def _shares(questions: Sequence[LabelledQuestion], find: Find) -> Shares:
    if not questions:
        return Shares(*[np.nan] * len(Shares._fields))
    rows = []
    for question in questions:
        started = time.process_time()
        passages, judgement = find(question)
        seconds = time.process_time() - started
        essays = [essay for essay, _ in passages]
        right = [essay == question.essay and quote.citation.paragraph in question.gold for essay, quote in passages]
        answered = judgement.verdict is Verdict.ANSWERED
        rows.append((any(right[:1]), any(right), essays[:1] == [question.essay], answered, seconds / 100))
    return Shares(*(100 * np.mean(rows, axis=0)).tolist())


if __name__ == "__main__":
    main()
