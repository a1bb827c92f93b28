import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_side.endpoint import connect_to, learn_gateway
from tests.bot.discord_side.canned import canned_discord


def test_requests_go_to_discord_unless_another_base_is_set() -> None:
    connect_to(None)
    assert Route("GET", "/users/@me").url == "https://discord.com/api/v10/users/@me"


async def test_the_gateway_is_the_one_that_the_base_names() -> None:
    async with canned_discord() as canned, discord.Client(intents=discord.Intents(guilds=True)) as client:
        connect_to(canned.base)
        await client.login("a.b.c")
        await learn_gateway(client)
        assert yarl.URL("ws://127.0.0.1:2") == DiscordWebSocket.DEFAULT_GATEWAY
        assert canned.asked[0] == "/users/@me"
