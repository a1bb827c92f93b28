"""The life of `quoth serve`: it waits for Discord, answers until it is told to stop, and finishes what it has begun."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from textwrap import shorten

import aiohttp
import discord
from discord.backoff import ExponentialBackoff

from bot.chosen import Opened
from bot.discord_side.client import QuothBot
from bot.discord_side.endpoint import connect_to
from bot.discord_side.health import HealthFile, Metrics, is_connected
from bot.discord_side.logs import set_up_logging
from bot.discord_side.owners import Owners
from bot.discord_side.owners.servers import Servers
from bot.discord_side.owners.uploads import Uploads
from bot.discord_side.shelf import Shelves
from bot.library.apart import Readers
from bot.library.folder import FolderLibrary
from bot.library.watching import watch
from bot.settings import Settings
from bot.storage import open_storage
from index import QuothError

__all__ = ["DiscordRefusedError", "serve"]

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
FINISH_WITHIN = 8.0  # seconds for what was begun; Docker kills after ten
LEAVE_WITHIN = 1.0  # seconds for saying goodbye to the gateway
LONGEST_WAIT = 60.0  # seconds between two tries to reach Discord
NEW_OBJECTS = 10_000  # until cycles are looked for: looking after every 700 took a tenth of an answer
TRIED = "essay"  # any question makes the essays ready, before Discord's three seconds for an answer count
LONGEST_REASON = 200  # characters; a proxy that has trouble sends a page

AWAY = (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError, TimeoutError)
"""What Discord, or the way there, raises while it is away. A gateway that is away the library waits for itself."""

REFUSALS = {  # by the gateway's close code
    4004: "Discord does not accept the token: copy it anew from the developer portal.",
    4010: "Discord knows no such shard: QUOTH_SHARD_IDS and QUOTH_SHARD_COUNT have to fit each other.",
    4011: "Discord wants more shards for this many servers: leave QUOTH_SHARD_COUNT out, or raise it.",
    4013: "Discord does not know the intents Quoth asks for: look for a newer version of Quoth.",
    4014: "Discord disallows the intents Quoth asks for, though none is privileged: run `quoth doctor`.",
}

NOT_DISCORD = "What answers at {base} is not Discord: look at QUOTH_DISCORD_API_BASE."


class DiscordRefusedError(QuothError):
    """Discord will not have this bot, however often it is asked."""


def serve(open_essays: Callable[[], Opened], settings: Settings) -> None:
    """Answer on Discord until SIGTERM or SIGINT.

    Raises:
        QuothError: no token is set, or no essay can be read.
        DiscordRefusedError: the token, the intents or the shards are refused.
    """
    token = settings.token()
    set_up_logging(settings.log_level, [token])
    connect_to(settings.discord_api_base)
    for number in SIGNALS:  # until something is begun; a long essay takes a while to read
        signal.signal(number, lambda *_: sys.exit(0))
    opened = open_essays()
    opened.library.answer(TRIED)
    gc.freeze()  # essays, index and libraries stay for good: looking through them took a tenth of an answer too
    gc.set_threshold(NEW_OBJECTS)
    asyncio.run(_serve(opened, settings, token))


async def _serve(opened: Opened, settings: Settings, token: str) -> None:
    stop = asyncio.Event()
    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    metrics = Metrics()
    with metrics.served(settings.metrics_port):
        async with _owners(opened, settings) as owners, _looked_after(opened.folder, owners.servers):
            await live(lambda: QuothBot(owners.servers, settings, metrics, owners), token, stop)
    log.info("Stopped.")


@asynccontextmanager
async def _owners(opened: Opened, settings: Settings) -> AsyncIterator[Owners]:
    """What servers have of their own, from where it is kept."""
    database = settings.database.get_secret_value() if settings.database else None
    async with (
        open_storage(database) as storage,
        aclosing(Servers(opened.library, settings, storage, opened.archive)) as servers,
    ):
        with Readers() as readers:
            yield Owners(servers, Uploads(readers))


@asynccontextmanager
async def _looked_after(folder: FolderLibrary | None, shelves: Shelves) -> AsyncIterator[None]:
    """Answer from what is in the folder now, and not from what was in it at the start."""
    watching = asyncio.create_task(watch(folder, shelves.replace)) if folder else None
    try:
        yield
    finally:
        if watching:
            watching.cancel()
            await asyncio.wait({watching})


async def live(make_bot: Callable[[], QuothBot], token: str, stop: asyncio.Event) -> None:
    """Be on Discord until told to stop; while Discord is away, try again and again.

    Raises:
        DiscordRefusedError: there is no use in trying again.
    """
    backoff: ExponentialBackoff[bool] = ExponentialBackoff()
    while not stop.is_set():
        try:
            await _one_connection(make_bot(), token, stop)
        except discord.LoginFailure:
            raise DiscordRefusedError(REFUSALS[4004]) from None
        except discord.PrivilegedIntentsRequired:
            raise DiscordRefusedError(REFUSALS[4014]) from None
        except discord.ConnectionClosed as closed:
            raise DiscordRefusedError(REFUSALS.get(closed.code, f"Discord closed the connection: {closed}.")) from None
        except AWAY as error:
            delay = min(backoff.delay(), LONGEST_WAIT)
            reason = shorten(str(error) or type(error).__name__, LONGEST_REASON)
            log.warning("Discord can't be reached (%s). The next try is in %.0f seconds.", reason, delay)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), delay)


async def _one_connection(bot: QuothBot, token: str, stop: asyncio.Event) -> None:
    """From login to the end of the connection, or until told to stop."""
    async with HealthFile(bot.settings.health_file, lambda: is_connected(bot)):
        running = asyncio.create_task(_run(bot, token))
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if running.done():
            await bot.close()
            await running
        else:
            await _stop(bot, running)


async def _run(bot: QuothBot, token: str) -> None:
    try:
        await bot.login(token)
    except (KeyError, TypeError, ValueError, discord.NotFound):  # of an answer that Discord would not give
        if bot.settings.discord_api_base is None or bot.user:  # what is wrong after the login is our fault
            raise
        raise DiscordRefusedError(NOT_DISCORD.format(base=bot.settings.discord_api_base)) from None
    await bot.connect()


async def _stop(bot: QuothBot, running: asyncio.Task[None]) -> None:
    log.info("Stopping: finishing what was begun.")
    if left := await bot.work.finish(FINISH_WITHIN):
        log.warning("Not finished in time, and left: %d.", left)
        bot.work.drop()
    await bot.close()
    await asyncio.wait({running}, timeout=LEAVE_WITHIN)
    running.cancel()
    with suppress(asyncio.CancelledError, Exception):  # what a connection says that is no longer wanted
        await running
