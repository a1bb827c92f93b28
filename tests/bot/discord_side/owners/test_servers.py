"""What is held of servers in memory: bounded, true to what is on the disk, and out of nobody's way."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from bot.discord_side.owners import places
from bot.discord_side.owners import servers as room
from bot.discord_side.owners.own import Own
from bot.discord_side.owners.servers import LeftError, NotReadableError, Servers
from bot.discord_side.work import StoppingError
from bot.storage import Quota, QuotaError, Server, StorageError
from index import Essay
from index.essay import LeftOut
from index.reading import parse_essay
from tests.bot.discord_side.conftest import SHIPPED, shelved
from tests.bot.discord_side.owners.conftest import (
    BEES,
    HONEY,
    MOON,
    OUT_OF_REACH,
    TIDES,
    Keeping,
    broken,
    library,
    mention,
    owners_of,
    uploaded,
)
from tests.discord_server import LocalDiscord, text_of

ONE, OTHER = 1, 2


def essay(text: str) -> Essay:
    return parse_essay(text, Path("essay.md"))


def of_length(characters: int, title: str) -> Essay:
    return essay(f"# {title}\n\n{'a' * characters}\n")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The servers whose essays were read from the database, one by one."""
    read: list[int] = []
    essays = Server.essays

    async def counted(server: Server) -> dict[str, Essay]:
        read.append(server._server)
        return await essays(server)

    monkeypatch.setattr(Server, "essays", counted)
    return read


async def titles_at(servers: Servers, guild: int) -> set[str]:
    return {one.title for one in (await servers.at(guild)).library.essays.values()}


# Memory


async def test_what_is_held_is_bounded_and_each_server_has_its_own_all_the_same(
    database: Path, monkeypatch: pytest.MonkeyPatch, loads: list[int]
) -> None:
    most = 100_000
    monkeypatch.setattr(places, "MOST_HELD", most)
    async with owners_of(database) as (servers, _):
        for guild in range(30):
            await servers.put(guild, "essay", of_length(1_000, f"Of {guild}"))
        for _ in range(2):
            for guild in range(30):
                assert await titles_at(servers, guild) == {f"Of {guild}"}
                assert servers._places._held.currsize <= most
        assert len(servers._places._held) < 30
        before = len(loads)
        await servers.at(29)
        assert len(loads) == before  # those that were last asked are held
        assert not servers._loading._tasks
        assert len(servers._locks) <= 1


async def test_servers_that_have_nothing_share_what_the_house_has(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        for guild in range(100):
            assert (await servers.at(guild)).library is servers._house.library
        assert servers._places._held.currsize < 1_000_000


async def test_one_that_is_more_than_may_be_held_answers_too(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_HELD", 10_000)
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "small", of_length(10, "Small"))
        assert await titles_at(servers, ONE) == {"Small"}
        await servers.put(ONE, "large", of_length(5_000, "Large"))
        assert await titles_at(servers, ONE) == {"Small", "Large"}
        await servers.remove(ONE, "large")
        assert await titles_at(servers, ONE) == {"Small"}


# A database that is away


async def test_while_it_is_away_a_server_is_told_so_and_answered_when_it_is_back(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    async with keeping():
        await uploaded(local, "bees.md", BEES)
    async with keeping():
        async with broken(database):
            assert OUT_OF_REACH in text_of(await mention(local, HONEY))
            assert OUT_OF_REACH in text_of(await library(local, "list"))
            assert "does not say" in text_of(await mention(local, HONEY, local.world.dm(local.world.ada)))
        assert "forty kilograms" in text_of(await mention(local, HONEY))
        assert "On Bees" in text_of(await library(local, "list"))


async def test_who_was_asked_before_is_answered_meanwhile_and_what_fails_changes_nothing(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        async with broken(database):
            assert OUT_OF_REACH in await uploaded(local, "bees.md", TIDES)
            assert OUT_OF_REACH in text_of(await library(local, "remove", essay="bees"))
            assert OUT_OF_REACH in text_of(await library(local, "settings", answer_in=world.other_channel))
            assert "forty kilograms" in text_of(await mention(local, HONEY))
        assert "forty kilograms" in text_of(await mention(local, HONEY))
        assert "Replaced" in await uploaded(local, "bees.md", TIDES)
        assert "The moon draws" in text_of(await mention(local, MOON))


async def test_a_change_that_was_written_though_it_failed_is_seen(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Server.put

    async def put_and_fail(server: Server, *arguments: object) -> None:
        await put(server, *arguments)  # type: ignore[arg-type]
        raise StorageError("the connection was lost before it said so")

    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "essay", essay(BEES))
        with monkeypatch.context() as patch:
            patch.setattr(Server, "put", put_and_fail)
            with pytest.raises(StorageError):
                await servers.put(ONE, "essay", essay(TIDES))
        assert await titles_at(servers, ONE) == {"On Bees"}  # until it is read anew
        await asyncio.gather(*servers._loading._tasks.values())
        assert await titles_at(servers, ONE) == {"On Tides"}


# One that takes long


async def test_who_waits_for_what_takes_long_is_told_and_the_next_is_answered(
    database: Path, monkeypatch: pytest.MonkeyPatch, loads: list[int]
) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.05)
    async with owners_of(database) as (servers, _):
        async with servers.kept_of(ONE):  # as if another took long with it
            asked = [asyncio.create_task(servers.at(ONE)) for _ in range(20)]
            for one in await asyncio.gather(*asked, return_exceptions=True):
                assert isinstance(one, NotReadableError)
            assert (await servers.at(OTHER)).guild == OTHER  # nobody else waits
            load = servers._loading._tasks[ONE]
        await load
        assert (await servers.at(ONE)).guild == ONE
        assert loads.count(ONE) == 1


async def test_who_turns_away_takes_nothing_from_others_who_wait(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        async with servers.kept_of(ONE):
            first, second = (asyncio.create_task(servers.at(ONE)) for _ in range(2))
            await asyncio.sleep(0)
            first.cancel()
            await asyncio.wait({first})
        assert (await second).guild == ONE


# What may be changed, and when


async def test_beyond_its_quota_nothing_changes(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "QUOTA", Quota(essays=2, characters=150))
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "bees", essay(BEES))
        with pytest.raises(QuotaError, match="may have 150"):
            await servers.put(ONE, "long", of_length(100, "Long"))
        await servers.put(ONE, "tides", essay(TIDES))
        with pytest.raises(QuotaError, match=r"as it may have \(2\)"):
            await servers.put(ONE, "third", of_length(1, "Third"))
        await servers.put(OTHER, "third", of_length(100, "Third"))  # another's is its own
        await servers.put(ONE, "tides", of_length(70, "On High Tides"))  # in its place there is room
        assert await titles_at(servers, ONE) == {"On Bees", "On High Tides"}


async def test_many_changes_at_once_end_as_the_disk_has_them(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        puts = [servers.put(ONE, f"essay {number % 5}", of_length(number + 1, f"T{number}")) for number in range(25)]
        removes = [servers.remove(ONE, f"essay {number}") for number in range(2)]
        await asyncio.gather(*puts, *removes, *(servers.use(ONE, number, "essay 4") for number in range(5)))
        held = await servers.own(ONE)
        assert servers._places._held[ONE].own is held
    async with owners_of(database) as (servers, _):
        assert await servers.own(ONE) == held


async def test_a_change_that_was_written_and_then_failed_is_seen_as_soon_as_anybody_looks(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "bees", essay(BEES))
        await servers.put(ONE, "tides", essay(TIDES))
        await servers.at(ONE)
        remove = Server.remove

        async def written_and_failed(server: Server, name: str) -> bool:
            await remove(server, name)
            raise StorageError("The connection broke.")

        monkeypatch.setattr(Server, "remove", written_and_failed)
        with pytest.raises(StorageError):
            await servers.remove(ONE, "bees")
        assert list((await servers.own(ONE)).essays) == ["tides"]
        assert "bees" not in (await servers.at(ONE)).library.essays


async def test_of_what_is_removed_replaced_or_left_nothing_is_held(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        changes: tuple[Callable[[], Awaitable[None]], ...] = (
            partial(servers.remove, ONE, "bees"),
            partial(servers.put, ONE, "bees", essay(TIDES)),
            partial(servers.forget, ONE),
        )
        for change in changes:
            await servers.put(ONE, "bees", essay(BEES))
            assert servers._ready._kept
            await change()
            assert "On Bees" not in [answerer.essay.title for answerer in servers._ready._kept.values()]


async def test_what_is_told_of_a_file_is_not_kept(database: Path) -> None:
    left = LeftOut(line=1, text="Menu", reason="navigation")
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "bees", essay(BEES).model_copy(update={"left_out": (left,)}))
        assert (await servers.own(ONE)).essays["bees"].left_out == ()


async def test_in_a_server_that_was_left_nothing_is_done(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "bees", essay(BEES))
        await servers.forget(ONE)
        for doing in (servers.put(ONE, "bees", essay(BEES)), servers.remove(ONE, "bees")):
            with pytest.raises(LeftError):
                await doing
        assert await servers.at(ONE) == await servers.at(None)  # the commands may still be there
        assert await servers.known() == frozenset()
        servers.welcome(ONE)
        assert await servers.own(ONE) == Own()


async def test_nothing_is_begun_when_it_ends(database: Path) -> None:
    async with owners_of(database) as (servers, _):
        await servers.aclose()
        with pytest.raises(StoppingError):
            await servers.put(ONE, "bees", essay(BEES))


async def test_the_houses_new_essays_stand_beside_a_servers_own(database: Path, loads: list[int]) -> None:
    async with owners_of(database) as (servers, _):
        await servers.put(ONE, "bees", essay(BEES))
        before = list(loads)
        servers.replace(shelved(essay(TIDES)))
        assert await titles_at(servers, ONE) == {"On Bees", "On Tides"}
        servers.replace(shelved(SHIPPED))
        assert await titles_at(servers, ONE) == {"On Bees"}
        assert loads == before  # its own are not read for that
