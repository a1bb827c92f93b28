"""A bot on a local Discord whose servers can have something of their own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.client import QuothBot
from bot.discord_side.owners import Owners
from bot.discord_side.owners.servers import Servers
from bot.discord_side.owners.uploads import Uploads
from bot.library.apart import Readers
from bot.storage import open_storage
from tests.bot.discord_side.conftest import SHIPPED, Asked, on_discord, operators, shelved
from tests.discord_server import Channel, LocalDiscord, Message, User, text_of

__all__ = ["Keeping", "keeping", "library", "uploaded"]

Keeping = Callable[..., AbstractAsyncContextManager[QuothBot]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "quoth.sqlite3"


@asynccontextmanager
async def owners_of(database: Path | str, asked: Asked = SHIPPED, **settings: Any) -> AsyncIterator[Owners]:  # noqa: ANN401
    """What is kept in a database, beside these essays of the house."""
    async with open_storage(str(database)) as storage:
        with Readers() as readers, closing(Servers(shelved(asked), operators(**settings), storage)) as servers:
            yield Owners(servers, Uploads(readers))


@pytest.fixture
def keeping(local: LocalDiscord, database: Path) -> Keeping:
    """Runs a bot in this process that keeps what is a server's, again and again in the same place."""

    @asynccontextmanager
    async def run(asked: Asked = SHIPPED, **settings: Any) -> AsyncIterator[QuothBot]:  # noqa: ANN401
        async with (
            owners_of(database, asked, **settings) as owners,
            on_discord(local, owners.servers, owners=owners, **settings) as bot,
        ):
            yield bot

    return run


async def library(
    local: LocalDiscord,
    command: str,
    channel: Channel | None = None,
    user: User | None = None,
    **options: Any,  # noqa: ANN401
) -> Message:
    """What `/library COMMAND` answers to who may use it, and to them alone."""
    world = local.world
    asked = await local.slash(user or world.keeper, channel or world.general, f"library {command}", **options)
    answer = await local.answer_to(asked)
    assert answer.is_ephemeral
    return answer


async def uploaded(local: LocalDiscord, name: str, text: str, channel: Channel | None = None, **options: Any) -> str:  # noqa: ANN401
    """What is said to a file with this text."""
    file = local.attach(name, text.encode())
    return text_of(await library(local, "add", channel, file=file, **options))
