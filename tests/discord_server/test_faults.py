import asyncio
import errno

import aiohttp
import discord
import pytest

from tests.discord_server import LocalDiscord
from tests.discord_server.echo import EchoBot
from tests.discord_server.faults import Faults

MESSAGES = "/channels/*/messages"


async def test_a_status_is_told_once_and_nothing_is_done(local: LocalDiscord, echo: EchoBot) -> None:
    local.faults.next("POST", MESSAGES, 503)
    channel = echo.get_partial_messageable(local.world.general.id)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("one")
    await channel.send("two")
    assert [message.content for message in local.world.messages.values()] == ["two"]
    assert [sent.status for sent in local.book.sent if sent.method == "POST"] == [503, 200]


async def test_a_connection_is_reset_before_or_after_the_message_is_made(local: LocalDiscord, echo: EchoBot) -> None:
    channel = echo.get_partial_messageable(local.world.general.id)
    for after, made in ((False, 0), (True, 1)):
        local.faults.next("POST", MESSAGES, cut=True, after=after)
        with pytest.raises(aiohttp.ClientOSError) as reset:
            await channel.send("hello", nonce=1)
        assert reset.value.errno == errno.ECONNRESET
        assert len(local.world.messages) == made
    await channel.send("hello", nonce=1)
    assert len(local.world.messages) == 1


async def test_an_answer_can_be_held_back_until_the_test_lets_it_go(local: LocalDiscord, echo: EchoBot) -> None:
    fault = local.faults.next("POST", MESSAGES, hold=asyncio.Event())
    question = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    await fault.met.wait()
    assert not local.answers_to(question)
    assert fault.hold
    fault.hold.set()
    await local.answer_to(question)


async def test_a_429_is_waited_for_by_the_library(local: LocalDiscord, echo: EchoBot) -> None:
    fault = local.faults.next("POST", MESSAGES, 429, times=2)
    await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth hello"))
    assert fault.hits == 2


async def test_a_429_without_via_is_a_ban(local: LocalDiscord, echo: EchoBot) -> None:
    local.faults.next("POST", MESSAGES, 429, via=False)
    with pytest.raises(discord.HTTPException):
        await echo.get_partial_messageable(local.world.general.id).send("hello")


async def test_for_good_is_until_it_is_stopped(local: LocalDiscord, echo: EchoBot) -> None:
    fault = local.faults.next("POST", f"/channels/{local.world.general.id}/messages", 403, code=50013, times=None)
    channel = echo.get_partial_messageable(local.world.general.id)
    for _ in range(3):
        with pytest.raises(discord.Forbidden):
            await channel.send("hello")
    await echo.get_partial_messageable(local.world.other_channel.id).send("hello")
    fault.stop()
    await channel.send("hello")


async def test_a_full_bucket_is_heeded_by_the_library(local: LocalDiscord, echo: EchoBot) -> None:
    bucket = local.faults.bucket("POST", MESSAGES, limit=2, window=0.05)
    asked = [await local.say(local.world.ada, local.world.general, "@Quoth hello") for _ in range(7)]
    await asyncio.gather(*map(local.answer_to, asked))
    assert bucket.refused <= len(asked)


def test_a_bucket_tells_what_is_left_and_refuses_the_rest() -> None:
    bucket = Faults().bucket("POST", MESSAGES, limit=2, window=5)
    told = [bucket.take("/channels/1/messages", now=1.0) for _ in range(3)]
    assert [(fits, headers["X-RateLimit-Remaining"]) for fits, headers in told] == [
        (True, "1"),
        (True, "0"),
        (False, "0"),
    ]
    assert told[2][1]["X-RateLimit-Reset-After"] == "5.000"
    assert bucket.take("/channels/2/messages", now=1.0)[0]
    assert bucket.take("/channels/1/messages", now=6.0)[0]


async def test_a_full_bucket_is_a_429_on_the_wire(local: LocalDiscord) -> None:
    local.faults.bucket("GET", "/users/@me", limit=1, window=60)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {local.token}"}) as session:
        statuses = [(await session.get(f"{local.api_base}/users/@me")).status for _ in range(2)]
    assert statuses == [200, 429]


async def test_discord_is_away_at_first() -> None:
    async with LocalDiscord(reachable=False) as local:
        bot = EchoBot()
        with local.in_process():
            with pytest.raises(aiohttp.ClientConnectorError):
                await bot.login(local.token)
            await bot.close()
            await local.arrive()
            bot = EchoBot()
            await bot.login(local.token)
            await bot.close()


async def test_discord_goes_away_and_comes_back(local: LocalDiscord, echo: EchoBot) -> None:
    await local.leave()
    with pytest.raises(aiohttp.ClientError):
        await echo.fetch_user(local.world.ada.id)
    await local.arrive()
    assert (await echo.fetch_user(local.world.ada.id)).name == "ada"
