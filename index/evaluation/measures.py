"""What the outcomes of labelled questions say: ranking, marking, abstention, each with its uncertainty.

Hit@k, MRR@10: Manning, Raghavan and Schütze (2008), "Introduction to Information Retrieval", chapter 8. nDCG@10 with
binary gains: Järvelin and Kekäläinen (2002), "Cumulated Gain-Based Evaluation of IR Techniques", eq. 2 and 3.
Intervals: percentile bootstrap over questions, Efron and Tibshirani (1993), "An Introduction to the Bootstrap",
section 13.3.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import numpy as np

from index.answer import Verdict
from index.essay import Frozen
from index.evaluation.running import Outcome

__all__ = ["Estimate", "Measures", "compare", "measure"]

RESAMPLES = 1_000
CONFIDENCE = 95  # percent of the resamples that an interval holds
SEED = 0  # the same outcomes give the same intervals
RANKS_COUNTED = 10


class Estimate(Frozen):
    """A mean over questions, and the interval that holds it in 95 of 100 resamples."""

    value: float
    low: float
    high: float


class Measures(Frozen):
    """Shares are between 0 and 1. A measure is None where no question tells of it."""

    questions: int
    hit_at_1: Estimate | None
    hit_at_3: Estimate | None
    mrr_at_10: Estimate | None
    ndcg_at_10: Estimate | None
    marked_rightly: Estimate | None
    """Share of marks that hold an answer, of the questions whose answer's words are known."""
    words_marked: float | None
    answered: Estimate | None
    """Share of the answerable questions that were answered."""
    answered_wrongly: Estimate | None
    """Share of the unanswerable questions that were answered all the same."""
    auroc: float | None
    """The chance that an answerable question gets a higher confidence than an unanswerable one."""
    milliseconds: float
    """A question's median time."""


def measure(outcomes: Sequence[Outcome]) -> Measures:
    """Sum up at least one outcome."""
    answerable = [outcome for outcome in outcomes if outcome.gold]
    unanswerable = [outcome for outcome in outcomes if not outcome.gold]
    marked = [outcome for outcome in answerable if outcome.marked_rightly is not None]
    return Measures(
        questions=len(outcomes),
        **{name: _estimate([score(outcome) for outcome in answerable]) for name, score in RANKING.items()},
        marked_rightly=_estimate([float(bool(outcome.marked_rightly)) for outcome in marked]),
        words_marked=_mean([len(outcome.highlight.split()) for outcome in marked]),
        answered=_estimate([_answered(outcome) for outcome in answerable]),
        answered_wrongly=_estimate([_answered(outcome) for outcome in unanswerable]),
        auroc=_auroc([o.confidence for o in answerable], [o.confidence for o in unanswerable]),
        milliseconds=median(outcome.seconds for outcome in outcomes) * 1e3,
    )


def compare(ours: Sequence[Outcome], others: Sequence[Outcome]) -> Mapping[str, Estimate]:
    """Mean differences, ours less theirs, over the answerable questions that both were asked."""
    theirs = {(outcome.essay, outcome.id): outcome for outcome in others}
    # Both are held against our labels: a label may have been mended between the runs.
    pairs = [
        (mine, theirs[mine.essay, mine.id].model_copy(update={"gold": mine.gold}))
        for mine in ours
        if mine.gold and (mine.essay, mine.id) in theirs
    ]
    differences = {name: _estimate([score(a) - score(b) for a, b in pairs]) for name, score in RANKING.items()}
    return {name: estimate for name, estimate in differences.items() if estimate}


def _hit(depth: int) -> Callable[[Outcome], float]:
    return lambda outcome: float(any(number in outcome.gold for number in outcome.paragraphs[:depth]))


def _reciprocal_rank(outcome: Outcome) -> float:
    ranks = (rank for rank, number in enumerate(outcome.paragraphs, 1) if number in outcome.gold)
    return 1 / next(ranks, math.inf)


def _ndcg(outcome: Outcome) -> float:
    gain = sum(1 / math.log2(rank + 1) for rank, number in enumerate(outcome.paragraphs, 1) if number in outcome.gold)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(outcome.gold), RANKS_COUNTED) + 1))
    return gain / best


RANKING: Mapping[str, Callable[[Outcome], float]] = {
    "hit_at_1": _hit(1),
    "hit_at_3": _hit(3),
    "mrr_at_10": _reciprocal_rank,
    "ndcg_at_10": _ndcg,
}


def _answered(outcome: Outcome) -> float:
    return float(outcome.verdict is Verdict.ANSWERED)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _estimate(values: Sequence[float]) -> Estimate | None:
    if not values:
        return None
    drawn = np.random.default_rng(SEED).integers(len(values), size=(RESAMPLES, len(values)))
    means = np.asarray(values)[drawn].mean(axis=1)
    tail = (100 - CONFIDENCE) / 2
    low, high = np.percentile(means, [tail, 100 - tail])
    return Estimate(value=sum(values) / len(values), low=float(low), high=float(high))


def _auroc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """Mann and Whitney's U over the number of pairs; ties count half."""
    if not higher or not lower:
        return None
    below = np.sort(np.asarray(lower))
    wins = np.searchsorted(below, higher, "left") + np.searchsorted(below, higher, "right")
    return float(wins.sum() / 2 / (len(higher) * len(lower)))
