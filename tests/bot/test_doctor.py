"""`quoth doctor` as people run it, against the local Discord."""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.conftest import COMMAND, DEADLINE, inherited
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord

Doctor = Callable[..., Awaitable["subprocess.CompletedProcess[str]"]]


@pytest.fixture
async def local() -> "LocalDiscord":  # type: ignore[misc]
    async with LocalDiscord() as discord:
        yield discord
        assert discord.violations == []
