"""Servers come and go: what was theirs is gone with them, and nobody else's."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord_side.client import QuothBot
from bot.discord_side.owners.housekeeping import Housekeeping
from bot.storage import GAPS_KEPT_FOR
from tests.bot.discord_side.conftest import logged, on_discord
from tests.bot.discord_side.owners.conftest import (
    BEES,
    BREAD,
    HONEY,
    OUT_OF_REACH,
    TIDES,
    Keeping,
    broken,
    library,
    mention,
    owners_of,
    rows,
    settled,
    uploaded,
)
from tests.discord_server import Channel, Guild, LocalDiscord, text_of

ALL = {"servers": 1, "channels": 1, "essays": 1, "feedback": 1, "gaps": 1}
GUILD = "/guilds/*"


async def moved_in(local: LocalDiscord, database: Path, channel: Channel | None = None) -> None:
    """A server has something of every kind."""
    world = local.world
    channel = channel or world.general
    assert channel.guild
    await uploaded(local, "bees.md", BEES, channel)
    await library(local, "use", channel, essay="bees")
    await library(local, "settings", channel, unanswered="keep")
    answer = await mention(local, BREAD, channel)
    await local.answer_to(await local.click(world.ben, answer, "👍"))
    guild = channel.guild
    await settled(lambda: rows(database, guild) == ALL)


def housekeeping(bot: QuothBot) -> Housekeeping:
    cog = bot.get_cog("Housekeeping")
    assert isinstance(cog, Housekeeping)
    return cog


async def an_hour_later(bot: QuothBot) -> None:
    await housekeeping(bot)._look_after()


async def gone(database: Path, guild: Guild) -> None:
    await settled(lambda: rows(database, guild) == {})


# Leaving


async def test_a_server_that_is_left_leaves_nothing_and_others_keep_all(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        for channel in (world.general, world.elsewhere):
            await moved_in(local, database, channel)
        await local.remove_bot(world.guild)
        await gone(database, world.guild)
        assert bot.owners
        assert not bot.owners.servers._places.of(world.guild.id)
        assert rows(database, world.other_guild) == ALL
        assert "forty kilograms" in text_of(await mention(local, HONEY, world.elsewhere))
    text = database.read_bytes()
    assert text.count(b"forty kilograms") == text.count(BREAD.encode()) == 1  # the other server's


async def test_one_that_was_left_while_nobody_looked_leaves_nothing(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping():
        for channel in (world.general, world.elsewhere):
            await moved_in(local, database, channel)
    world.guild.has_bot = False
    async with keeping():
        await gone(database, world.guild)
        await local.settle()
        assert rows(database, world.other_guild) == ALL


async def test_an_upload_that_is_under_way_then_leaves_nothing(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping():
        await moved_in(local, database)
        slow = local.attach("tides.md", TIDES.encode(), hold_after=10)
        asked = await local.slash(world.keeper, world.general, "library add", file=slow)
        await slow.held.wait()
        await local.remove_bot(world.guild)
        await gone(database, world.guild)
        slow.go_on.set()
        assert text_of(await local.answer_to(asked)).startswith("I am not in this server any more")
        assert rows(database, world.guild) == {}


async def test_what_waits_to_be_written_then_is_not(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    world = local.world
    async with keeping() as bot:
        await moved_in(local, database)
        assert bot.owners
        async with bot.owners.servers.kept_of(world.guild.id):
            await mention(local, BREAD)
            await local.remove_bot(world.guild)
            await local.settle()
        await gone(database, world.guild)
        assert bot.tallies
        await settled(lambda: not bot.tallies._writing)  # type: ignore[union-attr]
        assert rows(database, world.guild) == {}


# Those that are not left


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "how",
    [
        {"status": 500},
        {"status": 503},
        {"status": 401},
        {"status": 403},
        {"status": 404},
        {"status": 403, "code": 40333},
        {"cut": True},
    ],
    ids=str,
)
async def test_while_discord_does_not_say_that_it_was_left_nothing_is_deleted(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture, how: dict[str, Any]
) -> None:
    world = local.world
    async with keeping():
        for channel in (world.general, world.elsewhere):
            await moved_in(local, database, channel)
    world.guild.has_bot = world.other_guild.has_bot = False  # as far as the gateway tells
    fault = local.faults.next("GET", GUILD, times=None, **how)
    async with keeping():
        for guild in (world.guild, world.other_guild):
            await logged(caplog, f"Whether server {guild.id} was left can't be seen")
    assert rows(database, world.guild) == rows(database, world.other_guild) == ALL
    fault.stop()
    async with keeping():
        for guild in (world.guild, world.other_guild):
            await gone(database, guild)


async def test_one_that_discord_has_trouble_with_keeps_all(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping():
        await moved_in(local, database)
        await local.lose_guild(world.guild)
        await local.settle()
        assert rows(database, world.guild) == ALL
    async with keeping() as bot:
        await local.settle()
        await an_hour_later(bot)
        assert rows(database, world.guild) == ALL
        await local.add_bot(world.guild)  # as Discord tells that it is back
        assert "forty kilograms" in text_of(await mention(local, HONEY))


async def test_those_of_other_shards_are_other_processes_to_look_after(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping():
        for channel in (world.general, world.elsewhere):
            await moved_in(local, database, channel)
    world.guild.has_bot = world.other_guild.has_bot = False
    async with keeping(shard_count=2, shard_ids=(0,)):
        await gone(database, world.guild)
        await local.settle()
        assert rows(database, world.other_guild) == ALL
    async with keeping(shard_count=2, shard_ids=(1,)):
        await gone(database, world.other_guild)


# Coming back


async def test_one_that_comes_back_begins_anew(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    world = local.world
    async with keeping():
        await moved_in(local, database)
        await local.remove_bot(world.guild)
        await local.add_bot(world.guild)
        await gone(database, world.guild)
        assert "does not say" in text_of(await mention(local, HONEY))
        said = text_of(await library(local, "list"))
        assert said.startswith("This server has no essays of its own")
        await moved_in(local, database)


async def test_one_that_came_back_while_nobody_looked_begins_anew(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with owners_of(database) as owners:
        async with on_discord(local, owners.servers, owners=owners):
            await moved_in(local, database)
            await local.remove_bot(world.guild)
            await gone(database, world.guild)
        world.guild.has_bot = True
        async with on_discord(local, owners.servers, owners=owners):
            await local.settle()
            await moved_in(local, database)


async def test_with_another_bots_token_nothing_is_deleted(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with keeping():
        await moved_in(local, database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE keepers SET application = 1")
        connection.commit()
    local.world.guild.has_bot = False
    async with keeping() as bot:
        await logged(caplog, "is another bot's: name another database")
        await an_hour_later(bot)
        assert rows(database, local.world.guild) == ALL


async def test_a_server_that_is_still_in_memory_is_forgotten_when_discord_says_that_it_was_left(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    async with keeping() as bot:
        await moved_in(local, database)
        local.world.guild.has_bot = False  # and nobody has told
        await an_hour_later(bot)
        assert rows(database, local.world.guild) == {}


async def test_of_a_server_that_is_out_of_reach_nothing_is_deleted_whatever_is_said_of_it(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    async with keeping() as bot:
        await moved_in(local, database)
        await local.lose_guild(local.world.guild)
        await local.delivered()
        local.world.guild.has_bot = False
        await an_hour_later(bot)
        assert rows(database, local.world.guild) == ALL


async def test_a_channel_that_is_deleted_is_in_no_setting(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await moved_in(local, database)
        await library(local, "settings", answer_in=world.general)
        channel = bot.get_channel(world.general.id)
        assert isinstance(channel, discord.TextChannel)
        await housekeeping(bot).on_guild_channel_delete(channel)
        said = text_of(await library(local, "settings", world.other_channel))
        assert "Questions are answered in every channel" in said
        assert "alone in" not in text_of(await library(local, "list", world.other_channel))


async def test_what_can_not_be_deleted_is_deleted_later_and_until_then_answers_nobody(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = local.world
    async with keeping() as bot:
        await moved_in(local, database)
        async with broken(database):
            await local.remove_bot(world.guild)
            await logged(caplog, "can't be deleted yet")
            await local.add_bot(world.guild)
            await local.settle()
            assert "does not say" in text_of(await mention(local, HONEY))  # as the essay that ships
        assert rows(database, world.guild) == ALL
        await an_hour_later(bot)
        assert rows(database, world.guild) == {}
        assert "does not say" in text_of(await mention(local, HONEY))


async def test_what_can_not_be_deleted_is_deleted_later_also_of_one_that_does_not_come_back(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = local.world
    async with keeping() as bot:
        await moved_in(local, database)
        async with broken(database):
            await local.remove_bot(world.guild)
            await logged(caplog, "can't be deleted yet")
        assert rows(database, world.guild) == ALL
        await an_hour_later(bot)
        assert rows(database, world.guild) == {}


async def test_it_is_deleted_once_and_told_once(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with keeping() as bot:
        await moved_in(local, database)
        await local.remove_bot(local.world.guild)
        await logged(caplog, "what was kept of it is deleted")
        await an_hour_later(bot)
        await an_hour_later(bot)
        assert caplog.text.count("what was kept of it is deleted") == 1


# What is too old


async def test_questions_that_nobody_has_asked_for_long_are_deleted(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await moved_in(local, database)
        assert bot.owners
        async with bot.owners.servers.kept_of(world.guild.id) as kept:
            for question, age in (("Old?", GAPS_KEPT_FOR), ("Nearly old?", GAPS_KEPT_FOR - timedelta(hours=1))):
                await kept.miss(question, None, datetime.now(UTC) - age)
        assert rows(database, world.guild)["gaps"] == 3
        await an_hour_later(bot)
        assert rows(database, world.guild)["gaps"] == 2
        said = text_of(await library(local, "gaps"))
        assert "Nearly old?" in said


async def test_a_database_that_is_away_ends_no_looking_after(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with keeping() as bot:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.storage.storage.drop_expired", _out_of_reach)
            await an_hour_later(bot)
        assert "Questions that are too old can't be deleted" in caplog.text
        async with broken(database):
            assert OUT_OF_REACH in text_of(await mention(local, HONEY))
        await an_hour_later(bot)


async def _out_of_reach(*_: object) -> int:
    raise ConnectionResetError
