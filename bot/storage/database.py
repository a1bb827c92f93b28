"""A database: its address, its connections, its transactions, each within a time limit."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_only

from bot.storage.troubles import NoDatabaseError, StorageError, troubles_as_sentences

__all__ = ["DEFAULT_FILE", "Database", "address_of"]

DEFAULT_FILE = "quoth.sqlite3"
SQLITE, POSTGRESQL = "sqlite+aiosqlite", "postgresql+asyncpg"
DRIVERS = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    POSTGRESQL: POSTGRESQL,
}
NO_ADDRESS = (
    "The setting QUOTH_DATABASE can't be used: it is to be a file, or an address such as"
    " postgresql://user:password@host/quoth."
)
NOT_THERE = (
    "There is no database at {where}: `quoth serve` makes it; if that keeps it elsewhere, say where in QUOTH_DATABASE."
)
NOT_READABLE = "What is kept of servers, in {where}, can't be read: {reason}."
NOT_MADE = (
    "What is kept of servers, in {where}, can't be used: the file can't be made or opened ({reason}); see that its"
    " folder is there and may be written."
)
NOT_KNOWN = "The setting QUOTH_DATABASE can't be used: what it says of {name} is not known here; leave that out."
NO_DRIVER = "To keep things in PostgreSQL, install its driver: pip install '.[postgres]' in Quoth's folder."

WITHIN = 10.0  # seconds for a transaction: Discord's askers have long turned away by then
BUSY_MS = 5_000  # how long SQLite waits for another process that writes
TRY_AGAIN_MS = 10
OWNER_ONLY = 0o600
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
# Hosted servers hand these out; asyncpg does not know them, and nothing less is safe without.
NOT_NEEDED = ("channel_binding", "connect_timeout", "application_name", "target_session_attrs")
WRITES = "writes"  # an option of a connection


def address_of(setting: str | None) -> URL:
    """The address that a setting means: of a file, or of a PostgreSQL server.

    Raises:
        StorageError: it means none.
    """
    text = (setting or DEFAULT_FILE).strip()
    if "://" not in text:
        return URL.create(SQLITE, database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
        driver = DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError):
        raise StorageError(NO_ADDRESS) from None
    if not url.database:
        raise StorageError(NO_ADDRESS)
    return url.set(drivername=driver, query=_query(url) if driver == POSTGRESQL else url.query)


def _query(url: URL) -> dict[str, str]:
    """What asyncpg knows of what other drivers take behind an address."""
    stated = {name: value for name, value in url.query.items() if name not in NOT_NEEDED}
    modes = [str(stated.pop(name)) for name in ("sslmode", "ssl") if name in stated]
    if stated or not set(SSL_MODES).issuperset(modes):
        raise StorageError(NOT_KNOWN.format(name=next(iter(stated), "sslmode")))
    return {"ssl": modes[0]} if modes else {}


class Database:
    """Connections to one database."""

    def __init__(self, address: URL, *, only_to_read: bool = False) -> None:
        """Make ready to connect; nothing is opened yet.

        Args:
            address: where it is.
            only_to_read: a file has to be there, and nothing in it or beside it is changed.

        Raises:
            StorageError: the driver is not installed, or the file can't be had.
        """
        self.is_sqlite = address.drivername == SQLITE
        self.where = address.database if self.is_sqlite else f"{address.database} at {address.host or 'localhost'}"
        self._troubles = () if self.is_sqlite else _troubles_of_asyncpg()
        file = Path(address.database) if self.is_sqlite and address.database else None
        if file and only_to_read:
            address = _there(file)
        elif file:
            _make_for_owner_only(file)
        # Neither addresses nor what is written is to stand in an exception or a log. A cache of statements would hold
        # what each of them first wrote for good, a question or an essay; without it to write takes a millisecond more.
        self._engine = create_async_engine(
            address, hide_parameters=True, pool_pre_ping=not self.is_sqlite, query_cache_size=0
        )
        if file:
            _set_up_sqlite(self._engine, only_to_read=only_to_read)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes nothing.

        Raises:
            StorageError: it did not work, or not in time.
        """
        async with self._transaction(writes=False) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: at the end of the block all of it is on the disk, or after an exception nothing.

        Raises:
            StorageError: it did not work, or not in time.
        """
        async with self._transaction(writes=True) as connection:
            yield connection

    async def clear_log(self) -> None:
        """Let what was deleted leave SQLite's log too, where it would stand until written over; if nobody reads there.

        Whoever reads holds the log: then it is cleared after the next deletion, or when the last process closes it.
        """
        if not self.is_sqlite:
            return
        # It is deleted all the same if this goes wrong.
        with suppress(StorageError), troubles_as_sentences(str(self.where), self._troubles):
            async with self._engine.connect() as connection:
                raw: Any = (await connection.get_raw_connection()).driver_connection
                await raw.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Let the connections go."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _transaction(self, *, writes: bool) -> AsyncIterator[AsyncConnection]:
        with troubles_as_sentences(str(self.where), self._troubles):
            async with asyncio.timeout(WITHIN), self._engine.connect() as connection:
                await connection.execution_options(**{WRITES: writes})
                async with connection.begin():
                    yield connection


def _there(file: Path) -> URL:
    """The address of a file that SQLite is not to make. Read-only, it would leave side files behind."""
    try:
        file.open("rb").close()
    except FileNotFoundError:
        raise NoDatabaseError(NOT_THERE.format(where=file), file) from None
    except OSError as error:
        raise StorageError(NOT_READABLE.format(where=file, reason=error.strerror)) from None
    return URL.create(SQLITE, database=file.absolute().as_uri(), query={"mode": "rw", "uri": "true"})


def _make_for_owner_only(file: Path) -> None:
    """SQLite would make a file that others may read, and makes its side files in the same manner."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    except OSError as error:  # told here, for a driver that fails to connect may leave a traceback behind
        raise StorageError(NOT_MADE.format(where=file, reason=error.strerror)) from None


def _set_up_sqlite(engine: AsyncEngine, *, only_to_read: bool) -> None:
    """Transactions begin where we say, and what is committed outlives a crash of the machine."""

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
        connection.isolation_level = None  # else the driver would begin transactions at its own time
        cursor = connection.cursor()
        # What is deleted is overwritten: nothing of a server that was left is to be found in the file.
        for pragma in ("secure_delete=ON", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        if not only_to_read:
            _write_ahead(cursor)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # At once for writing: whoever first reads and then writes would be refused if another wrote in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def _write_ahead(cursor: Any) -> None:  # noqa: ANN401 - the driver's own
    """Keep a write-ahead log, so that who reads is in nobody's way. Of two that begin it at once SQLite refuses one."""
    for tries_left in reversed(range(BUSY_MS // TRY_AGAIN_MS)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries_left:
                raise
            await_only(asyncio.sleep(TRY_AGAIN_MS / 1_000))
        else:
            return


def _troubles_of_asyncpg() -> tuple[type[Exception], ...]:
    try:
        import asyncpg
    except ImportError:
        raise StorageError(NO_DRIVER) from None
    return asyncpg.PostgresError, asyncpg.InterfaceError
