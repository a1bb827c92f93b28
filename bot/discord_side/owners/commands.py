"""`/library`: what those who manage a server do with its essays, its settings and its unanswered questions."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_side.completion import MOST_CHOICES, complete_essay
from bot.discord_side.delivery import Compose
from bot.discord_side.interactions import handle, in_time
from bot.discord_side.owners.channels import Place
from bot.discord_side.owners.choices import Answers, Choices, Switch, Unanswered
from bot.discord_side.owners.own import Own
from bot.discord_side.owners.servers import QUOTA, LeftError
from bot.discord_side.owners.uploads import check_kind, name_for
from bot.discord_side.replies.essay_replies import markdown_reply
from bot.discord_side.replies.owner_replies import (
    Operators,
    added_reply,
    gaps_reply,
    listed_reply,
    settings_reply,
    used_reply,
)
from bot.discord_side.shelf import Visibility, guild_of, place_of
from index import QuothError, UnknownEssayError
from index.naming import Names

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot
    from bot.discord_side.owners import Owners

__all__ = ["LibraryCommands", "NotAnOwnerError"]

NOT_AN_OWNER = "This is for those who manage the server: it needs the permission Manage Server."
NOT_A_MEMBER = "I am not a member of this server: add me as a bot, and it can have essays of its own."
NOTHING_OWN = "Here servers have no essays of their own."
REMOVED = "Removed. Its passages are answered from no longer, and channels that asked it alone ask all essays again."
FORGOTTEN = "Forgotten: nothing is left of the questions that were not answered."
NO_SUCH = "This server has no essay of its own called “{name}”: `/library list` shows which it has."
Composing = Callable[["Owners", int], Coroutine[Any, Any, Compose]]
Page = app_commands.Range[int, 1, 100]
Named = app_commands.Range[str, 1, 300]  # longer than any name


class NotAnOwnerError(QuothError):
    """Somebody who may not wants to change what is the server's."""


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class LibraryCommands(commands.GroupCog, group_name="library", group_description="This server's essays and settings."):
    """Only for who may, only in servers, and all that is said only they see."""

    def __init__(self, bot: "QuothBot") -> None:
        self._bot = bot

    @app_commands.command(description="Add an essay to this server, or replace one.")
    @app_commands.describe(
        file="The essay's file; of what is read of it you are told.",
        name="What it goes by here; the file's name, if you don't say. The essay of that name is replaced.",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        name: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Take a file in."""

        async def composing(owners: "Owners", guild: int) -> Compose:
            check_kind(file)
            with owners.uploads.admitted(guild):
                essay = await owners.uploads.read(file)
                own = await owners.servers.own(guild)
                called = name_for(file, name)
                called = _named(own, called) or called
                await owners.servers.put(guild, called, essay)
            return partial(added_reply, called, essay, called in own.essays, owners.servers.steps_aside)

        await self._respond(interaction, composing)

    @app_commands.command(name="list", description="This server's essays.")
    @app_commands.describe(page="Where there are many.")
    async def show(self, interaction: discord.Interaction, page: Page = 1) -> None:
        """Its essays, with which channels ask them alone."""

        async def composing(owners: "Owners", guild: int) -> Compose:
            own = await owners.servers.own(guild)
            async with owners.servers.kept_of(guild) as kept:
                uploads = await kept.uploads()
            servers = owners.servers
            return partial(
                listed_reply,
                uploads,
                own.unreadable,
                own.bound,
                house=servers.beside(own),
                aside=servers.steps_aside,
                quota=QUOTA,
                page=page,
            )

        await self._respond(interaction, composing)

    @app_commands.command(description="Take an essay away from this server.")
    @app_commands.describe(essay="Which one.")
    async def remove(self, interaction: discord.Interaction, essay: Named) -> None:
        """Remove one of its own."""

        async def composing(owners: "Owners", guild: int) -> Compose:
            name = _named(await owners.servers.own(guild), essay)
            if name is None:
                raise UnknownEssayError(NO_SUCH.format(name=essay))
            await owners.servers.remove(guild, name)
            return partial(markdown_reply, REMOVED)

        await self._respond(interaction, composing)

    @app_commands.command(description="Let a channel ask one essay alone, or all again.")
    @app_commands.describe(
        essay="Which one; all of them, if you don't say.", channel="Which channel; this one, if you don't say."
    )
    async def use(
        self, interaction: discord.Interaction, essay: Named | None = None, channel: Place | None = None
    ) -> None:
        """Tie a channel to an essay, with its threads."""

        async def composing(owners: "Owners", guild: int) -> Compose:
            where = channel or place_of(interaction.channel)
            shelf = await owners.servers.at(guild)
            name = await asyncio.to_thread(shelf.asked, essay, None) if essay else None
            await owners.servers.use(guild, where, name)
            return partial(used_reply, where, shelf.passages.called(name) if name else None)

        await self._respond(interaction, composing)

    @app_commands.command(description="What is set for this server; with an option, set it.")
    @app_commands.describe(
        answers="Rich answers, or plain text that copies well.",
        visibility="Who sees the answer to /ask, if whoever asks does not say.",
        feedback="Whether answers have buttons for feedback.",
        answer_in="Answer in this channel, and only in those that are chosen so.",
        not_in="No longer answer in this channel; with the last one taken away, answer everywhere.",
        unanswered="Keep questions that the essays don't answer, without who asked, or forget them.",
    )
    async def settings(
        self,
        interaction: discord.Interaction,
        answers: Answers | None = None,
        visibility: Visibility | None = None,
        feedback: Switch | None = None,
        answer_in: Place | None = None,
        not_in: Place | None = None,
        unanswered: Unanswered | None = None,
    ) -> None:
        """Show what is set, and change it."""
        chosen = Choices(answers, visibility, feedback, answer_in, not_in, unanswered)

        async def composing(owners: "Owners", guild: int) -> Compose:
            if any(chosen):
                settings = await owners.servers.change(guild, chosen.changes)
            else:
                settings = (await owners.servers.own(guild)).settings
            async with owners.servers.kept_of(guild) as kept:
                counts = await kept.counts()
            operators = Operators(self._bot.settings.plain_text, self._bot.settings.feedback)
            return partial(settings_reply, settings, operators, counts)

        await self._respond(interaction, composing)

    @app_commands.command(description="Questions that this server's essays did not answer.")
    @app_commands.describe(page="Where there are many.", forget="Forget them all.")
    async def gaps(self, interaction: discord.Interaction, page: Page = 1, forget: bool = False) -> None:
        """What the essays lack."""

        async def composing(owners: "Owners", guild: int) -> Compose:
            async with owners.servers.kept_of(guild) as kept:
                if forget:
                    await kept.forget_gaps()
                    return partial(markdown_reply, FORGOTTEN)
                gaps, settings = await kept.gaps(datetime.now(UTC)), await kept.settings()
            return partial(gaps_reply, gaps, settings.keeps_gaps, page)

        await self._respond(interaction, composing)

    @remove.autocomplete("essay")
    async def _complete_own(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            owners, guild = self._admitted(interaction)
            own = await owners.servers.own(guild)
        except QuothError:
            return []
        broken = [name for name in sorted(own.unreadable) if typed.casefold() in name.casefold()]
        choices = [app_commands.Choice(name=name, value=name) for name in broken]
        return [*choices, *complete_essay(Names(own.essays), typed)][:MOST_CHOICES]

    @use.autocomplete("essay")
    async def _complete_any(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            owners, guild = self._admitted(interaction)
            shelf = await owners.servers.at(guild)
        except QuothError:
            return []
        return await asyncio.to_thread(complete_essay, shelf.names, typed)

    async def _respond(self, interaction: discord.Interaction, composing: Composing) -> None:
        async def do() -> None:
            await in_time(self._bot, interaction, composing(*self._admitted(interaction)), ephemeral=True)

        await handle(self._bot, interaction, do)

    def _admitted(self, interaction: discord.Interaction) -> "tuple[Owners, int]":
        """What servers have of their own, and the server that is meant.

        Discord offers these commands only to who may, but a server's owner can have them offered to others.

        Raises:
            NotAnOwnerError: whoever asks does not manage the server.
            LeftError: we are not a member of it.
        """
        guild = guild_of(interaction)
        if self._bot.owners is None:
            raise NotAnOwnerError(NOTHING_OWN)
        if guild is None or not interaction.permissions.manage_guild:
            raise NotAnOwnerError(NOT_AN_OWNER)
        if self._bot.get_guild(guild) is None:
            raise LeftError(NOT_A_MEMBER)
        return self._bot.owners, guild


def _named(own: Own, wanted: str) -> str | None:
    """The name of the server's own essay that is meant, however it is capitalised."""
    names = [*own.essays, *own.unreadable]
    if wanted in names:
        return wanted
    return next((name for name in names if name.casefold() == wanted.strip().casefold()), None)
