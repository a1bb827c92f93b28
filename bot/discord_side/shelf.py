"""What may be asked in one place, and how it is answered there: no question and no click reaches beyond its shelf."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, NamedTuple

import discord

from bot.discord_side.replies.passages import Passages
from bot.discord_side.replies.reply import Form
from bot.library.archived import ArchiveLibrary
from bot.settings import Settings
from index import Library, UnknownEssayError
from index.naming import Names

__all__ = ["Shelf", "Shelves", "Visibility", "guild_of", "place_of"]

Visibility = Literal["everyone", "only me"]
WHICH = "There are {count:,} essays here: say in which one, at “essay”."


class Shelf(NamedTuple):
    """A place's essays and settings."""

    library: Library
    passages: Passages
    """The paragraphs of these essays, as buttons name them."""
    names: Names
    """What these essays are called, to be found by what somebody types."""
    form: Form = Form.RICH
    visibility: Visibility = "everyone"
    """Who sees an answer whose asker did not say."""
    feedback: bool = True
    """Whether answers have buttons for "helpful" and "not helpful"."""
    bound: Mapping[int, str] = {}
    """Channels, by number, that are tied to one of the essays, by its name."""
    answers_in: frozenset[int] = frozenset()
    """The channels, by number, where questions are answered; none: everywhere."""
    guild: int | None = None
    """The server whose shelf it is."""
    keeps_gaps: bool = False
    """Whether questions that are not answered are kept there."""
    prepare: Callable[[str | None], Awaitable[None]] | None = None
    """Makes ready to be asked the essay of this name, or all of them, where that takes long."""

    def is_answered_in(self, channel: object) -> bool:
        """Whether questions are answered in a channel."""
        return not self.answers_in or place_of(channel) in self.answers_in

    def essay_for(self, channel: object) -> str | None:
        """The essay that a channel is tied to, or the only one there is; None: all are asked there.

        One that was tied to an essay that is gone asks all of them again.
        """
        if len(self.library.essays) == 1:
            return next(iter(self.library.essays))
        name = self.bound.get(place_of(channel))
        return name if name in self.library.essays else None

    def asked(self, named: str | None, channel: object) -> str | None:
        """The essay to be asked: the one that is named, else the channel's; None: all of them.

        Raises:
            UnknownEssayError: none is called so, or more than one.
        """
        if not named:
            return self.essay_for(channel)
        offered = named if named in self.library.essays else self.passages.tagged(named)  # as `completion` has it
        return offered or self.library.named(named)

    def opened(self, named: str | None, channel: object) -> str:
        """The essay to be read in, where it can be only one.

        Raises:
            UnknownEssayError: it has to be said which.
        """
        essay = self.asked(named, channel)
        if essay is None:
            raise UnknownEssayError(WHICH.format(count=len(self.library.essays)))
        return essay

    def is_for_one(self, visibility: Visibility | None) -> bool:
        """Whether only whoever asked sees the answer; the place has it its way, if they did not say."""
        return (visibility or self.visibility) == "only me"

    def title(self, essay: str | None) -> str | None:
        """What an essay that is asked alone is called, where there are others beside it."""
        return self.library.listing[essay].title if essay and self.passages.several else None


class Shelves:
    """Which shelf each place has: everywhere the house's, of the essays that Quoth was started with."""

    def __init__(self, library: Library, settings: Settings, archive: ArchiveLibrary | None = None) -> None:
        """Answer from a library; of an archive, from what is indexed of it when something is asked."""
        self._settings = settings
        self._archive = archive
        self._catching_up = asyncio.Lock()
        self.replace(library)

    async def catch_up(self) -> None:
        """Answer from what is indexed now: whatever another process has removed is not served any more.

        Raises:
            ArchiveError: it is damaged. What was there before is not put in its place.
        """
        archive = self._archive
        if archive is None or archive.is_current():
            return
        async with self._catching_up:
            if not archive.is_current():
                await asyncio.to_thread(lambda: self.replace(archive.open()))

    def replace(self, library: Library) -> None:
        """Answer from other essays from now on, all at once.

        Any thread may say so; the event loop had better not, for 300 essays take a tenth of a second.
        """
        self._house = Shelf(
            library=library,
            passages=Passages(library),
            names=library.names,
            form=Form.PLAIN if self._settings.plain_text else Form.RICH,
            feedback=self._settings.feedback,
        )

    async def at(self, guild: int | None) -> Shelf:  # noqa: ARG002
        """The shelf of a server; without one, of direct messages and of those who installed Quoth for themselves.

        Discord waits three seconds for an answer, so that this must not take one of them.
        """
        await self.catch_up()
        return self._house

    async def form_at(self, guild: int | None) -> Form:
        """How things are said there, even if the shelf can't be had."""
        try:
            return (await self.at(guild)).form
        except Exception:  # whoever asked is being told of it
            return self._house.form


def place_of(channel: object) -> int:
    """The number by which a channel is known: a thread goes by its parent."""
    number = channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)
    return number or 0


def guild_of(interaction: discord.Interaction) -> int | None:
    """The server whose shelf is meant: none where only somebody who installed Quoth for themselves brought it along."""
    return interaction.guild_id if interaction.is_guild_integration() else None
