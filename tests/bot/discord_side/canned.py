"""A REST side of Discord that says whatever a test wants it to, over a real socket."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

__all__ = ["ME", "Canned", "canned_discord"]

ME: dict[str, Any] = {"id": "1", "username": "Quoth", "discriminator": "0", "avatar": None, "bot": True}

APPLICATION: dict[str, Any] = {
    "id": "1",
    "name": "Quoth",
    "description": "",
    "icon": None,
    "summary": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": ME,
    "verify_key": "",
    "flags": 0,
    "integration_types_config": {"0": {}, "1": {}},
}
GATEWAY: dict[str, Any] = {
    "url": "ws://127.0.0.1:2",
    "shards": 1,
    "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 7_200_001, "max_concurrency": 1},
}


class Canned:
    """What it says to which request, and what it was asked."""

    def __init__(self) -> None:
        self.base = ""
        self.says: dict[str, Any] = {
            "GET /users/@me": ME,
            "GET /oauth2/applications/@me": APPLICATION,
            "GET /gateway/bot": deepcopy(GATEWAY),
            "GET /applications/1/commands": [],
        }
        """JSON by method and path; a number is a status; text is a page of some other server."""
        self.asked: list[str] = []
        self.sent: Any = None

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(str(request.rel_url))
        asked = f"{request.method} {request.path}"
        self.sent = await request.json() if request.can_read_body else self.sent
        said = self.says.get(asked, 404)
        if isinstance(said, int):
            return _json({"message": "", "code": 0}, said)
        return web.Response(text=said) if isinstance(said, str) else _json(said, 200)


@asynccontextmanager
async def canned_discord() -> AsyncIterator[Canned]:
    """One that runs, and that this process takes for Discord once `connect_to` its base."""
    canned, app = Canned(), web.Application()
    app.router.add_route("*", "/{path:.*}", canned.answer)
    async with TestServer(app) as server:
        canned.base = str(server.make_url("/")).rstrip("/")
        with pytest.MonkeyPatch.context() as where:
            where.setattr(Route, "BASE", Route.BASE)
            where.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
            yield canned


def _json(body: Any, status: int) -> web.Response:  # noqa: ANN401 - any JSON
    # aiohttp would add a charset, and then the library takes it for text.
    return web.Response(body=json.dumps(body), status=status, headers={"Content-Type": "application/json"})
