"""The bot: what it is made of, and what it asks of Discord."""

import logging
from typing import Any, TypeGuard

import discord
from cachetools import LRUCache
from discord import app_commands
from discord.ext import commands

from bot.discord_side.buttons import Forms, QuothButton
from bot.discord_side.commands import Commands
from bot.discord_side.delivery import NO_PINGS, Delivery
from bot.discord_side.desk import Desk, Question
from bot.discord_side.endpoint import learn_gateway
from bot.discord_side.health import Metrics, is_connected
from bot.discord_side.interactions import answer_error
from bot.discord_side.invitation import invitation
from bot.discord_side.messages import Messages
from bot.discord_side.owners import Owners
from bot.discord_side.owners.commands import LibraryCommands
from bot.discord_side.owners.housekeeping import Housekeeping
from bot.discord_side.owners.tallies import Tallies
from bot.discord_side.shelf import Shelf, Shelves
from bot.discord_side.syncing import Payload, payloads, sync_if_changed
from bot.discord_side.work import Work
from bot.settings import Settings, load_settings
from index import Answer, Answerer, Library, Verdict, shipped_essay

__all__ = ["INTENTS", "QuothBot", "offered_commands"]

log = logging.getLogger(__name__)

MOST_SEEN = 1_000  # interactions; what comes twice comes within seconds

# None of them privileged: Discord sends the text of direct messages, of mentions and of replies without any.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class _Tree(app_commands.CommandTree["QuothBot"]):
    """The commands; errors that the library finds before ours run end in a sentence too."""

    async def on_error(self, interaction: discord.Interaction["QuothBot"], error: app_commands.AppCommandError) -> None:
        await answer_error(interaction.client, interaction, error)


class QuothBot(commands.AutoShardedBot):
    """Answers questions about essays. Keeps no messages and no members: nothing here needs them."""

    def __init__(
        self,
        shelves: Shelves,
        settings: Settings,
        metrics: Metrics,
        owners: Owners | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Make it, not yet on Discord.

        Args:
            shelves: what is asked where.
            settings: the operator's.
            metrics: count what happens.
            owners: what servers have of their own; none: nothing.
            options: the library's own.
        """
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=_Tree,
            intents=INTENTS,
            allowed_mentions=NO_PINGS,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_ids=list(settings.shard_ids) if settings.shard_ids else None,  # type: ignore[arg-type]  # None: all
            shard_count=settings.shard_count,
            **options,
        )
        self.shelves = shelves
        self.owners = owners
        self.settings = settings
        self.metrics = metrics
        self._seen: LRUCache[int, None] = LRUCache(MOST_SEEN)
        metrics.watch(lambda: is_connected(self))
        self.work = Work()
        self.tallies = Tallies(owners.servers, self.work) if owners else None
        self.desk = Desk(metrics, per_user=settings.questions_per_user, per_channel=settings.questions_per_channel)
        self.delivery = Delivery(shelves.form_at)

    @property
    def called(self) -> str:
        """Its name on Discord."""
        return self.user.display_name if self.user else "Quoth"

    def is_new(self, interaction: int) -> bool:
        """Whether this interaction is seen for the first time: after a resumed connection it can come again."""
        if interaction in self._seen:
            return False
        self._seen[interaction] = None
        return True

    def note(self, shelf: Shelf, asked: Question, answer: Answer) -> None:
        """Keep a question that was not answered, where the server's owner wants that."""
        is_missed = answer.verdict is not Verdict.ANSWERED and answer.reply is None
        if self.tallies and self.keeps_for(shelf.guild) and shelf.keeps_gaps and is_missed:
            self.tallies.missed(shelf.guild, asked.text, asked.essay if shelf.passages.several else None)

    def keeps_for(self, guild: int | None) -> TypeGuard[int]:
        """Whether anything is kept of a server: of one that has our commands alone, and not us, nothing is."""
        return guild is not None and self.get_guild(guild) is not None

    async def setup_hook(self) -> None:
        """Between login and the gateway."""
        if self.settings.discord_api_base:
            await learn_gateway(self)
        self.add_dynamic_items(QuothButton)
        for cog in (Messages(self), Commands(self), Forms(self), LibraryCommands(self)):
            await self.add_cog(cog)
        if self.owners:
            await self.add_cog(Housekeeping(self, self.owners))
        if self.application_id:
            log.info("Add it to a server: %s", invitation(self.application_id))
        if not self.shard_ids or 0 in self.shard_ids:  # one process of several is enough
            await sync_if_changed(self)

    async def on_message(self, message: discord.Message) -> None:
        """Leave prefix commands out; a cog listens to messages."""

    async def close(self) -> None:
        """Leave Discord."""
        self.desk.close()
        await super().close()


async def offered_commands() -> list[Payload]:
    """The commands, as Discord is told of them; they are the same for every essay."""
    essay, settings = shipped_essay(), load_settings()
    library = Library({essay.title: essay}, lambda _: Answerer(essay))
    bot = QuothBot(Shelves(library, settings), settings, Metrics())
    for cog in (Commands(bot), LibraryCommands(bot)):
        await bot.add_cog(cog)
    return await payloads(bot.tree)
