"""The REST side: every request is checked, met by the faults that are set, answered and entered in the book."""

import asyncio
import json
from typing import Any

from aiohttp import web

from tests.discord_server import commands, messages, places, responses
from tests.discord_server.faults import Fault, Faults, reset
from tests.discord_server.refusals import Refusal, invalid_form
from tests.discord_server.routing import Answer, Call, State, find_route
from tests.discord_server.watching import Sent
from tests.discord_server.wire import as_text

__all__ = ["BASE", "Rest"]

BASE = "/api/v10"
ROUTES = (commands, messages, places, responses)  # importing them registers them
WITHOUT_TOKEN = ("/interactions/", "/webhooks/")  # their paths hold tokens of their own
Headers = dict[str, str]
Said = tuple[int, Answer, Headers]


class Rest:
    """Answers every request below the base."""

    def __init__(self, state: State, faults: Faults, token: str) -> None:
        self._state = state
        self._book = state.book
        self._faults = faults
        self._authorization = f"Bot {token}"

    async def serve(self, request: web.BaseRequest) -> web.Response:
        path = request.path.removeprefix(BASE)
        try:
            body, files = await _body(request)
        except Refusal as refusal:
            self._book.violation(f"{request.method} {path}: {refusal}")
            return _response((refusal.status, refusal.wire(), {}))
        sent = self._book.request(request.method, path, body)
        self._book.under_way += 1
        try:
            return await self._answer(request, path, Call(f"{request.method} {path}", (), body, files, {}), sent)
        finally:
            self._book.under_way -= 1
            self._book.changed()

    async def _answer(self, request: web.BaseRequest, path: str, call: Call, sent: Sent) -> web.Response:
        fault = self._faults.met_by(request.method, path)
        said = None
        if fault and not fault.after:
            said = await self._suffer(fault, request, sent)
        if said is None:
            call.query = dict(request.query)
            said = await self._handle(request, path, call)
            if fault and fault.after:
                said = await self._suffer(fault, request, sent) or said
        if sent.status is None:
            sent.status = said[0]
        return _response(said)

    async def _suffer(self, fault: Fault, request: web.BaseRequest, sent: Sent) -> Said | None:
        if fault.hold:
            self._book.changed()
            await fault.hold.wait()
        if fault.cut:
            sent.status = 0
            reset(request)
            return 0, None, {}
        return fault.response()

    async def _handle(self, request: web.BaseRequest, path: str, call: Call) -> Said:
        needs_token = not path.startswith(WITHOUT_TOKEN)
        if needs_token and request.headers.get("Authorization") != self._authorization:
            return 401, {"message": "401: Unauthorized", "code": 0}, {}
        bucket = self._faults.bucket_of(request.method, path)
        headers: Headers = {}
        if bucket:
            fits, headers = bucket.take(path, asyncio.get_running_loop().time())
            if not fits:
                reset = float(headers["X-RateLimit-Reset-After"])
                status, body, more = Fault("", "", status=429, retry_after=reset).response() or (429, {}, {})
                return status, body, headers | more
        return await self._route(request.method, path, call, headers)

    async def _route(self, method: str, path: str, call: Call, headers: Headers) -> Said:
        found = find_route(method, path)
        if found is None:
            self._book.violation(f"{call.what}: there is no such route")
            return 404, {"message": "404: Not Found", "code": 0}, headers
        handler, call.arguments = found
        try:
            answer = await handler(self._state, call)
        except Refusal as refusal:
            if refusal.violates:
                self._book.violation(f"{call.what}: {refusal}")
            return refusal.status, refusal.wire(), headers
        except Exception as error:  # so that a test fails for the true reason, not for what a bot makes of a 500
            self._book.violation(f"{call.what}: the local Discord itself failed: {error!r} for {call.body}")
            raise
        return (204 if answer is None else 200), answer, headers


async def _body(request: web.BaseRequest) -> tuple[Any, int]:
    """What was sent, and the number of files beside it."""
    if not request.can_read_body:
        return None, 0
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/form-data"):
        return await _multipart(request)
    raw = await request.read()
    if not raw:
        return None, 0
    if kind != "application/json":
        raise Refusal(400, 0, f"The Content-Type must be application/json: {kind!r}.", violates=True)
    try:
        return json.loads(raw), 0
    except ValueError:
        raise invalid_form("_", "JSON_DECODE", "The request body contains invalid JSON.") from None


async def _multipart(request: web.BaseRequest) -> tuple[Any, int]:
    form = await request.post()
    payload = form.get("payload_json")
    return (json.loads(payload) if isinstance(payload, str) else {}), sum(key.startswith("files") for key in form)


def _response(said: Said) -> web.Response:
    status, answer, headers = said
    if answer is None:
        return web.Response(status=status or 200, headers=headers)
    # Exactly this type: the library takes anything else for text.
    return web.Response(body=as_text(answer).encode(), status=status, headers=headers, content_type="application/json")
