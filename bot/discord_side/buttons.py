"""Clicks: what each button does. A button's id says all there is to know, so none dies with a restart."""

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord
from discord.ext import commands

from bot.discord_side.delivery import Compose
from bot.discord_side.feedback import HELPFUL, UNHELPFUL, reason_form, reason_given
from bot.discord_side.interactions import attend, say
from bot.discord_side.replies.essay_replies import contents_reply, essays_reply, more_reply, sentence_reply
from bot.discord_side.replies.ids import Action, Kind, parse_id
from bot.discord_side.replies.leafing import context_reply
from bot.discord_side.replies.pages import NOT_COUNTED, NOT_YOURS, OUTDATED, THANKS
from bot.discord_side.replies.passages import Passages
from bot.discord_side.shelf import Shelf
from index import QuothError

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["Forms", "NotYoursError", "QuothButton"]

OURS = re.compile(r"quoth:.*", re.DOTALL)  # of any version, so that a click on an old one is answered too


class NotYoursError(QuothError):
    """Somebody wants to delete the answer to another's question."""


class QuothButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=OURS):
    """Any button of ours, on any message of ours, however old."""

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Make the button that was clicked."""
        if not isinstance(item, discord.ui.Button):
            raise TypeError(f"{match[0]} belongs to a {type(item).__name__}, not to a button")
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        action = parse_id(self.custom_id)
        if action is None:
            await say(interaction.client, interaction, partial(sentence_reply, OUTDATED))
        else:
            await attend(interaction.client, interaction, partial(_clicked, interaction.client, interaction, action))


class Forms(commands.Cog):
    """Forms that are sent in; taken from the event, for the library knows only those opened since it was started."""

    def __init__(self, bot: "QuothBot") -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Count the reason why an answer was not helpful."""
        if interaction.type is not discord.InteractionType.modal_submit or interaction.data is None:
            return
        action = parse_id(str(interaction.data.get("custom_id")))
        if action and action.kind is Kind.REASON:
            reason = reason_given(interaction.data)
            await attend(self._bot, interaction, partial(_count, self._bot, interaction, UNHELPFUL, reason))


async def _clicked(bot: "QuothBot", interaction: discord.Interaction, action: Action, shelf: Shelf) -> None:
    match action.kind:
        case Kind.CONTEXT | Kind.MORE:
            await _show(bot, interaction, _opened(shelf.passages, action))
        case Kind.LEAF | Kind.CONTENTS | Kind.ESSAYS:
            await _leaf(bot, interaction, _opened(shelf.passages, action))
        case Kind.HELPFUL | Kind.UNHELPFUL if not shelf.feedback:  # on an answer from before
            await _show(bot, interaction, partial(sentence_reply, NOT_COUNTED))
        case Kind.HELPFUL:
            await _count(bot, interaction, HELPFUL, "", shelf)
        case Kind.UNHELPFUL:
            await bot.delivery.open_form(interaction, reason_form(Action(Kind.REASON, action.refs)))
        case Kind.DELETE:
            await _delete(bot, interaction, asker=action.number)
        case Kind.REASON:
            await _show(bot, interaction, partial(sentence_reply, OUTDATED))  # a form's id, which no button bears


def _opened(passages: Passages, action: Action) -> Compose:
    """What a button leads to, among what may be read here."""
    match action.kind:
        case Kind.MORE:
            return partial(more_reply, passages, action.refs)
        case Kind.CONTENTS:
            return partial(contents_reply, passages, passages.tagged(action.essay), page=action.number)
        case Kind.ESSAYS:
            return partial(essays_reply, passages, page=action.number)
        case _:
            return partial(context_reply, passages, action.refs[0])


async def _count(bot: "QuothBot", interaction: discord.Interaction, kind: str, reason: str, shelf: Shelf) -> None:
    bot.metrics.feedback(kind, reason)
    if bot.tallies and bot.keeps_for(shelf.guild):
        bot.tallies.feedback(shelf.guild, kind, reason)
    await _show(bot, interaction, partial(sentence_reply, THANKS))


async def _show(bot: "QuothBot", interaction: discord.Interaction, compose: Compose) -> None:
    await bot.delivery.respond(interaction, compose, ephemeral=True)


async def _leaf(bot: "QuothBot", interaction: discord.Interaction, compose: Compose) -> None:
    """Turn the page in a message that only the reader sees; what others read stays as it is."""
    if interaction.message and interaction.message.flags.ephemeral:
        await bot.delivery.turn(interaction, compose)
    else:
        await _show(bot, interaction, compose)


async def _delete(bot: "QuothBot", interaction: discord.Interaction, asker: int) -> None:
    """Take an answer away, for whoever asked and for those who may delete messages in the channel."""
    is_moderator = interaction.guild_id is not None and interaction.permissions.manage_messages
    if interaction.user.id != asker and not is_moderator:
        raise NotYoursError(NOT_YOURS)
    await bot.delivery.delete_clicked(interaction)
