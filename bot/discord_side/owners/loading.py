"""What is read once for all that wait for it."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Generic, TypeVar

__all__ = ["Loading"]

Loaded = TypeVar("Loaded")


class Loading(Generic[Loaded]):
    """Servers that are being read."""

    def __init__(self, load: Callable[[int], Coroutine[Any, Any, Loaded]]) -> None:
        self._load = load
        self._tasks: dict[int, asyncio.Task[Loaded]] = {}

    def begin(self, guild: int) -> "asyncio.Task[Loaded]":
        """Read a server, unless that has begun; it goes on if somebody has waited long enough."""
        task = self._tasks.get(guild)
        if task is None:
            self._tasks[guild] = task = asyncio.create_task(self._load(guild))
            task.add_done_callback(partial(self._is_done, guild))
        return task

    def _is_done(self, guild: int, task: "asyncio.Task[Loaded]") -> None:
        del self._tasks[guild]
        if not task.cancelled():
            task.exception()  # whoever still waits for it is told
