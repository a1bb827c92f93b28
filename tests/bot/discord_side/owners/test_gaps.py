"""`/library gaps`: what the essays did not answer, as those who manage a server see it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.discord_side.client import QuothBot
from bot.storage import GAPS_KEPT_FOR, MOST_GAPS, Server
from tests.bot.discord_side.owners.conftest import BREAD, Keeping, library, mention, missed, rows, settled
from tests.discord_server import LocalDiscord, text_of

SAID_WHERE_NONE = "Nothing was asked yet that the essays don't answer."


@asynccontextmanager
async def kept(bot: QuothBot, local: LocalDiscord) -> AsyncIterator[Server]:
    """What a server that keeps questions has."""
    await library(local, "settings", unanswered="keep")
    assert bot.owners
    async with bot.owners.servers.kept_of(local.world.guild.id) as server:
        yield server


async def test_they_are_shown_most_asked_first_with_the_essay_that_was_asked(
    local: LocalDiscord, keeping: Keeping
) -> None:
    now = datetime.now(UTC)
    async with keeping() as bot:
        async with kept(bot, local) as server:
            for question, essay in [("Who was it?", None), ("What *now*?", "bees"), ("what now", "bees")]:
                await server.miss(question, essay, now)
        assert text_of(await library(local, "gaps")).splitlines()[-2:] == [
            "- **2 ×** What \\*now\\*? (asked of “bees”)",
            "- **1 ×** Who was it?",
        ]


async def test_where_none_are_kept_it_says_how_and_where_none_were_asked_that(
    local: LocalDiscord, keeping: Keeping
) -> None:
    async with keeping():
        said = text_of(await library(local, "gaps"))
        assert "are not kept here. `/library settings unanswered:keep` keeps them" in said
        assert "kept, without who asked" in text_of(await library(local, "settings", unanswered="keep"))
        assert text_of(await library(local, "gaps")) == SAID_WHERE_NONE


async def test_of_many_every_one_is_on_a_page_in_either_form(local: LocalDiscord, keeping: Keeping) -> None:
    now = datetime.now(UTC)
    async with keeping() as bot:
        async with kept(bot, local) as server:
            for number in range(45):
                await server.miss(f"{number} " + "*Why* _so_ long? <@1> " * 15, "an *essay* " * 9, now)
        for answers in ("rich", "plain"):
            await library(local, "settings", answers=answers)
            said = [text_of(await library(local, "gaps", page=page)) for page in range(1, 6)]
            assert [sum(f"** {number} " in page for page in said) for number in range(45)] == [1] * 45
            assert "Page 1 of 5: `/library gaps page:2` goes on." in said[0]
            assert "Page 5 of 5." in text_of(await library(local, "gaps", page=100))


async def test_they_can_be_forgotten_and_are_kept_anew(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    world = local.world
    async with keeping() as bot:
        for channel in (world.general, world.elsewhere):
            await library(local, "settings", channel, unanswered="keep")
            await mention(local, BREAD, channel)
        assert bot.tallies
        writing = bot.tallies._writing
        await settled(lambda: not writing)
        assert "nothing is left" in text_of(await library(local, "gaps", forget=True))
        assert text_of(await library(local, "gaps")) == SAID_WHERE_NONE
        assert rows(database, world.guild) == {"servers": 1}
        assert BREAD in text_of(await library(local, "gaps", world.elsewhere))
        await mention(local, BREAD)
        await settled(lambda: missed(database) == [(BREAD, None, 1)] * 2)


async def test_what_nobody_has_asked_for_long_is_not_shown(local: LocalDiscord, keeping: Keeping) -> None:
    now = datetime.now(UTC)
    async with keeping() as bot:
        async with kept(bot, local) as server:
            await server.miss("Old?", None, now - GAPS_KEPT_FOR)
            await server.miss("Nearly?", None, now - GAPS_KEPT_FOR + timedelta(hours=1))
        said = text_of(await library(local, "gaps"))
        assert "Nearly?" in said
        assert "Old?" not in said


async def test_of_more_than_are_kept_the_latest_are_shown(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    now = datetime.now(UTC)
    async with keeping() as bot:
        async with kept(bot, local) as server:
            for number in range(MOST_GAPS + 1):
                await server.miss(f"Question {number}?", None, now + timedelta(seconds=number))
        assert len(missed(database)) == MOST_GAPS
        assert f"Question {MOST_GAPS}?" in text_of(await library(local, "gaps"))
        last = text_of(await library(local, "gaps", page=100))
        assert "Page 50 of 50." in last
        assert "Question 0?" not in last
