"""Files that people attach, and the part of Discord that hands them out, by address and without a token."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_server.faults import Faults, reset
from tests.discord_server.model import Json

__all__ = ["FOLDER", "Attachment", "Files"]

FOLDER = "/ephemeral-attachments/"  # where Discord keeps what is attached to commands
PIECE = 64 * 1024


@dataclass(slots=True, eq=False)
class Attachment:
    """A file as somebody attached it, and what goes wrong while it is handed out."""

    id: int
    name: str
    data: bytes
    url: str
    size: int
    """In bytes, as the bot is told."""
    length: int | None
    """In bytes, as whoever downloads it is told; None: not at all."""
    title: str | None = None
    """What the file was called, where that is no name for an address."""
    cut_after: int | None = None
    """The connection is reset after so many bytes."""
    hold_after: int | None = None
    """Nothing more is said after so many bytes, until the test sets `go_on`."""
    redirects_to: str | None = None
    endless: bool = False
    """There is no end of it."""
    held: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once it is held."""
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    handed_out: int = 0
    """How many times it was asked for."""

    def wire(self) -> Json:
        said: Json = {"id": str(self.id), "filename": self.name, "size": self.size, "ephemeral": True}
        said |= {"url": self.url, "proxy_url": self.url, "content_type": "application/octet-stream"}
        return said | ({"title": self.title} if self.title else {})


class Files:
    """All that are attached."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._attached: dict[str, Attachment] = {}

    def add(self, attachment: Attachment, path: str) -> None:
        self._attached[path] = attachment

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        attachment = self._attached.get(request.path)
        fault = self._faults.met_by(request.method, request.path)
        if fault and fault.status:
            return web.Response(status=fault.status, text="This content is no longer available.")
        if attachment is None or request.method != "GET":
            return web.Response(status=404, text="This content is no longer available.")
        attachment.handed_out += 1
        if attachment.redirects_to:
            return web.Response(status=302, headers={"Location": attachment.redirects_to})
        response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
        response.content_length = attachment.length
        await response.prepare(request)
        with suppress(ConnectionError):  # whoever wanted it has had enough
            await _hand_out(attachment, request, response)
        return response


async def _hand_out(attachment: Attachment, request: web.BaseRequest, response: web.StreamResponse) -> None:
    data = attachment.data
    if attachment.cut_after is not None:
        await response.write(data[: attachment.cut_after])
        reset(request)
        return
    if attachment.hold_after is not None:
        await response.write(data[: attachment.hold_after])
        attachment.held.set()
        await attachment.go_on.wait()
        data = data[attachment.hold_after :]
    while attachment.endless:
        await response.write(data[:PIECE])
    for start in range(0, len(data), PIECE):
        await response.write(data[start : start + PIECE])
    await response.write_eof()
