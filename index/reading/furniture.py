"""Page furniture: what a web page puts between an essay's paragraphs, and a copy-and-paste brings along.

Each rule describes a kind of line that stands alone on pages of many sites; none knows a site. A line that only looks
a little like furniture stays: an essay's sentence left out is worse than an invitation quoted.
"""

import re
from collections.abc import Sequence

__all__ = ["furniture_reason", "furniture_reason_of_block"]

LONGEST_FURNITURE = 120  # characters; longer lines are prose

_COUNT = r"\d[\d.,\s]*[km]?\+?"
_COUNTED = r"shares?|likes?|comments?|views?|reactions?|retweets?|claps?|reads?|min(?:ute)?s?(?:\s+read)?"
_SHARE = r"(?:share|tweet|pin|like|print|e-?mail|save)"
_PIECE = r"(?:article|essay|page|piece|post|story)"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|vk|instagram|youtube|tiktok|bluesky"
    r"|mastodon|threads|google news|social media|e-?mail|print|(?:copy )?link)"
)
_INVITING = r"get|subscribe|sign up|sign in|log in|join|follow|support|donate|become|register|receive|don[’']t miss"
_INVITED_TO = (
    r"in(?:to)? your (?:inbox|mailbox)|newsletters?|mailing list|e-?mail (?:alerts|updates)"
    r"|an? (?:subscriber|subscription|member|membership)|our (?:channel|page|podcast|subscribers|members)"
    r"|unlimited access|free trial"
)
_HASTE = r"(?:\W*(?:today|now|here|for free|(?:every|each) (?:morning|day|week|month)))*\W*"
_MORE = r"more|also|next|stories|articles|posts|on this topic"

_RULES = (
    ("count", rf"{_COUNT}(?:\s*(?:{_COUNTED}))?"),
    ("page number", r"[-–—]\s?\d{1,4}\s?[-–—]|page \d{1,4}(?: of \d{1,4})?"),
    ("separator", r"[^\w\s]{0,2}(?:[-*_=~#•·.–—⁂]\s*){3,}|⁂|\*"),
    ("advertisement", r"\W*(?:advertisements?|sponsored(?: content)?|promoted|ad)\W*"),
    ("advertisement", r"\W*advertisement\W+(?:scroll to continue|continue reading).*"),
    (
        "sharing",
        rf"{_SHARE}(?: this(?: {_PIECE})?| the {_PIECE})?(?: (?:on|via|by|with|to) (?:{_NETWORK}|a friend|friends))?:?",
    ),
    ("sharing", rf"{_NETWORK}(?:\W+{_NETWORK})+"),
    ("invitation", rf"(?:please )?(?:{_INVITING})\b.{{0,80}}\b(?:{_INVITED_TO}){_HASTE}"),
    ("invitation", rf"(?:follow|like|find|join) us (?:on|at) {_NETWORK}(?:(?:\W|\band\b|\bor\b)+{_NETWORK})*{_HASTE}"),
    ("invitation", r"(?:subscribe|sign up|donate|newsletter|log in|sign in)(?: now| today)?\W*"),
    ("navigation", rf"(?:read|see|watch|listen|more|related)(?: (?:{_MORE}))+(?:\s*:.*)?\W*"),
    ("navigation", r"(?:skip to (?:main )?content|back to top|table of contents|menu|loading)\W*"),
    ("navigation", r"(?:next|previous) (?:article|post)\W*|listen to this (?:article|story)\W*"),
    ("navigation", r"leave a (?:comment|reply)\W*|(?:post|view|show)(?: all)? comments\W*"),
    ("notice", r"©.*|(?:\(c\)|copyright)\s(?:©|\(c\)|\d{4}\b).*|.{0,60}\ball rights reserved\W*"),
    (
        "notice",
        r"(?:we use|this site uses) cookies(?: to (?:improve|ensure|personali[sz]e|give|offer|provide)\b.*)?\W*",
    ),
    ("address", r"(?:https?://|www\.)\S+"),
)

_COMPILED = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _RULES)


def furniture_reason(line: str) -> str | None:
    """Why a line that stands alone is no part of the essay, or None if it may well be."""
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_FURNITURE:
        return None
    return next((reason for reason, pattern in _COMPILED if pattern.fullmatch(stripped)), None)


def furniture_reason_of_block(text: str, lines: Sequence[str]) -> str | None:
    """Why a block is no part of the essay: as a whole, or because none of its lines is."""
    if reason := furniture_reason(text):
        return reason
    reasons = [furniture_reason(line) for line in lines if line.strip()]
    return reasons[0] if reasons and all(reasons) else None
