"""What goes wrong at the REST side, when a test wants it to."""

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypedDict, Unpack

from aiohttp import web

from tests.discord_server.model import Json

__all__ = ["Bucket", "Fault", "Faults", "reset"]


class How(TypedDict, total=False):
    """What happens to a request, beside being answered with a status."""

    code: int
    """Discord's own code for the error."""
    cut: bool
    """The connection is cut (a TCP reset)."""
    hold: asyncio.Event
    """Nothing happens until the test sets this."""
    after: bool
    """The request is handled first; only its answer goes wrong."""
    times: int | None
    """How many requests it is for; None for all, until it is stopped."""
    retry_after: float
    """Seconds, told with a 429."""
    is_global: bool
    """The 429 is for all the bot does."""
    via: bool
    """A 429 has the header without which the library takes it for a ban."""


@dataclass(slots=True, eq=False)
class Fault:
    """What happens to the requests that it is for."""

    method: str
    path: str
    status: int | None = None
    code: int = 0
    cut: bool = False
    hold: asyncio.Event | None = None
    after: bool = False
    times: int | None = 1
    retry_after: float = 0.01
    is_global: bool = False
    via: bool = True
    hits: int = 0
    met: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as a request has met it."""

    def meets(self, method: str, path: str) -> bool:
        return self.times != 0 and self.method in ("*", method) and fnmatchcase(path, self.path)

    def hit(self) -> None:
        self.hits += 1
        self.met.set()
        if self.times is not None:
            self.times -= 1

    def stop(self) -> None:
        self.times = 0

    def response(self) -> tuple[int, Json, dict[str, str]] | None:
        """What is said in place of the true answer."""
        if self.status is None:
            return None
        if self.status == web.HTTPTooManyRequests.status_code:
            return self._too_many()
        return self.status, {"message": f"{self.status}: injected", "code": self.code}, {}

    def _too_many(self) -> tuple[int, Json, dict[str, str]]:
        body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.is_global}
        headers = {"Retry-After": str(self.retry_after), "X-RateLimit-Scope": "global" if self.is_global else "user"}
        return 429, body, headers | ({"Via": "1.1 google"} if self.via else {})


@dataclass(slots=True, eq=False)
class Bucket:
    """A rate limit: so many requests in a window of so many seconds; it is told in the headers, as Discord does."""

    method: str
    path: str
    limit: int
    window: float
    refused: int = 0
    _windows: dict[str, tuple[float, int]] = field(default_factory=dict)
    """By path when its window began, and how many requests it has let through."""

    def meets(self, method: str, path: str) -> bool:
        return self.method == method and fnmatchcase(path, self.path)

    def take(self, path: str, now: float) -> tuple[bool, dict[str, str]]:
        """Whether one more is within the limit, and the headers. With its window's end a bucket is all empty again."""
        began, taken = self._windows.get(path, (now, 0))
        if now >= began + self.window:
            began, taken = now, 0
        fits = taken < self.limit
        taken += fits
        self._windows[path] = began, taken
        self.refused += not fits
        reset = began + self.window - now
        return fits, {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - taken),
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": f"{self.method}-{self.limit}",
        }


class Faults:
    """Those that are set. The first that is for a request, and not used up, is the one that it meets."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._buckets: list[Bucket] = []

    def next(self, method: str, path: str, status: int | None = None, **how: Unpack[How]) -> Fault:
        """The next requests like this go wrong; `*` in the path stands for anything."""
        fault = Fault(method, path, status, **how)
        self._faults.append(fault)
        return fault

    def bucket(self, method: str, path: str, *, limit: int, window: float) -> Bucket:
        """From now on there is a rate limit, for each path of its own."""
        bucket = Bucket(method, path, limit, window)
        self._buckets.append(bucket)
        return bucket

    def clear(self) -> None:
        """Everything works again."""
        self._faults.clear()
        self._buckets.clear()

    def met_by(self, method: str, path: str) -> Fault | None:
        if not self._faults:
            return None
        self._faults = [fault for fault in self._faults if fault.times != 0]
        fault = next((fault for fault in self._faults if fault.meets(method, path)), None)
        if fault:
            fault.hit()
        return fault

    def bucket_of(self, method: str, path: str) -> Bucket | None:
        return next((bucket for bucket in self._buckets if bucket.meets(method, path)), None)


def reset(request: web.BaseRequest) -> None:
    """Reset the TCP connection, so that the client gets nothing at all."""
    transport = request.transport
    if transport is None:
        return
    plug = transport.get_extra_info("socket")
    if plug is not None:  # lingering for no time at all is what makes it a reset
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
