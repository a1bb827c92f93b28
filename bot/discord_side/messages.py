"""Questions in messages: answered, answered anew when they are edited, and unanswered when they are deleted."""

from functools import partial
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.discord_side.addressed import is_for, is_unreadable, plain, talk_in
from bot.discord_side.delivery import Compose
from bot.discord_side.desk import BUSY, BusyError, Question
from bot.discord_side.errors import as_sentence
from bot.discord_side.exchange import Exchange, Exchanges
from bot.discord_side.refusals import Refusals
from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.essay_replies import markdown_reply
from bot.discord_side.replies.pages import UNREADABLE
from index.conversation import Conversation

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["Messages"]

MOST_UNDER_WAY = 500  # 30 kB each until Discord has taken the answer, and of a bot it takes 50 a second


class Messages(commands.Cog):
    """Mentions, direct messages and replies."""

    def __init__(self, bot: "QuothBot") -> None:
        self._bot = bot
        self._refusals = Refusals(bot, bot.delivery, bot.work)
        self._exchanges = Exchanges()

    async def cog_load(self) -> None:
        """Begin to forget."""
        self._forget_the_old.start()

    async def cog_unload(self) -> None:
        """Let those go who would still be told that they can't be answered: the connection closes."""
        self._forget_the_old.cancel()
        self._refusals.close()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer whoever speaks to us. After a resumed connection the same message can come twice."""
        if self._bot.user is None or not is_for(message, self._bot.user) or self._exchanges.get(message.id):
            return
        guild = message.guild.id if message.guild else None
        await self._take(Exchange(guild, before=self._continued(message)), message)

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

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Keep nothing of a server that we have left."""
        self._exchanges.forget_guild(guild.id)

    @tasks.loop(minutes=1)
    async def _forget_the_old(self) -> None:
        self._exchanges.expire()
        self._bot.desk.expire()

    def _continued(self, message: discord.Message) -> Conversation | None:
        """The conversation that a reply to an answer goes on with, however long ago that was.

        Discord sends the answer along, and with it the number of the question that it replied to.
        """
        answer = message.reference.resolved if message.reference else None
        question = answer.reference.message_id if isinstance(answer, discord.Message) and answer.reference else None
        exchange = self._exchanges.get(question) if question else None
        return exchange.after._replace(asked_at=self._bot.loop.time()) if exchange and exchange.after else None

    async def _take(self, exchange: Exchange, message: discord.Message) -> None:
        """Answer the newest wording; if an answer is under way, that one goes on to it."""
        if not exchange.is_changed_by(message) or exchange.is_running:
            return
        self._exchanges.begin(message.id, exchange)
        try:
            with self._bot.work.begun() as under_way:
                self._admit(under_way)
                await self._answer(exchange)
        except Exception as error:
            self._refusals.tell(message, as_sentence(error))
        finally:
            self._exchanges.end(message.id)

    def _admit(self, under_way: int) -> None:
        if under_way > MOST_UNDER_WAY:
            busy = BusyError(BUSY)
            self._bot.metrics.refused("message", busy)
            raise busy

    async def _answer(self, exchange: Exchange) -> None:
        while exchange.wording and not exchange.is_deleted:
            message, exchange.wording = exchange.wording, None
            try:
                if compose := await self._composed(exchange, message):
                    await self._deliver(exchange, message, compose)
            except Exception as error:
                self._refusals.tell(message, as_sentence(error))
        if exchange.is_deleted:
            await self._take_back(exchange)

    async def _composed(self, exchange: Exchange, message: discord.Message) -> Compose | None:
        """What to answer; None where the server wants no answers."""
        asker, channel = message.author.id, message.channel.id
        talk = talk_in(message.channel, channel, asker)
        shelf = await self._bot.shelves.at(message.guild.id if message.guild else None)
        if not shelf.is_answered_in(message.channel):
            return None
        essay = shelf.essay_for(message.channel)
        question = Question(
            "message", plain(message.content), asker, channel, talk, shelf.library, essay, prepare=shelf.prepare
        )
        if is_unreadable(message):
            self._bot.desk.admit(question)
            return partial(markdown_reply, UNREADABLE)
        asked = await self._bot.desk.ask(question, exchange.before, instead_of=exchange.after)
        exchange.before, exchange.after, exchange.talk = asked.before, asked.after, talk
        self._bot.note(shelf, question, asked.answer)
        return partial(
            answer_reply,
            asked.answer,
            asker=asker,
            feedback=shelf.feedback,
            several=shelf.passages.several,
            asked=shelf.title(essay),
        )

    async def _deliver(self, exchange: Exchange, message: discord.Message, compose: Compose) -> None:
        """Change the answer that there is, if Discord lets us; else there is to be a new one in its place."""
        if exchange.sent:
            if await self._bot.delivery.edit(exchange.sent, compose):
                return
            if not await self._bot.delivery.delete(exchange.sent.message):
                return  # else there would be two
            exchange.sent = None
        if not exchange.is_deleted:
            exchange.sent = await self._bot.delivery.reply(message, compose)

    async def _forget(self, question: int) -> None:
        self._refusals.drop(question)
        exchange = self._exchanges.get(question)
        if exchange is None:
            return
        exchange.is_deleted = True  # an answer that is under way sees to it itself
        if not exchange.is_running:
            self._exchanges.forget(question)
            await self._take_back(exchange)

    async def _take_back(self, exchange: Exchange) -> None:
        """Delete the answer, and forget what the question has led to."""
        if exchange.before and exchange.after:
            self._bot.desk.forget(exchange.talk, exchange.before, exchange.after)
        if exchange.sent:
            await self._bot.delivery.delete(exchange.sent.message)
