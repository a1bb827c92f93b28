"""Questions in messages: answered, answered anew when they are edited, and unanswered when they are deleted."""

import logging
from functools import partial
from typing import TYPE_CHECKING

import discord
from cachetools import LRUCache
from discord.ext import commands

from bot.discord_side.addressed import is_for, is_unreadable, question_in, talk_of
from bot.discord_side.answer_replies import answer_reply
from bot.discord_side.delivery import Compose, Sent
from bot.discord_side.desk import BUSY, BusyError, Question
from bot.discord_side.errors import as_sentence
from bot.discord_side.essay_replies import markdown_reply
from bot.discord_side.pages import UNREADABLE
from bot.discord_side.refusals import Refusals
from index.conversation import Conversation

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["Messages"]

log = logging.getLogger(__name__)

MOST_UNDER_WAY = 500  # 30 kB each until Discord has taken the answer, and of a bot it takes 50 a second
MOST_KEPT = 1_000  # questions whose edits and deletions are followed; about a kilobyte each


class _Exchange:
    """A question, as it stands now, and its answer."""

    __slots__ = ("after", "before", "is_deleted", "is_running", "sent", "text", "wording")

    def __init__(self) -> None:
        self.wording: discord.Message | None = None
        """What is still to be answered."""
        self.text: int | None = None  # a hash: edits that don't change the text are none, and the text is not kept
        self.before: Conversation | None = None
        self.after: Conversation | None = None
        self.sent: Sent | None = None
        self.is_running = False
        self.is_deleted = False


class Messages(commands.Cog):
    """Mentions, direct messages and replies."""

    def __init__(self, bot: "QuothBot") -> None:
        self._bot = bot
        self._refusals = Refusals(bot, bot.delivery)
        self._exchanges: LRUCache[int, _Exchange] = LRUCache(MOST_KEPT)  # by the question
        self._answers: LRUCache[int, _Exchange] = LRUCache(MOST_KEPT)  # by the answer

    async def cog_unload(self) -> None:
        """Let those go who would still be told that they can't be answered: the connection closes."""
        self._refusals.close()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer whoever speaks to us. After a resumed connection the same message can come twice."""
        if self._bot.user is None or not is_for(message, self._bot.user) or message.id in self._exchanges:
            return
        exchange = self._exchanges[message.id] = _Exchange()
        exchange.before = self._continued(message)
        await self._take(exchange, message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited question anew, in the same place."""
        exchange = self._exchanges.get(event.message_id)
        if exchange and event.message.content:  # without text it is no longer for us to read
            await self._take(exchange, event.message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Take the answer away with its question."""
        await self._forget(event.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same, when a moderator sweeps."""
        for question in event.message_ids:
            await self._forget(question)

    def _continued(self, message: discord.Message) -> Conversation | None:
        """The conversation that a reply to an answer goes on with, however long ago that was."""
        replied_to = message.reference.message_id if message.reference else None
        exchange = self._answers.get(replied_to) if replied_to else None
        return exchange.after._replace(asked_at=self._bot.loop.time()) if exchange and exchange.after else None

    async def _take(self, exchange: _Exchange, message: discord.Message) -> None:
        """Answer the newest wording; if an answer is under way, that one goes on to it."""
        text = hash(message.content)
        if text == exchange.text:
            return
        exchange.text, exchange.wording = text, message
        if exchange.is_running:
            return
        exchange.is_running = True
        try:
            with self._bot.work.begun() as under_way:
                self._admit(under_way)
                await self._answer(exchange)
        except Exception as error:
            self._refusals.tell(message, as_sentence(error))
            if not exchange.sent:  # in a rush those who were refused would push out those who were answered
                self._exchanges.pop(message.id, None)
        finally:
            exchange.is_running = False

    def _admit(self, under_way: int) -> None:
        if under_way > MOST_UNDER_WAY:
            busy = BusyError(BUSY)
            self._bot.metrics.refused("message", busy)
            raise busy

    async def _answer(self, exchange: _Exchange) -> None:
        while exchange.wording and not exchange.is_deleted:
            message, exchange.wording = exchange.wording, None
            compose = await self._composed(exchange, message)
            if exchange.sent:
                await self._bot.delivery.edit(exchange.sent, compose)
            elif not exchange.is_deleted:
                exchange.sent = await self._bot.delivery.reply(message, compose)
        if exchange.sent:
            self._answers[exchange.sent.message.id] = exchange
            if exchange.is_deleted:
                await self._bot.delivery.delete(exchange.sent.message)

    async def _composed(self, exchange: _Exchange, message: discord.Message) -> Compose:
        if is_unreadable(message):
            return partial(markdown_reply, UNREADABLE)
        question = Question("message", question_in(message), message.author.id, message.channel.id, talk_of(message))
        asked = await self._bot.desk.ask(question, exchange.before)
        exchange.before, exchange.after = asked.before, asked.after
        return partial(answer_reply, asked.answer, asker=message.author.id, feedback=self._bot.settings.feedback)

    async def _forget(self, question: int) -> None:
        exchange = self._exchanges.get(question)
        if exchange is None:
            return
        exchange.is_deleted = True
        if exchange.sent and not exchange.is_running:
            await self._bot.delivery.delete(exchange.sent.message)
