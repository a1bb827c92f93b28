"""Pages drawn by Chromium, driven over its DevTools protocol: as high as their content, two pixels to one of CSS."""

import asyncio
import base64
import itertools
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.discord_server import Json

__all__ = ["Browser", "browser"]

SCALE = 2  # so that it is sharp on a phone, too
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars".split()
FLAGS += "--disable-background-networking --disable-component-update --disable-sync".split()
HEIGHT = "Math.ceil(document.body.getBoundingClientRect().height)"
LISTENING = re.compile(rb"DevTools listening on ws://([\d.:]+)/")


class Browser:
    """One page, over and over filled anew."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def picture(self, html: str, width: int) -> bytes:
        """The page as PNG."""
        await self._do(
            "Emulation.setDeviceMetricsOverride", width=width, height=1, deviceScaleFactor=SCALE, mobile=False
        )
        frame = (await self._do("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self._do("Page.setDocumentContent", frameId=frame, html=html)
        measured = await self._do("Runtime.evaluate", expression=HEIGHT)
        clip = {"x": 0, "y": 0, "width": width, "height": measured["result"]["value"], "scale": 1}
        drawn = await self._do("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(drawn["data"])

    async def _do(self, method: str, **parameters: Any) -> Json:  # noqa: ANN401 - JSON
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            said = await self._socket.receive_json()
            if said.get("id") == number:
                result: Json = said["result"]
                return result


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A Chromium of one's own, without a window."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = ["chromium", *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={folder}"]
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        try:
            address = await _address(process)
            async with aiohttp.ClientSession(f"http://{address}") as session:
                async with session.put("/json/new") as response:
                    target = await response.json()
                async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    yield Browser(socket)
        finally:
            process.terminate()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr
    async for line in process.stderr:
        if found := LISTENING.match(line):
            return found[1].decode()
    raise RuntimeError("Chromium ended before it listened.")
