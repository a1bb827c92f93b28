"""`/privacy`, statement by statement, held against what is on the disk and in memory."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.discord_side import cooldowns, exchange
from bot.discord_side.client import QuothBot
from bot.discord_side.exchange import MOST_KEPT
from bot.discord_side.messages import Messages
from bot.storage import GAPS_KEPT_FOR, LONGEST_GAP, MOST_GAPS
from index.conversation import FORGOTTEN_AFTER
from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.owners.conftest import (
    BREAD,
    Keeping,
    ask,
    broken,
    library,
    mention,
    missed,
    rows,
    settled,
)
from tests.bot.discord_side.owners.held import held_by
from tests.discord_server import Channel, LocalDiscord, Message, text_of

QUESTION = "What did Armenia agree to in border talks with Azerbaijan?"
KEEPS, COUNTS, NOTHING = "questions I can't answer.", "counts on disk.", "nothing on any disk."


async def privacy(local: LocalDiscord, channel: Channel | None = None) -> str:
    world = local.world
    told = await local.answer_to(await local.slash(world.ada, channel or world.general, "privacy"))
    assert told.is_ephemeral
    return text_of(told)


async def written(bot: QuothBot) -> None:
    assert bot.tallies
    writing = bot.tallies._writing
    await settled(lambda: not writing)


async def say_all_kinds(local: LocalDiscord, bot: QuothBot, channel: Channel) -> Message:
    """Questions that are answered and not, by every way that there is here, and feedback; the first answer."""
    world = local.world
    answer = await mention(local, QUESTION, channel)
    await mention(local, BREAD, channel)
    await ask(local, BREAD, channel)
    await local.answer_to(await local.click(world.ada, answer, "👍"))
    form = await local.modal_of(await local.click(world.ada, answer, "👎"))
    await local.answer_to(await local.submit(form, reason="other"))
    await written(bot)
    return answer


def dumped(database: Path) -> str:
    """All that the database holds, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(line for line in connection.iterdump() if "keepers" not in line)  # that has the bot's number


def columns(database: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def of_people(local: LocalDiscord) -> set[int]:
    """The numbers of people and of what they said and where."""
    world = local.world
    asked = {interaction.id for interaction in world.interactions.values()}
    return {*world.users, *world.channels, *world.messages, *asked} - {world.me.id}


# What is said where


async def test_each_place_is_told_what_is_kept_of_it(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping():
        await library(local, "settings", unanswered="keep")
        for channel in (world.general, world.thread, world.post):
            assert KEEPS in await privacy(local, channel)
        assert COUNTS in await privacy(local, world.elsewhere)
        for channel in (world.dm(world.ada), world.strange_channel, world.private):
            assert NOTHING in await privacy(local, channel)
        await library(local, "settings", unanswered="forget")
        assert COUNTS in await privacy(local)
    async with on_discord(local):
        assert NOTHING in await privacy(local)


@pytest.mark.parametrize("plain_text", [True, False])
async def test_it_is_shown_whole_with_the_numbers_that_hold(
    local: LocalDiscord, keeping: Keeping, plain_text: bool
) -> None:
    async with keeping(plain_text=plain_text):
        await library(local, "settings", unanswered="keep")
        for channel in (local.world.general, local.world.elsewhere, local.world.strange_channel):
            said = await privacy(local, channel)
            assert said.endswith("ask them if in doubt.")
            assert f"For {FORGOTTEN_AFTER / 60:.0f} minutes." in said
            assert f"the last {MOST_KEPT:,} questions in messages" in said
            assert f"For {exchange.KEPT_FOR / 3600:.0f} hours." in said
            assert not re.search(r"[{}]", said)
        said = await privacy(local)
        assert f"up to {LONGEST_GAP} characters" in said
        assert f"for {GAPS_KEPT_FOR.days} days after they were last asked, the latest {MOST_GAPS}." in said


# On disk


async def test_outside_of_servers_nothing_is_on_any_disk(
    local: LocalDiscord, keeping: Keeping, database: Path, tmp_path: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await local.settle()
        before = dumped(database)
        await say_all_kinds(local, bot, world.dm(world.ada))
        await ask(local, BREAD, world.strange_channel)
        await ask(local, BREAD, world.private)
        await written(bot)
        assert dumped(database) == before
    assert [path.name for path in tmp_path.iterdir()] == [database.name]


async def test_in_a_server_only_clicks_are_counted_not_who_clicked_nor_what_was_asked(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await say_all_kinds(local, bot, world.general)
        assert rows(database, world.guild) == {"servers": 1, "feedback": 2}
        assert columns(database, "feedback") == {"server", "kind", "reason", "count"}
        said = dumped(database)
        assert not [word for word in ("sourdough", "border", "Ada") if word in said]
        assert not [number for number in of_people(local) if str(number) in said]


async def test_of_questions_that_are_kept_no_more_is_on_disk_than_is_said(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await say_all_kinds(local, bot, world.general)
        await mention(local, "xylophone " * 100)
        await written(bot)
        assert rows(database, world.guild) == {"servers": 1, "feedback": 2, "gaps": 2}
        assert missed(database) == [(BREAD, None, 2), (("xylophone " * 100)[:LONGEST_GAP], None, 1)]
        assert columns(database, "gaps") == {"server", "digest", "question", "essay", "times", "last_asked"}
        said = dumped(database)
        assert "border" not in said
        assert not [number for number in of_people(local) if str(number) in said]


async def test_what_is_asked_with_only_me_and_find_are_not_kept_but_where_the_server_hides_answers_questions_are(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep", visibility="only me")
        assert "Not kept: what you ask with `visibility: only me`, and **Find in the essay**" in await privacy(local)
        await ask(local, BREAD, visibility="only me")
        message = await local.say(world.ben, world.general, BREAD)
        await local.answer_to(await local.context_menu(world.ada, "Find in the essay", message))
        await written(bot)
        assert missed(database) == []
        assert (await ask(local, BREAD)).is_ephemeral
        await written(bot)
        assert missed(database) == [(BREAD, None, 1)]


async def test_a_question_on_disk_stays_when_it_is_deleted_and_goes_with_the_server(
    local: LocalDiscord, keeping: Keeping, database: Path
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        question = await local.say(world.ada, world.general, f"@Quoth {BREAD}")
        answer = await local.answer_to(question)
        await written(bot)
        await local.delete(question)
        await local.deleted(answer)
        assert missed(database) == [(BREAD, None, 1)]
        await local.remove_bot(world.guild)
        await settled(lambda: rows(database, world.guild) == {})
    assert b"sourdough" not in database.read_bytes()


# In memory


async def all_over(bot: QuothBot) -> None:
    """What is done once a minute."""
    cog = bot.get_cog("Messages")
    assert isinstance(cog, Messages)
    await cog._forget_the_old()


async def test_of_what_is_said_only_single_words_are_held_and_no_count_says_who(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await say_all_kinds(local, bot, world.general)
        await mention(local, "x" * 5_000)  # too long to be answered
        await local.settle()
        texts, numbers = held_by(bot)
        assert world.ada.id in numbers  # it is looked at where it is
        assert not [text for text in (QUESTION, BREAD, QUESTION[:20], BREAD[:20], "x" * 100) if text in texts]
        assert str(world.ada.id).encode() not in generate_latest(bot.metrics._registry)
        assert world.ada.id not in held_by(bot.tallies, bot.owners, bot.delivery)[1]


async def test_when_their_time_is_over_nothing_says_who_asked_or_what(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = local.world
    monkeypatch.setattr("index.conversation.FORGOTTEN_AFTER", -1.0)
    for module, name in ((exchange, "KEPT_FOR"), (exchange, "REFUSED_FOR"), (cooldowns, "PER")):
        monkeypatch.setattr(module, name, 1e-9)
    async with keeping() as bot:
        answer = await say_all_kinds(local, bot, world.general)
        await mention(local, "x" * 5_000)
        await local.settle()
        await all_over(bot)
        numbers = held_by(bot)[1]
        assert not {world.ada.id, world.ben.id, answer.id} & numbers


async def test_a_deleted_question_takes_its_answer_along_and_what_memory_holds_of_both(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = local.world
    monkeypatch.setattr(cooldowns, "PER", 1e-9)  # that somebody asked is another matter
    async with keeping() as bot:
        question = await local.say(world.ada, world.general, f"@Quoth {QUESTION}")
        answer = await local.answer_to(question)
        await local.settle()
        await all_over(bot)
        assert {world.ada.id, question.id, answer.id} <= held_by(bot)[1]
        await local.delete(question)
        await local.deleted(answer)
        await local.say(world.ben, world.general, "And now?")  # the library knows each channel's last message
        await local.settle()
        await all_over(bot)
        messages = bot.get_cog("Messages")
        assert isinstance(messages, Messages)
        messages._refusals._dropped.clear()  # the numbers of what was deleted are another matter too
        assert not {world.ada.id, question.id, answer.id} & held_by(bot)[1]


async def test_nothing_of_it_is_held_after_a_restart(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        await say_all_kinds(local, bot, world.general)
    async with keeping() as bot:
        assert KEEPS in await privacy(local, world.general)
        texts, numbers = held_by(bot)
        assert BREAD not in texts
        held = {number for number in of_people(local) & numbers if number in world.messages}
        assert not held


# In the log


async def test_the_log_holds_no_text_of_a_message_whatever_fails(
    local: LocalDiscord, keeping: Keeping, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = local.world
    caplog.set_level("DEBUG", logger="bot")
    caplog.set_level("DEBUG", logger="index")
    caplog.set_level("INFO")
    async with keeping() as bot:
        await library(local, "settings", unanswered="keep")
        async with broken(database):
            await mention(local, BREAD, world.elsewhere)
            await ask(local, BREAD)
            await mention(local, BREAD)
            await written(bot)
        local.faults.next("POST", "/channels/*/messages", 403, code=50013, times=2)
        await local.say(world.ada, world.general, f"@Quoth {BREAD}")
        await local.settle()
        await mention(local, "sourdough " * 1_000)
        assert caplog.records
        assert "sourdough" not in caplog.text
