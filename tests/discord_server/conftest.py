"""A Discord for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.discord_server import LocalDiscord
from tests.discord_server.echo import EchoBot, running

__all__ = ["echo", "local"]


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as discord:
        yield discord


@pytest.fixture
async def echo(local: LocalDiscord) -> AsyncIterator[EchoBot]:
    """A bot that echoes, on that Discord."""
    async with running(EchoBot(), local) as bot:
        yield bot
