"""What is counted and kept of a server's answers, written beside them: no answer waits for it or fails with it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.discord_side.owners.servers import LeftError, Servers
from bot.discord_side.work import Work
from bot.storage import Server, StorageError

__all__ = ["Tallies"]

log = logging.getLogger(__name__)

MOST_WAITING = 1_000  # things to write; beyond, what comes is not kept


class Tallies:
    """Writes what is to be kept, as soon as there is time."""

    def __init__(self, servers: Servers, work: Work) -> None:
        self._servers = servers
        self._work = work
        self._writing: set[asyncio.Task[None]] = set()

    def missed(self, guild: int, question: str, essay: str | None) -> None:
        """A question was not answered, neither by the one essay that was asked nor, without one, by any."""
        now = datetime.now(UTC)
        self._begin(guild, lambda server: server.miss(question, essay, now))

    def feedback(self, guild: int, kind: str, reason: str) -> None:
        """Somebody found an answer helpful, or not."""
        self._begin(guild, lambda server: server.count(kind, reason))

    def _begin(self, guild: int, write: Callable[[Server], Awaitable[None]]) -> None:
        if len(self._writing) >= MOST_WAITING:
            log.warning("Of server %s something was not counted: what is kept of servers is too slow.", guild)
            return
        task = asyncio.create_task(self._write(guild, write))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _write(self, guild: int, write: Callable[[Server], Awaitable[None]]) -> None:
        with self._work.begun(while_stopping=True):
            try:
                async with self._servers.kept_of(guild) as server:
                    await write(server)
            except StorageError as error:
                log.warning("Of server %s something was not counted: %s", guild, error)
            except LeftError:
                pass
