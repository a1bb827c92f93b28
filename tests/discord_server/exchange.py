"""What is said and done: messages, forms and interactions, and how they look on the wire."""

import datetime
from dataclasses import dataclass, field

from discord import MessageFlags

from tests.discord_server.model import EPOCH, Channel, Json, User

__all__ = ["COMPONENTS_V2", "EPHEMERAL", "Interaction", "Message", "Modal"]

EPHEMERAL = MessageFlags(ephemeral=True).value
COMPONENTS_V2 = MessageFlags(components_v2=True).value


def time_of(snowflake: int) -> str:
    """When this id was given."""
    return datetime.datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, datetime.UTC).isoformat()


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
