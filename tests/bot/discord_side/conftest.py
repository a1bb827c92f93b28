"""The bot on a local Discord: in this process, or as the command that people run."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.discord_side import delivery, lifecycle
from bot.discord_side.client import QuothBot
from bot.discord_side.health import Metrics
from bot.discord_side.owners import Owners
from bot.discord_side.shelf import Shelves
from bot.settings import Settings
from index import Answerer, Essay, Library, shipped_essay
from tests.bot.conftest import COMMAND, inherited
from tests.discord_server import LocalDiscord

DEADLINE = 30  # seconds until a process that hangs fails its test
TRIES_AFTER = 0.2  # seconds; what sleeps longer only waits for a Discord that is away
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


Asked = Library | Answerer | Essay


def shelved(asked: Asked) -> Library:
    """A library of this alone, if it is none."""
    if isinstance(asked, Library):
        return asked
    answerer = Answerer(asked) if isinstance(asked, Essay) else asked
    return Library({"essay": answerer.essay}, lambda _: answerer)


def operators(**settings: Any) -> Settings:  # noqa: ANN401 - any setting
    """An operator's settings; asking is not slowed down unless they say so."""
    chosen: dict[str, Any] = {"questions_per_user": 10_000, "questions_per_channel": 10_000, **settings}
    return Settings(_env_file=None, **chosen)  # type: ignore[call-arg]


def prompt_bot(
    asked: Asked | Shelves = SHIPPED,
    owners: Owners | None = None,
    **settings: Any,  # noqa: ANN401 - any setting
) -> QuothBot:
    """A bot that is not started yet, with these settings."""
    chosen = operators(**settings)
    shelves = asked if isinstance(asked, Shelves) else Shelves(shelved(asked), chosen)
    return _Prompt(shelves, chosen, Metrics(), owners, guild_ready_timeout=0.01)


@asynccontextmanager
async def on_discord(
    local: LocalDiscord,
    asked: Asked | Shelves = SHIPPED,
    owners: Owners | None = None,
    **settings: Any,  # noqa: ANN401 - any setting
) -> AsyncIterator[QuothBot]:
    """A bot in this process."""
    bot = prompt_bot(asked, owners, **settings)
    with local.in_process():
        running = asyncio.create_task(bot.start(local.token))
        ready = asyncio.create_task(local.ready(len(bot.shard_ids or ()) or bot.shard_count or 1))
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


class _Hurried:
    """`asyncio`, for a library that sleeps between its tries; rate limits in tests are shorter, and are kept."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the library uses of it
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds if seconds < TRIES_AFTER else 0)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither we nor the library wait long before trying again."""
    for module in ("discord.http", "discord.shard", "discord.webhook.async_"):
        monkeypatch.setattr(sys.modules[module], "asyncio", _Hurried())
    monkeypatch.setattr(delivery, "RETRY_AFTER", 0)
    monkeypatch.setattr(lifecycle, "LONGEST_WAIT", 0)


async def logged(caplog: pytest.LogCaptureFixture, text: str, *, deadline: float = 10.0) -> None:
    """Until the log says so."""
    async with asyncio.timeout(deadline):
        while text not in caplog.text:
            await asyncio.sleep(0)


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
                str(COMMAND),
                "serve",
                *arguments,
                env=inherited() | settings,
                cwd=tmp_path,
                stdout=stream,
                stderr=stream,
            )
        begun.append(Served(process, log))
        return begun[-1]

    yield run
    for served in begun:
        if served.process.returncode is None:
            served.process.kill()
            await served.process.wait()
