"""Everything that is sent to Discord goes through here: without pings, once, in a form that Discord takes.

What goes wrong on the way           what is done about it
a full bucket, 500, 502, 504         the library waits and tries again
503, a connection that was reset     one more try with the same nonce, so that it can't come twice
400, 403, 50x for good               the same as plain text: a limit or a permission that we don't know of
the question was deleted             the answer stands alone
no permission to reply               the answer comes without the reference
no permission to write               told once an hour to whoever asked, in a direct message
acknowledged without our knowing     the answer is put into what Discord has taken
no acknowledgement in time           given up: Discord has already told the asker
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, TypeVar

import aiohttp
import discord
from cachetools import TTLCache

from bot.discord_side.replies.essay_replies import markdown_reply
from bot.discord_side.replies.reply import Form, Reply
from bot.discord_side.replies.views import as_arguments
from bot.discord_side.shelf import guild_of

__all__ = ["NO_PINGS", "Compose", "Delivery", "Sent"]

log = logging.getLogger(__name__)

Compose = Callable[[Form], Reply]
"""Makes what is to be said in the form asked for, within that form's limits.

For a command or a click it does so off the event loop, for what these show may have to be opened first.
"""

Result = TypeVar("Result")

NONCE_BITS = 63  # 19 digits, of the 25 that Discord takes
WITHIN = 90.0  # seconds for a message, the library's own five tries (25 s) and waiting for a bucket among them
RETRY_AFTER = 1.0  # seconds; a reset connection or a 503 is over by then, or it is an outage
UNAVAILABLE = 503  # the one server error the library does not try again after
NO_READING_BACK = (160002, 160009)  # Discord's codes for "can't reply without permission to read message history"
NOT_TO_THIS_PERSON = 50007  # who takes no direct messages
ALREADY_ACKNOWLEDGED = 40060
UNKNOWN_INTERACTION = 10062
ABOUT_THE_FORM = (400, 403, 500, 502, 503, 504)  # what Discord may answer where plain text would go through
NOT_ABOUT_THE_FORM = (*NO_READING_BACK, NOT_TO_THIS_PERSON, ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION)
TOLD_FOR = 3600.0  # seconds in which a missing permission is told once
MOST_TOLD = 1_000  # channels


class _NoPings(discord.AllowedMentions):
    """Nobody, whatever else is asked for; the library would leave `replied_user` out where it is false."""

    def to_dict(self) -> dict[str, object]:  # type: ignore[override]  # the library's TypedDict is private
        return {"parse": [], "replied_user": False}

    def merge(self, other: discord.AllowedMentions) -> discord.AllowedMentions:  # noqa: ARG002
        return self


NO_PINGS = _NoPings.none()


class Sent(NamedTuple):
    """A message of ours, and the form it has: a message can't change it."""

    message: discord.PartialMessage
    form: Form


class Delivery:
    """Sends in the form that the place wants, or as plain text where that does not go through."""

    def __init__(self, form_at: Callable[[int | None], Awaitable[Form]]) -> None:
        """Send in the form that is wanted in a server, or outside of any; `form_at` is not to fail."""
        self._form_at = form_at
        self._told: TTLCache[int, None] = TTLCache(MOST_TOLD, TOLD_FOR)

    async def reply(self, message: discord.Message | discord.PartialMessage, compose: Compose) -> Sent | None:
        """Answer a message; None if that can't be done, which then is told or logged."""
        try:
            return await self._reply(message, compose)
        except discord.Forbidden:
            await self._tell_missing_permission(message)
        except discord.HTTPException as error:
            log.warning("An answer in channel %s was refused: %s", message.channel.id, error)
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            log.warning("An answer in channel %s did not go through: %r", message.channel.id, error)
        return None

    async def say(self, channel: discord.abc.Messageable, compose: Compose) -> None:
        """Say something to all in a channel."""
        await _quietly(self._send(channel, compose), "A channel could not be told something")

    async def edit(self, sent: Sent, compose: Compose) -> bool:
        """Change a message of ours; whether that was to be had. One that somebody has deleted needs no change."""
        arguments = as_arguments(compose(sent.form), sent.form)
        edit = partial(sent.message.edit, **arguments, allowed_mentions=NO_PINGS)  # left out, if it isn't said here
        return await _quietly(_twice(edit), "An answer could not be changed")

    async def delete(self, message: discord.PartialMessage) -> bool:
        """Take a message of ours away; whether it is gone."""
        return await _quietly(_twice(message.delete), "An answer could not be deleted")

    async def acknowledge(self, interaction: discord.Interaction, *, ephemeral: bool) -> None:
        """Say that an answer is coming, before Discord's three seconds are over."""
        await _to_interaction(_twice(lambda: interaction.response.defer(ephemeral=ephemeral, thinking=True)))

    async def respond(self, interaction: discord.Interaction, compose: Compose, *, ephemeral: bool) -> None:
        """Answer a command or a click, acknowledged before or not."""

        async def attempt(form: Form) -> None:
            arguments = as_arguments(await asyncio.to_thread(compose, form), form)
            if not interaction.response.is_done():
                try:
                    await _twice(lambda: interaction.response.send_message(**arguments, ephemeral=ephemeral))
                    return
                except discord.HTTPException as error:
                    if error.code != ALREADY_ACKNOWLEDGED:
                        raise  # else an earlier try of ours had come through, and what it said can be changed
            await _twice(lambda: interaction.edit_original_response(**arguments))

        form = await self._form_at(guild_of(interaction))
        await _to_interaction(self._in_either_form(attempt, form))

    async def turn(self, interaction: discord.Interaction, compose: Compose) -> None:
        """Put something else into the message whose button was clicked."""
        flags = interaction.message.flags if interaction.message else None
        form = Form.RICH if flags and flags.components_v2 else Form.PLAIN
        arguments = as_arguments(await asyncio.to_thread(compose, form), form)
        await _to_interaction(_twice(lambda: interaction.response.edit_message(**arguments)))

    async def open_form(self, interaction: discord.Interaction, form: discord.ui.Modal) -> None:
        """Ask whoever clicked something."""
        await _to_interaction(_twice(lambda: interaction.response.send_modal(form)))

    async def delete_clicked(self, interaction: discord.Interaction) -> None:
        """Delete the message whose button was clicked: that needs no permission, not even to be a member there."""
        await _to_interaction(_twice(interaction.response.defer))
        await _quietly(_twice(interaction.delete_original_response), "An answer could not be deleted")

    async def _reply(self, message: discord.Message | discord.PartialMessage, compose: Compose) -> Sent:
        reference = discord.MessageReference(
            message_id=message.id, channel_id=message.channel.id, fail_if_not_exists=False
        )
        try:
            return await self._send(message.channel, compose, reference)
        except discord.HTTPException as error:
            if error.code not in NO_READING_BACK:
                raise
        return await self._send(message.channel, compose)

    async def _send(
        self, channel: discord.abc.Messageable, compose: Compose, reference: discord.MessageReference | None = None
    ) -> Sent:
        replied_to = {"reference": reference} if reference else {}
        nonce = secrets.randbits(NONCE_BITS)  # for both forms: the first may have come through without our knowing

        async def attempt(form: Form) -> Sent:
            arguments = as_arguments(compose(form), form) | replied_to
            message = await _twice(lambda: channel.send(**arguments, nonce=nonce, mention_author=False))
            came_through = Form.RICH if message.flags.components_v2 else Form.PLAIN
            return Sent(discord.PartialMessage(channel=message.channel, id=message.id), came_through)

        is_told = isinstance(channel, discord.abc.Snowflake) and channel.id in self._told
        form = Form.PLAIN if is_told else await self._form_at(_guild_of(channel))  # one refusal is enough
        sent = await self._in_either_form(attempt, form)
        self._told.pop(sent.message.channel.id, None)
        return sent

    async def _in_either_form(self, attempt: Callable[[Form], Awaitable[Result]], form: Form) -> Result:
        try:
            return await attempt(form)
        except discord.HTTPException as error:
            if form is Form.PLAIN or error.status not in ABOUT_THE_FORM or error.code in NOT_ABOUT_THE_FORM:
                raise
            log.warning("Discord refused a message, it goes as plain text: %s", error)
            return await attempt(Form.PLAIN)

    async def _tell_missing_permission(self, message: discord.Message | discord.PartialMessage) -> None:
        channel = message.channel
        if not isinstance(message, discord.Message) or isinstance(channel, discord.DMChannel):
            log.warning("Not allowed to write in channel %s.", channel.id)
            return
        if channel.id in self._told:
            return
        self._told[channel.id] = None
        missing = "Send Messages in Threads" if isinstance(channel, discord.Thread) else "Send Messages"
        log.warning("Not allowed to write in channel %s: give Quoth View Channel and %s there.", channel.id, missing)
        sentence = f"I may not write in <#{channel.id}>. Somebody who manages it can give me “{missing}” there."
        telling = self._send(message.author, partial(markdown_reply, sentence))
        await _quietly(telling, "Nor could the asker be told")


def _guild_of(channel: discord.abc.Messageable) -> int | None:
    """The server that a channel is in."""
    if isinstance(channel, discord.PartialMessageable):
        return channel.guild_id
    guild: discord.Guild | None = getattr(channel, "guild", None)
    return guild.id if guild else None


async def _twice(send: Callable[[], Awaitable[Result]]) -> Result:
    """Try once more what the library does not."""
    async with asyncio.timeout(WITHIN):
        try:
            return await send()
        except discord.DiscordServerError as error:
            if error.status != UNAVAILABLE:
                raise
        except (OSError, aiohttp.ClientError):
            pass
        await asyncio.sleep(RETRY_AFTER)
        return await send()


async def _quietly(sending: Awaitable[object], failed: str) -> bool:
    """What nobody waits for: if it fails, the log says so."""
    try:
        await sending
    except discord.NotFound:
        pass  # somebody else has deleted it
    except (discord.HTTPException, TimeoutError, OSError, aiohttp.ClientError) as error:
        log.warning("%s: %s", failed, error)
        return False
    return True


async def _to_interaction(sending: Awaitable[object]) -> None:
    try:
        await sending
    except discord.HTTPException as error:
        if error.code == ALREADY_ACKNOWLEDGED:
            return  # our first try had come through after all
        log.warning("A command or a click could not be answered: %s", error)
    except (TimeoutError, OSError, aiohttp.ClientError) as error:
        log.warning("A command or a click could not be answered: %r", error)
