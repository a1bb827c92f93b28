import asyncio

import discord
import pytest

from tests.discord_server import LocalDiscord
from tests.discord_server.echo import EchoBot, running


async def test_a_missed_message_is_replayed_after_a_resume(local: LocalDiscord, echo: EchoBot) -> None:
    with local.gateway.missing():
        question = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    local.gateway.abort()
    await local.answer_to(question)
    assert (local.gateway.resumed, local.gateway.identified) == (1, 1)


async def test_a_close_that_can_be_resumed_loses_nothing(local: LocalDiscord, echo: EchoBot) -> None:
    await local.gateway.close(4000)
    question = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    await local.answer_to(question)
    assert (local.gateway.resumed, local.gateway.identified) == (1, 1)


async def test_opcode_7_and_a_resumable_opcode_9_are_resumed(local: LocalDiscord, echo: EchoBot) -> None:
    await local.gateway.ask_to_reconnect()
    await local.book.until(lambda: local.gateway.resumed == 1, "a RESUME", 5)
    await local.gateway.invalidate(resumable=True)
    await local.book.until(lambda: local.gateway.resumed == 2, "another RESUME", 5)
    await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth hello"))


async def test_a_lost_session_is_begun_anew(local: LocalDiscord, echo: EchoBot) -> None:
    await local.gateway.invalidate(resumable=False)
    await local.ready()
    assert (local.gateway.resumed, local.gateway.identified) == (0, 2)
    await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth hello"))


async def test_a_message_can_come_twice(local: LocalDiscord, echo: EchoBot) -> None:
    question = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    await local.gateway.again(question)
    await local.settle()
    assert len(local.answers_to(question)) == 2  # the echo does not look whether it has answered


@pytest.mark.parametrize("code", [4004, 4014])
async def test_who_identifies_can_be_turned_away(local: LocalDiscord, code: int) -> None:
    local.gateway.refusing = code
    with local.in_process(), pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
        await EchoBot().start(local.token)


async def test_a_wrong_token_does_not_get_in(local: LocalDiscord) -> None:
    bot = EchoBot()
    with local.in_process(), pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()


async def test_privileged_intents_are_refused(local: LocalDiscord) -> None:
    bot = EchoBot(intents=discord.Intents.all())
    with local.in_process(), pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(local.token)
    assert "privileged" in local.violations[0]


async def test_shards_get_what_is_theirs(local: LocalDiscord) -> None:
    local.gateway.shard_count = 2
    async with running(EchoBot(), local, shards=2) as bot:
        places = (local.world.general, local.world.elsewhere, local.world.dm(local.world.ada))
        asked = [await local.say(local.world.ada, channel, "@Quoth hello") for channel in places]
        await local.settle()
        assert [len(local.answers_to(question)) for question in asked] == [1, 1, 1]
        shards = {guild.name: guild.shard_id for guild in bot.guilds}
        assert shards == {"Reading room": 0, "Other room": 1}


async def test_heartbeats_that_are_not_acknowledged_end_the_connection(local: LocalDiscord) -> None:
    local.gateway.heartbeat_interval, local.gateway.acknowledges = 0.02, False
    async with running(EchoBot(heartbeat_timeout=0.2), local):
        await local.book.until(lambda: local.gateway.resumed, "a RESUME", 10)


async def test_a_bot_can_be_in_2500_servers(local: LocalDiscord) -> None:
    for number in range(2_500):
        local.world.new_guild(f"Server {number}")
    async with running(EchoBot(), local) as bot:
        assert len(bot.guilds) == 2_502
        await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth hello"))


async def test_the_bot_is_added_to_servers_and_thrown_out(local: LocalDiscord, echo: EchoBot) -> None:
    await local.add_bot(local.world.strange_guild)
    await local.remove_bot(local.world.guild)
    await local.delivered()
    assert {guild.name for guild in echo.guilds} == {"Other room", "A server without the bot"}


async def test_a_gateway_that_is_away_turns_clients_away(local: LocalDiscord) -> None:
    local.gateway.is_reachable = False
    bot = EchoBot()
    with local.in_process():
        starting = asyncio.create_task(bot.start(local.token))
        await local.book.until(lambda: local.gateway.turned_away, "a try to connect", 5)
        while not starting.done():  # it would try again after five seconds, and can miss being cancelled once
            starting.cancel()
            await asyncio.sleep(0)
        await bot.close()
    local.gateway.is_reachable = True
    async with running(EchoBot(), local):
        await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth hello"))
