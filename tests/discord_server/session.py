"""A shard's session, and the websocket that it is on at present."""

import secrets
import zlib
from collections import deque

from aiohttp import web

from tests.discord_server.model import Json
from tests.discord_server.wire import as_text

__all__ = ["Connection", "Session"]

DISPATCH = 0  # an opcode


class Connection:
    """One websocket, in the compression that the client asked for."""

    def __init__(self, socket: web.WebSocketResponse, request: web.BaseRequest) -> None:
        self._socket = socket
        self._request = request
        # Of what it may ask for we speak zlib only; the library takes plain text as well.
        self._zlib = zlib.compressobj(1) if request.query.get("compress") == "zlib-stream" else None

    async def send(self, payload: Json | str) -> None:
        text = payload if isinstance(payload, str) else as_text(payload)
        if self._socket.closed:
            return
        try:
            if self._zlib:
                data = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(data)
            else:
                await self._socket.send_str(text)
        except ConnectionError:
            pass  # it has gone; the session keeps what was missed

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)

    def abort(self) -> None:
        """Be gone without a word."""
        if self._request.transport:
            self._request.transport.abort()


class Session:
    """What a shard has identified for. It outlives its connection, until the client ends it."""

    def __init__(self, shard: int, count: int, intents: int, connection: Connection, history: int) -> None:
        self.id = secrets.token_hex(8)
        self.shard = shard
        self.count = count
        self.intents = intents
        self.connection: Connection | None = connection
        self.sequence = 0
        self.received = 0
        """The last event that the client is known to have handled: its heartbeats tell."""
        self.is_missing = False
        self._history: deque[tuple[int, str]] = deque(maxlen=history)

    async def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        text = as_text({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self._history.append((self.sequence, text))
        if self.connection and not self.is_missing:
            await self.connection.send(text)

    def missed_since(self, sequence: int) -> list[str]:
        return [text for number, text in self._history if number > sequence]
