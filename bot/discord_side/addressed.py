"""Who is spoken to: which messages are for Quoth, and what they ask."""

import re

import discord

__all__ = ["is_for", "is_unreadable", "question_in", "talk_of"]

SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)

# What Discord writes for mentions of people, roles, channels, commands and times; of an emoji its name is kept.
MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|</[^:>]{1,100}:\d+>|<t:-?\d+(?::\w)?>|<a?:(?P<emoji>\w+):\d+>")


def is_for(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether a person addresses us: directly, by a mention, or by a reply that pings us.

    `User.mentioned_in` would also take @everyone for a mention.
    """
    if message.author.bot or message.webhook_id or message.type not in SAID_BY_PEOPLE:
        return False
    return message.guild is None or any(user.id == me.id for user in message.mentions)


def is_unreadable(message: discord.Message) -> bool:
    """Whether Discord withholds the text, as it does in a server in a reply to the answer of a command."""
    return message.guild is not None and message.type is discord.MessageType.reply and not message.content


def question_in(message: discord.Message) -> str:
    """The text without mentions."""
    return " ".join(MENTION.sub(lambda match: match["emoji"] or " ", message.content).split())


def talk_of(message: discord.Message) -> object:
    """Names the conversation: a thread is one, elsewhere each asker has their own."""
    channel = message.channel
    return channel.id if isinstance(channel, discord.Thread) else (channel.id, message.author.id)
