"""A channel as an option takes it: where people ask, known by the number that settings go by."""

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

__all__ = ["Place", "PlaceOption"]

ASKED_IN = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


class PlaceOption(app_commands.Transformer):
    """Gives a channel's number; a thread goes by its parent. It need not be known to us otherwise."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord offers for it."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those in which questions can be asked."""
        return ASKED_IN

    async def transform(self, _: discord.Interaction, value: AppCommandChannel | AppCommandThread, /) -> int:
        """The number."""
        return value.parent_id if isinstance(value, AppCommandThread) else value.id


Place = app_commands.Transform[int, PlaceOption]
