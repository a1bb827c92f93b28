"""Which function answers which request: known routes only."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server.exchange import Message
from tests.discord_server.files import Files
from tests.discord_server.gateway import Gateway
from tests.discord_server.model import Json
from tests.discord_server.watching import Book
from tests.discord_server.world import World

__all__ = ["Answer", "Call", "State", "find_route", "route"]

Answer = Json | list[Json] | None
"""JSON, or None for 204."""


@dataclass(slots=True)
class State:
    """All that the routes work on."""

    world: World
    book: Book
    gateway: Gateway
    files: Files
    keep: int
    """How many nonces are remembered; Discord does for some minutes."""
    files_base: str = ""
    """Where the files are handed out."""
    commands: list[Json] = field(default_factory=list)
    nonces: dict[tuple[int, str], Message] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """A request, as a route gets it."""

    what: str
    """Method and path, for those who read what went wrong."""
    arguments: tuple[str, ...]
    body: Any
    files: int
    query: dict[str, str]


Handler = Callable[[State, Call], Awaitable[Answer]]

_ROUTES: dict[tuple[str, int], list[tuple[list[str], Handler]]] = {}


def route(pattern: str) -> Callable[[Handler], Handler]:
    """Answer requests like `GET /channels/{}/messages`; each `{}` becomes an argument."""
    method, path = pattern.split(" ")
    parts = path.split("/")

    def register(handler: Handler) -> Handler:
        _ROUTES.setdefault((method, len(parts)), []).append((parts, handler))
        return handler

    return register


def find_route(method: str, path: str) -> tuple[Handler, tuple[str, ...]] | None:
    """The function, and what stands for each `{}`; those that were registered first go first."""
    parts = path.split("/")
    for pattern, handler in _ROUTES.get((method, len(parts)), ()):
        if all(wanted in ("{}", part) for wanted, part in zip(pattern, parts, strict=True)):
            return handler, tuple(part for wanted, part in zip(pattern, parts, strict=True) if wanted == "{}")
    return None
