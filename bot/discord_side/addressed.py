"""Who is spoken to: which messages are for Quoth, and what they ask."""

import re
from collections.abc import Hashable

import discord

__all__ = ["channel_of", "is_for", "is_unreadable", "plain", "talk_in"]

SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)

# What Discord writes for mentions of people, roles, channels, commands and times; of an emoji its name is kept.
MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|</[^:>]{1,100}:\d+>|<t:-?\d+(?::\w)?>|<a?:(?P<emoji>\w+):\d+>")


def is_for(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether a person addresses us: directly, by a mention, or by a reply that pings us.

    `User.mentioned_in` would also take @everyone for a mention.
    """
    if message.author.bot or message.webhook_id or message.type not in SAID_BY_PEOPLE:
        return False
    return isinstance(message.channel, discord.DMChannel) or any(user.id == me.id for user in message.mentions)


def is_unreadable(message: discord.Message) -> bool:
    """Whether Discord withholds the text, as it does in a server in a reply to the answer of a command."""
    answer = message.reference.resolved if message.reference else None
    is_of_a_command = isinstance(answer, discord.Message) and answer.interaction_metadata is not None
    return message.guild is not None and is_of_a_command and not message.content


def plain(text: str) -> str:
    """A text on one line, without mentions."""
    return " ".join(MENTION.sub(lambda match: match["emoji"] or " ", text).split())


def talk_in(channel: object, number: int, asker: int) -> Hashable:
    """Names the conversation in a channel with this number: a thread is one, elsewhere each asker has their own."""
    return number if isinstance(channel, discord.Thread) else (number, asker)


def channel_of(talk: Hashable) -> Hashable:
    """The number of the channel that a conversation is in."""
    return talk[0] if isinstance(talk, tuple) else talk
