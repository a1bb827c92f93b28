"""What is counted and kept of answers: what may be, no more of it, and in nobody's way."""

from pathlib import Path

import pytest

from bot.discord_side.client import QuothBot
from bot.discord_side.owners import tallies
from tests.bot.discord_side.conftest import logged
from tests.bot.discord_side.owners.conftest import (
    BEES,
    BREAD,
    HONEY,
    TIDES,
    Keeping,
    ask,
    broken,
    library,
    mention,
    missed,
    rows,
    settled,
    uploaded,
)
from tests.discord_server import LocalDiscord, text_of


async def written(bot: QuothBot) -> None:
    """Until all that is to be kept is."""
    assert bot.tallies
    writing = bot.tallies._writing
    await settled(lambda: not writing)


# Feedback


async def test_feedback_is_counted_in_its_server_and_outlives_a_restart(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping() as bot:
        answer = await mention(local, BREAD)
        for _ in range(2):
            await local.answer_to(await local.click(world.ben, answer, "👍"))
        form = await local.modal_of(await local.click(world.ben, answer, "👎"))
        await local.answer_to(await local.submit(form, reason="answered_elsewhere"))
        await written(bot)
    async with keeping():
        said = text_of(await library(local, "settings"))
        assert "so far 👍 2, 👎 1\n" in said
        assert "  - Another paragraph answers it better: 1" in said
        assert "so far" not in text_of(await library(local, "settings", world.elsewhere))


async def test_where_the_buttons_are_switched_off_nothing_is_counted(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        answer = await mention(local, BREAD)
        await library(local, "settings", feedback="off")
        await local.answer_to(await local.click(world.ben, answer, "👍"))
        await written(bot)
        assert "feedback" not in rows(database, world.guild)


async def test_outside_of_servers_nothing_is_kept(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    world = local.world
    async with keeping() as bot:
        for answer in (
            await mention(local, BREAD, world.dm(world.ada)),
            await ask(local, BREAD, world.strange_channel),
        ):
            await local.answer_to(await local.click(world.ada, answer, "👍"))
        await written(bot)
    assert [rows(database, guild) for guild in world.guilds.values()] == [{}, {}, {}]


# Questions that were not answered


async def test_questions_are_kept_only_where_that_is_switched_on(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await mention(local, BREAD)
        await library(local, "settings", unanswered="keep")
        await mention(local, BREAD, world.elsewhere)
        await written(bot)
        assert missed(database) == []
        await mention(local, BREAD)
        await ask(local, f"  {BREAD} ")
        await written(bot)
        assert missed(database) == [(BREAD, None, 2)]
        await library(local, "settings", unanswered="forget")
        assert missed(database) == []


async def test_what_is_answered_or_no_question_is_not_kept(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await uploaded(local, "bees.md", BEES)
        for text in (HONEY, "thanks!", "hello", ""):
            await mention(local, text)
        await written(bot)
        assert missed(database) == []


async def test_what_is_asked_for_oneself_and_the_words_of_others_are_not_kept(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await ask(local, BREAD, visibility="only me")
        message = await local.say(world.ben, world.general, BREAD)
        await local.answer_to(await local.context_menu(world.ada, "Find in the essay", message))
        await written(bot)
        assert missed(database) == []


async def test_of_several_essays_the_one_that_was_asked_is_kept_with_the_question(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await uploaded(local, "bees.md", BEES)
        await mention(local, BREAD)  # the only essay there is
        await uploaded(local, "tides.md", TIDES)
        await mention(local, BREAD)
        await ask(local, BREAD, essay="On Tides")
        await library(local, "use", essay="bees", channel=world.other_channel)
        await mention(local, BREAD, world.other_channel)
        await written(bot)
        assert missed(database) == [(BREAD, None, 2), (BREAD, "bees", 1), (BREAD, "tides", 1)]


async def test_half_a_character_is_in_nobodys_way(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        assert bot.tallies  # not by a message: what reads JSON may refuse it before us
        bot.tallies.missed(local.world.guild.id, "Which \ud83d oven?", None)
        await written(bot)
        assert missed(database) == [("Which ? oven?", None, 1)]


# In nobody's way


async def test_nobody_waits_until_it_is_written(local: LocalDiscord, keeping: Keeping, database: Path) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        assert bot.owners
        async with bot.owners.servers.kept_of(world.guild.id):
            answer = await mention(local, BREAD)
            thanks = await local.answer_to(await local.click(world.ben, answer, "👍"))
            assert text_of(thanks).startswith("Thank you")
            assert missed(database) == []
        await written(bot)
        assert rows(database, world.guild) == {"servers": 1, "feedback": 1, "gaps": 1}


async def test_what_was_begun_is_written_before_it_ends(
    local: LocalDiscord, keeping: Keeping, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeping():
        await library(local, "settings", unanswered="keep")
        for number in range(20):
            await mention(local, f"{BREAD} {number}")
    assert len(missed(database)) == 20


async def test_while_the_database_is_away_people_are_answered_and_the_log_tells_nothing_of_what_they_said(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        async with broken(database):
            answer = await mention(local, BREAD)
            assert "does not say" in text_of(answer)
            await local.answer_to(await local.click(world.ben, answer, "👍"))
            await logged(caplog, f"Of server {world.guild.id} something was not counted: What is kept of servers")
            await written(bot)
        assert caplog.text.count("was not counted") == 2
        assert "sourdough" not in caplog.text


async def test_no_more_waits_to_be_written_than_there_is_room_for(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(tallies, "MOST_WAITING", 2)
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        assert bot.owners
        async with bot.owners.servers.kept_of(local.world.guild.id):
            for number in range(3):
                await mention(local, f"{BREAD} {number}")
            assert "what is kept of servers is too slow" in caplog.text
        await written(bot)
        assert len(missed(database)) == 2
        await mention(local, BREAD)
        await written(bot)
        assert len(missed(database)) == 3
