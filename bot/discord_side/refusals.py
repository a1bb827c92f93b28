"""Telling those who can't be answered now, one at a time in each channel, so that it never stands in an answer's way.

Under a rush only numbers are kept of each; whoever would be told later than is any use is told with the whole channel.
"""

import asyncio
from collections import deque
from functools import partial
from typing import NamedTuple

import discord
from cachetools import LRUCache

from bot.discord_side.delivery import Delivery
from bot.discord_side.replies.essay_replies import sentence_reply
from bot.discord_side.work import Work

__all__ = ["Refusals"]

OF_USE_FOR = 60.0  # seconds
MOST_KEPT = 20_000
MOST_DROPPED = 1_000  # deleted messages; most of them asked nothing
TO_ALL = "More was asked here than I could answer. If you got no answer, please ask again."


class _Refused(NamedTuple):
    message: int
    sentence: str
    since: float


class Refusals:
    """Those still to be told, by channel."""

    def __init__(self, client: discord.Client, delivery: Delivery, work: Work) -> None:
        self._client = client
        self._delivery = delivery
        self._work = work
        self._waiting: dict[int, deque[_Refused]] = {}
        self._kept = 0
        self._late: set[int] = set()  # channels where somebody is to be told with all
        self._dropped: LRUCache[int, None] = LRUCache(MOST_DROPPED)
        self._tellers: set[asyncio.Task[None]] = set()

    def tell(self, message: discord.Message, sentence: str) -> None:
        """Answer a message with a sentence as soon as there is time."""
        channel = message.channel.id
        if channel not in self._waiting:
            self._waiting[channel] = deque()
            place = self._client.get_partial_messageable(channel, guild_id=message.guild.id if message.guild else None)
            teller = asyncio.create_task(self._tell_all_in(place))
            self._tellers.add(teller)
            teller.add_done_callback(self._tellers.discard)
        if self._kept < MOST_KEPT:
            self._waiting[channel].append(_Refused(message.id, sentence, asyncio.get_running_loop().time()))
            self._kept += 1
        else:
            self._late.add(channel)

    def drop(self, message: int) -> None:
        """Tell nobody whose question is deleted."""
        self._dropped[message] = None

    def close(self) -> None:
        """Tell nobody any more."""
        for teller in self._tellers:
            teller.cancel()

    async def _tell_all_in(self, place: discord.PartialMessageable) -> None:
        channel = place.id
        with self._work.begun(while_stopping=True):
            try:
                while waiting := self._waiting[channel]:
                    refused = waiting.popleft()
                    self._kept -= 1
                    if asyncio.get_running_loop().time() - refused.since > OF_USE_FOR:
                        self._late.add(channel)
                    elif refused.message not in self._dropped:
                        await self._tell(place, refused)
            finally:
                self._kept -= len(self._waiting.pop(channel))
            if channel in self._late:
                self._late.discard(channel)
                await self._delivery.say(place, partial(sentence_reply, TO_ALL))

    async def _tell(self, place: discord.PartialMessageable, refused: _Refused) -> None:
        message = place.get_partial_message(refused.message)
        await self._delivery.reply(message, partial(sentence_reply, refused.sentence))
