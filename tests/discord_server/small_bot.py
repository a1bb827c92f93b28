"""A bot with commands, buttons and a form, to try this Discord's interactions with."""

import re
from typing import Any, Self

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from tests.discord_server.echo import EchoBot

__all__ = ["SmallBot"]


class Lasting(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"lasting:(\d+)"):
    """A button that survives a restart."""

    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label=str(number), custom_id=f"lasting:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str]) -> Self:
        return cls(int(match[1]))

    async def callback(self, interaction: discord.Interaction) -> Any:  # noqa: ANN401
        await interaction.response.edit_message(view=_view(self.number + 1))


class Form(discord.ui.Modal, title="Why?"):
    """A form with both kinds of field."""

    words: discord.ui.TextInput[Self] = discord.ui.TextInput(label="In your own words", custom_id="words")
    reason: discord.ui.Label[Self] = discord.ui.Label(
        text="Or one of these",
        component=discord.ui.RadioGroup(
            custom_id="reason", options=[discord.RadioGroupOption(label=label, value=label) for label in ("a", "b")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.reason.component, discord.ui.RadioGroup)
        await interaction.response.send_message(f"{self.words.value}, {self.reason.component.value}", ephemeral=True)


def _view(number: int) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow(Lasting(number))
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(f"number {number}"), row))
    return view


class Kept(app_commands.Group, name="kept", description="For who manages the server."):
    """A group, for some, in servers."""

    def __init__(self) -> None:
        super().__init__(
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )

    @app_commands.command(description="Take a file in.")
    async def file(
        self, interaction: discord.Interaction, file: discord.Attachment, channel: discord.TextChannel | None = None
    ) -> None:
        try:
            data = await file.read()
        except discord.HTTPException as error:
            data = str(error.status).encode()
        may = interaction.permissions.manage_guild
        told = f"{file.filename} {file.title} {file.size} {data.decode()} {channel} {may}"
        await interaction.response.send_message(told)

    @app_commands.command(description="Choose something.")
    async def choose(self, interaction: discord.Interaction, what: str) -> None:
        await interaction.response.send_message(what)

    @choose.autocomplete("what")
    async def offer(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=typed, value=typed)]


class Said(commands.Cog):
    """Commands of every kind."""

    def __init__(self, bot: "SmallBot") -> None:
        bot.tree.add_command(app_commands.ContextMenu(name="Find it", callback=self.find))

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        may = interaction.permissions.manage_messages
        await interaction.response.send_message(f"{message.content}, {may}")

    @app_commands.command(description="Say something.")
    @app_commands.choices(how=[app_commands.Choice(name="aloud", value="aloud")])
    async def say(self, interaction: discord.Interaction, what: str, how: str = "quietly") -> None:
        await interaction.response.send_message(f"{what} {how}", ephemeral=how != "aloud")

    @say.autocomplete("what")
    async def offer(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=typed * number, value=typed * number) for number in (1, 2)]

    @app_commands.command(description="Think first.")
    async def think(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(view=_view(1))
        await interaction.followup.send("and more")

    @app_commands.command(description="Think first, and follow up.")
    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        await interaction.followup.send("thought")

    @app_commands.command(description="A button that works, for as long as it is shown.")
    async def count(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=_view(1))

    @app_commands.command(description="A button that can't be clicked.")
    async def disabled(self, interaction: discord.Interaction) -> None:
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Off", disabled=True))
        await interaction.response.send_message("one button", view=view)
        view.stop()

    @app_commands.command(description="A form.")
    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    @app_commands.command(description="Answer twice, and follow up more often than is allowed.")
    async def often(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once")
        interaction.response._response_type = None  # the library would not let it answer twice
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.send_message("twice")
        for _ in range(6):
            await interaction.followup.send(str(refused.value.code))


class SmallBot(EchoBot):
    """Echoes, and has commands, offered everywhere."""

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Lasting)
        await self.add_cog(Said(self))
        for command in self.tree.get_commands():
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        self.tree.add_command(Kept())
        await self.tree.sync()
