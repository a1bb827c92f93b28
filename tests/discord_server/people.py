"""What people do: they say something, change it, take it back, type commands, click, and fill in forms."""

from typing import Any
from urllib.parse import quote, unquote

from discord import Permissions

from tests.discord_server.checks import components_in
from tests.discord_server.exchange import Interaction, Message, Modal
from tests.discord_server.files import FOLDER, Attachment
from tests.discord_server.model import Channel, Guild, Json, User
from tests.discord_server.permissions import permissions_of
from tests.discord_server.reading import called
from tests.discord_server.routing import State
from tests.discord_server.typed import typed

__all__ = ["People"]

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMITTED = 2, 3, 4, 5  # types of interaction
SLASH, MESSAGE_COMMAND = 1, 3  # types of command
BUTTON, INPUT, RADIO_GROUP, CHECKBOX = 2, 4, 21, 23
ONE_VALUE = {INPUT, RADIO_GROUP, CHECKBOX}  # the others of a form's fields have several
REPLY = 19
FILE_SIZE = 10 * 1024 * 1024


class People:
    """Whatever they do reaches the bot as Discord would tell it. What they could not do fails the test."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._world = state.world
        self._gateway = state.gateway

    async def say(
        self,
        user: User,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        everyone: bool = False,
        webhook: bool = False,
        kind: int = 0,
    ) -> Message:
        """Write a message. `@Quoth` becomes a mention of the bot; mentions of others are written `user.mention`.

        `everyone` pings everyone, as a text with @everyone does of who may; `kind` is the number of a system message.
        """
        text = text.replace(f"@{self._world.me.name}", self._world.me.mention)
        message = Message(self._world.new_id(), channel, user, text, kind, mention_everyone=everyone)
        if reply_to:
            message.replies_to, message.type = reply_to.id, REPLY
        if webhook:
            message.webhook_id = user.id
        self._mention(message, reply_to if ping else None)
        self._world.store(message)
        await self._gateway.message("MESSAGE_CREATE", message)
        return message

    def _mention(self, message: Message, pinged: Message | None) -> None:
        if "<@" in message.content:
            message.mentions = [user for user in self._world.users.values() if user.mention in message.content]
            roles = message.channel.guild.roles if message.channel.guild else []
            message.mention_roles = [role.id for role in roles if role.mention in message.content]
        if pinged and pinged.author not in message.mentions:
            message.mentions = [*message.mentions, pinged.author]

    async def edit(self, message: Message, text: str) -> None:
        """Change what a message says."""
        message.content = text.replace(f"@{self._world.me.name}", self._world.me.mention)
        message.edited = True
        pinged = self._world.messages.get(message.replies_to) if message.replies_to else None
        was_pinged = pinged is not None and pinged.author in message.mentions
        message.mentions = []
        self._mention(message, pinged if was_pinged else None)
        await self._gateway.message("MESSAGE_UPDATE", message)

    async def delete(self, *messages: Message) -> None:
        """Take messages away: one, or several in one sweep."""
        for message in messages:
            message.deleted = True
        await self._gateway.deleted(*messages)

    def attach(self, name: str, data: bytes, **told: Any) -> Attachment:  # noqa: ANN401
        """A file for an option; what is told of it, and what goes wrong, may be said as `Attachment` has it."""
        number = self._world.new_id()
        path = f"{FOLDER}{self._world.me.id}/{number}/{quote(name)}"
        url = f"{self._state.files_base}{path}"
        attachment = Attachment(number, name, data, **{"url": url, "size": len(data), "length": len(data), **told})
        self._state.files.add(attachment, unquote(path))
        return attachment

    async def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        /,
        *,
        late: bool = False,
        unasked: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> Interaction:
        """Type a command, with the options that it has been registered with; one in a group as "group name".

        With `late`, Discord's 3 s are over. With `unasked`, a server's owner has allowed the command to those who by
        the permissions that it asks for would not be offered it.
        """
        words = name.split()
        command = self._command(SLASH, words[0], channel)
        if not unasked:
            self._check_permissions(user, channel, command)
        data = typed(command, words, options)
        return await self._interact(self._world.interact(COMMAND, user, channel, data, is_late=late))

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        /,
        *,
        focus: str,
        deadline: float = 10.0,
        **options: Any,  # noqa: ANN401
    ) -> list[Json]:
        """Type into the option `focus`, and see what is offered."""
        words = name.split()
        data = typed(self._command(SLASH, words[0], channel), words, options, focus)
        interaction = await self._interact(self._world.interact(AUTOCOMPLETE, user, channel, data))
        what = f"what is offered for {focus} of /{name}"
        called_back = await self._state.book.until(lambda: interaction.callback, what, deadline)
        choices: list[Json] = (called_back or {})["data"]["choices"]
        return choices

    async def context_menu(self, user: User, name: str, message: Message, *, late: bool = False) -> Interaction:
        """Choose a message command on a message; the bot gets to read that."""
        command = self._command(MESSAGE_COMMAND, name, message.channel)
        resolved = {"messages": {str(message.id): message.wire()}}
        data = {"id": command["id"], "name": name, "type": MESSAGE_COMMAND, "target_id": str(message.id)}
        interaction = self._world.interact(COMMAND, user, message.channel, data | {"resolved": resolved}, is_late=late)
        return await self._interact(interaction)

    async def click(
        self, user: User, message: Message, button: str, *, values: list[str] | None = None, late: bool = False
    ) -> Interaction:
        """Click a button of a message, known by its label, emoji or custom_id; or choose `values` in a menu of it."""
        assert not message.deleted, "the message is deleted, nobody can click there"
        found = [c for c in components_in(message.components) if button in (c.get("custom_id"), called(c))]
        assert found, f"there is no {button!r} among {[called(c) for c in components_in(message.components)]}"
        component = found[0]
        assert not component.get("disabled"), f"{button!r} is disabled"
        assert "custom_id" in component, f"{button!r} is a link"
        data: Json = {key: component[key] for key in ("custom_id", "id")} | {"component_type": component["type"]}
        if component["type"] != BUTTON:
            data["values"] = values or []
        interaction = self._world.interact(COMPONENT, user, message.channel, data, message=message, is_late=late)
        interaction.by_user_install |= bool(message.interaction and message.interaction.by_user_install)
        return await self._interact(interaction)

    async def submit(self, modal: Modal, *, late: bool = False, **values: Any) -> Interaction:  # noqa: ANN401
        """Fill in a form, by the custom_ids of its fields, and send it."""
        fields = {c["custom_id"] for c in components_in(modal.components) if "custom_id" in c}
        assert set(values) <= fields, f"the form has the fields {fields}"
        parts = [_filled_in(part, values) for part in modal.components]
        data: Json = {"custom_id": modal.custom_id, "components": parts, "resolved": {}}
        asked = modal.interaction
        return await self._interact(
            self._world.interact(SUBMITTED, asked.user, asked.channel, data, message=asked.message, is_late=late)
        )

    async def again(self, interaction: Interaction) -> None:
        """Deliver an interaction a second time."""
        await self._interact(interaction)

    async def add_bot(self, guild: Guild) -> None:
        """Somebody adds the bot to a server, or Discord finds one again where it still is."""
        said = guild.wire(self._world.me)
        if not guild.has_bot:
            del said["unavailable"]  # Discord says so of one that was known before
        guild.has_bot = guild.is_available = True
        guild.members.setdefault(self._world.me.id, [])
        await self._gateway.dispatch("GUILD_CREATE", said, guild, 1)

    async def remove_bot(self, guild: Guild) -> None:
        """Somebody throws the bot out of a server."""
        await self._gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild, 1)
        guild.has_bot = False

    async def lose_guild(self, guild: Guild) -> None:
        """Discord has trouble: the server can't be reached for now. The bot is still in it."""
        guild.is_available = False
        await self._gateway.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild, 1)

    async def forbid(self, channel: Channel, **permissions: bool) -> None:
        """Take permissions from the bot in a channel: `send_messages=True` takes that one; nothing takes none."""
        channel.overwrites[self._world.me.id] = Permissions(0), Permissions(**permissions)
        await self._gateway.dispatch("CHANNEL_UPDATE", channel.wire(), channel.guild, 1)

    def _command(self, kind: int, name: str, channel: Channel) -> Json:
        """As the bot has registered it, for a place like this."""
        commands = self._state.commands
        found = [command for command in commands if command["type"] == kind and command["name"] == name]
        assert found, f"there is no command {name!r} of type {kind} among {[c['name'] for c in commands]}"
        command: Json = found[0]
        contexts = command["contexts"]
        assert contexts is None or self._context(channel) in contexts, f"{name!r} is not offered in such a place"
        by_user = not self._world.sees(channel)
        assert int(by_user) in command["integration_types"], f"{name!r} is not offered to who installed it so"
        return command

    def _check_permissions(self, user: User, channel: Channel, command: Json) -> None:
        """Whether Discord offers it to them."""
        needed = Permissions(int(command["default_member_permissions"] or 0))
        is_offered = channel.guild is None or needed <= permissions_of(user, channel)
        assert is_offered, f"{command['name']!r} is not offered to {user.name}"

    def _context(self, channel: Channel) -> int:
        """0: a server; 1: the bot's own direct messages; 2: other private conversations."""
        return 0 if channel.guild else 1 if self._world.me in channel.recipients else 2

    async def _interact(self, interaction: Interaction) -> Interaction:
        guild = interaction.channel.guild
        told_to = guild if guild and guild.has_bot else None
        for session in list(self._gateway.sessions.values()):
            shard = (told_to.id >> 22) % session.count if told_to else 0
            if session.shard == shard:
                await session.dispatch("INTERACTION_CREATE", self._wire(interaction))
        return interaction

    def _wire(self, interaction: Interaction) -> Json:
        channel, user = interaction.channel, interaction.user
        may = permissions_of(user, channel)
        said: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.me.id),
            "type": interaction.type,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel": channel.wire() | {"permissions": str(may.value)},
            "channel_id": str(channel.id),
            "locale": "en-US",
            "entitlements": [],
            "attachment_size_limit": FILE_SIZE,
            "app_permissions": str(permissions_of(self._world.me, channel).value),
            "authorizing_integration_owners": interaction.metadata()["authorizing_integration_owners"],
            "context": self._context(channel),
        }
        if interaction.message:
            said["message"] = interaction.message.wire()
        if channel.guild is None:
            return said | {"user": user.wire()}
        member = channel.guild.member_wire(user) | {"user": user.wire(), "permissions": str(may.value)}
        guild = {"id": str(channel.guild.id), "locale": "en-US", "features": []}
        return said | {"member": member, "guild_id": str(channel.guild.id), "guild_locale": "en-US", "guild": guild}


def _filled_in(part: Json, values: dict[str, Any]) -> Json:
    said: Json = {key: part[key] for key in ("type", "id", "custom_id") if key in part}
    if "components" in part:
        said["components"] = [_filled_in(child, values) for child in part["components"]]
    if "component" in part:
        said["component"] = _filled_in(part["component"], values)
    if "custom_id" in part:
        value = values.get(part["custom_id"])
        if part["type"] in ONE_VALUE:
            said["value"] = value if value is not None or part["type"] == RADIO_GROUP else ""
        else:
            said["values"] = value or []
    return said
