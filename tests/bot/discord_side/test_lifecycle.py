"""From the start of `quoth serve` to its end: it waits for Discord, serves, is watched, and finishes what it began."""

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.discord_side import health, lifecycle
from bot.discord_side.endpoint import connect_to
from bot.discord_side.lifecycle import DiscordRefusedError, live
from tests.bot.discord_side.canned import canned_discord
from tests.bot.discord_side.conftest import Serve, Served, logged, prompt_bot
from tests.discord_server import LocalDiscord, text_of

QUESTION = "What are Azerbaijan's preconditions for signing?"
TREATY = f"@Quoth {QUESTION}"
QUOTED = "Azerbaijan insisted that the text would be signed only after"
MESSAGES = "/channels/*/messages"
RESTARTED = "I am being restarted: please ask again in a minute."


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


@asynccontextmanager
async def living(local: LocalDiscord, stop: asyncio.Event, **settings: Any) -> AsyncIterator[None]:  # noqa: ANN401
    """A bot in this process that is told to stop at the end."""
    with local.in_process():
        life = asyncio.create_task(live(lambda: prompt_bot(**settings), local.token, stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(life, 20)


async def answers(local: LocalDiscord) -> None:
    """Somebody asks and is answered."""
    question = await local.say(local.world.ben, local.world.general, TREATY)
    assert QUOTED in text_of(await local.answer_to(question))


async def says(served: Served, text: str) -> None:
    """Until the process has said that."""
    async with asyncio.timeout(20):
        while text not in served.said:
            assert served.process.returncode is None, served.said
            await asyncio.sleep(0.01)


def requests(local: LocalDiscord, method: str) -> list[str]:
    return [sent.path for sent in local.sent if sent.method == method]


# The end.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_a_signal_lets_answers_finish_and_nothing_begin(
    local: LocalDiscord, serve: Serve, number: signal.Signals
) -> None:
    world = local.world
    served = await serve()
    await local.ready()
    sending = local.faults.next("POST", f"/channels/{world.general.id}/messages", hold=asyncio.Event())
    begun = await local.say(world.ada, world.general, TREATY)
    await sending.met.wait()
    served.process.send_signal(number)
    await says(served, "Stopping: finishing what was begun.")
    command = await local.answer_to(await local.slash(world.ben, world.general, "ask", question=QUESTION))
    assert text_of(command) == RESTARTED
    assert command.is_ephemeral
    message = await local.answer_to(await local.say(world.ben, world.other_channel, TREATY))
    assert text_of(message) == RESTARTED
    assert served.process.returncode is None
    assert sending.hold
    sending.hold.set()
    assert QUOTED in text_of(await local.answer_to(begun))
    assert await served.ended() == 0
    assert served.said.splitlines()[-1].endswith("Stopped.")
    assert "Traceback" not in served.said
    await local.book.until(lambda: not local.gateway.sessions, "a goodbye to the gateway", 5)


async def test_a_signal_while_discord_is_away_ends_the_wait(serve: Serve, local: LocalDiscord) -> None:
    await local.leave()
    served = await serve()
    await says(served, "Discord can't be reached (Cannot connect to host 127.0.0.1")
    assert await served.stop() == 0
    assert served.said.splitlines()[-1].endswith("Stopped.")
    assert "Traceback" not in served.said


@pytest.mark.usefixtures("hurried")
async def test_who_does_not_finish_in_time_is_left(
    local: LocalDiscord, stop: asyncio.Event, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lifecycle, "FINISH_WITHIN", 0.01)
    never = local.faults.next("POST", MESSAGES, hold=asyncio.Event())
    async with living(local, stop):
        await local.ready()
        await local.say(local.world.ada, local.world.general, TREATY)
        await never.met.wait()
    assert "Not finished in time, and left: 1." in caplog.text
    assert never.hold
    never.hold.set()
    await local.book.until(lambda: local.book.under_way == 0, "the end of it", 5)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("is_reachable", [True, False])
async def test_told_to_stop_before_it_is_connected_it_stops(
    local: LocalDiscord, stop: asyncio.Event, is_reachable: bool
) -> None:
    local.gateway.is_reachable = False
    if not is_reachable:
        await local.leave()
    async with living(local, stop):
        if is_reachable:
            await local.book.until(lambda: local.gateway.turned_away, "a try", 5)


# The start.


@pytest.mark.usefixtures("hurried")
async def test_a_discord_that_is_away_is_waited_for_and_then_served(
    stop: asyncio.Event, caplog: pytest.LogCaptureFixture
) -> None:
    async with LocalDiscord(reachable=False) as local, living(local, stop):
        await logged(caplog, "Discord can't be reached (Cannot connect to host")
        await local.arrive()
        await local.ready()
        await answers(local)
    assert "Traceback" not in caplog.text


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("path", ["/users/@me", "/oauth2/applications/@me", "/gateway/bot"])
@pytest.mark.parametrize("status", [429, 502, 503])
async def test_trouble_of_discord_at_the_start_is_waited_for(
    local: LocalDiscord, stop: asyncio.Event, path: str, status: int
) -> None:
    fault = local.faults.next("GET", path, status, times=7, via=False)
    async with living(local, stop):
        await local.ready()
        await answers(local)
    assert fault.hits == 7


@pytest.mark.usefixtures("hurried")
async def test_a_gateway_that_is_away_at_the_start_is_waited_for(local: LocalDiscord, stop: asyncio.Event) -> None:
    local.gateway.is_reachable = False
    async with living(local, stop):
        await local.book.until(lambda: local.gateway.turned_away >= 3, "some tries", 5)
        local.gateway.is_reachable = True
        await local.ready()
        await answers(local)


async def test_a_gateway_that_is_away_is_a_line_in_the_log_for_each_try(local: LocalDiscord, serve: Serve) -> None:
    local.gateway.is_reachable = False
    served = await serve()
    await says(served, "Failed to connect for shard_id: 0. Retrying... (aiohttp")
    assert await served.stop() == 0
    assert "Traceback" not in served.said
    assert "\n    | " not in served.said


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (4004, "Discord does not accept the token: "),
        (4010, "Discord knows no such shard: QUOTH_SHARD_IDS and QUOTH_SHARD_COUNT have to fit"),
        (4011, "Discord wants more shards for this many servers: "),
        (4012, "Discord closed the connection: "),
        (4013, "Discord does not know the intents Quoth asks for: "),
        (4014, "Discord disallows the intents Quoth asks for"),
    ],
)
async def test_what_discord_refuses_for_good_is_not_tried_again(
    local: LocalDiscord, stop: asyncio.Event, code: int, sentence: str
) -> None:
    local.gateway.refusing = code
    with local.in_process(), pytest.raises(DiscordRefusedError) as refused:
        await asyncio.wait_for(live(prompt_bot, local.token, stop), 20)
    assert str(refused.value).startswith(sentence)
    assert local.gateway.identified == 1


@pytest.mark.parametrize(("code", "sentence"), [(4004, "accept the token"), (4010, "shard"), (4014, "intents")])
async def test_what_discord_refuses_is_one_sentence_and_status_2(
    local: LocalDiscord, serve: Serve, code: int, sentence: str
) -> None:
    local.gateway.refusing = code
    served = await serve()
    assert await served.ended() == 2
    *_, last = served.said.splitlines()
    assert last.startswith("quoth: Discord ")
    assert sentence in last
    assert "Traceback" not in served.said
    assert local.token not in served.said


async def test_a_token_that_discord_does_not_know_is_one_sentence_and_status_2(
    local: LocalDiscord, serve: Serve
) -> None:
    served = await serve(QUOTH_DISCORD_TOKEN="another.to.ken")  # noqa: S106 - a token that opens nothing
    assert await served.ended() == 2
    assert served.said.splitlines()[-1].startswith("quoth: Discord does not accept the token: copy it anew")
    assert "another.to.ken" not in served.said
    assert "Traceback" not in served.said


@pytest.mark.parametrize("said", ["<html>Welcome to nginx!</html>", {"other": "service"}, [], 404])
async def test_an_address_that_is_not_discord_is_told_as_such(said: object, stop: asyncio.Event) -> None:
    async with canned_discord() as other:
        other.says["GET /users/@me"] = said
        connect_to(other.base)
        with pytest.raises(DiscordRefusedError, match="is not Discord: look at QUOTH_DISCORD_API_BASE"):
            await asyncio.wait_for(live(lambda: prompt_bot(discord_api_base=other.base), "a.b.c", stop), 5)


async def test_an_address_where_nobody_listens_is_waited_for(
    stop: asyncio.Event, caplog: pytest.LogCaptureFixture
) -> None:
    async with LocalDiscord(reachable=False) as local, living(local, stop, discord_api_base=local.api_base):
        await logged(caplog, f"Discord can't be reached (Cannot connect to host 127.0.0.1:{local.port}")
        assert "The next try is in" in caplog.text


# Commands and shards.


async def test_commands_are_sent_only_when_discord_has_others(local: LocalDiscord) -> None:
    async def start() -> None:
        async with living(local, asyncio.Event()):
            await local.ready()
            await answers(local)

    await start()
    put = [f"/applications/{local.world.me.id}/commands"]
    assert requests(local, "PUT") == put
    await start()
    assert requests(local, "PUT") == put
    next(command for command in local.commands if command["name"] == "ask")["description"] = "Something else."
    await start()
    assert requests(local, "PUT") == put * 2
    local.commands.pop()
    await start()
    assert requests(local, "PUT") == put * 3


async def test_of_several_processes_each_has_its_shards_and_one_sends_the_commands(
    local: LocalDiscord, serve: Serve
) -> None:
    served = await serve(QUOTH_SHARD_IDS="1", QUOTH_SHARD_COUNT="2")
    await local.ready()
    question = await local.say(local.world.ada, local.world.elsewhere, TREATY)
    assert QUOTED in text_of(await local.answer_to(question))
    assert [(s.shard, s.count) for s in local.gateway.sessions.values()] == [(1, 2)]
    assert not local.commands
    other = await serve(QUOTH_SHARD_IDS="0", QUOTH_SHARD_COUNT="2")
    await local.ready(2)
    await answers(local)
    assert local.commands
    assert local.gateway.identified == 2
    assert [await one.stop() for one in (served, other)] == [0, 0]


# What can be seen of it.


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "EVERY", 0)


@pytest.mark.usefixtures("often", "hurried")
async def test_the_health_file_is_fresh_while_connected_stale_when_not_and_gone_at_the_end(
    local: LocalDiscord, stop: asyncio.Event, tmp_path: Path
) -> None:
    file = tmp_path / "health"
    file.touch()  # left over from a run that was killed
    local.gateway.is_reachable = False
    async with living(local, stop, health_file=file), asyncio.timeout(10):
        await local.book.until(lambda: local.gateway.turned_away, "a try", 5)
        assert not file.exists()
        local.gateway.is_reachable = True
        while not file.exists():
            await asyncio.sleep(0)
        local.gateway.is_reachable = False
        local.gateway.abort()
        await local.book.until(lambda: local.gateway.turned_away >= 3, "some tries", 5)
        touched = file.stat().st_mtime_ns
        await local.book.until(lambda: local.gateway.turned_away >= 6, "more tries", 5)
        assert file.stat().st_mtime_ns == touched
        local.gateway.is_reachable = True
        while file.stat().st_mtime_ns == touched:
            await asyncio.sleep(0)
    assert not file.exists()


async def test_counters_count_and_the_log_keeps_what_people_say_to_them(local: LocalDiscord, serve: Serve) -> None:
    """With one word in everything that is asked: it is nowhere in the log."""
    world, word = local.world, "xylophagous"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    served = await serve(QUOTH_METRICS_PORT=str(port), QUOTH_QUESTIONS_PER_USER="4")
    await local.ready()
    question = await local.say(world.ada, world.general, TREATY)
    answer = await local.answer_to(question)
    await local.answer_to(await local.say(world.ada, world.general, f"@Quoth what is {word}?"))
    await local.answer_to(await local.say(world.ada, world.general, f"@Quoth {word * 200}"))
    await local.edit(question, f"@Quoth {word}?")
    await local.edited(answer)
    found = await local.say(world.ben, world.general, word)
    await local.answer_to(await local.context_menu(world.ben, "Find in the essay", found))
    await local.answer_to(await local.slash(world.ben, world.general, "ask", question=word, section=word))
    await local.answer_to(await local.slash(world.ben, world.general, "cite", ref=word))
    await local.autocomplete(world.ben, world.general, "cite", focus="ref", ref=word)
    local.faults.next("POST", "/interactions/*/callback", 400, code=50035)
    await local.answer_to(await local.slash(world.ben, world.general, "ask", question=word))
    await local.slash(world.ben, world.general, "ask", question=word, late=True)
    for _ in range(3):
        last = await local.say(world.ada, world.general, f"@Quoth {word}")
        await local.answer_to(last)
    local.faults.next("POST", MESSAGES, 400, code=50035, times=2)
    await local.say(world.mod, world.other_channel, f"@Quoth {word}")
    await says(served, "was refused")
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as page:
        counted = await page.text()
    assert 'quoth_questions_total{outcome="answered",way="message"} 1.0' in counted
    assert 'quoth_questions_total{outcome="refused",way="message"} 1.0' in counted
    assert re.search(r'quoth_questions_total{outcome="busy",way="message"} [2-9]', counted)
    assert 'quoth_questions_total{outcome="not_in_essay",way="find"} 1.0' in counted
    assert "\nquoth_connected " in counted
    assert await served.stop() == 0
    assert word not in served.said
    assert "Azerbaijan" not in served.said
    assert "Traceback" not in served.said
    lines = served.said.splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} (INFO|WARNING) +[\w.]+: \S", line) for line in lines)
    assert "https://discord.com/oauth2/authorize?" in served.said
