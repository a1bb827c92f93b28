"""What each ingredient brings, measured on labelled sets and against the peers.

Run it with `python -m tests.benchmarks.ablation FOLDER`, where the folder holds NAME.essays.jsonl and
NAME.questions.jsonl (the format of `quoth evaluate`). It prints Hit@1 beside the peers', with mistyped questions and
with follow-ups, then a table with each ingredient taken away: points of Hit@1 lost and milliseconds saved a question.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import Stemmer
from rank_bm25 import BM25Okapi

from bot.evidence import meaning_of
from index import Essay, Reason
from index.conversation import Conversation
from index.evaluation import Answerers, LabelledQuestion, off_topic, read_essays, read_questions, run
from index.irregular import BASE_FORMS
from index.meaning import Meaning
from index.ranking import WEIGHTS
from index.terms import Analyzer
from tests.benchmarks.typos import with_typos

MISTAKES = (0, 1, 2)
QUESTIONS_TIMED = 150
ROUNDS = 7
NOTHING: Callable[[], AbstractContextManager[object]] = nullcontext

MeaningOf = Callable[[str, Essay], Meaning | None]


def by_words(_: str, __: Essay) -> None:
    """No meaning: words alone."""


def by_model(_: str, essay: Essay) -> Meaning | None:
    """What the installed model makes of an essay."""
    return meaning_of(essay)


class LabelledSet(NamedTuple):
    """A set's name, its essays by id, and its questions."""

    name: str
    essays: Mapping[str, Essay]
    questions: Sequence[LabelledQuestion]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=["squad", "covidqa", "fairytale", "policyqa"])
    parser.add_argument("--conversations", default="coqa", help="the set whose questions have a history")
    parser.add_argument("--mistyped", default="squad", help="the set that is asked with typing mistakes")
    parser.add_argument("--meaning", action="store_true", help="what the model brings too; it reads every essay first")
    parser.add_argument("--most", type=int, default=0, help="at most so many questions a set (default: all)")
    options = parser.parse_args()
    sets = [_load(options.folder, name, options.most) for name in options.sets]
    _print_peers(sets)
    _print_mistyped(_load(options.folder, options.mistyped, options.most))
    _print_follow_ups(_load(options.folder, options.conversations, options.most))
    _print_ablation(sets, with_meaning=options.meaning)


def _load(folder: Path, name: str, most: int) -> LabelledSet:
    questions = read_questions(folder / f"{name}.questions.jsonl")
    step = max(1, len(questions) // most) if most else 1
    return LabelledSet(name, read_essays(folder / f"{name}.essays.jsonl"), questions[::step])


def hit_at_1(labelled: LabelledSet, without: Sequence[Reason] = (), meaning_of: MeaningOf = by_words) -> float:
    """Percent of the answerable questions whose first paragraph answers."""
    answerable = [question for question in labelled.questions if question.gold]
    outcomes = run(answerable, Answerers(labelled.essays, {}, without, meaning_of))
    return 100 * float(
        np.mean([any(number in outcome.gold for number in outcome.paragraphs[:1]) for outcome in outcomes])
    )


def peer_hit_at_1(labelled: LabelledSet) -> float:
    """The same for rank_bm25 as released, on stemmed word tokens without stop words."""
    analyzer, stemmer = Analyzer(), Stemmer.Stemmer("english")

    def terms(text: str) -> list[str]:
        return [stemmer.stemWord(token.word) for token in analyzer.tokens(text) if not token.is_stop_word]

    engines = {
        name: BM25Okapi([terms(paragraph.text) or [""] for paragraph in essay.paragraphs])
        for name, essay in labelled.essays.items()
    }
    answerable = [question for question in labelled.questions if question.gold]
    return 100 * float(
        np.mean([np.argmax(engines[q.essay].get_scores(terms(q.question))) + 1 in q.gold for q in answerable])
    )


def _print_peers(sets: Sequence[LabelledSet]) -> None:
    print(f"{'Hit@1':12}{'questions':>10}{'rank_bm25':>10}{'quoth':>8}{'more':>7}{'off-topic':>11}{'answered':>10}")
    for labelled in sets:
        peer, ours = peer_hit_at_1(labelled), hit_at_1(labelled)
        answerers = Answerers(labelled.essays)
        wrongly, rightly = (
            100 * float(np.mean([outcome.verdict == "answered" for outcome in run(questions, answerers)]))
            for questions in (off_topic(labelled.questions), [q for q in labelled.questions if q.gold])
        )
        count = len(labelled.questions)
        print(f"{labelled.name:12}{count:10}{peer:10.1f}{ours:8.1f}{ours - peer:+7.1f}{wrongly:11.1f}{rightly:10.1f}")


def _print_mistyped(labelled: LabelledSet) -> None:
    analyzer = Analyzer()
    for mistakes in MISTAKES:
        asked = [
            question.model_copy(update={"question": with_typos(question.question, mistakes, question.id, analyzer)})
            for question in labelled.questions
        ]
        mistyped = labelled._replace(questions=asked)
        mended, as_typed = hit_at_1(mistyped), hit_at_1(mistyped, [Reason.SPELLING])
        print(f"{labelled.name}, {mistakes} typing mistakes a question: {mended:.1f}, without repair {as_typed:.1f}")


def _print_follow_ups(labelled: LabelledSet) -> None:
    alone = [question.model_copy(update={"history": ()}) for question in labelled.questions]
    without = hit_at_1(labelled._replace(questions=alone))
    print(f"{labelled.name}, follow-ups: {hit_at_1(labelled):.1f}, without history {without:.1f}")


def _print_ablation(sets: Sequence[LabelledSet], *, with_meaning: bool) -> None:
    whole = [hit_at_1(labelled) for labelled in sets]
    print(f"\n{'without':22}" + "".join(f"{labelled.name:>11}" for labelled in sets) + f"{'mean':>8}{'ms saved':>10}")
    for name, (taken_away, without) in _ingredients():
        with taken_away():
            lost = [score - hit_at_1(labelled, without) for score, labelled in zip(whole, sets, strict=True)]
        saved = 1e3 * (_seconds_a_question(sets[0], NOTHING, ()) - _seconds_a_question(sets[0], taken_away, without))
        print(f"{name:22}" + "".join(f"{points:11.2f}" for points in lost) + f"{np.mean(lost):8.2f}{saved:10.3f}")
    if with_meaning:
        lost = [hit_at_1(labelled, (), by_model) - score for score, labelled in zip(whole, sets, strict=True)]
        print(f"{'meaning':22}" + "".join(f"{points:11.2f}" for points in lost) + f"{np.mean(lost):8.2f}")


def _ingredients() -> Iterator[tuple[str, tuple[Callable[[], AbstractContextManager[object]], Sequence[Reason]]]]:
    for kind in WEIGHTS:
        fewer = {other: weight for other, weight in WEIGHTS.items() if other != kind}
        yield kind, (lambda fewer=fewer: patch.dict(WEIGHTS, fewer, clear=True), ())  # type: ignore[misc]
    yield "irregular forms", (lambda: patch.dict(BASE_FORMS, clear=True), ())
    for reason in (Reason.SPELLING, Reason.ACRONYM, Reason.NAME):
        yield reason.value, (NOTHING, [reason])


def _seconds_a_question(
    labelled: LabelledSet, taken_away: Callable[[], AbstractContextManager[object]], without: Sequence[Reason]
) -> float:
    """Processor time, the least of several rounds: what else the machine does only ever adds to it."""
    answerers = Answerers(labelled.essays, {}, without)
    asked = labelled.questions[:QUESTIONS_TIMED]
    rounds = []
    with taken_away():
        for question in asked:
            answerers[question.essay].find(question.question, Conversation(), 0.0, limit=3)
        for _ in range(ROUNDS):
            start = time.process_time()
            for question in asked:
                answerers[question.essay].find(question.question, Conversation(), 0.0, limit=3)
            rounds.append((time.process_time() - start) / len(asked))
    return min(rounds)


if __name__ == "__main__":
    main()
