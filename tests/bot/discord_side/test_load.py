"""More questions than can be answered, and very many one after the other; the figures are in `tests/benchmarks`."""

import asyncio
import gc
import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle, islice

import pytest

from bot.discord_side import exchange, messages
from bot.discord_side.refusals import Refusals
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import Channel, LocalDiscord, Message, User, text_of

SENDS = "/channels/*/messages"
ENVOY, ENVOY_CITED = "@Quoth Who is Khovayev?", "¶12"
BUSY = "I am busy with other questions: please ask again in a minute."
TOO_FAST = "This channel asks faster than I may answer: please wait "
QUESTIONS = [
    f"@Quoth {json.loads(line)['question']}"
    for line in (files("index") / "essays" / "us-russia-talks.questions.jsonl").read_text(encoding="utf-8").splitlines()
]


def asked(local: LocalDiscord, users: int, channels: int) -> Iterator[tuple[User, Channel, str]]:
    """Many people's questions in many channels, without end."""
    people = [local.world.user(f"User {number}") for number in range(users)]
    places = [local.world.channel(local.world.guild, f"channel-{number}") for number in range(channels)]
    return zip(cycle(people), cycle(places), cycle(QUESTIONS), strict=False)


async def said_at_once(local: LocalDiscord, number: int, channels: int) -> list[Message]:
    """So many questions by the time the first answer, or any other word of the bot, has reached Discord."""
    held = local.faults.next("POST", SENDS, hold=asyncio.Event(), times=None)
    questions = [await local.say(*question) for question in islice(asked(local, 20, channels), number)]
    await local.delivered()
    held.stop()
    assert held.hold
    held.hold.set()
    return questions


async def the_next_is_answered(local: LocalDiscord) -> bool:
    question = await local.say(local.world.ada, local.world.other_channel, ENVOY)
    return ENVOY_CITED in text_of(await local.answer_to(question))


async def test_beyond_what_can_be_under_way_everyone_is_told_that_it_is_busy(
    local: LocalDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MOST_UNDER_WAY", 30)
    async with on_discord(local):
        questions = await said_at_once(local, 300, channels=10)
        told = [text_of(await local.answer_to(question)) for question in questions]
        assert BUSY not in told[:30]
        assert told[30:] == [BUSY] * 270
        assert await the_next_is_answered(local)
        assert [len(local.answers_to(question)) for question in questions] == [1] * 300


async def test_of_a_rush_in_one_channel_as_many_are_answered_as_it_may_ask(local: LocalDiscord) -> None:
    async with on_discord(local, questions_per_channel=10):
        questions = await said_at_once(local, 200, channels=1)
        told = [text_of(await local.answer_to(question)) for question in questions]
        assert not [text for text in told[:10] if text.startswith(TOO_FAST)]
        assert all(text.startswith(TOO_FAST) for text in told[10:])
        assert await the_next_is_answered(local)


async def ask(local: LocalDiscord, questions: Iterator[tuple[User, Channel, str]], number: int) -> None:
    """Ask so many, 64 at a time, and wait for every answer."""
    remaining = islice(questions, number)

    async def one_after_another() -> None:
        for question in remaining:
            await local.answer_to(await local.say(*question))

    await asyncio.gather(*(one_after_another() for _ in range(64)))


async def test_questions_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST_KEPT", 50)
    async with LocalDiscord(keep=100) as local, on_discord(local):
        questions = asked(local, 20, channels=10)
        await ask(local, questions, 200)
        tasks, objects = tasks_of_the_bot(), await objects_kept(local)
        await ask(local, questions, 400)
        assert await objects_kept(local) < objects + 200  # not even one for every other question
        assert tasks_of_the_bot() == tasks


async def objects_kept(local: LocalDiscord) -> int:
    await local.settle()
    gc.collect()
    return len(gc.get_objects())


def tasks_of_the_bot() -> list[str]:
    """All but those by which the local Discord serves its connections."""
    return sorted(name for name in map(coroutine_of, asyncio.all_tasks()) if not name.startswith("RequestHandler"))


async def test_telling_who_was_refused_ends_with_the_connection(local: LocalDiscord) -> None:
    async with on_discord(local, questions_per_channel=1):
        held = local.faults.next("POST", SENDS, hold=asyncio.Event(), times=None)
        for question in islice(asked(local, 20, channels=1), 50):
            await local.say(*question)
        await local.delivered()
        tellers = [task for task in asyncio.all_tasks() if coroutine_of(task).startswith(Refusals.__name__)]
        assert tellers
    await asyncio.wait(tellers, timeout=5)
    assert all(teller.cancelled() for teller in tellers)
    assert held.hold
    held.hold.set()


def coroutine_of(task: "asyncio.Task[object]") -> str:
    return getattr(task.get_coro(), "__qualname__", "")
