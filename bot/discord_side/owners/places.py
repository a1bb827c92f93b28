"""What is held of servers in memory, as far as that goes, and whether it is still what is kept of them."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from cachetools import LRUCache

from bot.discord_side.owners.own import Own, shelf_of, size_of
from bot.discord_side.owners.ready import Ready
from bot.discord_side.shelf import Shelf
from bot.storage import Storage
from index import Essay

__all__ = ["Place", "Places"]

MOST_HELD = 100_000_000  # bytes


class Place(NamedTuple):
    """A server's shelf, and what it was made of."""

    own: Own
    house: Shelf
    shelf: Shelf


class Places:
    """The places of servers, by their numbers."""

    def __init__(self, storage: Storage, ready: Ready) -> None:
        self._storage = storage
        self._ready = ready
        self._held: LRUCache[int, Place] = LRUCache(MOST_HELD, getsizeof=_size)

    def of(self, guild: int) -> Place | None:
        """What is held of a server."""
        return self._held.get(guild)

    async def is_current(self, guild: int, own: Own) -> bool:
        """Whether what was read of a server is what is kept of it now; a file nobody else writes.

        Raises:
            StorageError: that can't be seen now.
        """
        return not self._storage.is_shared or own.version == await self._storage.of(guild).version()

    async def read(self, guild: int) -> Own:
        """What is kept of a server; what was held of it is not any more, but for essays that are as they were.

        Raises:
            StorageError: it can't be read now.
        """
        server = self._storage.of(guild)
        # Before all else: by it one sees what somebody writes while the rest is read.
        version = await server.version() if self._storage.is_shared else None
        essays = await asyncio.to_thread(self._as_held, guild, await server.essays())
        unreadable = {upload.name for upload in await server.uploads()} - essays.keys()
        own = Own(await server.settings(), await server.channels(), essays, frozenset(unreadable), version)
        self.drop(guild, kept=own)  # what was there before may be what has been changed since
        return own

    async def hold(self, guild: int, own: Own, house: Shelf) -> Place:
        """Put it in the place of what was there before; what can't be read is not held."""
        shelf = await asyncio.to_thread(shelf_of, guild, own, house, self._ready)  # 30 ms for a million characters
        place = Place(own, house, shelf)
        self.drop(guild, kept=own)
        if not own.is_unreadable:
            with suppress(ValueError):  # it alone, or what it is to name beside it, is more than all that may be held
                self._held[guild] = place
        return place

    def drop(self, guild: int, *, kept: Own) -> None:
        """Hold nothing more of a server but the essays that are kept as they are."""
        if before := self._held.pop(guild, None):
            stay = {id(essay) for essay in kept.essays.values()}
            self._ready.drop(essay for essay in before.own.essays.values() if id(essay) not in stay)

    def _as_held(self, guild: int, essays: Mapping[str, Essay]) -> Mapping[str, Essay]:
        """The same essays, and those that are held already by those very objects: they are ready to be asked."""
        place = self._held.get(guild)
        held = place.own.essays if place else {}
        return {name: held[name] if held.get(name) == essay else essay for name, essay in essays.items()}


def _size(place: Place) -> int:
    return size_of(place.own, place.shelf)
