"""What Discord's users read, other than the essay's words."""

from bot.discord_side.replies.reply import Form

__all__ = [
    "ALL_ESSAYS",
    "BY_MEANING",
    "CITED",
    "CONTENTS",
    "DELETE",
    "DOES_NOT_SAY",
    "EARLIER",
    "EMPTY",
    "ESSAYS",
    "FIND_ESSAY",
    "GONE",
    "GONE_ESSAY",
    "GONE_FROM_ESSAYS",
    "HELPFUL",
    "IN_CONTEXT",
    "LATER",
    "MORE_PASSAGES",
    "NEAREST",
    "NONE_OF_ESSAYS",
    "NOT_IN_ESSAY",
    "NOWHERE",
    "NOWHERE_IN_ANY",
    "PAGE",
    "SMALL",
    "SUGGESTED",
    "UNHELPFUL",
]

# Answers.
NOT_IN_ESSAY = "The essay does not say."
DOES_NOT_SAY = "{place} does not say."
NONE_OF_ESSAYS = "None of the {count:,} essays says."
NOWHERE = "Nowhere in the essay: {words}."
NOWHERE_IN_ANY = "Nowhere in any of them: {words}."
NEAREST = "These passages come nearest, but don’t take them for an answer:"
BY_MEANING = "Found by meaning alone, not by the question's words: read the quote before you trust it."
SUGGESTED = "You could ask:"

# Passages and contents.
GONE = "That passage is no longer in the essay: it was changed since. Ask again, and I look in what it says now."
GONE_FROM_ESSAYS = "That passage is no longer here: its essay was changed since, or taken away. Ask again."
GONE_ESSAY = "That essay is no longer here, at least not by the name it had: /contents says what is."
ESSAYS = "**{count:,} essays**"
FIND_ESSAY = "`/contents essay:` finds one by what is typed of its title, author or name."
EMPTY = "{section} has a heading and no text."
PAGE = "Page {page:,} of {pages:,}"

# Buttons.
IN_CONTEXT = "In context"
MORE_PASSAGES = "More passages"
EARLIER = "← Earlier"
LATER = "Later →"
CONTENTS = "Contents"
ALL_ESSAYS = "All essays"
HELPFUL = "👍"  # signs alone, so that the five buttons of an answer are two short rows on a phone
UNHELPFUL = "👎"
DELETE = "🗑️"

# How a line begins that is in small print, and one that says where a quote stands. Plain text is for copying, where
# "-#" says nothing.
SMALL = {Form.RICH: "-# ", Form.PLAIN: ""}
CITED = {Form.RICH: "-# ", Form.PLAIN: "— "}
