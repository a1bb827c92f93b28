"""Why a quote has its score: what each kind of evidence and each word of the question was worth in it."""

from collections.abc import Iterable, Sequence

from index.answer import Explanation, WordWorth
from index.engines import Engine
from index.ranking import Ranking
from index.vocabulary import Expansion

__all__ = ["explain"]


def explain(position: int, ranking: Ranking, words: Sequence[Expansion], engine: Engine) -> Explanation:
    """Explain the score of the paragraph at a position."""
    return Explanation(
        evidence={kind: float(scores[position]) for kind, scores in ranking.evidence.items()},
        words=tuple(_worths(position, words, engine)),
    )


def _worths(position: int, words: Sequence[Expansion], engine: Engine) -> Iterable[WordWorth]:
    for word in words:
        worths = [
            (alternative.weight * engine.worth(alternative.term, position), alternative)
            for alternative in word.alternatives
        ]
        if worths:
            worth, best = max(worths, key=lambda pair: pair[0])
            yield WordWorth(word=word.word, term=best.term, reason=best.reason or "", worth=worth)
        else:
            yield WordWorth(word=word.word, term="", reason="nowhere in the essay", worth=0.0)
