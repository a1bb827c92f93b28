"""Where Discord is: at Discord, or at the address that is set instead."""

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

__all__ = ["connect_to", "learn_gateway"]


def connect_to(api_base: str | None) -> None:
    """Send every REST request of this process to another base address, if there is one."""
    if api_base:
        Route.BASE = api_base


async def learn_gateway(client: discord.Client) -> None:
    """Take the gateway's address from that base, once the client is logged in.

    The library asks for it only where it also asks how many shards to start; given a number of shards, and after a
    session was declared invalid, it goes to its default.

    Raises:
        GatewayNotFound: it isn't told.
    """
    try:
        _, address, _ = await client.http.get_bot_gateway()
    except (KeyError, TypeError) as error:  # an answer that Discord would not give
        raise discord.GatewayNotFound from error
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
