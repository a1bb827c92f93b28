"""What Discord's users read, other than the essay's words."""

from bot.discord_side.replies.reply import Form

__all__ = [
    "BY_MEANING",
    "CITED",
    "CONTENTS",
    "DELETE",
    "EARLIER",
    "EMPTY",
    "GONE",
    "HELPFUL",
    "IN_CONTEXT",
    "LATER",
    "MORE_PASSAGES",
    "NEAREST",
    "NOT_IN_ESSAY",
    "NOT_IN_SECTION",
    "NOWHERE",
    "PAGE",
    "SMALL",
    "SUGGESTED",
    "UNHELPFUL",
]

# Answers.
NOT_IN_ESSAY = "The essay does not say."
NOT_IN_SECTION = "{section} does not say."
NOWHERE = "Nowhere in the essay: {words}."
NEAREST = "These passages come nearest, but don’t take them for an answer:"
BY_MEANING = "Found by meaning alone, not by the question's words: read the quote before you trust it."
SUGGESTED = "You could ask:"

# Passages and contents.
GONE = "That passage is no longer in the essay: it was changed since. Ask again, and I look in what it says now."
EMPTY = "{section} has a heading and no text."
PAGE = "Page {page} of {pages}"

# Buttons.
IN_CONTEXT = "In context"
MORE_PASSAGES = "More passages"
EARLIER = "← Earlier"
LATER = "Later →"
CONTENTS = "Contents"
HELPFUL = "👍"  # signs alone, so that the five buttons of an answer are two short rows on a phone
UNHELPFUL = "👎"
DELETE = "🗑️"

# How a line begins that is in small print, and one that says where a quote stands. Plain text is for copying, where
# "-#" says nothing.
SMALL = {Form.RICH: "-# ", Form.PLAIN: ""}
CITED = {Form.RICH: "-# ", Form.PLAIN: "— "}
