"""The bot on a local Discord: in this process, or as the command that people run."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.client import QuothBot
from bot.discord_side.health import Metrics
from bot.settings import Settings
from index import Answerer, Essay, shipped_essay
from tests.bot.conftest import COMMAND, inherited
from tests.discord_server import LocalDiscord

DEADLINE = 30  # seconds until a process that hangs fails its test
SHIPPED = Answerer(shipped_essay())


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """A Discord that in the end was sent nothing it would have refused, and nothing that could have pinged."""
    async with LocalDiscord() as discord:
        yield discord
        assert discord.violations == []


class _Prompt(QuothBot):
    """Without the library's waits for a Discord that is far away."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None: ...


@asynccontextmanager
async def on_discord(local: LocalDiscord, answerer: Answerer | Essay = SHIPPED, **settings: Any) -> AsyncIterator[QuothBot]:
    """The bot in this process, with these settings; asking is not slowed down unless they say so."""
    answerer = Answerer(answerer) if isinstance(answerer, Essay) else answerer
    chosen: dict[str, Any] = {"questions_per_user": 10_000, "questions_per_channel": 10_000, **settings}
    bot = _Prompt(answerer, Settings(_env_file=None, **chosen), Metrics(), guild_ready_timeout=0.01)  # type: ignore[call-arg]
    with local.in_process():
        running = asyncio.create_task(bot.start(local.token))
        ready = asyncio.create_task(local.ready(bot.shard_count or 1))
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            await running
        await ready
        try:
            yield bot
        finally:
            await bot.close()
            await asyncio.wait({running})


@pytest.fixture
async def quoth_bot(local: LocalDiscord) -> AsyncIterator[QuothBot]:
    """The bot with the shipped essay, on that Discord."""
    async with on_discord(local) as bot:
        yield bot


class Served:
    """A running `quoth serve`."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def said(self) -> str:
        """All that it has written, to standard output and error."""
        return self._log.read_text(encoding="utf-8")

    async def stop(self) -> int:
        """Send SIGTERM; the exit status."""
        self.process.terminate()
        return await self.ended()

    async def ended(self) -> int:
        """The exit status, once it has ended."""
        async with asyncio.timeout(DEADLINE):
            return await self.process.wait()


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
async def serve(local: LocalDiscord, tmp_path: Path) -> AsyncIterator[Serve]:
    """Run `quoth serve` in an empty folder; `serve("--essay", "x.md", QUOTH_PLAIN_TEXT="true")`."""
    begun: list[Served] = []

    async def run(*arguments: str, **environment: str) -> Served:
        log = tmp_path / f"log-{len(begun)}.txt"
        settings = {"QUOTH_DISCORD_API_BASE": local.api_base, "QUOTH_DISCORD_TOKEN": local.token, **environment}
        with log.open("wb") as stream:
            process = await asyncio.create_subprocess_exec(
                str(COMMAND), "serve", *arguments, env=inherited() | settings, cwd=tmp_path, stdout=stream, stderr=stream
            )
        begun.append(Served(process, log))
        return begun[-1]

    yield run
    for served in begun:
        if served.process.returncode is None:
            served.process.kill()
            await served.process.wait()
