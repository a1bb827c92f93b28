"""Opening what is kept of servers, and what concerns them all."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Database, address_of
from bot.storage.gaps import drop_expired, unexpired
from bot.storage.migrating import check_version, migrate
from bot.storage.records import Gap
from bot.storage.server import Server
from bot.storage.tables import keepers, servers

__all__ = ["Storage", "open_storage", "open_to_read"]


class Storage:
    """What is kept, server by server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, server: int) -> Server:
        """What is kept of one server."""
        return Server(self._database, server)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may write here too: a file is one process's."""
        return not self._database.is_sqlite

    async def servers(self) -> frozenset[int]:
        """Those of which anything is kept.

        Raises:
            StorageError: it can't be read.
        """
        async with self._database.reading() as connection:
            return frozenset((await connection.scalars(select(servers.c.id))).all())

    async def gaps(self, now: datetime) -> Mapping[int, Sequence[Gap]]:
        """By server the questions that were not answered and have not expired, of each the most asked first.

        Raises:
            StorageError: it can't be read.
        """
        async with self._database.reading() as connection:
            return await unexpired(connection, now)

    async def is_kept_by(self, application: int) -> bool:
        """Whether this bot keeps the database; the first that asks does from then on.

        Raises:
            StorageError: it can't be read or written.
        """
        chosen = select(keepers.c.application)
        async with self._database.reading() as connection:
            found = (await connection.scalars(chosen)).all()
        if not found:
            async with self._database.writing() as connection:
                found = (await connection.scalars(chosen)).all()
                if not found:
                    await connection.execute(keepers.insert().values(application=application))
        return not found or application in found

    async def expire(self, now: datetime) -> int:
        """Drop unanswered questions that are older than they may be kept; how many they were.

        Raises:
            StorageError: it can't be written.
        """
        async with self._database.writing() as connection:
            dropped = await drop_expired(connection, now)
        if dropped:
            await self._database.clear_log()
        return dropped


@asynccontextmanager
async def open_storage(setting: str | None) -> AsyncIterator[Storage]:
    """Open the database that the setting QUOTH_DATABASE names, and bring its tables up to date.

    Raises:
        StorageError: it can't be used; the sentence says why, and what to do.
    """
    database = Database(address_of(setting))
    try:
        async with database.writing() as connection:
            await connection.run_sync(migrate, str(database.where))
        yield Storage(database)
    finally:
        await database.close()


@asynccontextmanager
async def open_to_read(setting: str | None) -> AsyncIterator[Storage]:
    """Open the database that another process keeps, to look into it and nothing else.

    Raises:
        StorageError: there is none, or it can't be used; the sentence says why, and what to do.
    """
    database = Database(address_of(setting), only_to_read=True)
    try:
        async with database.reading() as connection:
            await connection.run_sync(check_version, str(database.where))
        yield Storage(database)
    finally:
        await database.close()
