"""Several processes over one PostgreSQL: none answers from what another has removed, replaced or changed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from bot.discord_side.owners import servers as room
from bot.discord_side.owners.servers import NotReadableError, Servers
from bot.storage import Server, StorageError, Visibility
from index import Essay
from index.conversation import Conversation
from tests.bot.discord_side.owners.conftest import BEES, HONEY, MOON, TIDES, owners_of
from tests.bot.discord_side.owners.test_servers import ONE, essay, titles_at
from tests.bot.storage.conftest import new_database, postgres

__all__ = ["postgres"]


class Two(NamedTuple):
    """The servers of two processes that share a database."""

    one: Servers
    other: Servers

    async def execute(self, statement: str) -> None:
        """Do something to the database."""
        async with self.one._storage._database.writing() as connection:
            await connection.execute(text(statement))


@pytest.fixture
async def two(postgres: str) -> AsyncIterator[Two]:
    address = await new_database(postgres)
    async with owners_of(address) as (one, _), owners_of(address) as (other, _):
        yield Two(one, other)


async def answered(servers: Servers, question: str) -> bool:
    """Whether it is answered out of what the server has of its own."""
    answer, _ = (await servers.at(ONE)).library.ask(question, Conversation(), 0.0)
    return any("honey" in quote.text or "moon" in quote.text for quote in answer.quotes)


async def test_what_one_changes_the_other_answers_from_at_the_very_next_question(two: Two) -> None:
    one, other = two
    assert not await answered(other, HONEY)
    await one.put(ONE, "essay", essay(BEES))
    assert await answered(other, HONEY)
    await one.put(ONE, "essay", essay(TIDES))
    assert await titles_at(other, ONE) == {"On Tides"}
    assert await answered(other, MOON)
    assert not await answered(other, HONEY)
    await one.use(ONE, 5, "essay")
    assert (await other.at(ONE)).bound == {5: "essay"}
    await one.use(ONE, 5, None)
    assert (await other.at(ONE)).bound == {}
    await one.change(ONE, lambda _: {"visibility": Visibility.ONLY_ME})
    assert (await other.at(ONE)).visibility == "only me"
    await one.remove(ONE, "essay")
    assert not await answered(other, MOON)
    assert (await other.own(ONE)).essays == {}


async def test_both_may_change_it_in_turn(two: Two) -> None:
    for number in range(4):
        writes, reads = two if number % 2 else reversed(two)
        await writes.put(ONE, f"essay {number}", essay(f"# Of {number}\n\nText.\n"))
        for servers in (reads, writes):
            assert await titles_at(servers, ONE) == {f"Of {before}" for before in range(number + 1)}


async def test_one_that_was_forgotten_and_is_back_is_not_taken_for_what_it_was(two: Two) -> None:
    one, other = two
    await one.put(ONE, "essay", essay(BEES))
    assert await titles_at(other, ONE) == {"On Bees"}
    await one.forget(ONE)
    assert not await answered(other, HONEY)
    one.welcome(ONE)
    await one.put(ONE, "essay", essay(BEES))
    assert await titles_at(other, ONE) == {"On Bees"}
    await one.forget(ONE)
    one.welcome(ONE)
    await one.put(ONE, "essay", essay(TIDES))
    assert await titles_at(other, ONE) == {"On Tides"}


async def test_what_another_writes_in_between_is_not_overlooked(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two
    await one.put(ONE, "bees", essay(BEES))
    await other.at(ONE)
    use = Server.use

    async def after_another(server: Server, channel: int, name: str | None) -> None:
        monkeypatch.undo()
        await one.put(ONE, "tides", essay(TIDES))
        await use(server, channel, name)

    monkeypatch.setattr(Server, "use", after_another)
    await other.use(ONE, 5, "bees")
    assert await titles_at(other, ONE) == {"On Bees", "On Tides"}
    assert (await other.at(ONE)).bound == {5: "bees"}


async def test_who_asks_while_it_is_being_read_does_not_get_what_was_removed_before_that(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    await one.put(ONE, "essay", essay(BEES))
    were_read, go_on = asyncio.Event(), asyncio.Event()
    essays = Server.essays

    async def slowly(server: Server) -> Mapping[str, Essay]:
        found = await essays(server)
        were_read.set()
        await go_on.wait()
        return found

    monkeypatch.setattr(Server, "essays", slowly)
    first = asyncio.create_task(other.at(ONE))
    await were_read.wait()
    monkeypatch.undo()
    await one.remove(ONE, "essay")
    second = asyncio.create_task(answered(other, HONEY))
    await asyncio.sleep(0)  # it waits for what the first has begun
    go_on.set()
    assert not await second
    await first


async def test_while_the_database_is_away_nothing_that_is_held_answers(two: Two) -> None:
    await two.one.put(ONE, "essay", essay(BEES))
    assert await answered(two.one, HONEY)
    await two.execute("ALTER TABLE servers RENAME TO away")
    for doing in (two.one.at, two.one.own):
        with pytest.raises(StorageError):
            await doing(ONE)
    assert await two.one.at(None)  # direct messages need none of it
    await two.execute("ALTER TABLE away RENAME TO servers")
    assert await answered(two.one, HONEY)


async def test_who_waits_for_a_slow_database_is_told(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    await two.one.put(ONE, "essay", essay(BEES))
    async with two.one._storage._database.writing() as connection:
        await connection.execute(text("LOCK TABLE servers"))
        with monkeypatch.context() as patch:
            patch.setattr(room, "PATIENCE", 0.05)
            with pytest.raises(NotReadableError):
                await two.other.at(ONE)
    assert await answered(two.other, HONEY)


async def test_essays_that_nobody_changed_stay_ready(two: Two) -> None:
    one, other = two
    await one.put(ONE, "bees", essay(BEES))
    held = (await other.own(ONE)).essays["bees"]
    changes: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: one.change(ONE, lambda _: {"plain_text": True}),
        lambda: one.put(ONE, "tides", essay(TIDES)),
        lambda: one.remove(ONE, "tides"),
    )
    for change in changes:
        await change()
        await other.at(ONE)
        assert (await other.own(ONE)).essays["bees"] is held


async def test_what_is_counted_makes_nobody_read_anew(two: Two) -> None:
    one, other = two
    await one.put(ONE, "essay", essay(BEES))
    shelf = await other.at(ONE)
    async with one.kept_of(ONE) as kept:
        await kept.count("helpful")
    assert await other.at(ONE) is shelf


async def test_of_a_file_that_is_one_process_own_nothing_is_asked(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "essay", essay(BEES))
        shelf = await servers.at(ONE)
        monkeypatch.delattr(Server, "version")
        assert await servers.at(ONE) is shelf
        assert list((await servers.own(ONE)).essays) == ["essay"]
