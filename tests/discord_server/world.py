"""Who and what there is at the beginning, and making more of it."""

import secrets
import time
from collections import OrderedDict
from typing import Any

from discord import ChannelType, Permissions

from tests.discord_server.exchange import Interaction, Message
from tests.discord_server.model import EPOCH, Channel, Guild, Json, Role, User

__all__ = ["World"]

FIRST_GUILD = 720_720 * 100_000  # divisible by every number of shards up to 16: the n-th guild is on shard n
WHAT_EVERYONE_MAY = Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    use_application_commands=True,
    use_external_apps=True,
)


class World:
    """All that this Discord knows. With `keep`, of messages and interactions only as many, the newest."""

    def __init__(self, keep: int | None = None) -> None:
        self._keep = keep
        self._last_id = 0
        self._guild_count = 0
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: OrderedDict[int, Message] = OrderedDict()
        self.interactions: OrderedDict[str, Interaction] = OrderedDict()  # by their tokens
        self._forgotten_until = 0
        self.me = self.user("Quoth", bot=True)
        """The bot; its application has the same id."""
        self._settle()

    def _settle(self) -> None:
        self.ada, self.ben, self.mod, self.keeper = (self.user(name) for name in ("Ada", "Ben", "Mod", "Keeper"))
        self.guild = self.new_guild("Reading room")
        self.moderators = self.role(self.guild, "Moderators", manage_messages=True)
        self.join(self.mod, self.guild, self.moderators)
        self.join(self.keeper, self.guild, self.role(self.guild, "Keepers", manage_guild=True))
        self.general = self.channel(self.guild, "general")
        self.other_channel = self.channel(self.guild, "other")
        self.thread = self.new_thread(self.general, "A thread")
        self.forum = self.channel(self.guild, "forum", ChannelType.forum)
        self.post = self.new_thread(self.forum, "A forum post")
        self.other_guild = self.new_guild("Other room")
        self.join(self.keeper, self.other_guild, self.role(self.other_guild, "Keepers", manage_guild=True))
        self.elsewhere = self.channel(self.other_guild, "elsewhere")
        self.strange_guild = self.new_guild("A server without the bot", has_bot=False)
        self.strange_channel = self.channel(self.strange_guild, "strange")
        self.private = self.conversation(self.ada, self.ben)
        """Between two people, without the bot."""

    def new_id(self) -> int:
        now = (int(time.time() * 1000) - EPOCH) << 22
        self._last_id = max(now, self._last_id + 1)
        return self._last_id

    def user(self, name: str, *, bot: bool = False) -> User:
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    def new_guild(self, name: str, *, has_bot: bool = True) -> Guild:
        """With the people that there are by now for members."""
        number = (FIRST_GUILD + self._guild_count) << 22
        self._guild_count += 1
        guild = Guild(number, name, self._owner(), has_bot=has_bot)
        guild.roles.append(Role(number, "@everyone", Permissions(WHAT_EVERYONE_MAY.value)))
        guild.members |= {user.id: [] for user in self.users.values() if user is not self.me}
        if has_bot:
            guild.members[self.me.id] = [self.role(guild, "Quoth")]
        self.guilds[number] = guild
        return guild

    def _owner(self) -> User:
        if not hasattr(self, "owner"):
            self.owner = self.user("Owner")
        return self.owner

    def role(self, guild: Guild, name: str, **permissions: bool) -> Role:
        role = Role(self.new_id(), name, Permissions(**permissions), position=len(guild.roles))
        guild.roles.append(role)
        return role

    def join(self, user: User, guild: Guild, *roles: Role) -> None:
        guild.members[user.id] = list(roles)

    def channel(self, guild: Guild, name: str, kind: ChannelType = ChannelType.text) -> Channel:
        return self._add(Channel(self.new_id(), kind, name, guild))

    def new_thread(self, parent: Channel, name: str, number: int | None = None) -> Channel:
        """In a forum, a post. `number` is the id of the message it was started from, if there is one."""
        return self._add(Channel(number or self.new_id(), ChannelType.public_thread, name, parent.guild, parent))

    def conversation(self, *people: User) -> Channel:
        """One that the bot is not in."""
        kind = ChannelType.private if len(people) <= 2 else ChannelType.group
        return self._add(Channel(self.new_id(), kind, recipients=people))

    def dm(self, user: User) -> Channel:
        """The bot's conversation with somebody."""
        for channel in self.channels.values():
            if channel.recipients == (user, self.me):
                return channel
        return self._add(Channel(self.new_id(), ChannelType.private, recipients=(user, self.me)))

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        if channel.guild:
            channel.guild.channels.append(channel)
        return channel

    def store(self, message: Message) -> Message:
        self.messages[message.id] = message
        if self._keep is not None and len(self.messages) > self._keep:
            self._forgotten_until, _ = self.messages.popitem(last=False)
        return message

    def exists(self, message_id: int) -> bool:
        """Whether there is such a message; what was not kept is taken to exist."""
        message = self.messages.get(message_id)
        return not message.deleted if message else message_id <= self._forgotten_until

    def interact(self, kind: int, user: User, channel: Channel, data: Json, **more: Any) -> Interaction:  # noqa: ANN401
        token = f"interaction-{secrets.token_hex(16)}"
        interaction = Interaction(self.new_id(), token, kind, user, channel, data, **more)
        interaction.by_user_install = not self.sees(channel)
        self.interactions[token] = interaction
        if self._keep is not None and len(self.interactions) > self._keep:
            self.interactions.popitem(last=False)
        return interaction

    def sees(self, channel: Channel) -> bool:
        """Whether the bot is there."""
        return channel.guild.has_bot if channel.guild else self.me in channel.recipients

    def is_readable(self, message: Message) -> bool:
        """Whether Discord tells the bot what it says, although the bot has no message content intent.

        A reply to the answer of a command pings the bot, but is withheld all the same, unless the text mentions it.
        """
        if message.author is self.me or message.channel.guild is None:
            return True
        if self.me not in message.mentions:
            return False
        replied = self.messages.get(message.replies_to) if message.replies_to else None
        return not (replied and replied.interaction) or self.me.mention in message.content

    def wire(self, message: Message) -> Json:
        """As the bot gets it, over the gateway or by REST."""
        referenced = self.messages.get(message.replies_to) if message.replies_to else None
        if referenced and (referenced.deleted or not self.is_readable(referenced)):
            referenced = None
        return message.wire(readable=self.is_readable(message), referenced=referenced)
