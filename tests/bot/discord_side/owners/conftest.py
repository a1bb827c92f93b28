"""A bot on a local Discord whose servers can have something of their own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, closing
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
from tests.discord_server import Channel, Guild, LocalDiscord, Message, User, text_of

__all__ = [
    "BEES",
    "BREAD",
    "HONEY",
    "MOON",
    "OUT_OF_REACH",
    "TIDES",
    "Keeping",
    "ask",
    "broken",
    "keeping",
    "library",
    "mention",
    "missed",
    "owners_of",
    "rows",
    "settled",
    "uploaded",
]

BEES = "# On Bees\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n\nIn winter they sleep.\n"
TIDES = "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n"
HONEY, MOON, BREAD = (
    "How much honey does a hive make?", "What draws the water of the sea?", "Which oven bakes sourdough bread?",
)  # fmt: skip
OUT_OF_REACH = "What this server has of its own is out of reach just now"

Keeping = Callable[..., AbstractAsyncContextManager[QuothBot]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "quoth.sqlite3"


@asynccontextmanager
async def owners_of(database: Path | str, asked: Asked = SHIPPED, **settings: Any) -> AsyncIterator[Owners]:  # noqa: ANN401
    """What is kept in a database, beside these essays of the house."""
    async with (
        open_storage(str(database)) as storage,
        aclosing(Servers(shelved(asked), operators(**settings), storage)) as servers,
    ):
        with Readers() as readers:
            yield Owners(servers, Uploads(readers))


@pytest.fixture
def keeping(local: LocalDiscord, database: Path) -> Keeping:
    """Runs a bot in this process that keeps what is a server's, again and again in the same place."""

    @asynccontextmanager
    async def run(asked: Asked = SHIPPED, **settings: Any) -> AsyncIterator[QuothBot]:  # noqa: ANN401
        async with (
            owners_of(database, asked, **settings) as owners,
            _claimed(owners, local),
            on_discord(local, owners.servers, owners=owners, **settings) as bot,
        ):
            yield bot

    return run


@asynccontextmanager
async def _claimed(owners: Owners, local: LocalDiscord) -> AsyncIterator[None]:
    """So that the bot writes nothing at its start, while a test may be about to take the database away."""
    await owners.servers.are_of(local.world.me.id)
    yield


@asynccontextmanager
async def broken(database: Path) -> AsyncIterator[None]:
    """While what is kept can neither be read nor written. A bot that is writing meanwhile can finish."""
    await asyncio.to_thread(_alter, database, "ALTER TABLE servers RENAME TO away")
    try:
        yield
    finally:
        await asyncio.to_thread(_alter, database, "ALTER TABLE away RENAME TO servers")


def _alter(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def rows(database: Path, guild: Guild) -> dict[str, int]:
    """How many rows of each table are a server's, where there are any."""
    tables = {"servers": "id", "channels": "server", "essays": "server", "feedback": "server", "gaps": "server"}
    with closing(sqlite3.connect(database)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", [guild.id]).fetchone()[0]  # noqa: S608
            for table, column in tables.items()
        }
    return {table: count for table, count in counts.items() if count}


def missed(database: Path) -> list[tuple[str, str | None, int]]:
    """The questions that are kept, with the essay that was asked, and how often."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT question, essay, times FROM gaps ORDER BY question, essay").fetchall()
    return [(question, essay, times) for question, essay, times in found]


async def settled(condition: Callable[[], bool]) -> None:
    """Until it holds."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def library(
    local: LocalDiscord,
    command: str,
    channel: Channel | None = None,
    /,
    user: User | None = None,
    **options: Any,  # noqa: ANN401 - any option
) -> Message:
    """What `/library COMMAND` answers to who may use it, and to them alone."""
    world = local.world
    asked = await local.slash(user or world.keeper, channel or world.general, f"library {command}", **options)
    answer = await local.answer_to(asked)
    assert answer.is_ephemeral
    return answer


async def uploaded(
    local: LocalDiscord,
    name: str,
    text: str,
    channel: Channel | None = None,
    /,
    **options: Any,  # noqa: ANN401 - any option
) -> str:
    """What is said to a file with this text."""
    return text_of(await library(local, "add", channel, file=local.attach(name, text.encode()), **options))


async def ask(local: LocalDiscord, question: str, channel: Channel | None = None, /, **options: Any) -> Message:  # noqa: ANN401
    """What `/ask` answers."""
    world = local.world
    return await local.answer_to(
        await local.slash(world.ada, channel or world.general, "ask", question=question, **options)
    )


async def mention(local: LocalDiscord, question: str, channel: Channel | None = None) -> Message:
    """What is answered to a message."""
    world = local.world
    return await local.answer_to(await local.say(world.ada, channel or world.general, f"@Quoth {question}"))
