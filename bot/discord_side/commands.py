"""The commands: what each takes, and what it answers.

An essay is looked for and opened off the event loop: of an archive there are tens of thousands, and each is a file.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_side.addressed import plain, talk_in
from bot.discord_side.completion import complete_essay, complete_reference, complete_section
from bot.discord_side.delivery import Compose
from bot.discord_side.desk import Question
from bot.discord_side.interactions import respond, say, shelf_at
from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.essay_replies import contents_reply, essays_reply, markdown_reply, sentence_reply
from bot.discord_side.replies.leafing import passage_reply
from bot.discord_side.replies.pages import NO_WORDS, about, help_text
from bot.discord_side.replies.privacy import privacy
from bot.discord_side.shelf import Shelf, Visibility
from index import LONGEST_QUESTION, Essay, UnknownEssayError, UnknownReferenceError
from index.references import Found, find_reference

if TYPE_CHECKING:
    from bot.discord_side.client import QuothBot

__all__ = ["Commands"]

ALONE = "alone"
Named = app_commands.Range[str, 1, 300]  # longer than any essay's name or section's heading


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
        essay="Ask this essay alone, where there are several.",
        section="Look only in this section.",
        visibility="Who sees the answer; everyone, if neither you nor this server say otherwise.",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        essay: Named | None = None,
        section: Named | None = None,
        visibility: Visibility | None = None,
    ) -> None:
        """Answer in the channel, or for the asker alone."""

        async def composing(shelf: Shelf) -> Compose:
            ephemeral = shelf.is_for_one(visibility)
            asker, channel = _asker_and_channel(interaction)
            # What somebody asks for themselves alone is not to show in what others read.
            talk = (channel, asker, ALONE) if ephemeral else talk_in(interaction.channel, channel, asker)
            asked = Question("ask", plain(question), asker, channel, talk, shelf.library, prepare=shelf.prepare)
            with self._counted(asked):
                asked = await asyncio.to_thread(_narrowed, asked, shelf, interaction.channel, essay, section)
            return await self._answer(shelf, asked, ephemeral=ephemeral, may_be_kept=visibility != "only me")

        await respond(self._bot, interaction, composing, visibility)

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look for what somebody's message says; only whoever looks sees it."""
        text = plain(message.content)[:LONGEST_QUESTION]

        async def composing(shelf: Shelf) -> Compose:
            essay = shelf.essay_for(interaction.channel)
            asker, channel = _asker_and_channel(interaction)
            asked = Question("find", text, asker, channel, None, shelf.library, essay, prepare=shelf.prepare)
            return await self._answer(shelf, asked, ephemeral=True, may_be_kept=False)  # somebody else's words

        if text:
            await respond(self._bot, interaction, composing, "only me")
        else:
            await say(self._bot, interaction, partial(sentence_reply, NO_WORDS))

    @app_commands.command(description="Show a passage as it stands: ¶8, 2.3, or a heading.")
    @app_commands.describe(
        ref="¶8, ¶8–9, §2, 2.3 (third paragraph of section 2), or a heading's beginning.",
        essay="Look in this essay, where there are several.",
    )
    async def cite(
        self,
        interaction: discord.Interaction,
        ref: app_commands.Range[str, 1, 200],
        essay: Named | None = None,
    ) -> None:
        """Quote what a reference points at."""

        async def composing(shelf: Shelf) -> Compose:
            asker, channel = _asker_and_channel(interaction)
            self._bot.desk.admit(Question("cite", ref, asker, channel, None, shelf.library))
            name, found = await asyncio.to_thread(_referred, shelf, interaction.channel, essay, ref)
            return partial(passage_reply, shelf.passages, name, found, asker=asker)

        await respond(self._bot, interaction, composing)

    @app_commands.command(description="Leaf through the essay's sections.")
    @app_commands.describe(essay="Leaf through this essay, where there are several.")
    async def contents(self, interaction: discord.Interaction, essay: Named | None = None) -> None:
        """The sections, with buttons to leaf on; of several essays first which there are."""

        async def composing(shelf: Shelf) -> Compose:
            name = await asyncio.to_thread(shelf.asked, essay, interaction.channel)
            if name is None:
                return partial(essays_reply, shelf.passages)
            suggestions = await self._bot.desk.suggestions(shelf.library, name)
            return partial(contents_reply, shelf.passages, name, suggestions=suggestions)

        await respond(self._bot, interaction, composing, "only me")

    @app_commands.command(description="What Quoth is, and which essay it answers from.")
    async def about(self, interaction: discord.Interaction) -> None:
        """The essay, its author, and the version."""

        async def composing(shelf: Shelf) -> Compose:
            return partial(markdown_reply, about(shelf.library))

        await respond(self._bot, interaction, composing, "only me", everywhere=True)

    @app_commands.command(description="How to ask.")
    async def help(self, interaction: discord.Interaction) -> None:
        """Every way to ask."""

        async def composing(shelf: Shelf) -> Compose:
            return partial(markdown_reply, help_text(self._bot.called, several=shelf.passages.several))

        await respond(self._bot, interaction, composing, "only me", everywhere=True)

    @app_commands.command(description="What Quoth keeps of what you say, and for how long.")
    async def privacy(self, interaction: discord.Interaction) -> None:
        """What is kept, of what is said in this place."""

        async def composing(shelf: Shelf) -> Compose:
            return partial(markdown_reply, privacy(in_server=bool(shelf.guild), keeps_gaps=shelf.keeps_gaps))

        await respond(self._bot, interaction, composing, "only me", everywhere=True)

    @ask.autocomplete("essay")
    @cite.autocomplete("essay")
    @contents.autocomplete("essay")
    async def _complete_essay(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        shelf = await shelf_at(self._bot, interaction)
        return await asyncio.to_thread(complete_essay, shelf.names, typed) if shelf else []

    @ask.autocomplete("section")
    async def _complete_section(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        essay = await self._essay_typed(interaction)
        return complete_section(essay, typed) if essay else []

    @cite.autocomplete("ref")
    async def _complete_reference(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        essay = await self._essay_typed(interaction)
        return complete_reference(essay, typed) if essay else []

    async def _essay_typed(self, interaction: discord.Interaction) -> Essay | None:
        """The essay that the other options mean so far, if they do."""
        shelf = await shelf_at(self._bot, interaction)
        if shelf is None:
            return None
        try:
            return await asyncio.to_thread(_opened, shelf, interaction.channel, interaction.namespace.essay)
        except UnknownEssayError:
            return None

    async def _answer(self, shelf: Shelf, asked: Question, *, ephemeral: bool, may_be_kept: bool) -> Compose:
        answer = (await self._bot.desk.ask(asked)).answer
        if may_be_kept:
            self._bot.note(shelf, asked, answer)
        return partial(
            answer_reply,
            answer,
            asker=None if ephemeral else asked.asker,
            echo=True,
            feedback=shelf.feedback,
            several=shelf.passages.several,
            asked=shelf.title(asked.essay),
        )

    @contextmanager
    def _counted(self, asked: Question) -> Iterator[None]:
        """What can't even be looked for counts as a question too."""
        try:
            yield
        except (UnknownEssayError, UnknownReferenceError):
            self._bot.desk.admit(asked)
            raise


def _narrowed(asked: Question, shelf: Shelf, channel: object, essay: str | None, section: str | None) -> Question:
    """The same question of one essay, or of one section of it, where that is what is meant."""
    if not section:
        return asked._replace(essay=shelf.asked(essay, channel))
    name, [(found, paragraphs), *more] = _referred(shelf, channel, essay, section)
    if more or paragraphs != found.paragraphs:
        raise UnknownReferenceError(f"“{section}” is no single section: choose one of those that are offered.")
    return asked._replace(essay=name, section=found)


def _referred(shelf: Shelf, channel: object, essay: str | None, ref: str) -> tuple[str, list[Found]]:
    """The essay that is meant, and what a reference points at in it."""
    name = shelf.opened(essay, channel)
    return name, find_reference(shelf.library.essays[name], ref)


def _opened(shelf: Shelf, channel: object, essay: str | None) -> Essay:
    return shelf.library.essays[shelf.opened(essay, channel)]


def _asker_and_channel(interaction: discord.Interaction) -> tuple[int, int]:
    return interaction.user.id, interaction.channel_id or 0
