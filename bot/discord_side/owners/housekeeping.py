"""Servers come and go: of one that was left nothing is kept, also if it was left while nobody looked."""

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord.ext import commands, tasks

from index import QuothError

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot
    from bot.discord_side.owners import Owners

__all__ = ["Housekeeping"]

log = logging.getLogger(__name__)

NOT_IN_IT = (10004, 50001)  # Discord's codes for a server that is none, and for one that we are not in
ANOTHER_BOTS = (
    "What is kept of servers is another bot's: name another database in QUOTH_DATABASE. Nothing of it is deleted."
)
SHARD = 22  # bits to the right of those of a server's number that say which shard it is on


class Housekeeping(commands.Cog):
    """Deletes what is no longer to be kept."""

    def __init__(self, bot: "QuothBot", owners: "Owners") -> None:
        self._bot = bot
        self._owners = owners
        self._is_looking_after = asyncio.Lock()
        self._undeleted: set[int] = set()  # servers that were left, of which something may still be kept

    async def cog_load(self) -> None:
        """Begin to look after what is kept."""
        self._look_after.start()

    async def cog_unload(self) -> None:
        """End that, though not in the middle of it."""
        async with self._is_looking_after:
            self._look_after.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that has thrown us out. One that Discord has trouble with is not among these."""
        self._bot.desk.forget_in({channel.id for channel in (*guild.channels, *guild.threads)})
        await self._forget(guild.id)

    @commands.Cog.listener()
    @commands.Cog.listener("on_guild_available")
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Begin anew with a server that has us back; one that was out of reach just then is told as available later."""
        if guild.id in self._owners.servers.left:
            await self._forget(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Forget the servers that were left while we were away."""
        await self._forget_the_rest()
        await self._forget_those_left(are_unknown=True)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Nobody could choose it any more, to take it out of where questions are answered."""
        try:
            own = await self._owners.servers.own(channel.guild.id)
            if channel.id in own.settings.answers_in:
                await self._owners.servers.change(
                    channel.guild.id, lambda settings: {"answers_in": settings.answers_in - {channel.id}}
                )
            if channel.id in own.bound:
                await self._owners.servers.use(channel.guild.id, channel.id, None)
        except QuothError as error:
            log.warning("Channel %s is gone, and still in the settings: %s", channel.id, error)

    @tasks.loop(hours=1)
    async def _look_after(self) -> None:
        async with self._is_looking_after:
            try:
                await self._forget_the_rest()
                if self._bot.is_ready():
                    await self._forget_those_left(are_unknown=False)
                self._owners.uploads.expire()
                await self._owners.servers.expire()
            except QuothError as error:
                log.warning("Questions that are too old can't be deleted: %s", error)
            except Exception:  # the next hour is another one
                log.exception("What is kept of servers could not be looked after.")

    async def _forget_those_left(self, *, are_unknown: bool) -> None:
        """Ask Discord about those that may have been left: who is unknown, or all, as what a shard knows may be old."""
        try:
            if not await self._owners.servers.are_of(self._bot.application_id or 0):
                log.warning(ANOTHER_BOTS)
                return
            kept = await self._owners.servers.known()
        except QuothError as error:
            log.warning("Whether servers were left meanwhile can't be seen: %s", error)
            return
        for guild in sorted(kept):
            known = self._bot.get_guild(guild)
            if known and (are_unknown or known.unavailable):  # of one that is out of reach nobody can say it was left
                continue
            if self._is_ours(guild) and await self._is_left(guild):
                await self._forget(guild)

    def _is_ours(self, guild: int) -> bool:
        """Whether it is on one of this process's shards: of others we know nothing."""
        return (guild >> SHARD) % (self._bot.shard_count or 1) in self._bot.shards

    async def _is_left(self, guild: int) -> bool:
        """Discord itself has to say so: one that is missing may be out of reach, and any proxy can say 403 or 404."""
        try:
            await self._bot.fetch_guild(guild, with_counts=False)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.code in NOT_IN_IT:
                return True
            log.warning("Whether server %s was left can't be seen: %r", guild, error)
        return False

    async def _forget_the_rest(self) -> None:
        """Those that could not be deleted, and those that had us back while we were away, which nobody has told us."""
        for guild in self._owners.servers.left:
            if guild in self._undeleted or self._bot.get_guild(guild):
                await self._forget(guild)

    async def _forget(self, guild: int) -> None:
        self._undeleted.add(guild)
        try:
            await self._owners.servers.forget(guild)
        except QuothError as error:
            log.warning("What is kept of server %s, which was left, can't be deleted yet: %s", guild, error)
            return
        self._undeleted.discard(guild)
        log.info("Server %s was left: what was kept of it is deleted.", guild)
        if self._bot.get_guild(guild):
            self._owners.servers.welcome(guild)
