"""What there is on Discord: people, servers, channels, messages and interactions, and how each looks on the wire."""

import datetime
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from discord import ChannelType, MessageFlags, Permissions

__all__ = ["THREADS", "Channel", "Guild", "Interaction", "Json", "Message", "Modal", "Role", "User", "is_json"]

Json = dict[str, Any]

EPOCH = 1_420_070_400_000  # milliseconds; Discord's ids count from here
JOINED = "2024-01-01T00:00:00+00:00"
THREADS = {ChannelType.public_thread.value, ChannelType.private_thread.value, ChannelType.news_thread.value}
EPHEMERAL = MessageFlags(ephemeral=True).value
COMPONENTS_V2 = MessageFlags(components_v2=True).value


def is_json(value: object) -> TypeGuard[Json]:
    """Whether it is a JSON object."""
    return isinstance(value, dict)


def time_of(snowflake: int) -> str:
    """When this id was given."""
    return datetime.datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, datetime.UTC).isoformat()


@dataclass(slots=True, eq=False)
class User:
    id: int
    name: str
    bot: bool = False
    takes_messages: bool = True
    """Whether bots may write to them directly."""

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def wire(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
        }


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: Permissions
    position: int = 0

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def wire(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions.value),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": True,
            "flags": 0,
        }


@dataclass(slots=True, eq=False)
class Guild:
    """A server. The first of its roles is @everyone, which has the guild's id."""

    id: int
    name: str
    owner: User
    roles: list[Role] = field(default_factory=list)
    members: dict[int, list[Role]] = field(default_factory=dict)
    """By user id, the roles beside @everyone."""
    channels: list["Channel"] = field(default_factory=list)
    has_bot: bool = True

    def member_wire(self, user: User) -> Json:
        roles = [str(role.id) for role in self.members.get(user.id, [])]
        return {"roles": roles, "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0, "nick": None}

    def wire(self, me: User) -> Json:
        """As GUILD_CREATE tells it."""
        return {
            **self.core_wire(),
            "member_count": len(self.members),
            "large": False,
            "unavailable": False,
            "joined_at": JOINED,
            "members": [{**self.member_wire(me), "user": me.wire()}],
            "channels": [channel.wire() for channel in self.channels if channel.parent is None],
            "threads": [channel.wire() for channel in self.channels if channel.is_thread],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
        }

    def core_wire(self) -> Json:
        """As GET /guilds/{id} tells it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "roles": [role.wire() for role in self.roles],
            "emojis": [],
            "stickers": [],
            "features": [],
            "icon": None,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "system_channel_flags": 0,
            "afk_timeout": 300,
        }


@dataclass(slots=True, eq=False)
class Channel:
    id: int
    type: ChannelType
    name: str = ""
    guild: Guild | None = None
    parent: "Channel | None" = None
    """The channel or forum that a thread is in."""
    recipients: tuple[User, ...] = ()
    """Who talks here, of a private conversation; the bot may not be among them."""
    overwrites: dict[int, tuple[Permissions, Permissions]] = field(default_factory=dict)
    """By role or user id, what is allowed and what is denied."""

    @property
    def is_thread(self) -> bool:
        return self.type.value in THREADS

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def wire(self) -> Json:
        said: Json = {"id": str(self.id), "type": self.type.value, "last_message_id": None, "flags": 0}
        if self.guild is None:
            return said | {"recipients": [user.wire() for user in self.recipients]}
        said |= {"guild_id": str(self.guild.id), "name": self.name, "rate_limit_per_user": 0}
        return said | (self._thread_wire() if self.parent else self._channel_wire())

    def _channel_wire(self) -> Json:
        overwrites = [
            {"id": str(key), "type": self._is_member(key), "allow": str(allow.value), "deny": str(deny.value)}
            for key, (allow, deny) in self.overwrites.items()
        ]
        said: Json = {"position": 0, "nsfw": False, "topic": None, "parent_id": None}
        return said | {"permission_overwrites": overwrites, "available_tags": [], "default_reaction_emoji": None}

    def _is_member(self, key: int) -> int:
        return int(self.guild is not None and key in self.guild.members)

    def _thread_wire(self) -> Json:
        assert self.guild
        assert self.parent
        return {
            "parent_id": str(self.parent.id),
            "owner_id": str(self.guild.owner.id),
            "message_count": 0,
            "member_count": 1,
            "total_message_sent": 0,
            "applied_tags": [],
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": JOINED,
                "locked": False,
                "create_timestamp": JOINED,
            },
        }


@dataclass(slots=True, eq=False)
class Message:
    """A message as it is stored. `sent` is what the bot made it of, and what it changed since, if it is the bot's."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    type: int = 0
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    replies_to: int | None = None
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    nonce: str | None = None
    webhook_id: int | None = None
    interaction: "Interaction | None" = None
    """What it is the response to."""
    is_thinking: bool = False
    edited: bool = False
    deleted: bool = False
    sent: list[Json] = field(default_factory=list)

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def is_v2(self) -> bool:
        return bool(self.flags & COMPONENTS_V2)

    @property
    def allowed_mentions(self) -> Json | None:
        """As the bot sent them."""
        return self.sent[0].get("allowed_mentions") if self.sent else None

    def wire(self, *, readable: bool = True, referenced: "Message | None" = None) -> Json:
        """`readable` is false for what Discord withholds from bots without the message content intent."""
        said: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.wire(),
            "content": self.content if readable else "",
            "timestamp": time_of(self.id),
            "edited_timestamp": time_of(self.id) if self.edited else None,
            "tts": False,
            "mention_everyone": self.mention_everyone,
            "mentions": [user.wire() for user in self.mentions],
            "mention_roles": [str(role) for role in self.mention_roles],
            "attachments": self.attachments if readable else [],
            "embeds": self.embeds if readable else [],
            "components": self.components if readable else [],
            "pinned": False,
            "type": self.type,
            "flags": self.flags,
        }
        if self.nonce is not None:
            said["nonce"] = self.nonce
        if self.webhook_id:
            said["webhook_id"] = str(self.webhook_id)
        if self.replies_to:
            said["message_reference"] = self._reference()
            said["referenced_message"] = referenced.wire() if referenced else None
        if self.interaction:
            said["interaction_metadata"] = self.interaction.metadata()
        return said

    def _reference(self) -> Json:
        said = {"type": 0, "message_id": str(self.replies_to), "channel_id": str(self.channel.id)}
        return said | {"guild_id": str(self.channel.guild.id)} if self.channel.guild else said


@dataclass(slots=True, eq=False)
class Modal:
    """A form as the bot sent it to somebody."""

    interaction: "Interaction"
    title: str
    custom_id: str
    components: list[Json]


@dataclass(slots=True, eq=False)
class Interaction:
    """A command, a click, something typed into an option, or a form that was sent in."""

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    data: Json
    message: Message | None = None
    is_late: bool = False
    """Discord's three seconds are over."""
    is_expired: bool = False
    """The token's 15 minutes are over."""
    by_user_install: bool = False
    """In a place where the bot is not: whoever asks has installed it for themselves."""
    callback: Json | None = None
    original: Message | None = None
    modal: Modal | None = None
    followups: int = 0

    def metadata(self) -> Json:
        owners = {"1": str(self.user.id)} if self.by_user_install else {"0": _guild_id(self.channel)}
        return {
            "id": str(self.id),
            "type": self.type,
            "user": self.user.wire(),
            "authorizing_integration_owners": owners,
        }


def _guild_id(channel: Channel) -> str:
    return str(channel.guild.id) if channel.guild else "0"
