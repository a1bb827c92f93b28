"""Fetching what somebody has attached: from Discord alone, and no more of it than is taken."""

import asyncio

import aiohttp
import discord
import yarl
from discord.http import Route

from index import QuothError

__all__ = ["LARGEST_FILE", "FetchError", "fetch"]

LARGEST_FILE = 10 * 1024 * 1024  # bytes: what Discord takes of whoever pays nothing
WITHIN = 60.0  # seconds
PIECE = 64 * 1024  # bytes
OK = 200
CDN = (yarl.URL("https://cdn.discordapp.com"), yarl.URL("https://media.discordapp.net"))

TOO_LARGE = f"A file may have {LARGEST_FILE // 1024**2} MB at most: split it, or save it as plain text."
EMPTY = "That file is empty."
NOT_DISCORDS = "I fetch files from Discord alone: attach it to the command."
NOT_THERE = "Discord does not hand out that file (status {status}): attach it again."
BROKEN = "That file did not come through whole: attach it again."
SLOW = f"That file did not come through within {WITHIN:.0f} seconds: attach it again."


class FetchError(QuothError):
    """A file that was attached can't be had."""


async def fetch(attachment: discord.Attachment) -> bytes:
    """All of it. What is said of its size is believed by nobody.

    Raises:
        FetchError: it is too large, empty, elsewhere, gone, slow, or did not come whole.
    """
    if attachment.size > LARGEST_FILE:
        raise FetchError(TOO_LARGE)
    if _origin(attachment.url) not in (*CDN, _origin(Route.BASE)):  # or whatever stands in Discord's place
        raise FetchError(NOT_DISCORDS)
    try:
        async with asyncio.timeout(WITHIN):
            data = await _download(yarl.URL(attachment.url))
    except TimeoutError:
        raise FetchError(SLOW) from None
    except (aiohttp.ClientError, OSError):
        raise FetchError(BROKEN) from None
    if len(data) != attachment.size:
        raise FetchError(BROKEN)
    if not data:
        raise FetchError(EMPTY)
    return data


def _origin(address: str) -> yarl.URL | None:
    try:
        return yarl.URL(address).origin()
    except ValueError:  # it is none on the web
        return None


async def _download(url: yarl.URL) -> bytes:
    # As it is: what is packed on the way would be unpacked before its size is known.
    plain = {"Accept-Encoding": "identity"}
    async with (
        aiohttp.ClientSession(auto_decompress=False, headers=plain) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        if response.status != OK:
            raise FetchError(NOT_THERE.format(status=response.status))
        if (response.content_length or 0) > LARGEST_FILE:
            raise FetchError(TOO_LARGE)
        data = bytearray()
        async for piece in response.content.iter_chunked(PIECE):
            data += piece
            if len(data) > LARGEST_FILE:
                raise FetchError(TOO_LARGE)
    return bytes(data)
