"""Commands are sent to Discord only when they are not those it has."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.app_commands import CommandTree
from discord.ext import commands
from discord.http import Route

__all__ = ["Payload", "commands_at_discord", "payloads", "same_commands", "sync_if_changed"]

Payload = Mapping[str, Any]

# What Discord adds of its own, or has been replaced: `contexts` says what `dm_permission` said, and more.
ADDED = frozenset(
    "id application_id guild_id version handler name_localized description_localized default_permission"
    " dm_permission".split()
)
# What Discord answers where nothing was said.
DEFAULTS: Payload = {"integration_types": [0], "contexts": [0, 1, 2]}
SETS = frozenset({"integration_types", "contexts", "channel_types"})  # lists without an order

log = logging.getLogger(__name__)


async def sync_if_changed(bot: commands.Bot | commands.AutoShardedBot) -> bool:
    """Whether they were sent. If Discord won't say what it has, they are; if it won't take them, life goes on."""
    try:
        if same_commands(await payloads(bot.tree), await commands_at_discord(bot)):
            return False
    except discord.HTTPException as error:
        log.warning("Discord does not tell which commands it has (status %s): sending them.", error.status)
    try:
        await bot.tree.sync()
    except discord.HTTPException as error:
        log.error("Discord does not take the commands (%s); mentions and direct messages are answered.", error)
        return False
    log.info("The commands have changed: sent them to Discord.")
    return True


async def payloads(tree: CommandTree[Any]) -> list[Payload]:
    """What `tree.sync` would send."""
    local = tree.get_commands()
    if tree.translator:
        return [await command.get_translated_payload(tree, tree.translator) for command in local]
    return [command.to_dict(tree) for command in local]


async def commands_at_discord(client: discord.Client) -> list[Payload]:
    """What Discord has, with translations, which it leaves out unless asked."""
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    found: list[Payload] = await client.http.request(route, params={"with_localizations": "true"})
    return found


def same_commands(local: Sequence[Payload], remote: Sequence[Payload]) -> bool:
    """Whether both say the same, whatever Discord has added to it and in whatever order the commands are."""
    return _in_order(local) == _in_order(remote)


def _in_order(commands: Sequence[Payload]) -> list[Payload]:
    return sorted(
        (_told(command) for command in commands), key=lambda command: (command.get("type", 1), command["name"])
    )


def _told(payload: Payload) -> Payload:
    """What of a command, option or choice is not self-evident."""
    said = {key: _plain(key, value) for key, value in payload.items() if key not in ADDED}
    return {key: value for key, value in said.items() if not _goes_without_saying(key, value)}


def _plain(key: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    if key in SETS and value:
        return sorted(value)
    if key == "default_member_permissions" and value is not None:
        return str(value)  # sent as a number, answered as text; "0" is said: nobody but administrators
    if isinstance(value, list):
        return [_told(part) if isinstance(part, dict) else part for part in value]
    return value


def _goes_without_saying(key: str, value: Any) -> bool:  # noqa: ANN401 - any JSON
    # A 0 is none of these: the least value of an option may be 0.
    return value is None or value is False or value in ("", [], {}) or (key in DEFAULTS and value == DEFAULTS[key])
