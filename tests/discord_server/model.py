"""Who and where: people, roles, servers and channels, and how each looks on the wire."""

from dataclasses import dataclass, field
from typing import Any, TypeGuard

from discord import ChannelType, Permissions

__all__ = ["EPOCH", "Channel", "Guild", "Json", "Role", "User", "is_json"]

Json = dict[str, Any]

EPOCH = 1_420_070_400_000  # milliseconds; Discord's ids count from here
JOINED = "2024-01-01T00:00:00+00:00"
THREADS = {ChannelType.public_thread.value, ChannelType.private_thread.value, ChannelType.news_thread.value}


def is_json(value: object) -> TypeGuard[Json]:
    """Whether it is a JSON object."""
    return isinstance(value, dict)


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
    is_available: bool = True
    """Whether it can be reached: where Discord has trouble a client is told of it only by its number."""

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
