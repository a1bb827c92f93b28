"""Looks at everything that has to be right before Quoth can answer on Discord, and says what to do."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from urllib.parse import urlsplit

import aiohttp
import discord
from discord.http import Route

from bot.checks import Check
from bot.discord_side.endpoint import connect_to
from bot.discord_side.invitation import REASONS, invitation, personal_invitation
from bot.discord_side.syncing import Payload, commands_at_discord, same_commands
from bot.settings import Settings, SettingsError

__all__ = ["Commands", "examine"]

PATIENCE = 10  # seconds that an answer of Discord may take; the library would try for 25 and wait for 300
TOKEN_PARTS = 3  # an id, a time and a signature, joined by dots
TOO_MANY_REQUESTS = 429

PORTAL = "https://discord.com/developers/applications"
PROXY = "Look at QUOTH_DISCORD_API_BASE: it is to end as Discord's own address does, in /api/v10."
UNSAFE = "See whether this machine's clock and certificates are right, and whether something stands in between."
LATER = "Try again in some minutes."
BLOCKED = "Wait an hour, and see that nothing restarts Quoth again and again."
UNREACHABLE = (
    "See whether this machine may connect to the internet, and whether https://discordstatus.com tells of trouble."
)

PRIVILEGED = frozenset(  # as Discord's library names the application's flags
    f"gateway_{intent}{limited}"
    for intent in ("presence", "guild_members", "message_content")
    for limited in ("", "_limited")
)

Commands = Callable[[], Awaitable[Sequence[Payload]]]
"""Makes what `quoth serve` would have as commands."""

NotAnswered = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, KeyError, TypeError)
"""What a call raises that got no answer, or one that only another program than Discord gives."""

FAILURES: Sequence[tuple[type[BaseException], str, str]] = (  # the narrower before the wider
    (TimeoutError, f"{{host}} gave no usable answer within {PATIENCE} seconds.", UNREACHABLE),
    (aiohttp.ClientConnectorDNSError, "The name {host} can't be looked up.", UNREACHABLE),
    (aiohttp.ClientSSLError, "No safe connection to {host} came about.", UNSAFE),
    (aiohttp.ClientConnectorError, "{host} can't be reached: {reason}.", UNREACHABLE),
    (aiohttp.ClientError, "The connection to {host} broke.", UNREACHABLE),
    (OSError, "The connection to {host} broke.", UNREACHABLE),
    (discord.DiscordServerError, "{host} has trouble of its own (status {error.status}).", LATER),
    (discord.HTTPException, "{host} refuses to tell (status {error.status}).", PROXY),
    (Exception, "{host} does not answer as Discord does.", PROXY),
)


async def examine(settings: Settings, channel_id: int | None, commands: Commands) -> AsyncIterator[Check]:
    """One thing after the other, as far as the one before lets us look."""
    try:
        token = settings.token()
    except SettingsError as error:
        yield Check("Token", False, str(error))
        return
    yield _shape(token)
    connect_to(settings.discord_api_base)
    logging.getLogger("discord").addHandler(logging.NullHandler())  # of what it warns a check tells better
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        yield (reached := await _log_in(client, token))
        if not reached.ok:
            return
        for check in _application(client):
            yield check
        yield await _gateway(client)
        yield await _commands(client, await commands())
        if channel_id is not None:
            yield await _channel(client, channel_id)
        for check in _invitations(client):
            yield check


def _shape(token: str) -> Check:
    if token.count(".") + 1 == TOKEN_PARTS:
        return Check("Token", True, "A token is set, and looks like one.")
    return Check(
        "Token",
        None,
        f"What is set does not look like a token: those have {TOKEN_PARTS} parts, joined by dots.",
        f"The token is on the page Bot at {PORTAL}; the client secret and the public key are something else.",
    )


async def _log_in(client: discord.Client, token: str) -> Check:
    try:
        async with asyncio.timeout(PATIENCE):
            await client.login(token)
    except discord.LoginFailure:
        return Check("Discord", False, "Discord does not accept the token.", f"Reset it on the page Bot at {PORTAL}.")
    except NotAnswered as error:
        return Check("Discord", False, *_why_not(error))
    return Check("Discord", True, f"Discord accepts the token: the bot is {client.user}.")


def _why_not(error: BaseException) -> tuple[str, str]:
    """What keeps us from Discord, and what to do about it; never what the library says, which may hold anything."""
    if isinstance(error, discord.GatewayNotFound) and error.__cause__:
        error = error.__cause__
    host = urlsplit(Route.BASE).netloc
    if isinstance(error, discord.HTTPException) and error.status == TOO_MANY_REQUESTS:
        return f"{host} takes no requests from this machine for now.", BLOCKED
    found, advice = next(told for kinds, *told in FAILURES if isinstance(error, kinds))
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no connection came about"
    return found.format(host=host, error=error, reason=reason), advice


def _application(client: discord.Client) -> Iterator[Check]:
    application = client.application
    if application is None:
        return
    yield _intents(application)
    if application.interactions_endpoint_url:
        yield Check(
            "Interactions",
            False,
            "Discord sends commands and buttons to a web address instead of to Quoth.",
            f"Clear “Interactions Endpoint URL” on the page General Information at {PORTAL}.",
        )
    else:
        yield Check("Interactions", True, "Commands and buttons come to Quoth.")
    yield _installing(application)


def _intents(application: discord.AppInfo) -> Check:
    allowed = {name for name, is_set in application.flags if is_set}
    if not PRIVILEGED & allowed:
        return Check("Intents", True, "No privileged intent is switched on, and Quoth needs none.")
    return Check(
        "Intents",
        None,
        "Privileged intents are switched on; Quoth needs none and asks for none.",
        f"Unless something else needs them, switch them off on the page Bot at {PORTAL}.",
    )


def _installing(application: discord.AppInfo) -> Check:
    page = f"on the page {{}} at {PORTAL}"
    if application.bot_require_code_grant:
        advice = f"Switch off “Requires OAuth2 Code Grant” {page.format('Bot')}."
        return Check("Installing", False, "The invitation link would not work.", advice)
    if application.user_integration_config and not application.guild_integration_config:
        advice = f"Tick “Guild Install” {page.format('Installation')}."
        return Check("Installing", False, "It can't be added to a server.", advice)
    who = "Everybody who has the link" if application.bot_public else "Only you"
    if application.user_integration_config:
        return Check("Installing", True, f"{who} can add it, to a server or for themselves.")
    advice = f"If people are to use it for themselves too: tick “User Install” {page.format('Installation')}."
    return Check("Installing", None, f"{who} can add it, to a server only.", advice)


async def _gateway(client: discord.Client) -> Check:
    try:
        async with asyncio.timeout(PATIENCE):
            _, _, limits = await client.http.get_bot_gateway()
    except NotAnswered as error:
        return Check("Gateway", False, *_why_not(error))
    if limits["remaining"]:
        return Check(
            "Gateway", True, f"Quoth may connect {limits['remaining']} more times today, of {limits['total']}."
        )
    hours = -(-limits["reset_after"] // 3_600_000)  # from milliseconds, rounded up
    advice = f"Wait (at most {hours} h), and see that nothing restarts Quoth again and again."
    return Check("Gateway", False, f"Quoth has connected {limits['total']} times, and may not any more today.", advice)


async def _commands(client: discord.Client, local: Sequence[Payload]) -> Check:
    try:
        async with asyncio.timeout(PATIENCE):
            remote = await commands_at_discord(client)
    except NotAnswered as error:
        return Check("Commands", None, *_why_not(error))
    if same_commands(local, remote):
        return Check("Commands", True, f"Discord has Quoth's {len(local)} commands as they are.")
    return Check(
        "Commands", None, "Discord does not have Quoth's commands yet.", "`quoth serve` sends them, at its start."
    )


async def _channel(client: discord.Client, channel_id: int) -> Check:
    try:
        async with asyncio.timeout(PATIENCE):
            channel, permissions = await _permissions_in(client, channel_id)
    except discord.NotFound:
        advice = "Copy the channel's id in Discord: with the developer mode on, it is in the channel's menu."
        return Check("Channel", False, f"There is no channel {channel_id}.", advice)
    except (discord.Forbidden, discord.InvalidData):
        advice = "Add the bot to the server by the link below; in a private channel, allow its role View Channel."
        return Check("Channel", False, f"The bot can't see the channel {channel_id}.", advice)
    except NotAnswered as error:
        return Check("Channel", None, *_why_not(error))
    missing = [name for name in REASONS if not getattr(permissions, name)]
    if not missing:
        return Check("Channel", True, f"The bot may do in {channel} all that it needs to.")
    names = ", ".join(name.replace("_", " ").title() for name in missing)
    return Check("Channel", False, f"The bot lacks permissions in {channel}: {names}.", "Allow them to its role there.")


async def _permissions_in(client: discord.Client, channel_id: int) -> tuple[str, discord.Permissions]:
    """The channel's name, and what the bot may do there by its roles and the channel's own rules."""
    found = await client.fetch_channel(channel_id)
    if isinstance(found, discord.abc.PrivateChannel) or client.user is None:
        return "this conversation", discord.Permissions.all()
    # Found by itself, a channel knows nothing of its server's roles; found by way of the server, it does.
    guild = await client.fetch_guild(found.guild.id, with_counts=False)
    parent = found.parent_id if isinstance(found, discord.Thread) else channel_id
    channel = await guild.fetch_channel(parent)
    if isinstance(channel, discord.Thread):
        raise discord.InvalidData("a thread in a thread")
    return f"#{found.name}", channel.permissions_for(await guild.fetch_member(client.user.id))


def _invitations(client: discord.Client) -> Iterator[Check]:
    application = client.application
    if application is None:
        return
    yield Check("Invitation", True, f"To a server: {invitation(application.id)}")
    if application.user_integration_config:
        yield Check("Invitation", True, f"For oneself: {personal_invitation(application.id)}")
