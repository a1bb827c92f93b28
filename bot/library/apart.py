"""Files read apart: in processes of their own, within limits, so that no file can harm whoever wants it read.

What comes back is JSON that has to be an essay, and nothing that could run: the pools of processes that there are, and
Python's own, hand results back as pickles, which whoever took over a process could fill as they like.
"""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from types import TracebackType
from typing import IO, Self, cast

from pydantic import ValidationError

from bot.library.limits import LONGEST, MB, OUT_OF_MEMORY
from bot.library.worker import NEEDS_MEMORY, Reply, Request
from index import Essay, EssayError
from index.errors import NotNowError

__all__ = ["Readers"]

MOST_WORKERS = 4  # a worker takes 60 MB at least; a folder of 300 texts is read by two in a second
LONGEST_REPLY = 64 * MB  # the longest text there may be makes one of 6 MB

TOO_LONG = f"{{path}} takes more than {LONGEST:.0f} seconds to read: split it, or save it as plain text."
BROKE_DOWN = "{path} can't be read: what reads it broke down over it. Save it anew, or as plain text."
CLOSED = "{path} was not read: the program is leaving."

# Told where the packages are, and that the current folder is no place for them (-P).
BEGIN = "import sys; sys.path.append(sys.argv[1]); from bot.library.worker import main; main()"
COMMAND = (sys.executable, "-P", "-c", BEGIN, str(Path(__file__).parents[2]))


class Readers:
    """Processes that read files side by side: started when there is something to read, ended when there is no more.

    Any thread may ask for files. Whoever leaves the block breaks off what is being read.
    """

    def __init__(self, most: int = MOST_WORKERS, *, are_kept: bool = False) -> None:
        """Start nothing yet.

        Args:
            most: how many files may be read at a time; no more than there are processors.
            are_kept: whether processes wait for more until the block is left, where more will come.
        """
        self._are_kept = are_kept
        self._threads = ThreadPoolExecutor(min(most, os.cpu_count() or 1), thread_name_prefix="reading")
        self._lock = Lock()
        self._wanted = 0  # files asked for that are neither read nor refused
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._is_closed = True
            for worker in self._busy:
                worker.kill()
            self._end_idle(left=0)
        self._threads.shutdown(cancel_futures=True)

    def submit(self, path: Path, data: bytes | None = None) -> Future[Essay]:
        """Read a file, or what a file of that name with these bytes would hold, as soon as a process is free.

        The future raises EssayError where that is no essay, or not within the limits.
        """
        with self._lock:
            self._wanted += 1
        future = self._threads.submit(self._read, path, data)
        future.add_done_callback(self._done)
        return future

    async def read(self, path: Path, data: bytes | None = None) -> Essay:
        """The same on an event loop.

        Raises:
            EssayError: that is no essay, or not within the limits.
        """
        return await asyncio.wrap_future(self.submit(path, data))

    def _read(self, path: Path, data: bytes | None) -> Essay:
        worker = self._take(path)
        try:
            return worker.read(path, data)
        finally:
            self._give_back(worker)

    def _take(self, path: Path) -> "_Worker":
        with self._lock:
            if self._is_closed:
                raise NotNowError(CLOSED.format(path=path))
            worker = self._idle.pop() if self._idle else _Worker()
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: "_Worker") -> None:
        with self._lock:
            self._busy.remove(worker)
            if worker.is_good and not self._is_closed:
                self._idle.append(worker)
            else:
                worker.end()

    def _done(self, _: Future[Essay]) -> None:
        """End the processes for which there is no file left."""
        with self._lock:
            self._wanted -= 1
            if not self._are_kept:
                self._end_idle(left=self._wanted - len(self._busy))

    def _end_idle(self, left: int) -> None:
        while len(self._idle) > left:
            self._idle.pop().end()


class _Worker:
    """One such process; it reads one file after the other until one is too much for it."""

    def __init__(self) -> None:
        self.is_good = True
        self._is_late = False
        self._process = subprocess.Popen(  # noqa: S603 - it is told nothing that anybody else could say
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._replies = cast("IO[bytes]", self._process.stdout)

    def read(self, path: Path, data: bytes | None) -> Essay:
        """The essay.

        Raises:
            EssayError: there is none, or it can't be had within the limits.
        """
        timer = Timer(LONGEST, self._be_late)
        timer.start()
        try:
            line = self._ask(path, data)
        finally:
            timer.cancel()
            timer.join()  # so that nobody else's file is broken off
        reply = _reply_in(line)
        if reply is None:
            self.is_good = False
            raise NotNowError(self._what_happened().format(path=path))
        self.is_good = not reply.is_spent and not self._is_late
        if reply.essay is None:
            raise (NotNowError if reply.is_for_now else EssayError)(reply.refused)
        return reply.essay

    def kill(self) -> None:
        """Break off what it does; whoever waits for it hears of that."""
        self._process.kill()

    def end(self) -> None:
        """Be rid of it."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes, and waits for what won't be long
            pass

    def _be_late(self) -> None:
        self._is_late = True
        self.kill()

    def _ask(self, path: Path, data: bytes | None) -> bytes:
        """A line, if it could be had."""
        request = Request(path=os.fsencode(path).hex(), size=None if data is None else len(data))
        try:
            self._requests.write(request.model_dump_json().encode() + b"\n" + (data or b""))
            self._requests.flush()
        except BrokenPipeError:
            return b""
        return self._replies.readline(LONGEST_REPLY)

    def _what_happened(self) -> str:
        self.kill()  # one that says what it should not
        status = self._process.wait()
        if self._is_late:
            return TOO_LONG
        return NEEDS_MEMORY if status == OUT_OF_MEMORY else BROKE_DOWN


def _reply_in(line: bytes) -> Reply | None:
    try:
        return Reply.model_validate_json(line)
    except ValidationError:
        return None


def _environment() -> dict[str, str]:
    """Ours without the settings, of which the token is one; and numpy needs no threads for this."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("QUOTH_")}
    return kept | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
