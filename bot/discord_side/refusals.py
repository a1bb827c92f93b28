"""Telling those who can't be answered now, a few at a time, so that telling them never stands in the way of answering.

Under a rush only numbers are kept of each; whoever would be told later than is any use is told with the whole channel.
"""

import asyncio
from collections import deque
from functools import partial
from typing import NamedTuple

import discord

from bot.discord_side.delivery import Delivery
from bot.discord_side.essay_replies import sentence_reply

__all__ = ["Refusals"]

TELLERS = 4  # at once: of a channel's bucket of five sends they leave one for an answer
OF_USE_FOR = 60.0  # seconds
MOST_KEPT = 20_000
TO_ALL = "More was asked here than I could answer. If you got no answer, please ask again."


class _Refused(NamedTuple):
    channel: int
    message: int
    sentence: str
    since: float


class Refusals:
    """Those still to be told."""

    def __init__(self, client: discord.Client, delivery: Delivery) -> None:
        self._client = client
        self._delivery = delivery
        self._waiting: deque[_Refused] = deque()
        self._late: set[int] = set()
        self._tellers: set[asyncio.Task[None]] = set()

    def tell(self, message: discord.Message, sentence: str) -> None:
        """Answer a message with a sentence as soon as there is time."""
        now = asyncio.get_running_loop().time()
        self._waiting.append(_Refused(message.channel.id, message.id, sentence, now))
        if len(self._waiting) > MOST_KEPT:
            self._late.add(self._waiting.popleft().channel)
        if len(self._tellers) < TELLERS:
            teller = asyncio.create_task(self._tell_waiting())
            self._tellers.add(teller)
            teller.add_done_callback(self._tellers.discard)

    def close(self) -> None:
        """Tell nobody any more."""
        for teller in self._tellers:
            teller.cancel()

    async def _tell_waiting(self) -> None:
        while self._waiting:
            refused = self._waiting.popleft()
            if asyncio.get_running_loop().time() - refused.since > OF_USE_FOR:
                self._late.add(refused.channel)
                continue
            channel = self._client.get_partial_messageable(refused.channel)
            await self._delivery.reply(
                channel.get_partial_message(refused.message), partial(sentence_reply, refused.sentence)
            )
        while self._late:
            channel = self._client.get_partial_messageable(self._late.pop())
            await self._delivery.say(channel, partial(sentence_reply, TO_ALL))
