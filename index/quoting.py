"""Which sentence of a paragraph to mark: the one that answers best, and a neighbour when it earns its words.

On squad the mark holds an answer for 81 % of the questions at 42 words, the whole first paragraph for 88 % at 127. How
the rule was chosen, under a simpler ranking: the best sentence alone 75 % at 32 words, with the neighbour 80 % at 42,
always two sentences 81 % at 59.
"""

from collections.abc import Sequence
from typing import NamedTuple

from index.clues import Wanted
from index.passages import AnalyzedSentence

__all__ = ["Mark", "mark"]

# A neighbour is marked too when it has at most 10 words, or 60 times its score as a share of the best one's: so much
# chance of an answer for each word more to read.
FREE_WORDS = 10
WORDS_FOR_SCORE = 60
NEXT_BEFORE_PREVIOUS = 0.05  # at equal scores the answer rather follows
WHOLE_FROM = 0.9  # of the best score: a paragraph of two sentences marked whole has no mark at all
ANSWER_CUE = 0.15  # of the best score, for a name, date or amount where one is asked for; 0.1 to 0.2 do the same

# A paragraph of up to 150 words (twelve lines on a terminal) is shown whole; of a longer one the mark with a sentence
# on either side, as what it points back at ("this", "they") mostly stands in the one before.
SHOWN_WHOLE = 150


class Mark(NamedTuple):
    """Characters [start, end) of a paragraph: what to mark, and what to show of it."""

    highlight: tuple[int, int]
    shown: tuple[int, int]


def mark(sentences: Sequence[AnalyzedSentence], scores: Sequence[float], wanted: Wanted) -> Mark:
    """Mark one sentence or two, by the sentences' scores for the question and the clues that it wants."""
    unit = max(scores) or 1.0
    shares = [
        score / unit + ANSWER_CUE * bool(wanted and wanted(sentence.clues))
        for sentence, score in zip(sentences, scores, strict=True)
    ]
    best = shares.index(max(shares))
    first, last = sorted((best, _neighbour(best, shares, sentences)))
    return Mark((sentences[first].start, sentences[last].end), _shown(sentences, first, last))


def _shown(sentences: Sequence[AnalyzedSentence], first: int, last: int) -> tuple[int, int]:
    if sum(sentence.words for sentence in sentences) <= SHOWN_WHOLE:
        return sentences[0].start, sentences[-1].end
    return sentences[max(0, first - 1)].start, sentences[min(len(sentences) - 1, last + 1)].end


def _neighbour(best: int, shares: Sequence[float], sentences: Sequence[AnalyzedSentence]) -> int:
    """The sentence to mark beside the best one; the best one itself if none is worth it."""
    beside = [number for number in (best + 1, best - 1) if 0 <= number < len(shares)]
    if not beside or not shares[best]:
        return best
    other = max(beside, key=lambda number: shares[number] + NEXT_BEFORE_PREVIOUS * (number > best))
    share = shares[other] / shares[best]
    if len(sentences) == len((best, other)) and share < WHOLE_FROM:
        return best
    return other if sentences[other].words <= FREE_WORDS + WORDS_FOR_SCORE * share else best
