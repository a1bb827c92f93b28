import asyncio
import threading

import pytest

from bot.discord_side.desk import FOUND, MOST_WAITING, BusyError, Desk, Question, TooSoonError
from bot.discord_side.health import Metrics
from index import LONGEST_QUESTION, Answer, Answerer, Library, QuestionError, shipped_essay
from index.conversation import Conversation
from index.essay import Section
from tests.bot.discord_side.conftest import shelved

ANSWERER = Answerer(shipped_essay())
LIBRARY = shelved(ANSWERER)
TREATY = "What are Azerbaijan's preconditions for signing?"


def question(text: str, asker: int = 1, channel: int = 1, library: Library = LIBRARY) -> Question:
    return Question("message", text, asker, channel, (channel, asker), library)


def desk(per_user: int = 1_000, per_channel: int = 1_000) -> Desk:
    return Desk(Metrics(), per_user=per_user, per_channel=per_channel)


class Slow(Answerer):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__(shipped_essay())
        self.is_let = threading.Event()

    def ask(
        self, question: str, before: Conversation, now: float, limit: int = FOUND, section: Section | None = None
    ) -> tuple[Answer, Conversation]:
        self.is_let.wait()
        return super().ask(question, before, now, limit, section)


async def test_an_answer_is_the_essays() -> None:
    asked = await desk().ask(question(TREATY))
    assert str(asked.answer.quotes[0].citation).endswith("¶8")


async def test_a_follow_up_leans_on_the_same_askers_question_before() -> None:
    at = desk()
    await at.ask(question(TREATY))
    follow_up = await at.ask(question("and which of them did it add later?"))
    assert follow_up.before.asked_at is not None
    elsewhere = await at.ask(question("and which of them did it add later?", asker=2))
    assert elsewhere.before.asked_at is None


async def test_too_long_a_question_is_refused_before_it_counts() -> None:
    at = desk(per_user=1)
    with pytest.raises(QuestionError, match="fewer words"):
        await at.ask(question("x" * (LONGEST_QUESTION + 1)))
    await at.ask(question(TREATY))


async def test_asking_too_fast_is_told_with_the_time_to_wait() -> None:
    at = desk(per_user=1)
    await at.ask(question(TREATY))
    with pytest.raises(TooSoonError, match=r"^You ask faster .* (60|59) seconds"):
        await at.ask(question(TREATY))
    await at.ask(question(TREATY, asker=2))
    at = desk(per_channel=1)
    await at.ask(question(TREATY))
    with pytest.raises(TooSoonError, match=r"^This channel asks faster"):
        await at.ask(question(TREATY, asker=2))


async def test_more_than_can_wait_are_told_that_it_is_busy_and_the_next_is_answered_again() -> None:
    slow, at = Slow(), desk()
    slowly = shelved(slow)
    waiting = [
        asyncio.create_task(at.ask(question(TREATY, asker=number, library=slowly))) for number in range(MOST_WAITING)
    ]
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="ask again"):
        await at.ask(question(TREATY, asker=-1))
    slow.is_let.set()
    assert len(await asyncio.gather(*waiting)) == MOST_WAITING
    await at.ask(question(TREATY, asker=-1))


async def test_the_event_loop_goes_on_while_an_answer_is_sought() -> None:
    slow = Slow()
    asking = asyncio.create_task(desk().ask(question(TREATY, library=shelved(slow))))
    await asyncio.sleep(0)
    assert not asking.done()
    slow.is_let.set()  # would never be reached if the loop stood still
    await asking


async def test_an_edited_question_moves_the_talk_only_if_it_has_not_gone_on() -> None:
    at = desk()
    first = await at.ask(question(TREATY))
    edited = await at.ask(question("Who is Khovayev?"), first.before, instead_of=first.after)
    assert (await at.ask(question("and when?"))).before == edited.after
    late = await at.ask(question("What is the Zangezur corridor?"), first.before, instead_of=edited.after)
    assert (await at.ask(question("and where?"))).before != late.after


async def test_a_deleted_question_is_as_if_it_had_not_been_asked() -> None:
    at = desk()
    first = await at.ask(question(TREATY))
    second = await at.ask(question("Who is Khovayev?"))
    at.forget((1, 1), second.before, second.after)
    third = await at.ask(question("and when?"))
    assert third.before == first.after
    at.forget((1, 1), second.before, second.after)  # the talk has gone on: it stays where it is
    assert (await at.ask(question("and who?"))).before == third.after


async def test_a_first_question_that_is_deleted_leaves_nothing() -> None:
    at = desk()
    first = await at.ask(question(TREATY))
    at.forget((1, 1), first.before, first.after)
    assert (await at.ask(question("and when?"))).before.asked_at is None


async def test_what_no_conversation_is_named_for_is_part_of_none() -> None:
    at = desk()
    await at.ask(question(TREATY)._replace(talk=None))
    assert (await at.ask(question("and when?")._replace(talk=None))).before.asked_at is None


async def test_silent_conversations_and_askers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk()
    await at.ask(question(TREATY))
    monkeypatch.setattr("index.conversation.FORGOTTEN_AFTER", -1.0)
    at.expire()
    assert not at._talks._kept
