"""Questions asked in messages and their answers, so that an edit or a deletion of the one is followed by the other."""

from collections.abc import Hashable

import discord
from cachetools import TTLCache

from bot.discord_side.delivery import Sent
from index.conversation import Conversation

__all__ = ["KEPT_FOR", "MOST_KEPT", "Exchange", "Exchanges"]

MOST_KEPT = 1_000  # that have ended; up to two kilobytes each
KEPT_FOR = 24 * 3600.0  # seconds
REFUSED_FOR = 600.0  # seconds: who was told to ask in fewer words edits soon


class Exchange:
    """A question, as it stands now, and its answer."""

    __slots__ = ("after", "before", "guild", "is_deleted", "is_running", "sent", "talk", "text", "wording")

    def __init__(self, guild: int | None, before: Conversation | None) -> None:
        self.guild = guild
        self.before = before
        self.after: Conversation | None = None
        self.talk: Hashable = None
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
        # Apart from the others: in a rush those who were refused would push out those who were answered.
        self._refused: TTLCache[int, Exchange] = TTLCache(MOST_KEPT, REFUSED_FOR)

    def get(self, question: int) -> Exchange | None:
        """The exchange that a question began."""
        return self._running.get(question) or self._ended.get(question) or self._refused.get(question)

    def begin(self, question: int, exchange: Exchange) -> None:
        """An answer is under way."""
        self._refused.pop(question, None)
        self._running[question] = exchange
        exchange.is_running = True

    def end(self, question: int) -> None:
        """It is over. One without an answer is kept for a while, so that its question can be mended by an edit."""
        exchange = self._running.pop(question)
        exchange.is_running = False
        exchange.wording = None  # the text of one that could not be answered
        if exchange.is_deleted:
            self._ended.pop(question, None)
        elif exchange.sent:
            self._ended[question] = exchange
        else:
            self._refused[question] = exchange

    def forget(self, question: int) -> None:
        """Keep it no longer."""
        self._ended.pop(question, None)
        self._refused.pop(question, None)

    def forget_guild(self, guild: int) -> None:
        """Keep nothing of a server."""
        for kept in (self._ended, self._refused):
            for question in [question for question, exchange in kept.items() if exchange.guild == guild]:
                del kept[question]
        for exchange in self._running.values():
            exchange.is_deleted = exchange.is_deleted or exchange.guild == guild

    def expire(self) -> None:
        """Let go what is older than it may be kept."""
        self._ended.expire()
        self._refused.expire()
