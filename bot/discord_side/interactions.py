"""Answering commands and clicks: acknowledged within Discord's three seconds, whatever the answer takes, and once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_side.delivery import Compose
from bot.discord_side.errors import as_sentence
from bot.discord_side.replies.essay_replies import sentence_reply
from bot.discord_side.replies.owner_replies import elsewhere_reply
from bot.discord_side.shelf import Shelf, Visibility, guild_of
from index import QuothError

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["answer_error", "attend", "handle", "in_time", "respond", "say", "shelf_at"]

ACKNOWLEDGED_AFTER = 1.0  # seconds of Discord's 3: the way there and back needs the rest


async def handle(bot: "QuothBot", interaction: discord.Interaction, do: Callable[[], Awaitable[None]]) -> None:
    """Do what was asked, unless it was asked before; what goes wrong is told where the answer would be."""
    if not bot.is_new(interaction.id):
        return
    try:
        with bot.work.begun():
            await do()
    except Exception as error:
        await answer_error(bot, interaction, error)


async def attend(bot: "QuothBot", interaction: discord.Interaction, do: Callable[[Shelf], Awaitable[None]]) -> None:
    """The same; `do` is given the shelf of the place where it was asked."""

    async def there() -> None:
        await do(await bot.shelves.at(guild_of(interaction)))

    await handle(bot, interaction, there)


async def respond(
    bot: "QuothBot",
    interaction: discord.Interaction,
    composing: Callable[[Shelf], Coroutine[Any, Any, Compose]],
    visibility: Visibility | None = None,
    *,
    everywhere: bool = False,
) -> None:
    """Answer with what has yet to be composed.

    Args:
        bot: whoever is asked.
        interaction: the command or the click.
        composing: is given the shelf of the place where that was.
        visibility: who sees it; if it isn't said here, it is for the place to say.
        everywhere: also where the server does not want questions to be answered.
    """

    async def do(shelf: Shelf) -> None:
        if not everywhere and not shelf.is_answered_in(interaction.channel):
            await bot.delivery.respond(interaction, partial(elsewhere_reply, shelf.answers_in), ephemeral=True)
            return
        await in_time(bot, interaction, composing(shelf), ephemeral=shelf.is_for_one(visibility))

    await attend(bot, interaction, do)


async def in_time(
    bot: "QuothBot", interaction: discord.Interaction, composing: Coroutine[Any, Any, Compose], *, ephemeral: bool
) -> None:
    """Answer with what is being composed, and if that takes long, say first that an answer is coming."""
    task = asyncio.create_task(composing)
    try:
        await asyncio.wait({task}, timeout=ACKNOWLEDGED_AFTER)
        if not task.done():
            await bot.delivery.acknowledge(interaction, ephemeral=ephemeral)
        await bot.delivery.respond(interaction, await task, ephemeral=ephemeral)
    finally:
        task.cancel()  # if nobody waits for it any more


async def shelf_at(bot: "QuothBot", interaction: discord.Interaction) -> Shelf | None:
    """The shelf of a place where somebody is typing; None if it can't be had, for there nothing can be said."""
    try:
        return await bot.shelves.at(guild_of(interaction))
    except QuothError:
        return None


async def say(bot: "QuothBot", interaction: discord.Interaction, compose: Compose) -> None:
    """Answer at once, for nobody else to see."""
    await attend(bot, interaction, lambda _: bot.delivery.respond(interaction, compose, ephemeral=True))


async def answer_error(bot: "QuothBot", interaction: discord.Interaction, error: Exception) -> None:
    """Tell whoever asked what went wrong."""
    await bot.delivery.respond(interaction, partial(sentence_reply, as_sentence(error)), ephemeral=True)
