"""Does the essay answer at all? A first, plain rule: it has to have a word of the question that carries meaning."""

from collections.abc import Sequence

from index.answer import Verdict
from index.engines import Hit
from index.terms import Token

__all__ = ["judge", "small_talk_reply"]

# What people say to a bot rather than ask of an essay. Stop words count as small talk too: "how are you?".
SMALL_TALK = frozenset(
    """
    bye cheers cool evening fine goodbye good great greetings haha lol lovely morning nice night perfect sorry sup
    thx ty welcome wow yes yep yeah nope bot quoth
    """.split()
)

REPLY = "Ask about the essay, in your own words: the answer comes as a quote from it, with its section and paragraph."


def small_talk_reply(tokens: Sequence[Token]) -> str | None:
    """A fixed reply to an empty question or to small talk; None if something is being asked."""
    return REPLY if all(token.word in SMALL_TALK for token in tokens) else None


def judge(hits: Sequence[Hit]) -> Verdict:
    """Answered if any passage has a word of the question."""
    return Verdict.ANSWERED if hits else Verdict.NOT_IN_ESSAY
