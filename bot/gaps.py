"""`quoth gaps`: what the essays of Discord servers did not answer, for whoever runs the bot."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.layout import Line, Part
from bot.settings import load_settings
from bot.storage import Gap, open_to_read
from index.essay import Frozen

__all__ = ["Gaps", "gap_lines", "read_gaps"]

NONE_KEPT = (
    "No question is kept: either all were answered, or no server keeps those that were not. In a server,"
    " `/library settings unanswered:keep` keeps them from then on."
)
GAP = "{times} × {question} ({asked_of}last on {last_asked:%Y-%m-%d})"
HANGING = "    "


class ServerGaps(Frozen):
    """A server, and what was not answered there, most asked first."""

    server: str
    """Its number; as text, as Discord has it, for JSON's numbers may be shorter."""
    gaps: Sequence[Gap]


class Gaps(Frozen):
    """All that was not answered and is kept."""

    servers: Sequence[ServerGaps]


def read_gaps() -> Gaps:
    """What is in the database that is set.

    Raises:
        SettingsError: a setting can't be what it says.
        StorageError: there is no database, or it can't be read.
    """
    database = load_settings().database
    return asyncio.run(_read(database.get_secret_value() if database else None))


async def _read(database: str | None) -> Gaps:
    async with open_to_read(database) as storage:
        kept = await storage.gaps(datetime.now(UTC))
    return Gaps(servers=[ServerGaps(server=str(server), gaps=gaps) for server, gaps in kept.items()])


def gap_lines(kept: Gaps) -> Iterator[Line]:
    """Server by server a line for each question."""
    if not kept.servers:
        yield Line(NONE_KEPT)
    for number, server in enumerate(kept.servers):
        if number:
            yield Line()
        yield Line(f"Server {server.server}", Part.TITLE)
        yield from (Line(_said(gap), indent=HANGING) for gap in server.gaps)


def _said(gap: Gap) -> str:
    asked_of = f"of “{gap.essay}”, " if gap.essay else ""
    return GAP.format(times=gap.times, question=gap.question, asked_of=asked_of, last_asked=gap.last_asked)
