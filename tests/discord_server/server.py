"""The local Discord: its life on a port of its own, and waiting for what the bot does."""

import json
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server.exchange import Interaction, Message, Modal
from tests.discord_server.faults import Faults
from tests.discord_server.files import FOLDER, Files
from tests.discord_server.gateway import Gateway
from tests.discord_server.model import Channel, Json
from tests.discord_server.people import People
from tests.discord_server.rest import BASE, Rest
from tests.discord_server.routing import State
from tests.discord_server.watching import Book, Sent
from tests.discord_server.world import World

__all__ = ["LocalDiscord"]

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.local.a-token-that-opens-nothing"  # noqa: S105 - it is of no use elsewhere
MOST_NONCES = 10_000
PATIENCE = 20.0  # seconds; how long a test waits before it fails


class LocalDiscord(People):
    """A Discord of the test's own. With `keep`, memory stays flat: only so many messages and requests are kept."""

    def __init__(self, *, token: str = TOKEN, keep: int | None = None, reachable: bool = True) -> None:
        self.token = token
        self.world = World(keep)
        self.book = Book(keep)
        self.gateway = Gateway(self.world, self.book, token, keep=keep)
        self.faults = Faults()
        self._served = State(self.world, self.book, self.gateway, Files(self.faults), keep or MOST_NONCES)
        super().__init__(self._served)
        self._rest = Rest(self._served, self.faults, token)
        self._starts_reachable = reachable
        self._socket: socket.socket | None = None
        self._runner: web.ServerRunner | None = None

    @property
    def api_base(self) -> str:
        """For QUOTH_DISCORD_API_BASE."""
        return f"http://127.0.0.1:{self.port}{BASE}"

    async def __aenter__(self) -> Self:
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self._served.files_base = f"http://127.0.0.1:{self.port}"
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway"
        if self._starts_reachable:
            await self.arrive()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.leave()
        if self._socket:
            self._socket.close()

    async def arrive(self) -> None:
        """Take connections: REST and the gateway, on the same port as ever."""
        self._socket = self._socket or _bound(self.port)
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()

    async def leave(self) -> None:
        """Be gone: connections are dropped, and new ones refused, until `arrive`. The port stays ours."""
        self.gateway.abort()
        if self._runner:
            await self._runner.cleanup()  # closes the socket too
            self._runner = None
            self._socket = _bound(self.port)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/gateway":
            return await self.gateway.serve(request)
        if request.path.startswith(FOLDER):
            return await self._served.files.serve(request)
        if request.path.startswith(BASE):
            return await self._rest.serve(request)
        self.book.violation(f"{request.method} {request.path}: not below {BASE}")
        return web.Response(status=404, body=json.dumps({"message": "404: Not Found", "code": 0}))

    @contextmanager
    def in_process(self) -> Iterator[None]:
        """Let clients of this process take it for Discord."""
        base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self.api_base, yarl.URL(self.gateway.url)
        try:
            yield
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway

    # What the bot did

    @property
    def sent(self) -> deque[Sent]:
        """Its requests, in order."""
        return self.book.sent

    @property
    def commands(self) -> list[Json]:
        """What it has registered."""
        return self._served.commands

    @property
    def violations(self) -> list[str]:
        """What Discord would refuse, or what could ping; at the end of a test it should be empty."""
        return self.book.violations

    async def ready(self, shards: int = 1, *, deadline: float = PATIENCE) -> None:
        """Until so many shards have identified and have taken in all that they were told at their start."""
        await self.book.until(lambda: len(self.gateway.connected) >= shards, f"{shards} shard(s) to identify", deadline)
        await self.delivered(deadline=deadline)

    async def delivered(self, *, deadline: float = PATIENCE) -> None:
        """Until every shard has taken in all that has happened so far.

        A client answers a request for a heartbeat with the number of the last event that it has read, so this is
        certain, also over a resumed connection. What it has read it need not have dealt with: see `silent`.
        """
        targets = {session: session.sequence for session in self.gateway.sessions.values()}
        await self.gateway.ask_for_heartbeats()
        await self.book.until(
            lambda: all(s.received >= sequence for s, sequence in targets.items() if s.id in self.gateway.sessions),
            "the bot to take in what has happened",
            deadline,
        )

    async def answer_to(self, asked: Message | Interaction, *, deadline: float = PATIENCE) -> Message:
        """The first answer: to a message, what replies to it; to an interaction, the response, once it says something.

        An answer that is edited, deleted or made to say something later is still the same object.
        """
        return await self.book.answer_to(asked.id, deadline)

    def answers_to(self, asked: Message | Interaction) -> list[Message]:
        """All of them by now, in order; an interaction's response is there again for each time it was changed."""
        return self.book.answers.get(asked.id, [])

    async def modal_of(self, interaction: Interaction, *, deadline: float = PATIENCE) -> Modal:
        """The form that a click or a command opened."""
        modal = await self.book.until(lambda: interaction.modal, "a form", deadline)
        assert modal
        return modal

    async def deleted(self, message: Message, *, deadline: float = PATIENCE) -> None:
        """Until somebody has deleted it."""
        await self.book.until(lambda: message.deleted, f"message {message.id} to be deleted", deadline)

    async def edited(self, message: Message, times: int = 1, *, deadline: float = PATIENCE) -> Message:
        """Until the bot has changed its message so many times."""
        await self.book.until(lambda: len(message.sent) > times, f"message {message.id} to be edited", deadline)
        return message

    async def said_in(self, channel: Channel, after: Message, *, deadline: float = PATIENCE) -> Message:
        """The bot's first message there after another one, reply or not."""

        def found() -> Message | None:
            return next((m for m in self._said_by_bot_in(channel) if m.id > after.id), None)

        message = await self.book.until(found, f"a message in {channel.name}", deadline)
        assert message
        return message

    async def settle(self, probe: str = "Are you there?", *, deadline: float = PATIENCE) -> None:
        """Until the bot is done with all that has happened so far, without waiting for a time to pass.

        First everything is delivered; then somebody new asks something in a direct message, twice, one after the
        other, and is answered; then all requests are answered. So long as the bot decides at once whether a message
        is for it, and works first in, first out, whatever it would say to what came before is said by then. It is
        not certain for a bot that lets later questions overtake earlier ones.
        """
        await self.delivered(deadline=deadline)
        for _ in range(2):
            nobody = self.world.user("Prober")
            question = await self.say(nobody, self.world.dm(nobody), probe)
            await self.answer_to(question, deadline=deadline)
        await self.book.until(lambda: self.book.under_way == 0, "all requests to be answered", deadline)

    async def silent(self, message: Message, *, deadline: float = PATIENCE) -> None:
        """See that the bot says nothing to a message, nor anything else in its channel after it."""
        await self.settle(deadline=deadline)
        said = [m for m in self._said_by_bot_in(message.channel) if m.id > message.id]
        assert not said, f"{message.content!r} was answered: {[m.sent for m in said]}"

    def _said_by_bot_in(self, channel: Channel) -> Iterator[Message]:
        return (m for m in self.world.messages.values() if m.author is self.world.me and m.channel is channel)


def _bound(port: int) -> socket.socket:
    """A port of ours that refuses connections until a server listens."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
