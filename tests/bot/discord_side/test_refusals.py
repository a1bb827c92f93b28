"""Who can't be answered now is told so, politely and in time, and the next one is answered."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.discord_side import desk, refusals
from bot.discord_side.client import QuothBot
from bot.discord_side.desk import FOUND
from bot.discord_side.refusals import TO_ALL
from index import LONGEST_QUESTION, Answer, Answerer, shipped_essay
from index.conversation import Conversation
from index.essay import Section
from tests.bot.discord_side.conftest import logged, on_discord
from tests.discord_server import LocalDiscord, Message, text_of

QUESTION = "What are Azerbaijan's preconditions for signing?"
TREATY = f"@Quoth {QUESTION}"
QUOTED = "Azerbaijan insisted that the text would be signed only after"
BUSY = "I am busy with other questions: please ask again in a minute."
MESSAGES = "/channels/*/messages"
WAITING = 3


class Slow(Answerer):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__(shipped_essay())
        self.is_let = threading.Event()

    def ask(
        self, question: str, before: Conversation, now: float, limit: int = FOUND, section: Section | None = None
    ) -> tuple[Answer, Conversation]:
        self.is_let.wait()
        return super().ask(question, before, now, limit, section)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Of so many questions at once."""
    monkeypatch.setattr(desk, "MOST_WAITING", WAITING)
    slow = Slow()
    yield slow
    slow.is_let.set()


async def asked(local: LocalDiscord, times: int) -> list[Message]:
    return [await local.say(local.world.ada, local.world.general, TREATY) for _ in range(times)]


async def test_who_asks_when_too_many_wait_is_told_and_the_next_is_answered(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        waiting = await asked(local, WAITING)
        for one in await asked(local, 5):
            told = await local.answer_to(one)
            assert text_of(told) == BUSY
            assert told.replies_to == one.id
        slow.is_let.set()
        for one in waiting:
            assert QUOTED in text_of(await local.answer_to(one))
        [after] = await asked(local, 1)
        assert QUOTED in text_of(await local.answer_to(after))


async def test_who_was_told_that_it_is_busy_can_ask_again(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        waiting = await asked(local, WAITING)
        [refused] = await asked(local, 1)
        await local.answer_to(refused)
        slow.is_let.set()
        for one in waiting:
            await local.answer_to(one)
        again = await local.say(local.world.ada, local.world.general, TREATY)
        assert QUOTED in text_of(await local.answer_to(again))


async def test_a_question_that_was_too_long_is_answered_when_it_is_edited(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY + " x" * 1_200)
    assert "fewer words" in text_of(await local.answer_to(question))
    await local.edit(question, TREATY)
    await local.book.until(lambda: len(local.answers_to(question)) == 2, "an answer", 10)
    assert QUOTED in text_of(local.answers_to(question)[1])


async def test_whose_question_is_deleted_is_not_told(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        await asked(local, WAITING)
        release = asyncio.Event()
        first, (gone, *others) = await told_while_held(local, 3, release)
        await local.delete(gone)
        await local.delivered()
        release.set()
        for one in (first, *others):
            assert text_of(await local.answer_to(one)) == BUSY
        assert not local.answers_to(gone)
        slow.is_let.set()


async def test_a_command_when_too_many_wait_is_told_to_whoever_asked_alone(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        await asked(local, WAITING)
        await local.delivered()
        command = await local.slash(local.world.ben, local.world.general, "ask", question=QUESTION)
        told = await local.answer_to(command)
        assert text_of(told) == BUSY
        assert told.is_ephemeral


async def test_in_each_channel_one_is_told_at_a_time(local: LocalDiscord, slow: Slow) -> None:
    """So that what Discord takes in a channel is left to answers."""
    world = local.world
    channels = (world.general, world.other_channel, world.elsewhere)
    local.faults.bucket("POST", MESSAGES, limit=100, window=60)  # the library knows that it could send more at once
    async with on_discord(local, slow):
        await asked(local, WAITING)
        for channel in channels:
            await local.answer_to(await local.say(world.ben, channel, TREATY))
        telling = local.faults.next("POST", MESSAGES, hold=asyncio.Event(), times=None)
        refused = [await local.say(world.ben, channel, TREATY) for channel in channels * 3]
        await local.book.until(lambda: telling.hits == len(channels), "those who are told", 5)
        await local.delivered()
        assert telling.hits == len(channels)
        telling.stop()
        assert telling.hold
        telling.hold.set()
        for one in refused:
            assert text_of(await local.answer_to(one)) == BUSY


async def test_who_would_be_told_too_late_is_told_with_the_channel_once(
    local: LocalDiscord, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_discord(local, slow):
        await asked(local, WAITING)
        release = asyncio.Event()
        first, late = await told_while_held(local, 20, release)
        monkeypatch.setattr(refusals, "OF_USE_FOR", -1.0)
        release.set()
        assert text_of(await local.answer_to(first)) == BUSY
        await local.book.until(lambda: told_to_all(local), "a word to the channel", 5)
        monkeypatch.setattr(refusals, "OF_USE_FOR", 60.0)
        slow.is_let.set()
        await local.settle()
        assert told_to_all(local) == 1
        assert not any(local.answers_to(one) for one in late)


async def test_of_more_than_can_be_kept_the_last_are_told_with_the_channel(
    local: LocalDiscord, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "MOST_KEPT", 5)
    async with on_discord(local, slow):
        await asked(local, WAITING)
        release = asyncio.Event()
        first, (*kept, one_more, another) = await told_while_held(local, 7, release)
        release.set()
        for one in (first, *kept):
            assert text_of(await local.answer_to(one)) == BUSY
        await local.book.until(lambda: told_to_all(local), "a word to the channel", 5)
        assert told_to_all(local) == 1
        assert not local.answers_to(one_more)
        assert not local.answers_to(another)


async def told_while_held(local: LocalDiscord, others: int, release: asyncio.Event) -> tuple[Message, list[Message]]:
    """Somebody who is being told, which takes until the release, and others who wait for it."""
    telling = local.faults.next("POST", MESSAGES, hold=release)
    [first] = await asked(local, 1)
    await telling.met.wait()
    waiting = await asked(local, others)
    await local.delivered()
    return first, waiting


def told_to_all(local: LocalDiscord) -> int:
    return sum(text_of(message) == TO_ALL for message in local.world.messages.values())


async def test_a_channel_where_nobody_can_be_told_keeps_no_other_from_being_told(
    local: LocalDiscord, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_discord(local, slow):
        await asked(local, WAITING)
        local.faults.next("POST", f"/channels/{local.world.general.id}/messages", 403, code=50013, times=None)
        await asked(local, 6)
        other = await local.say(local.world.ben, local.world.other_channel, TREATY)
        assert text_of(await local.answer_to(other)) == BUSY
        await logged(caplog, "Not allowed to write in channel")
        assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"questions_per_user": 1}, "You ask faster than I may answer: please wait"),
        ({"questions_per_channel": 1}, "This channel asks faster than I may answer: please wait"),
    ],
)
async def test_who_asks_too_fast_is_told_how_long_to_wait(
    local: LocalDiscord, settings: dict[str, Any], told: str
) -> None:
    async with on_discord(local, **settings):
        world = local.world
        [first, second] = await asked(local, 2)
        assert QUOTED in text_of(await local.answer_to(first))
        sentence = text_of(await local.answer_to(second))
        assert sentence in (f"{told} {seconds} seconds." for seconds in (60, 59, 58))
        command = await local.answer_to(await local.slash(world.ada, world.general, "ask", question=QUESTION))
        assert text_of(command).startswith(told)
        assert command.is_ephemeral
        elsewhere = await local.say(world.ben, world.other_channel, TREATY)
        assert QUOTED in text_of(await local.answer_to(elsewhere))


async def test_after_a_minute_the_same_may_ask_again(local: LocalDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord_side.cooldowns.PER", 0.001)
    async with on_discord(local, questions_per_user=1):
        for question in await asked(local, 1) + await asked(local, 1):
            await local.answer_to(question)
        [last] = await asked(local, 1)
        assert QUOTED in text_of(await local.answer_to(last))


async def test_a_question_that_is_too_long_is_told_so(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    """A paying user's message can be twice as long as a question."""
    question = await local.say(local.world.ada, local.world.general, f"@Quoth {'word ' * LONGEST_QUESTION}")
    assert text_of(await local.answer_to(question)) == "That is longer than 2,000 characters: ask in fewer words."
    longest = await local.say(local.world.ada, local.world.general, f"@Quoth {TREATY.ljust(LONGEST_QUESTION, '?')}")
    assert "longer than" not in text_of(await local.answer_to(longest))


async def test_of_a_message_that_is_too_long_the_beginning_is_looked_for(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    long = await local.say(local.world.ben, local.world.general, f"{QUESTION} {'x' * 4_000}")
    found = await local.answer_to(await local.context_menu(local.world.ada, "Find in the essay", long))
    assert "longer than" not in text_of(found)
