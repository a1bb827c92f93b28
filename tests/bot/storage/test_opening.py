"""Which database an address means, and what is said where it can't be used."""

import asyncio
import os
import sqlite3
import stat
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.storage import StorageError, migrating, open_storage
from bot.storage.database import Database, address_of
from bot.storage.tables import METADATA
from tests.bot.storage.conftest import NOW, ROOMY, essay_of, new_database

SECRET = "hunter2hunter2"  # noqa: S105 - nobody's


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        (None, "sqlite+aiosqlite:///quoth.sqlite3"),
        (" data/q.db ", "sqlite+aiosqlite:///data/q.db"),
        ("sqlite:////srv/q.db", "sqlite+aiosqlite:////srv/q.db"),
        ("postgres://u:p@host/db", "postgresql+asyncpg://u:p@host/db"),
        ("postgresql://host:5433/db?sslmode=require", "postgresql+asyncpg://host:5433/db?ssl=require"),
        (
            "postgresql://host/db?sslmode=require&channel_binding=require&connect_timeout=5&application_name=q",
            "postgresql+asyncpg://host/db?ssl=require",
        ),
    ],
)
def test_an_address_is_understood(setting: str | None, meant: str) -> None:
    assert address_of(setting).render_as_string(hide_password=False) == meant


@pytest.mark.parametrize("setting", ["mysql://u:p@h/db", "postgresql://host", "sqlite://", "://", "http://[x/y"])
def test_what_is_no_address_is_told(setting: str) -> None:
    with pytest.raises(StorageError, match=r"QUOTH_DATABASE can't be used: it is to be a file, or an address"):
        address_of(setting)


@pytest.mark.parametrize("query", ["sslmode=bogus", "sslrootcert=/x", "options=-c"])
def test_what_is_not_known_behind_an_address_is_told(query: str) -> None:
    with pytest.raises(StorageError, match=f"what it says of {query.partition('=')[0]} is not known here"):
        address_of(f"postgresql://host/db?{query}")


async def test_what_is_deleted_is_in_no_file(tmp_path: Path) -> None:
    def held() -> bool:
        return any(b"kestrel" in path.read_bytes() for path in tmp_path.iterdir())

    async with open_storage(str(tmp_path / "q.sqlite3")) as storage:
        server = storage.of(1)
        deletions: list[Callable[[], Awaitable[object]]] = [
            lambda: server.remove("bees"),
            server.forget,
            server.forget_gaps,
            lambda: server.change(keeps_gaps=False),
        ]
        for number, delete in enumerate(deletions):
            if number < 2:
                await server.put("bees", essay_of("The kestrel is a bird."), ROOMY, NOW)
            else:
                await server.change(keeps_gaps=True)
                await server.miss("Where is the kestrel?", None, NOW)
            assert held()
            await delete()
            assert not held()


async def test_a_database_is_its_first_bots(address: str) -> None:
    async with open_storage(address) as storage:
        assert await storage.is_kept_by(1)
        assert not await storage.is_kept_by(2)
    async with open_storage(address) as storage:
        assert await storage.is_kept_by(1)


async def said_of(setting: str) -> str:
    with pytest.raises(StorageError) as raised:
        async with open_storage(setting):
            pass
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    return str(raised.value)


async def test_files_that_can_not_be_used_end_in_a_sentence(tmp_path: Path) -> None:
    no_database = tmp_path / "notes.md"
    no_database.write_text("An essay, and no database. " * 100)
    before = no_database.read_bytes()
    assert "no database; name another one" in await said_of(str(no_database))
    assert no_database.read_bytes() == before
    assert "see that its folder is there" in await said_of(str(tmp_path / "no" / "folder" / "q.sqlite3"))
    assert "can't be made or opened" in await said_of(str(tmp_path))


async def test_servers_that_can_not_be_used_end_in_a_sentence(postgres: str) -> None:
    assert "is not to be reached there" in await said_of(f"postgresql://quoth:{SECRET}@127.0.0.1:1/quoth")
    assert "no such database" in await said_of(postgres.replace("quoth@", f"quoth:{SECRET}@") + "nowhere")


async def test_a_database_that_is_held_for_too_long_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.database.BUSY_MS", 10)
    async with open_storage(str(tmp_path / "q")) as storage:
        holder = sqlite3.connect(tmp_path / "q", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another program has held it for too long"):
            await storage.of(1).use(5, "bees")
        assert await storage.of(1).channels() == {}  # who reads is not in anybody's way
        holder.execute("ROLLBACK")
        holder.close()
        await storage.of(1).use(5, "bees")


async def test_a_database_that_went_away_is_used_again_when_it_is_back(postgres: str) -> None:
    address = await new_database(postgres)
    async with open_storage(address) as storage:
        await storage.of(1).use(5, "bees")
        async with storage._database.reading() as connection:
            mine = await connection.scalar(text("SELECT pg_backend_pid()"))
        async with open_storage(address) as other, other._database.writing() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        assert await storage.of(1).channels() == {5: "bees"}


async def test_a_transaction_that_takes_too_long_is_given_up(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = await new_database(postgres)
    async with open_storage(address) as storage, open_storage(address) as other:
        async with storage._database.writing() as connection:
            await connection.execute(text("LOCK TABLE servers"))
            monkeypatch.setattr("bot.storage.database.WITHIN", 0.05)
            with pytest.raises(StorageError, match="does not answer in time"):
                await other.of(1).use(5, "bees")
        monkeypatch.undo()
        await other.of(1).use(5, "bees")


async def test_what_a_newer_version_has_written_is_left_alone(address: str) -> None:
    async with open_storage(address) as storage, storage._database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "written by a newer version of Quoth" in await said_of(address)


async def test_the_migrations_make_the_tables_that_the_program_knows(address: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    async with open_storage(address) as storage, storage._database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_what_an_older_version_has_written_is_brought_up_to_date(address: str) -> None:
    first = Database(address_of(address))
    async with first.writing() as connection:
        await connection.run_sync(_as_of, "0001")
        await connection.execute(text("""INSERT INTO servers (id, settings) VALUES (1, '{"plain_text": true}')"""))
    await first.close()
    async with open_storage(address) as storage:
        assert (await storage.of(1).settings()).plain_text
        assert await storage.of(1).version() == 0
        await storage.of(1).use(5, "bees")
        assert await storage.of(1).version() == 1


def _as_of(connection: Connection, revision: str) -> None:
    config = migrating._config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_several_can_open_a_new_database_at_once(address: str) -> None:
    async def begin(number: int) -> None:
        async with open_storage(address) as storage:
            await storage.of(number).put("bees", essay_of("Bees."), ROOMY, NOW)

    await asyncio.gather(*map(begin, range(5)))
    async with open_storage(address) as storage:
        assert await storage.servers() == set(range(5))


async def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        async with open_storage(str(tmp_path / "q.sqlite3")) as storage:
            await storage.of(1).use(5, "bees")
            modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(umask)
    assert modes == {0o600}


async def test_what_is_committed_is_on_the_disk(tmp_path: Path) -> None:
    database = Database(address_of(str(tmp_path / "q.sqlite3")))
    async with database.reading() as connection:
        assert (
            await connection.scalar(text("PRAGMA synchronous")),
            await connection.scalar(text("PRAGMA foreign_keys")),
        ) == (2, 1)
    await database.close()
