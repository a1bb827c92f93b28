"""Why a quote has its score: what each kind of evidence and each word of the question was worth in it."""

from collections.abc import Callable, Iterable, Sequence

from index.answer import Explanation, WordWorth
from index.indexed import Searched
from index.ranking import CANDIDATES, Ranking
from index.vocabulary import Expansion

__all__ = ["explain"]


def explain(
    position: int, ranking: Ranking, words: Sequence[Expansion], engine: Searched, shown: Callable[[str], str]
) -> Explanation:
    """Explain the score of the paragraph at a position; `shown` gives a term as a reader knows it."""
    return Explanation(
        evidence={kind: float(scores[position]) for kind, scores in ranking.evidence.items()},
        words=tuple(_worths(position, words, engine, shown)),
    )


def _worths(
    position: int, words: Sequence[Expansion], engine: Searched, shown: Callable[[str], str]
) -> Iterable[WordWorth]:
    for word in words:
        worths = [
            (alternative.weight * _worth(position, alternative.term, engine), alternative)
            for alternative in word.alternatives
        ]
        if worths:
            worth, best = max(worths, key=lambda pair: pair[0])
            yield WordWorth(word=word.word, term=shown(best.term), reason=best.reason or "", worth=worth)
        else:
            yield WordWorth(word=word.word, term="", reason="nowhere in the essay", worth=0.0)


def _worth(position: int, term: str, engine: Searched) -> float:
    hits = engine.search([{term: 1.0}], CANDIDATES)
    return next((hit.score for hit in hits if hit.passage == position), 0.0)
