"""What is under way, so that stopping can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from index import QuothError

__all__ = ["StoppingError", "Work"]


class StoppingError(QuothError):
    """Something was asked while Quoth was about to stop."""


class Work:
    """Counts what was begun and not yet ended."""

    def __init__(self) -> None:
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_stopping = False

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Something that is to be finished before Quoth stops.

        Raises:
            StoppingError: Quoth takes on nothing new.
        """
        if self._is_stopping:
            raise StoppingError("I am being restarted: please ask again in a minute.")
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def finish(self, within: float) -> int:
        """Take on nothing new and wait, at most so many seconds; how many things were left unfinished."""
        self._is_stopping = True
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
        except TimeoutError:
            return self._under_way
        return 0
