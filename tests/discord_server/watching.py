"""The book of what the bot sent and what came of it, and waiting for it."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.discord_server.exchange import Message
from tests.discord_server.model import Json

__all__ = ["Book", "Sent"]

Found = TypeVar("Found")
SHOWN = 5  # of the newest requests, when something that was waited for did not happen


@dataclass(slots=True)
class Sent:
    """A request of the bot."""

    method: str
    path: str
    """Below the API's base, with interaction tokens."""
    body: Json | list[Json] | None
    status: int | None = None
    """What it was answered; None while it is under way, 0 if the connection was cut."""


class Book:
    """With `keep`, only as many requests and answers, the newest."""

    def __init__(self, keep: int | None = None) -> None:
        self._keep = keep
        self.sent: deque[Sent] = deque(maxlen=keep)
        self.count = 0
        """Of all requests, kept or not."""
        self.violations: list[str] = []
        """What Discord would refuse, or would do what nobody wants."""
        self.answers: OrderedDict[int, list[Message]] = OrderedDict()
        """By the id of the message or interaction that was answered."""
        self.under_way = 0
        """Requests that are not answered yet."""
        self._awaited: dict[int, list[asyncio.Future[Message]]] = {}
        self._checking: set[Callable[[], None]] = set()

    def request(self, method: str, path: str, body: Json | list[Json] | None) -> Sent:
        sent = Sent(method, path, body)
        self.sent.append(sent)
        self.count += 1
        return sent

    def violation(self, what: str) -> None:
        self.violations.append(what)

    def answered(self, asked: int, answer: Message) -> None:
        self.answers.setdefault(asked, []).append(answer)
        for waiting in self._awaited.pop(asked, ()):
            if not waiting.done():
                waiting.set_result(answer)
        if self._keep is not None and len(self.answers) > self._keep:
            self.answers.popitem(last=False)

    def changed(self) -> None:
        """Something has happened: whoever waits looks again."""
        for check in tuple(self._checking):
            check()

    async def answer_to(self, asked: int, deadline: float) -> Message:
        """The first answer; cheap, however many are waited for."""
        if asked in self.answers:
            return self.answers[asked][0]
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(asked, []).append(future)
        return await self._within(future, deadline, f"an answer to {asked}")

    async def until(self, condition: Callable[[], Found], what: str, deadline: float) -> Found:
        """What `condition` returns, once that is something."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def check() -> None:
            if not future.done() and condition():
                future.set_result(None)

        check()
        self._checking.add(check)
        try:
            await self._within(future, deadline, what)
        finally:
            self._checking.discard(check)
        return condition()

    async def _within(self, future: asyncio.Future[Found], deadline: float, what: str) -> Found:
        try:
            return await asyncio.wait_for(future, deadline)
        except TimeoutError:
            newest = "".join(f"\n  {s.method} {s.path} -> {s.status}: {s.body}" for s in list(self.sent)[-SHOWN:])
            refused = "".join(f"\n  {violation}" for violation in self.violations[-SHOWN:])
            raise AssertionError(
                f"Waited {deadline:g} s in vain for {what}.\nThe bot's newest requests:{newest or ' none'}"
                f"\nWhat was wrong with them:{refused or ' nothing'}"
            ) from None
