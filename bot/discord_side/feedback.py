"""Why an answer was not helpful: a form with a few reasons, so that nothing anybody writes has to be kept."""

from enum import StrEnum
from typing import Any

import discord

from bot.discord_side.replies.ids import Action

__all__ = ["HELPFUL", "LABELS", "UNHELPFUL", "Reason", "reason_form", "reason_given"]

HELPFUL, UNHELPFUL = "helpful", "unhelpful"  # as the counters call them
FIELD = "reason"


class Reason(StrEnum):
    """The value is what the counters call it."""

    WRONG_PASSAGE = "wrong_passage"
    WRONG_SENTENCE = "wrong_sentence"
    ELSEWHERE = "answered_elsewhere"
    NOT_IN_ESSAY = "not_in_essay"
    OTHER = "other"


LABELS = {
    Reason.WRONG_PASSAGE: "It does not answer my question",
    Reason.WRONG_SENTENCE: "The right paragraph, but the wrong sentence",
    Reason.ELSEWHERE: "Another paragraph answers it better",
    Reason.NOT_IN_ESSAY: "The essay does not answer that at all",
    Reason.OTHER: "Something else",
}


class _Form(discord.ui.Modal):
    """Known to the library by nothing but its id: it can be sent in after a restart."""


def reason_form(action: Action) -> discord.ui.Modal:
    """The form; `action` says which answer it is about."""
    form = _Form(title="What was not helpful?", custom_id=action.encode(), timeout=None)
    options = [discord.RadioGroupOption(label=label, value=reason) for reason, label in LABELS.items()]
    form.add_item(
        discord.ui.Label(text="Only counted", component=discord.ui.RadioGroup(custom_id=FIELD, options=options))
    )
    form.stop()  # else the library would keep every form that was ever opened
    return form


def reason_given(data: Any) -> Reason:  # noqa: ANN401 - whatever was sent in
    """The reason in a form that was sent in."""
    for row in data.get("components", ()):
        field = row.get("component") or {}
        if field.get("custom_id") == FIELD and field.get("value") in list(Reason):
            return Reason(field["value"])
    return Reason.OTHER
