"""A bot that says what is said to it: the smallest thing that this Discord can be tried with, and measured against."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord.ext import commands

from tests.discord_server.server import LocalDiscord

__all__ = ["EchoBot", "running"]

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class _NoPings(discord.AllowedMentions):
    """The library would leave `replied_user` out where it is false."""

    def to_dict(self) -> dict[str, object]:  # type: ignore[override]  # the library's TypedDict is private
        return {"parse": [], "replied_user": False}

    def merge(self, other: discord.AllowedMentions) -> discord.AllowedMentions:  # noqa: ARG002
        return self


class EchoBot(commands.AutoShardedBot):
    """Echoes mentions and direct messages; no waiting at its start."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            intents=options.pop("intents", INTENTS),
            max_messages=None,
            allowed_mentions=_NoPings.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.01,
            **options,
        )

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library would wait five seconds for each shard but the first."""

    async def on_message(self, message: discord.Message) -> None:
        if self.user is None or message.author.bot:
            return
        if message.guild is None or self.user in message.mentions:
            await message.reply(message.content, mention_author=False)


@asynccontextmanager
async def running(bot: EchoBot, local: LocalDiscord, shards: int = 1) -> AsyncIterator[EchoBot]:
    """A bot on this Discord, in this process."""
    with local.in_process():
        task = asyncio.create_task(bot.start(local.token))
        try:
            ready = asyncio.ensure_future(local.ready(shards))
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                ready.cancel()
                task.result()
            await ready
            yield bot
        finally:
            await bot.close()
            await asyncio.wait({task})
