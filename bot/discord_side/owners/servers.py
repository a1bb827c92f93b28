"""Each server's shelf: the house's essays and its own, with its settings over the operator's.

What is kept of a server is read when it is first asked for, and held in memory as far as that goes. All that changes it
goes through here, so that memory follows what is on the disk, and nothing is written of a server that was left. Where
other processes may write too, what is held answers only after a look at whether it is what is kept now.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from bot.discord_side.owners.loading import Loading
from bot.discord_side.owners.own import Own, beside
from bot.discord_side.owners.places import Place, Places
from bot.discord_side.owners.ready import Ready
from bot.discord_side.shelf import Shelf, Shelves
from bot.discord_side.work import Work
from bot.library.archived import ArchiveLibrary
from bot.settings import Settings
from bot.storage import Quota, Server, ServerSettings, Storage
from index import Essay, Library, QuothError

__all__ = ["QUOTA", "LeftError", "NotReadableError", "Servers"]

QUOTA = Quota(essays=50, characters=1_000_000)
"""What a server may have: a term's readings, or two long books. Ready to be asked they take 65 MB."""

FINISH_WITHIN = 2.0  # seconds
PATIENCE = 1.0  # seconds that a question waits; Discord waits for three, and a refusal wants its time too

SLOW = "What this server has of its own can't be read just now: please ask again in a minute."
NOT_READABLE = (
    "The essays of this server can't be read by the version of me that runs: whoever manages it has to add them anew."
)
LEFT = "I am not in this server any more: what I kept of it is deleted."


class NotReadableError(QuothError):
    """What a server has of its own can't be read, or not in time."""


class LeftError(QuothError):
    """Something is to be done in a server that was left."""


class Servers(Shelves):
    """What servers have, each by its number."""

    def __init__(
        self, library: Library, settings: Settings, storage: Storage, archive: ArchiveLibrary | None = None
    ) -> None:
        self._ready = Ready()
        self._storage = storage
        self._work = Work()
        self._places = Places(storage, self._ready)
        self._loading = Loading(self._load)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._unsure: set[int] = set()  # those of which a change went wrong, perhaps after it was written
        self._left: set[int] = set()
        super().__init__(library, settings, archive)

    # What is asked

    async def at(self, guild: int | None) -> Shelf:
        """A server's shelf; the house's where there is no server.

        Raises:
            StorageError, NotReadableError: what it has of its own can't be read now. Nothing else is put in its place.
        """
        await self.catch_up()
        if guild is None or guild in self._left:
            return self._house
        place = self._places.of(guild)
        if place is None or place.house is not self._house or self._storage.is_shared:
            place = await self._until_current(guild)
        elif guild in self._unsure:
            self._loading.begin(guild)  # until it is read anew, what was there before answers
        return place.shelf

    async def own(self, guild: int) -> Own:
        """What a server has of its own, also if it can't all be read.

        Raises:
            StorageError: it can't be read now.
        """
        async with self._alone_with(guild):
            return (await self._place(guild)).own

    def beside(self, own: Own) -> int:
        """How many of the house's essays are asked beside a server's own."""
        return 0 if own.is_unreadable else len(beside(own.essays, self._house))

    @property
    def steps_aside(self) -> int:
        """How many essays are not asked where a server has its own: those of an archive."""
        library = self._house.library
        return len(library.essays) if library.archived else 0

    # What is changed; each returns when it is on the disk

    async def put(self, guild: int, name: str, essay: Essay) -> None:
        """Add an essay, or put it in the place of the one of this name, all at once; until then that one answers.

        Raises:
            QuotaError: the server would have more than it may.
            StorageError, LeftError: it can't be kept.
        """
        async with self._changing(guild) as (server, own):
            essay = essay.model_copy(update={"left_out": ()})  # it was told, once; it may be longer than the essay
            await server.put(name, essay, QUOTA, datetime.now(UTC))
            await self._places.hold(guild, own.with_essay(name, essay), self._house)
        await self._ready.prepare([essay])

    async def remove(self, guild: int, name: str) -> None:
        """Take an essay away, and free the channels that ask it.

        Raises:
            StorageError, LeftError: that can't be done now.
        """
        async with self._changing(guild) as (server, own):
            await server.remove(name)
            await self._places.hold(guild, own.without(name), self._house)

    async def use(self, guild: int, channel: int, essay: str | None) -> None:
        """Let a channel ask this essay alone; None: all of them.

        Raises:
            StorageError, LeftError: that can't be done now.
        """
        async with self._changing(guild) as (server, own):
            await server.use(channel, essay)
            await self._places.hold(guild, own.with_channel(channel, essay), self._house)

    async def change(self, guild: int, choose: Callable[[ServerSettings], Mapping[str, object]]) -> ServerSettings:
        """Set some of a server's settings; all of them, as they are then.

        Args:
            guild: the server.
            choose: says what to set, given what is set.

        Raises:
            StorageError, LeftError: that can't be done now.
        """
        async with self._changing(guild) as (server, own):
            settings = await server.change(**choose(own.settings))
            await self._places.hold(guild, own.with_settings(settings), self._house)
        return settings

    @asynccontextmanager
    async def kept_of(self, guild: int) -> AsyncIterator[Server]:
        """For what changes nothing that is asked; nobody else reads or writes what is kept of the server meanwhile.

        Raises:
            LeftError: the server was left.
        """
        async with self._alone_with(guild):
            if guild in self._left:
                raise LeftError(LEFT)
            yield self._storage.of(guild)

    # Coming and going

    async def known(self) -> frozenset[int]:
        """The servers of which anything is kept.

        Raises:
            StorageError: that can't be read now.
        """
        with self._work.begun():
            return await self._storage.servers()

    @property
    def left(self) -> frozenset[int]:
        """Those that were left; nothing is written of them."""
        return frozenset(self._left)

    async def forget(self, guild: int) -> None:
        """Keep nothing of a server that was left; what is still under way there leaves nothing behind either.

        Raises:
            StorageError: it can't be deleted now. Nothing more is written of it all the same.
        """
        self._left.add(guild)
        async with self._alone_with(guild):
            self._places.drop(guild, kept=Own())
            self._unsure.discard(guild)
            await self._storage.of(guild).forget()

    def welcome(self, guild: int) -> None:
        """A server that was forgotten has come back."""
        self._left.discard(guild)

    async def are_of(self, application: int) -> bool:
        """Whether what is kept is this bot's; with another's token all servers would seem to have been left.

        Raises:
            StorageError: that can't be read now.
        """
        with self._work.begun():
            return await self._storage.is_kept_by(application)

    async def expire(self) -> None:
        """Delete what is older than it may be kept.

        Raises:
            StorageError: it can't be deleted now.
        """
        with self._work.begun():
            await self._storage.expire(datetime.now(UTC))

    async def aclose(self) -> None:
        """Begin nothing any more, and let what was begun be written: the storage is closed next."""
        self._ready.close()
        await self._work.finish(FINISH_WITHIN)

    # How it is done

    async def _until_current(self, guild: int) -> Place:
        current = asyncio.create_task(self._current(guild))
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(current)  # a connection that is broken off would be lost
        except TimeoutError:
            raise NotReadableError(SLOW) from None

    async def _current(self, guild: int) -> Place:
        """As it is kept now: others may have begun to read it before it was changed."""
        with self._work.begun():
            place = self._places.of(guild)
            while not (place and place.house is self._house and await self._places.is_current(guild, place.own)):
                place = await self._loading.begin(guild)
            return place

    async def _load(self, guild: int) -> Place:
        async with self._alone_with(guild):
            if guild in self._left:
                raise LeftError(LEFT)
            place = await self._place(guild)
            if place.own.is_unreadable:
                raise NotReadableError(NOT_READABLE)
            return place

    async def _place(self, guild: int) -> Place:
        """As it is kept; under the server's lock."""
        place = self._places.of(guild)
        own = place.own if place and guild not in self._unsure else None
        if own is None or not await self._places.is_current(guild, own):
            own = await self._places.read(guild)
            self._unsure.discard(guild)
        elif place and place.house is self._house:
            return place
        return await self._places.hold(guild, own, self._house)

    @asynccontextmanager
    async def _changing(self, guild: int) -> AsyncIterator[tuple[Server, Own]]:
        async with self.kept_of(guild) as server:
            own = (await self._place(guild)).own
            self._unsure.add(guild)
            yield server, own
            self._unsure.discard(guild)

    @asynccontextmanager
    async def _alone_with(self, guild: int) -> AsyncIterator[None]:
        lock = self._locks.get(guild)
        if lock is None:
            self._locks[guild] = lock = asyncio.Lock()
        with self._work.begun():
            async with lock:
                yield
