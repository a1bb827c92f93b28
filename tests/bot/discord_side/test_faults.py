"""The gateway breaks, comes back, or says things twice: every question is answered, and once."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bot.discord_side import interactions
from bot.discord_side.client import QuothBot
from bot.discord_side.desk import FOUND
from bot.discord_side.health import is_connected
from index import Answer, Answerer, shipped_essay
from index.conversation import Conversation
from index.essay import Section
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord, Message, buttons_of, text_of

QUESTION = "What are Azerbaijan's preconditions for signing?"
TREATY = f"@Quoth {QUESTION}"
QUOTED = "Azerbaijan insisted that the text would be signed only after"

pytestmark = pytest.mark.usefixtures("hurried")


async def answered_once(local: LocalDiscord, question: Message) -> None:
    """The question, and the next one."""
    assert QUOTED in text_of(await local.answer_to(question))
    await local.answer_to(await local.say(local.world.ben, local.world.general, TREATY))
    await local.settle()
    assert len(local.answers_to(question)) == 1


async def again_connected(local: LocalDiscord, *, resumed: int = 0, identified: int = 1) -> None:
    gateway = local.gateway
    await local.book.until(
        lambda: (gateway.resumed, gateway.identified) == (resumed, identified) and gateway.connected, "a shard", 10
    )


# The connection breaks.


async def test_a_question_that_was_missed_is_answered_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    with local.gateway.missing():
        question = await local.say(local.world.ada, local.world.general, TREATY)
    local.gateway.abort()
    await again_connected(local, resumed=1)
    await answered_once(local, question)


@pytest.mark.parametrize("code", [1001, 4000, 4001, 4008])
async def test_a_connection_that_is_closed_with_a_code_is_taken_up_again(
    local: LocalDiscord, quoth_bot: QuothBot, code: int
) -> None:
    await local.gateway.close(code)
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await again_connected(local, resumed=1)
    await answered_once(local, question)


async def test_asked_to_reconnect_it_does_and_misses_nothing(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    with local.gateway.missing():
        question = await local.say(local.world.ada, local.world.general, TREATY)
    await local.gateway.ask_to_reconnect()
    await again_connected(local, resumed=1)
    await answered_once(local, question)


@pytest.mark.parametrize(("resumable", "resumed", "identified"), [(True, 1, 1), (False, 0, 2)])
async def test_a_session_that_is_declared_invalid_is_resumed_or_begun_anew(
    local: LocalDiscord, quoth_bot: QuothBot, resumable: bool, resumed: int, identified: int
) -> None:
    await local.gateway.invalidate(resumable=resumable)
    await again_connected(local, resumed=resumed, identified=identified)
    await answered_once(local, await local.say(local.world.ada, local.world.general, TREATY))


async def test_unacknowledged_heartbeats_end_the_connection_and_the_next_is_better(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    quoth_bot._connection.heartbeat_timeout = 0.1
    local.gateway.heartbeat_interval, local.gateway.acknowledges = 0.02, False
    local.gateway.abort()  # it learns of the interval when it connects
    await local.book.until(lambda: local.gateway.resumed >= 2, "a RESUME after a heartbeat in vain", 10)
    local.gateway.heartbeat_interval, local.gateway.acknowledges = 41.25, True
    await answered_once(local, await local.say(local.world.ada, local.world.general, TREATY))


async def test_a_gateway_that_is_away_for_long_is_tried_again_until_it_is_there(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    await quoth_bot.wait_until_ready()
    assert is_connected(quoth_bot)
    local.gateway.is_reachable = False
    local.gateway.abort()
    await local.book.until(lambda: local.gateway.turned_away >= 3, "some tries", 10)
    assert not is_connected(quoth_bot)
    local.gateway.is_reachable = True
    await local.ready()
    await answered_once(local, await local.say(local.world.ada, local.world.general, TREATY))
    assert is_connected(quoth_bot)


async def test_a_discord_that_goes_away_altogether_is_waited_for(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    await local.leave()
    await local.arrive()
    await local.ready()
    await answered_once(local, await local.say(local.world.ada, local.world.general, TREATY))


async def test_in_2500_servers_it_answers(local: LocalDiscord) -> None:
    for number in range(2_500):
        local.world.new_guild(f"Server {number}")
    async with on_discord(local) as bot:
        await answered_once(local, await local.say(local.world.ada, local.world.general, TREATY))
        assert len(bot.guilds) == 2_502


# Things come twice.


async def test_a_message_that_comes_twice_is_answered_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await local.gateway.again(question)
    await local.answer_to(question)
    await local.gateway.again(question)
    await answered_once(local, question)


async def test_a_command_that_comes_twice_is_answered_once(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=QUESTION)
    await local.again(asked)
    await local.answer_to(asked)
    await local.again(asked)
    await local.settle()
    assert len(local.answers_to(asked)) == 1
    assert callbacks(local) == 1
    assert not caplog.text


async def test_a_click_and_a_form_that_come_twice_count_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await local.answer_to(await local.say(local.world.ada, local.world.general, TREATY))
    for button in buttons_of(answer)[:3]:
        click = await local.click(local.world.ada, answer, button.label)
        await local.again(click)
        await local.answer_to(click)
    opened = await local.click(local.world.ada, answer, "👎")
    await local.again(opened)
    given = await local.submit(await local.modal_of(opened))
    await local.again(given)
    await local.answer_to(given)
    deleting = await local.click(local.world.ada, answer, "🗑️")
    await local.again(deleting)
    await local.deleted(answer)
    await local.settle()
    assert callbacks(local) == 6


def callbacks(local: LocalDiscord) -> int:
    return sum(sent.path.startswith("/interactions/") for sent in local.sent)


# The engine takes its time.


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
    monkeypatch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)
    slow = Slow()
    yield slow
    slow.is_let.set()


@pytest.mark.parametrize("visibility", ["everyone", "only me"])
async def test_a_command_is_acknowledged_at_once_and_answered_when_the_answer_is_there(
    local: LocalDiscord, slow: Slow, visibility: str
) -> None:
    async with on_discord(local, slow):
        asked = await local.slash(local.world.ada, local.world.general, "ask", question=QUESTION, visibility=visibility)
        await local.book.until(lambda: asked.original, "an acknowledgement", 3)
        assert asked.original
        assert asked.original.is_thinking
        assert not local.answers_to(asked)
        slow.is_let.set()
        answer = await local.answer_to(asked)
        assert answer is asked.original
        assert QUOTED in text_of(answer)
        assert answer.is_ephemeral == (visibility == "only me")


async def test_a_message_command_is_acknowledged_for_the_asker_alone(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        message = await local.say(local.world.ben, local.world.general, QUESTION)
        asked = await local.context_menu(local.world.ada, "Find in the essay", message)
        await local.book.until(lambda: asked.original, "an acknowledgement", 3)
        slow.is_let.set()
        answer = await local.answer_to(asked)
        assert answer.is_ephemeral
        assert QUOTED in text_of(answer)


async def test_what_needs_no_engine_is_not_kept_waiting_by_it(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        world = local.world
        waiting = await local.say(world.ada, world.general, TREATY)
        commands: Sequence[tuple[str, dict[str, Any]]] = (
            ("cite", {"ref": "¶8"}),
            ("about", {}),
            ("help", {}),
            ("privacy", {}),
        )
        for name, options in commands:
            await local.answer_to(await local.slash(world.ben, world.general, name, **options))
        assert await local.autocomplete(world.ben, world.general, "cite", focus="ref", ref="8")
        assert not local.answers_to(waiting)
        slow.is_let.set()
        await local.answer_to(waiting)


@pytest.mark.parametrize("after", [False, True], ids=["before Discord took it", "after Discord took it"])
@pytest.mark.parametrize("step", ["/interactions/*/callback", "/webhooks/*"])
async def test_a_reset_connection_leaves_nobody_waiting(
    local: LocalDiscord, slow: Slow, step: str, after: bool
) -> None:
    async with on_discord(local, slow):
        fault = local.faults.next("*", step, cut=True, after=after)
        asked = await local.slash(local.world.ada, local.world.general, "ask", question=QUESTION)
        await local.book.until(lambda: asked.original, "an acknowledgement", 3)
        slow.is_let.set()
        assert QUOTED in text_of(await local.answer_to(asked))
        await local.settle()
        assert fault.hits == 1
        assert len({answer.id for answer in local.answers_to(asked)}) == 1
        assert not any(answer.is_thinking for answer in local.answers_to(asked))


async def test_the_event_loop_goes_on_while_many_wait(local: LocalDiscord, slow: Slow) -> None:
    async with on_discord(local, slow):
        world = local.world
        asked = [await local.slash(world.ada, world.general, "ask", question=QUESTION) for _ in range(50)]
        await local.book.until(lambda: all(one.original for one in asked), "acknowledgements", 3)
        slow.is_let.set()
        answers = await asyncio.gather(*map(local.answer_to, asked))
        assert all(QUOTED in text_of(answer) for answer in answers)
