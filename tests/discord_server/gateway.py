"""The gateway: sessions, what is sent to them, and what goes wrong on the way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server.exchange import Message
from tests.discord_server.model import Guild, Json
from tests.discord_server.session import Connection, Session
from tests.discord_server.watching import Book
from tests.discord_server.world import World

__all__ = ["Gateway"]

HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 1, 2, 6, 7, 9, 10, 11
UNKNOWN_ERROR, AUTHENTICATION_FAILED, INVALID_SEQUENCE, DISALLOWED_INTENTS = 4000, 4004, 4007, 4014
GOODBYE = (1000, 1001)  # a client that closes with one of these won't resume
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
REPLAYED = 10_000  # events kept for a RESUME


class Gateway:
    """All sessions, and the switches for what can go wrong."""

    def __init__(self, world: World, book: Book, token: str, *, keep: int | None = None) -> None:
        self._world = world
        self._book = book
        self._token = token
        self._history = keep or REPLAYED
        self.url = ""
        self.shard_count = 1
        """What GET /gateway/bot recommends."""
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41.25
        """Seconds; a client is told it when it connects."""
        self.acknowledges = True
        """Whether heartbeats are acknowledged."""
        self.is_reachable = True
        """Whether clients may connect; REST is not affected."""
        self.refusing: int | None = None
        """The code that who identifies is turned away with, say 4004 or 4014."""
        self.turned_away = 0
        """Who tried to connect while it was not reachable."""
        self.identified = 0
        self.resumed = 0

    # What goes to the client

    async def dispatch(self, event: str, data: Json, guild: Guild | None, intent: int) -> None:
        """Tell the shard that a guild is on; what has no guild goes to shard 0."""
        if guild and not guild.has_bot:
            return
        for session in list(self.sessions.values()):
            shard = (guild.id >> 22) % session.count if guild else 0
            if session.shard == shard and session.intents & intent:
                await session.dispatch(event, data)

    async def message(self, event: str, message: Message) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE, where the bot is."""
        guild = message.channel.guild
        if message.is_ephemeral or not self._world.sees(message.channel):
            return
        data = self._world.wire(message)
        if guild:
            data["guild_id"] = str(guild.id)
            if not message.webhook_id:
                data["member"] = guild.member_wire(message.author)
        await self.dispatch(event, data, guild, GUILD_MESSAGES if guild else DIRECT_MESSAGES)

    async def deleted(self, *messages: Message) -> None:
        """One, or several at a sweep."""
        channel = messages[0].channel
        if messages[0].is_ephemeral or not self._world.sees(channel):
            return
        data: Json = {"channel_id": str(channel.id)}
        if channel.guild:
            data["guild_id"] = str(channel.guild.id)
        ids = [str(message.id) for message in messages]
        event = "MESSAGE_DELETE" if len(ids) == 1 else "MESSAGE_DELETE_BULK"
        data |= {"id": ids[0]} if len(ids) == 1 else {"ids": ids}
        await self.dispatch(event, data, channel.guild, GUILD_MESSAGES if channel.guild else DIRECT_MESSAGES)

    async def ask_for_heartbeats(self) -> None:
        """Clients answer at once, with the number of the last event they have handled."""
        for session in list(self.sessions.values()):
            if session.connection and not session.is_missing:
                await session.connection.send({"op": HEARTBEAT, "d": None})

    # What goes wrong

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.connection]

    @contextmanager
    def missing(self) -> Iterator[None]:
        """What happens meanwhile does not reach the clients, until they resume."""
        for session in self.sessions.values():
            session.is_missing = True
        yield

    async def close(self, code: int) -> None:
        """Close every connection with a code."""
        for session in self.connected:
            connection, session.connection = session.connection, None
            if connection:
                await connection.close(code)

    def abort(self) -> None:
        """Drop every connection without a word; clients will resume."""
        for session in self.connected:
            if session.connection:
                session.connection.abort()
            session.connection = None

    async def ask_to_reconnect(self) -> None:
        """Opcode 7: clients close, connect and resume."""
        await self._send_all({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Opcode 9: clients resume, or identify anew."""
        sessions = self.connected
        if not resumable:
            self.sessions.clear()
        for session in sessions:
            if session.connection:
                await session.connection.send({"op": INVALID_SESSION, "d": resumable})

    async def again(self, message: Message) -> None:
        """Deliver a message a second time."""
        await self.message("MESSAGE_CREATE", message)

    async def _send_all(self, payload: Json) -> None:
        for session in self.connected:
            if session.connection:
                await session.connection.send(payload)

    # What comes from the client

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One connection, from HELLO to its end."""
        if not self.is_reachable:
            self.turned_away += 1
            self._book.changed()
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        await connection.send({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat_interval * 1000)}})
        session: Session | None = None
        async for packet in socket:
            if packet.type is WSMsgType.TEXT:
                session = await self._receive(json.loads(packet.data), connection, session)
        if session and session.connection is connection:  # else it was us who ended it
            session.connection = None
            if socket.close_code in GOODBYE:
                self.sessions.pop(session.id, None)
        self._book.changed()
        return socket

    async def _receive(self, packet: Json, connection: Connection, session: Session | None) -> Session | None:
        data: Any = packet.get("d")
        match packet.get("op"):
            case 1:
                await self._heartbeat(data, connection, session)
            case 2:
                session = await self._identify(data, connection)
            case 6:
                session = await self._resume(data, connection)
            case 3:
                pass  # a presence; nobody looks at it
            case other:
                self._book.violation(f"gateway: opcode {other} was sent")
        self._book.changed()
        return session

    async def _heartbeat(self, sequence: int | None, connection: Connection, session: Session | None) -> None:
        if session and sequence is not None:
            session.received = max(session.received, sequence)
        if self.acknowledges:
            await connection.send({"op": HEARTBEAT_ACK, "d": None})

    async def _identify(self, data: Json, connection: Connection) -> Session | None:
        self.identified += 1
        intents = data.get("intents", 0)
        if code := self._refusal(data.get("token"), intents):
            await connection.close(code)
            return None
        shard, count = data.get("shard") or (0, 1)
        for old in [old for old in self.sessions.values() if old.shard == shard]:
            del self.sessions[old.id]
        session = Session(shard, count, intents, connection, self._history)
        self.sessions[session.id] = session
        guilds = [g for g in self._world.guilds.values() if g.has_bot and (g.id >> 22) % count == shard]
        await session.dispatch("READY", self._ready(session, guilds))
        if intents & GUILDS:
            for guild in filter(lambda guild: guild.is_available, guilds):
                await session.dispatch("GUILD_CREATE", guild.wire(self._world.me))
        await connection.send({"op": HEARTBEAT, "d": None})
        return session

    def _refusal(self, token: object, intents: int) -> int | None:
        if self.refusing:
            return self.refusing
        if token != self._token:
            return AUTHENTICATION_FAILED
        if intents & PRIVILEGED:
            self._book.violation(f"gateway: privileged intents were asked for ({intents})")
            return DISALLOWED_INTENTS
        if intents & ~(GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES):
            self._book.violation(f"gateway: more intents were asked for than are needed ({intents})")
        return None

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        me = self._world.me
        return {
            "v": 10,
            "user": me.wire(),
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "application": {"id": str(me.id), "flags": 0},
            "shard": [session.shard, session.count],
        }

    async def _resume(self, data: Json, connection: Connection) -> Session | None:
        session = self.sessions.get(data.get("session_id", ""))
        if session is None or data.get("token") != self._token:
            await connection.send({"op": INVALID_SESSION, "d": False})
            return None
        if data["seq"] > session.sequence:
            await connection.close(INVALID_SEQUENCE)
            return None
        self.resumed += 1
        session.connection, session.is_missing = connection, False
        for text in session.missed_since(data["seq"]):
            await connection.send(text)
        await session.dispatch("RESUMED", {})
        await connection.send({"op": HEARTBEAT, "d": None})
        return session
