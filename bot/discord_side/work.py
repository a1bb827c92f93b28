"""What is under way, so that stopping can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from index import QuothError

__all__ = ["StoppingError", "Work"]


class StoppingError(QuothError):
    """Something was asked while Quoth was about to stop."""


class Work:
    """Knows the tasks that have begun something and not yet ended it."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[object] | None] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_stopping = False

    @contextmanager
    def begun(self, *, while_stopping: bool = False) -> Iterator[int]:
        """Something that is to be finished before Quoth stops; gives how many such things are under way.

        Args:
            while_stopping: it may still be begun then, as telling somebody that it is too late.

        Raises:
            StoppingError: Quoth takes on nothing new.
        """
        if self._is_stopping and not while_stopping:
            raise StoppingError("I am being restarted: please ask again in a minute.")
        task = asyncio.current_task()
        self._under_way.add(task)
        self._idle.clear()
        try:
            yield len(self._under_way)
        finally:
            self._under_way.discard(task)
            if not self._under_way:
                self._idle.set()

    async def finish(self, within: float) -> int:
        """Take on nothing new and wait, at most so many seconds; how many things were left unfinished."""
        self._is_stopping = True
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
        except TimeoutError:
            return len(self._under_way)
        return 0

    def drop(self) -> None:
        """Break off what is not finished: once the connection is closed, all that it could do is fail."""
        for task in self._under_way:
            if task:
                task.cancel()
