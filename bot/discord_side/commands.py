"""The commands: what each takes, and what it answers."""

from functools import partial
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_side.addressed import plain, talk_in
from bot.discord_side.completion import complete_reference, complete_section
from bot.discord_side.delivery import Compose
from bot.discord_side.desk import Question
from bot.discord_side.interactions import respond, say
from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.essay_replies import contents_reply, markdown_reply, sentence_reply
from bot.discord_side.replies.leafing import passage_reply
from bot.discord_side.replies.pages import NO_WORDS, about, help_text, privacy
from index import LONGEST_QUESTION, Section, UnknownReferenceError
from index.references import find_reference

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["Commands"]

ALONE = "alone"
Visibility = Literal["everyone", "only me"]


class Commands(commands.Cog):
    """Slash commands and the message command, for servers and for those who installed Quoth for themselves."""

    def __init__(self, bot: "QuothBot") -> None:
        self._bot = bot
        self._find = app_commands.ContextMenu(name="Find in the essay", callback=self.find)

    async def cog_load(self) -> None:
        """A cog takes slash commands along by itself, a message command it does not."""
        self._bot.tree.add_command(self._find)

    @app_commands.command(description="Ask the essay; it answers in its own words.")
    @app_commands.describe(
        question="Your question, in your own words.",
        section="Look only in this section.",
        visibility="Who sees the answer; everyone, if you don't say.",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        section: str | None = None,
        visibility: Visibility = "everyone",
    ) -> None:
        """Answer in the channel, or for the asker alone."""
        ephemeral = visibility == "only me"
        asker, channel = _asker_and_channel(interaction)
        # What somebody asks for themselves alone is not to show in what others read.
        talk = (channel, asker, ALONE) if ephemeral else talk_in(interaction.channel, channel, asker)
        asked = Question("ask", plain(question), asker, channel, talk)
        composing = partial(self._answer, asked, section, ephemeral=ephemeral)
        await respond(self._bot, interaction, composing, ephemeral=ephemeral)

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look for what somebody's message says; only whoever looks sees it."""
        asked = Question("find", plain(message.content)[:LONGEST_QUESTION], *_asker_and_channel(interaction), talk=None)
        if asked.text:
            await respond(self._bot, interaction, partial(self._answer, asked, ephemeral=True), ephemeral=True)
        else:
            await say(self._bot, interaction, partial(sentence_reply, NO_WORDS))

    @app_commands.command(description="Show a passage as it stands: ¶8, 2.3, or a heading.")
    @app_commands.describe(ref="¶8, ¶8–9, §2, 2.3 (third paragraph of section 2), or a heading's beginning.")
    async def cite(self, interaction: discord.Interaction, ref: app_commands.Range[str, 1, 200]) -> None:
        """Quote what a reference points at, for everyone."""
        asked = Question("cite", ref, *_asker_and_channel(interaction), talk=None)
        await respond(self._bot, interaction, partial(self._passage, asked), ephemeral=False)

    @app_commands.command(description="Leaf through the essay's sections.")
    async def contents(self, interaction: discord.Interaction) -> None:
        """The sections, with buttons to leaf on."""
        await respond(self._bot, interaction, self._contents, ephemeral=True)

    @app_commands.command(description="What Quoth is, and which essay it answers from.")
    async def about(self, interaction: discord.Interaction) -> None:
        """The essay, its author, and the version."""
        await say(self._bot, interaction, partial(markdown_reply, about(self._bot.desk.answerer.essay)))

    @app_commands.command(description="How to ask.")
    async def help(self, interaction: discord.Interaction) -> None:
        """Every way to ask."""
        await say(self._bot, interaction, partial(markdown_reply, help_text(self._bot.called)))

    @app_commands.command(description="What Quoth keeps of what you say, and for how long.")
    async def privacy(self, interaction: discord.Interaction) -> None:
        """What is kept."""
        await say(self._bot, interaction, partial(markdown_reply, privacy()))

    @ask.autocomplete("section")
    async def _complete_section(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return complete_section(self._bot.desk.answerer.essay, typed)

    @cite.autocomplete("ref")
    async def _complete_reference(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return complete_reference(self._bot.desk.answerer.essay, typed)

    async def _answer(self, asked: Question, section: str | None = None, *, ephemeral: bool) -> Compose:
        try:
            asked = asked._replace(section=self._section(section))
        except UnknownReferenceError:
            self._bot.desk.admit(asked)  # it counts as a question
            raise
        answer = (await self._bot.desk.ask(asked)).answer
        asker = None if ephemeral else asked.asker
        return partial(answer_reply, answer, asker=asker, echo=True, feedback=self._bot.settings.feedback)

    def _section(self, named: str | None) -> Section | None:
        if not named:
            return None
        [(section, paragraphs), *more] = find_reference(self._bot.desk.answerer.essay, named)
        if more or paragraphs != section.paragraphs:
            raise UnknownReferenceError(f"“{named}” is no single section: choose one of those that are offered.")
        return section

    async def _passage(self, asked: Question) -> Compose:
        self._bot.desk.admit(asked)
        passages = self._bot.desk.passages
        return partial(passage_reply, passages, find_reference(passages.essay, asked.text), asker=asked.asker)

    async def _contents(self) -> Compose:
        desk = self._bot.desk
        return partial(contents_reply, desk.answerer.essay, suggestions=await desk.suggestions())


def _asker_and_channel(interaction: discord.Interaction) -> tuple[int, int]:
    return interaction.user.id, interaction.channel_id or 0
