"""Questions asked in messages and their answers, so that an edit or a deletion of the one is followed by the other."""

import discord
from cachetools import TTLCache

from bot.discord_side.delivery import Sent
from index.conversation import Conversation

__all__ = ["KEPT_FOR", "MOST_KEPT", "Exchange", "Exchanges"]

MOST_KEPT = 1_000  # that have ended; about a kilobyte each
KEPT_FOR = 24 * 3600.0  # seconds


class Exchange:
    """A question, as it stands now, and its answer."""

    __slots__ = ("after", "before", "guild", "is_deleted", "is_running", "sent", "text", "wording")

    def __init__(self, guild: int | None, before: Conversation | None) -> None:
        self.guild = guild
        self.before = before
        self.after: Conversation | None = None
        self.wording: discord.Message | None = None
        """What is still to be answered."""
        self.text: int | None = None  # a hash: edits that don't change the text are none, and the text is not kept
        self.sent: Sent | None = None
        self.is_running = False
        self.is_deleted = False

    def is_changed_by(self, message: discord.Message) -> bool:
        """Whether this is another wording than the last; it is to be answered then."""
        text = hash(message.content)
        if text == self.text:
            return False
        self.text, self.wording = text, message
        return True


class Exchanges:
    """Those under way, all of them, and the last that have ended, each by the number of its question."""

    def __init__(self) -> None:
        self._running: dict[int, Exchange] = {}
        self._ended: TTLCache[int, Exchange] = TTLCache(MOST_KEPT, KEPT_FOR)

    def get(self, question: int) -> Exchange | None:
        """The exchange that a question began."""
        return self._running.get(question) or self._ended.get(question)

    def begin(self, question: int, exchange: Exchange) -> None:
        """An answer is under way."""
        self._running[question] = exchange
        exchange.is_running = True

    def end(self, question: int) -> None:
        """It is over; one without an answer, or whose question was deleted, is not kept."""
        exchange = self._running.pop(question)
        exchange.is_running = False
        if exchange.sent and not exchange.is_deleted:
            self._ended[question] = exchange
        else:
            self._ended.pop(question, None)

    def forget(self, question: int) -> None:
        """Keep it no longer."""
        self._ended.pop(question, None)

    def forget_guild(self, guild: int) -> None:
        """Keep nothing of a server."""
        for question in [question for question, exchange in self._ended.items() if exchange.guild == guild]:
            del self._ended[question]

    def expire(self) -> None:
        """Let go what is older than it may be kept."""
        self._ended.expire()
