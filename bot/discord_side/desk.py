"""Where questions are handed in: not too many of one asker or at once, answered off the event loop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from bot.discord_side.addressed import channel_of
from bot.discord_side.cooldowns import Cooldowns
from index import LONGEST_QUESTION, Answer, Library, QuestionError, QuothError, Section
from index.conversation import Conversation, Conversations

if TYPE_CHECKING:
    from bot.discord_side.health import Metrics

__all__ = ["BUSY", "FOUND", "Asked", "BusyError", "Desk", "Question", "TooSoonError"]

log = logging.getLogger(__name__)

FOUND = 7  # passages looked out for an answer: one to three are shown, six can stand behind the button
BUSY = "I am busy with other questions: please ask again in a minute."
MOST_WAITING = 100  # questions that are being answered or wait for it: with meaning some three seconds' work


class BusyError(QuothError):
    """More questions at once than are taken."""


class TooSoonError(QuothError):
    """Asked again before the cooldown was over."""


class Question(NamedTuple):
    """What was asked, by whom and where."""

    way: str
    """How it was asked, for counting."""
    text: str
    asker: int
    channel: int
    talk: Hashable | None
    """Names the conversation that the question belongs to, if it is to be part of one."""
    library: Library
    essay: str | None = None
    """Its name, if one alone is asked."""
    section: Section | None = None
    prepare: Callable[[str | None], Awaitable[None]] | None = None
    """Makes ready what is asked, where that takes long: nobody else's question is to wait for it."""


class Asked(NamedTuple):
    """An answer, and the conversation before it: what the same question, edited, has to be asked with."""

    answer: Answer
    before: Conversation
    after: Conversation


class Desk:
    """Takes questions from everywhere."""

    def __init__(self, metrics: "Metrics", *, per_user: int, per_channel: int) -> None:
        self._metrics = metrics
        self._users = Cooldowns(per_user)
        self._channels = Cooldowns(per_channel)
        self._talks = Conversations()
        self._waiting = 0
        # One thread: the engine is bound by the processor, and more would only take turns.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answering")

    async def ask(
        self, question: Question, before: Conversation | None = None, instead_of: Conversation | None = None
    ) -> Asked:
        """Answer a question as the next one of its conversation.

        Args:
            question: what is asked.
            before: the conversation that it goes on with, if not the one it belongs to.
            instead_of: where the conversation was after the question that this one replaces; if it has gone on since,
                it stays where it is.

        Raises:
            QuestionError: it is longer than a question can be.
            TooSoonError: the asker or the channel has asked too much within a minute.
            BusyError: too many questions are waiting.
        """
        self.admit(question)
        try:
            if question.prepare:
                await question.prepare(question.essay)
            return await self._answer(question, before, instead_of)
        except Exception:
            self._metrics.failed(question.way)
            raise

    def admit(self, question: Question) -> None:
        """Count a question, or anything else that is answered.

        Raises:
            QuestionError, TooSoonError, BusyError: as `ask` does.
        """
        try:
            self._admit(question, asyncio.get_running_loop().time())
        except QuothError as error:
            self._metrics.refused(question.way, error)
            raise

    async def suggestions(self, library: Library, essay: str) -> Sequence[str]:
        """Questions that an essay answers; the first time they have to be looked for."""
        return await asyncio.to_thread(library.suggestions, essay)  # not behind the questions that wait

    def forget(self, talk: Hashable, before: Conversation, after: Conversation) -> None:
        """Put a conversation back to where it was before a question that is deleted, unless it has gone on since."""
        if self._talks.of(talk, asyncio.get_running_loop().time()) == after:
            if before.asked_at is None:
                self._talks.drop(talk)
            else:
                self._talks.keep(talk, before)

    def forget_in(self, channels: Collection[int]) -> None:
        """Forget all that was said in some channels."""
        self._talks.drop_those(lambda talk: channel_of(talk) in channels)

    def expire(self) -> None:
        """Forget conversations and askers that were silent long enough."""
        self._talks.expire(asyncio.get_running_loop().time())
        self._users.expire()
        self._channels.expire()

    def close(self) -> None:
        """Let the thread go; what it has begun it ends, and nobody waits for it."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, question: Question, before: Conversation | None, instead_of: Conversation | None) -> Asked:
        loop = asyncio.get_running_loop()
        now = loop.time()
        before = self._talks.of(question.talk, now) if before is None else before
        self._waiting += 1
        try:
            asking = partial(question.library.ask, question.text, before, now, FOUND, question.essay, question.section)
            answer, after = await loop.run_in_executor(self._thread, asking)
        finally:
            self._waiting -= 1
        if question.talk is not None and instead_of in (None, self._talks.of(question.talk, now)):
            self._talks.keep(question.talk, after)
        took = loop.time() - now
        self._metrics.answered(question.way, answer.verdict, took)
        log.debug("Asked by %s: %s, after %.1f ms.", question.way, answer.verdict, took * 1_000)
        return Asked(answer, before, after)

    def _admit(self, question: Question, now: float) -> None:
        if len(question.text) > LONGEST_QUESTION:
            raise QuestionError(f"That is longer than {LONGEST_QUESTION:,} characters: ask in fewer words.")
        if self._waiting >= MOST_WAITING:
            raise BusyError(BUSY)
        if wait := self._users.take(question.asker, now):
            raise TooSoonError(f"You ask faster than I may answer: please wait {_seconds(wait)}.")
        if wait := self._channels.take(question.channel, now):
            raise TooSoonError(f"This channel asks faster than I may answer: please wait {_seconds(wait)}.")


def _seconds(number: int) -> str:
    return "a second" if number == 1 else f"{number} seconds"
