"""Servers' essays made ready to be asked, off the thread that answers, and kept so as far as memory allows."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from cachetools import RRCache

from bot.library.answerers import length
from index import Answerer, Essay

__all__ = ["Ready"]

MOST_KEPT = 2_000_000  # characters of essays: each takes some 65 bytes ready to be asked


class Ready:
    """Makes essays ready and keeps them; by the essay itself, so that nobody gets another's. Threads may share it.

    To make a million characters ready takes two seconds, in which nobody else's question is to wait.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        # What has to go is drawn by lot: all of a server's essays are asked one after the other, so that the one whose
        # turn was longest ago is the very one that comes next. One that is longer than all that is kept is kept alone.
        self._kept: RRCache[int, Answerer] = RRCache(
            MOST_KEPT, getsizeof=lambda answerer: min(length(answerer.essay), MOST_KEPT)
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preparing")

    def of(self, essay: Essay) -> Answerer:
        """The essay, ready to be asked: by words alone, for to read it for meaning takes a minute."""
        if (kept := self._found(essay)) is not None:
            return kept
        answerer = Answerer(essay)
        with self._lock:
            self._kept[id(essay)] = answerer
        return answerer

    async def prepare(self, essays: Iterable[Essay]) -> None:
        """Until they are ready, unless they are."""
        for essay in essays:
            if self._found(essay) is None:
                await asyncio.get_running_loop().run_in_executor(self._thread, self.of, essay)

    def drop(self, essays: Iterable[Essay]) -> None:
        """Keep these no longer: they were removed, or replaced."""
        with self._lock:
            for essay in essays:
                self._kept.pop(id(essay), None)

    def close(self) -> None:
        """Let the thread go; what it has begun it ends, and nobody waits for it."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _found(self, essay: Essay) -> Answerer | None:
        with self._lock:
            answerer = self._kept.get(id(essay))
        # While it is kept no other essay has its number; before and after that another may have.
        return answerer if answerer is not None and answerer.essay is essay else None
