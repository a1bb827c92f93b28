"""What several essays found for a question, in one order.

Scores of different essays do not compare: what a word is worth in each goes by how rare it is there. So an essay takes
its place by what the words are worth in the whole library, by what speaks for its first passage beside words, by how
much the essay is about what is asked, and by how sure its own verdict is; its other passages stand behind the first one
as far as they do when it is asked alone.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.answer import Quote, Verdict
from index.answering import QUOTES_SHOWN, Finding
from index.catalog import Glimpse, Look, told_by
from index.conversation import LEANS_LONG
from index.verdict import Judgement, judge_in_library, logit

__all__ = ["Merged", "merge"]

# Fitted by listwise softmax regression on half of the questions of three labelled sets, each of them one library, and
# rounded; on the other half the right essay comes first as often. What words are worth is the unit.
ESSAY = 4.0
CONFIDENCE = 3.0  # of the logit; 1 to 9 do the same within half a point, with meaning too
# For the essay that the talk is in, by how far the question leans on that. Of the last questions of conversations about
# 40 short texts 88 % find the right one, 64 without; of complete questions asked after one to another essay 97 %, 99.
TALK = 60.0

# What the library has a measure of its own for; meaning speaks through the verdict.
MEASURED_OTHERWISE = frozenset({"words", "words doubted", "meaning"})

NOTHING = Judgement(Verdict.NOT_IN_ESSAY, 0.0)


class Merged(NamedTuple):
    """Passages with the names of their essays, best first, whatever the verdict."""

    found: Mapping[str, Finding]
    """What each essay that was asked found."""
    names: list[str]
    """Those of them that found anything, best first."""
    passages: list[tuple[str, Quote]]
    near: list[tuple[str, Quote]]
    """Those of them that come near to the question."""
    judgement: Judgement


def merge(found: Mapping[str, Finding], look: Look, limit: int) -> Merged:
    """Put in one order what essays found, by what a look at the library shows."""
    glimpses = look.glimpses
    worth = {name: _worth(one, glimpses[name], look.paragraphs) for name, one in found.items() if one.passages}
    names = sorted(worth, key=lambda name: -worth[name])
    if not names:
        return Merged(found, [], [], [], NOTHING)
    more = {name: worth[name] - found[name].passages[0].score for name in names}
    first = glimpses[names[0]]
    return Merged(
        found,
        names,
        _in_order((name, _with(more[name], quote)) for name in names for quote in found[name].passages)[:limit],
        _in_order((name, _with(more[name], quote)) for name in names for quote in found[name].near)[:QUOTES_SHOWN],
        _judge(found[names[0]], first),
    )


def _judge(found: Finding, glimpse: Glimpse) -> Judgement:
    """Whether the first passage answers; what goes on from the talk in its essay is asked of that alone."""
    if found.lean >= LEANS_LONG:
        return found.judgement
    return judge_in_library(found.judgement, glimpse.share, glimpse.rivals, glimpse.paragraphs)


def _worth(found: Finding, glimpse: Glimpse, library: int) -> float:
    """What an essay's first passage is worth in a library of so many paragraphs."""
    beside = sum(worth for kind, worth in found.evidence.items() if kind not in MEASURED_OTHERWISE)
    # What stands in one paragraph only is rarer in the library than in the essay.
    as_rare = told_by(1, library) / told_by(1, glimpse.paragraphs)
    return (
        glimpse.words
        + as_rare * beside
        + ESSAY * glimpse.essay
        + CONFIDENCE * logit(found.judgement.confidence)
        + TALK * found.lean
    )


def _in_order(quotes: Iterable[tuple[str, Quote]]) -> list[tuple[str, Quote]]:
    return sorted(quotes, key=lambda quote: -quote[1].score)


def _with(more: float, quote: Quote) -> Quote:
    """The quote with what its essay's place adds to its score."""
    why = quote.explanation
    if why:
        why = why.model_copy(update={"evidence": {**why.evidence, "library": more}})
    return quote.model_copy(update={"score": quote.score + more, "explanation": why})
