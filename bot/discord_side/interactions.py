"""Answering commands and clicks: acknowledged within Discord's three seconds, whatever the answer takes, and once."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord_side.delivery import Compose
from bot.discord_side.errors import as_sentence
from bot.discord_side.replies.essay_replies import sentence_reply
from bot.discord_side.shelf import Shelf, Visibility, guild_of

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["answer_error", "attend", "respond", "say"]

ACKNOWLEDGED_AFTER = 1.0  # seconds of Discord's 3: the way there and back needs the rest


async def attend(bot: "QuothBot", interaction: discord.Interaction, do: Callable[[Shelf], Awaitable[None]]) -> None:
    """Do what was asked, unless it was asked before; what goes wrong is told where the answer would be.

    Args:
        bot: whoever is asked.
        interaction: the command or the click.
        do: is given the shelf of the place where that was.
    """
    if not bot.is_new(interaction.id):
        return
    try:
        with bot.work.begun():
            await do(await bot.shelves.at(guild_of(interaction)))
    except Exception as error:
        await answer_error(bot, interaction, error)


async def respond(
    bot: "QuothBot",
    interaction: discord.Interaction,
    composing: Callable[[Shelf], Awaitable[Compose]],
    visibility: Visibility | None = None,
) -> None:
    """Answer with what has yet to be composed; who sees it is for the place to say, if it isn't said here."""

    async def do(shelf: Shelf) -> None:
        ephemeral = shelf.is_for_one(visibility)
        task = asyncio.ensure_future(composing(shelf))
        await asyncio.wait({task}, timeout=ACKNOWLEDGED_AFTER)
        if not task.done():
            await bot.delivery.acknowledge(interaction, ephemeral=ephemeral)
        await bot.delivery.respond(interaction, await task, ephemeral=ephemeral)

    await attend(bot, interaction, do)


async def say(bot: "QuothBot", interaction: discord.Interaction, compose: Compose) -> None:
    """Answer at once, for nobody else to see."""
    await attend(bot, interaction, lambda _: bot.delivery.respond(interaction, compose, ephemeral=True))


async def answer_error(bot: "QuothBot", interaction: discord.Interaction, error: Exception) -> None:
    """Tell whoever asked what went wrong."""
    await bot.delivery.respond(interaction, partial(sentence_reply, as_sentence(error)), ephemeral=True)
