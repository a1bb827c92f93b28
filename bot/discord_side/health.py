"""What can be seen of a running bot from outside: a file that stays fresh while it is connected, and counters."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

import discord
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from bot.discord_side.desk import BusyError, TooSoonError
from index import QuothError, Verdict

__all__ = ["HealthError", "HealthFile", "Metrics", "Outcome", "is_connected"]

EVERY = 10  # seconds between two touches; whoever looks allows three times that
LOOPBACK = "127.0.0.1"  # the counters are for this machine: they have no login
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 3, 10)  # 3 is when Discord gives up on an interaction

log = logging.getLogger(__name__)


class HealthError(QuothError):
    """What is to be seen from outside can't be put where it was to be."""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_IN_ESSAY = "not_in_essay"
    BUSY = "busy"
    REFUSED = "refused"
    FAILED = "failed"


class Metrics:
    """Counts what happens; whether anybody reads it is another matter.

    The ways of asking, and the kinds and reasons of feedback, are to be few and fixed: each is kept for good.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter("quoth_questions", "Questions.", ["way", "outcome"], registry=self._registry)
        self._feedback = Counter("quoth_feedback", "Feedback on answers.", ["kind", "reason"], registry=self._registry)
        self._seconds = Histogram(
            "quoth_answer_seconds",
            "From a question to its answer, before it is sent.",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._connected = Gauge("quoth_connected", "Whether the gateway is connected.", registry=self._registry)

    def answered(self, way: str, verdict: Verdict, seconds: float) -> None:
        """A question was answered, also if with "not in the essay"."""
        self._questions.labels(way, Outcome(verdict)).inc()
        self._seconds.observe(seconds)

    def refused(self, way: str, error: QuothError) -> None:
        """A question was turned away, with a sentence."""
        outcome = Outcome.BUSY if isinstance(error, BusyError | TooSoonError) else Outcome.REFUSED
        self._questions.labels(way, outcome).inc()

    def failed(self, way: str) -> None:
        """A question was lost through a fault."""
        self._questions.labels(way, Outcome.FAILED).inc()

    def feedback(self, kind: str, reason: str = "") -> None:
        """Somebody found an answer helpful or not."""
        self._feedback.labels(kind, reason).inc()

    def watch(self, is_connected: Callable[[], bool]) -> None:
        """Ask this whenever somebody wants to know whether the gateway is connected."""
        self._connected.set_function(is_connected)

    @contextmanager
    def served(self, port: int | None) -> Iterator[None]:
        """Let Prometheus read them on this machine, if there is a port for it.

        Raises:
            HealthError: the port can't be had.
        """
        if port is None:
            yield
            return
        try:
            server, thread = start_http_server(port, LOOPBACK, self._registry)
        except OSError as error:
            raise HealthError(
                f"QUOTH_METRICS_PORT can't be {port}: {error.strerror}. Set another port, or none."
            ) from None
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def is_connected(bot: discord.AutoShardedClient) -> bool:
    """Whether all shards are; a bot that was ready once says so ever after, also while it has lost its gateway."""
    return bot.is_ready() and not bot.is_closed() and not any(shard.is_closed() for shard in bot.shards.values())


class HealthFile:
    """A file that is fresh while connected, and gone at the end; its age tells how the bot is.

    Entering raises a HealthError if there can't be such a file.
    """

    def __init__(self, path: Path | None, is_connected: Callable[[], bool]) -> None:
        self._path = path
        self._is_connected = is_connected
        self._keeping_fresh: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        if self._path is None:
            return
        try:
            self._path.touch()
            self._path.unlink()  # not connected yet
        except OSError as error:
            raise HealthError(
                f"QUOTH_HEALTH_FILE can't be {self._path}: {error.strerror}. Name a file in a folder to write in."
            ) from None
        self._keeping_fresh = asyncio.create_task(self._keep_fresh(self._path))

    async def __aexit__(self, *_: object) -> None:
        if self._path is None or self._keeping_fresh is None:
            return
        self._keeping_fresh.cancel()
        with suppress(asyncio.CancelledError):
            await self._keeping_fresh
        with suppress(OSError):
            self._path.unlink()

    async def _keep_fresh(self, path: Path) -> None:
        while True:
            if self._is_connected():
                try:
                    path.touch()
                except OSError as error:  # a full disk is no reason to stop; the file's age will tell
                    log.warning("The health file %s can't be touched: %s.", path, error.strerror)
            await asyncio.sleep(EVERY)
