"""What is kept of servers, over SQLite and over PostgreSQL: the same tests."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import Quota, Storage, open_storage
from index import Essay
from index.reading import parse_essay
from tests.bot.storage.postgres import binaries, running_server

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ROOMY = Quota(essays=50, characters=1_000_000)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server; skipped, and said so, where it is not installed."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED (Debian's package postgresql): what needs it is NOT TESTED")
    with running_server(folder) as address:
        yield address


async def new_database(postgres: str) -> str:
    """The address of an empty database."""
    engine = create_async_engine(
        postgres.replace("postgresql", "postgresql+asyncpg") + "postgres", isolation_level="AUTOCOMMIT"
    )
    name = f"t{uuid4().hex}"
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return postgres + name


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "quoth.sqlite3")
    return await new_database(request.getfixturevalue("postgres"))


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    async with open_storage(address) as opened:
        yield opened


def essay_of(text: str, title: str = "An Essay") -> Essay:
    return parse_essay(f"# {title}\n\n## A Section\n\n{text}\n", Path("essay.md"))
