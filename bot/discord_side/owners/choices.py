"""What somebody chooses at `/library settings`, and what that changes."""

from typing import Any, Literal, NamedTuple

from bot.discord_side.shelf import Visibility
from bot.storage import ServerSettings
from index import QuothError

__all__ = ["Answers", "Choices", "Switch", "Unanswered"]

MOST_CHANNELS = 50
TOO_MANY = f"Questions can be answered in {MOST_CHANNELS} channels at most, or in every one: take some away first."

Answers = Literal["rich", "plain", "default"]
Switch = Literal["on", "off", "default"]
Unanswered = Literal["keep", "forget"]


class ChoicesError(QuothError):
    """What is chosen can't be set."""


class Choices(NamedTuple):
    """One option each; None leaves things as they are."""

    answers: Answers | None
    visibility: Visibility | None
    feedback: Switch | None
    answer_in: int | None
    not_in: int | None
    unanswered: Unanswered | None

    def changes(self, before: ServerSettings) -> dict[str, Any]:
        """The settings that they change.

        Raises:
            ChoicesError: they can't be so.
        """
        changes: dict[str, Any] = {}
        if self.answers:
            changes["plain_text"] = {"plain": True, "rich": False, "default": None}[self.answers]
        if self.visibility:
            changes["visibility"] = self.visibility
        if self.feedback:
            changes["feedback"] = {"on": True, "off": False, "default": None}[self.feedback]
        if self.answer_in or self.not_in:
            changes["answers_in"] = self._channels(before.answers_in)
        if self.unanswered:
            changes["keeps_gaps"] = self.unanswered == "keep"
        return changes

    def _channels(self, before: frozenset[int]) -> frozenset[int]:
        channels = (before | ({self.answer_in} if self.answer_in else set())) - {self.not_in}
        if len(channels) > MOST_CHANNELS:
            raise ChoicesError(TOO_MANY)
        return frozenset(channel for channel in channels if channel)
