"""Taking in what owners upload: one file at a time of a server, few at a time in all, none too often."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import discord

from bot.discord_side.cooldowns import Cooldowns
from bot.discord_side.desk import BusyError, TooSoonError
from bot.discord_side.owners.fetching import LARGEST_FILE, TOO_LARGE, FetchError, fetch
from bot.library.apart import Readers
from index import Essay, EssayError
from index.reading import SUFFIXES

__all__ = ["Uploads", "check_kind", "name_for"]

MOST_AT_ONCE = 4  # files in all: 10 MB each, and to read one keeps a processor busy for up to half a minute
A_MINUTE = 10  # files of a server: faster than anybody chooses them
LONGEST_NAME = 100  # characters: what Discord offers to choose from

NO_FORMAT = "{name} is no essay that I can read: it has to end in {endings}."
ONE_AT_A_TIME = "Another file is being added to this server: wait until that is told, and add this one then."
BUSY = "I am reading the files of other servers: please try again in a minute."
TOO_SOON = "Files are added faster than I may read them: please wait {seconds} s."


class Uploads:
    """Reads what is attached, apart from all else."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._cooldowns = Cooldowns(A_MINUTE)
        self._under_way: set[int] = set()

    @contextmanager
    def admitted(self, guild: int) -> Iterator[None]:
        """While a server's file is being taken in.

        Raises:
            BusyError: another one of the server is, or too many of others.
            TooSoonError: the server has had too many within a minute.
        """
        if guild in self._under_way:
            raise BusyError(ONE_AT_A_TIME)
        if len(self._under_way) >= MOST_AT_ONCE:
            raise BusyError(BUSY)
        if wait := self._cooldowns.take(guild, asyncio.get_running_loop().time()):
            raise TooSoonError(TOO_SOON.format(seconds=wait))
        self._under_way.add(guild)
        try:
            yield
        finally:
            self._under_way.discard(guild)

    async def read(self, attachment: discord.Attachment) -> Essay:
        """The essay in a file.

        Raises:
            FetchError: it can't be had.
            EssayError: it holds no essay, or not within the limits.
        """
        return await self._readers.read(Path(attachment.filename), await fetch(attachment))

    def expire(self) -> None:
        """Forget the servers whose minute is over."""
        self._cooldowns.expire()


def check_kind(attachment: discord.Attachment) -> None:
    """See by its name and size whether a file can be one to read.

    Raises:
        EssayError, FetchError: it can't.
    """
    if not attachment.filename.lower().endswith(SUFFIXES):
        raise EssayError(NO_FORMAT.format(name=attachment.filename, endings=_listed(SUFFIXES)))
    if attachment.size > LARGEST_FILE:
        raise FetchError(TOO_LARGE)


def name_for(attachment: discord.Attachment, wanted: str | None) -> str:
    """What an essay is to go by: what is wanted, else what the file was called before Discord changed that."""
    called = wanted or attachment.title or Path(attachment.filename).stem
    line = " ".join("".join(letter for letter in called if letter.isprintable() or letter.isspace()).split())
    return line[:LONGEST_NAME].strip() or "essay"


def _listed(endings: tuple[str, ...]) -> str:
    *others, last = endings
    return f"{', '.join(others)} or {last}"
