import asyncio
import threading

import pytest

from bot.discord_side.client import QuothBot
from index import LONGEST_QUESTION, Answer, Answerer, Section, shipped_essay
from index.conversation import Conversation
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord, Message, text_of

TREATY = "@Quoth What are Azerbaijan's preconditions for signing?"
ENVOY = "@Quoth Who is Khovayev?"
FOLLOW_UP = "@Quoth and when?"  # answered after ENVOY, and by itself not
CITED = "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"
ENVOY_CITED = "¶12"
NOT_SAID = "The essay does not say."
WITHHELD = "Discord does not show me replies to the answer of a command: mention me or use `/ask`, and I can read it."
SENDS = "/channels/*/messages"


async def answered(local: LocalDiscord, message: Message) -> str:
    return text_of(await local.answer_to(message))


# Ways to ask


async def test_a_mention_is_answered_with_the_quote_and_its_citation(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    assert "> **However, Azerbaijan insisted that the text would be signed only after" in text_of(answer)
    assert CITED in text_of(answer)
    assert answer.replies_to == question.id


@pytest.mark.parametrize("place", ["general", "thread", "post"])
async def test_a_mention_is_answered_where_it_was_made(local: LocalDiscord, quoth_bot: QuothBot, place: str) -> None:
    channel = getattr(local.world, place)
    answer = await local.answer_to(await local.say(local.world.ada, channel, TREATY))
    assert answer.channel is channel
    assert CITED in text_of(answer)


async def test_a_direct_message_needs_no_mention(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.dm(local.world.ada), TREATY.removeprefix("@Quoth "))
    assert CITED in await answered(local, question)


async def test_a_mention_may_stand_anywhere_in_the_question(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    asked = "What are Azerbaijan's preconditions, @Quoth for signing?"
    assert CITED in await answered(local, await local.say(local.world.ada, local.world.general, asked))


async def test_a_mention_alone_is_told_how_to_ask(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    assert "Ask about the essay" in await answered(
        local, await local.say(local.world.ada, local.world.general, "@Quoth")
    )


async def test_a_direct_message_without_text_is_told_how_to_ask(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    place = local.world.dm(local.world.ada)
    first = await local.say(local.world.ada, place, "")
    assert "Ask about the essay" in await answered(local, first)
    reply = await local.say(local.world.ada, place, "", reply_to=await local.answer_to(first))
    assert "Ask about the essay" in await answered(local, reply)


# Silence


async def test_what_is_not_addressed_to_it_it_does_not_answer(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    role = world.guild.members[world.me.id][0].mention
    robot = world.user("Robot", bot=True)
    said = [
        await local.say(world.ada, world.general, "What are Azerbaijan's preconditions for signing?"),
        await local.say(world.ada, world.general, "@everyone what are the preconditions?", everyone=True),
        await local.say(world.ada, world.general, f"{role} what are the preconditions?"),
        await local.say(world.ada, world.general, f"{world.ben.mention} what are the preconditions?"),
        await local.say(robot, world.general, TREATY),
        await local.say(world.user("Hook"), world.general, TREATY, webhook=True),
        await local.say(world.ada, world.general, TREATY, kind=7),  # somebody joined
        await local.say(world.ada, world.general, TREATY, kind=6),  # something was pinned
        await local.say(robot, world.dm(robot), TREATY),
    ]
    for message in (said[0], said[-1]):
        await local.silent(message)


async def test_it_does_not_talk_to_itself(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    its_own = await local.say(local.world.me, local.world.general, TREATY)
    await local.silent(its_own)


async def test_a_reply_to_somebody_else_is_not_for_it(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    among_us = await local.say(local.world.ada, local.world.general, "look at this")
    await local.silent(await local.say(local.world.ben, local.world.general, "and when?", reply_to=among_us))


async def test_a_reply_that_does_not_ping_is_not_for_it(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await local.answer_to(await local.say(local.world.ada, local.world.general, TREATY))
    await local.silent(await local.say(local.world.ada, local.world.general, "lol", reply_to=answer, ping=False))


async def test_a_question_that_is_delivered_twice_is_answered_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await local.gateway.again(question)
    await local.answer_to(question)
    await local.gateway.again(question)
    await local.settle()
    assert len(local.answers_to(question)) == 1


# Conversations


async def test_a_follow_up_leans_on_the_same_askers_question_before(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    await answered(local, await local.say(world.ada, world.general, ENVOY))
    assert ENVOY_CITED in await answered(local, await local.say(world.ada, world.general, FOLLOW_UP))


async def test_a_channel_holds_a_conversation_for_each_asker_and_a_person_one_in_each_channel(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    await answered(local, await local.say(world.ada, world.general, ENVOY))
    assert NOT_SAID in await answered(local, await local.say(world.ben, world.general, FOLLOW_UP))
    assert NOT_SAID in await answered(local, await local.say(world.ada, world.other_channel, FOLLOW_UP))


@pytest.mark.parametrize("place", ["thread", "post"])
async def test_in_a_thread_all_share_one_conversation(local: LocalDiscord, quoth_bot: QuothBot, place: str) -> None:
    thread = getattr(local.world, place)
    await answered(local, await local.say(local.world.ada, thread, ENVOY))
    assert ENVOY_CITED in await answered(local, await local.say(local.world.ben, thread, FOLLOW_UP))


async def test_anybodys_reply_goes_on_where_the_answer_was(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    answer = await local.answer_to(await local.say(world.ada, world.general, ENVOY))
    for between in ("@Quoth How do I bake sourdough bread?", TREATY):
        await answered(local, await local.say(world.ada, world.general, between))
    for user in (world.ada, world.ben):
        reply = await local.say(user, world.general, "and when?", reply_to=answer)
        assert ENVOY_CITED in await answered(local, reply)


class LongAgo(Answerer):
    """Takes whatever was asked for something asked a day ago."""

    def ask(
        self, question: str, before: Conversation, now: float, limit: int = 3, section: Section | None = None
    ) -> tuple[Answer, Conversation]:
        answer, after = super().ask(question, before, now, limit, section)
        return answer, after._replace(asked_at=now - 24 * 60 * 60)


async def test_a_reply_goes_on_however_long_ago_the_answer_was(local: LocalDiscord) -> None:
    world = local.world
    async with on_discord(local, LongAgo(shipped_essay())):
        answer = await local.answer_to(await local.say(world.ada, world.general, ENVOY))
        assert NOT_SAID in await answered(local, await local.say(world.ada, world.general, FOLLOW_UP))
        assert ENVOY_CITED in await answered(
            local, await local.say(world.ada, world.general, "and when?", reply_to=answer)
        )


async def test_a_reply_to_a_commands_answer_is_told_that_its_text_is_withheld(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    slash = await local.slash(world.ada, world.general, "ask", question="Who is Khovayev?")
    reply = await local.say(world.ben, world.general, "and when?", reply_to=await local.answer_to(slash))
    assert await answered(local, reply) == WITHHELD


async def test_in_direct_messages_a_reply_to_a_commands_answer_can_be_read(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    here = world.dm(world.ada)
    slash = await local.slash(world.ada, here, "ask", question="Who is Khovayev?")
    reply = await local.say(world.ada, here, "and when?", reply_to=await local.answer_to(slash))
    assert ENVOY_CITED in await answered(local, reply)


async def test_the_commands_and_mentions_of_an_asker_are_one_conversation(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    await local.answer_to(await local.slash(world.ada, world.general, "ask", question="Who is Khovayev?"))
    assert ENVOY_CITED in await answered(local, await local.say(world.ada, world.general, FOLLOW_UP))


@pytest.mark.parametrize("place", ["general", "thread"])
async def test_what_only_the_asker_sees_stays_out_of_what_others_read(
    local: LocalDiscord, quoth_bot: QuothBot, place: str
) -> None:
    world = local.world
    channel = getattr(world, place)
    await local.answer_to(
        await local.slash(world.ada, channel, "ask", question="Who is Khovayev?", visibility="only me")
    )
    for user in (world.ada, world.ben):
        assert NOT_SAID in await answered(local, await local.say(user, channel, FOLLOW_UP))


async def test_a_deleted_question_is_nothing_to_go_on_with(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    question = await local.say(world.ada, world.general, ENVOY)
    answer = await local.answer_to(question)
    await local.delete(question)
    await local.deleted(answer)
    assert NOT_SAID in await answered(local, await local.say(world.ada, world.general, FOLLOW_UP))


async def test_an_edit_that_discord_does_not_take_leaves_no_second_answer(
    local: LocalDiscord, quoth_bot: QuothBot, hurried: None
) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    patched = local.faults.next("PATCH", "/channels/*/messages/*", 503, times=2)
    deleted = local.faults.next("DELETE", "/channels/*/messages/*", 503, times=2)
    await local.edit(question, ENVOY)
    await local.book.until(lambda: patched.hits == 2 and deleted.hits == 2, "the edit to fail", 10)
    await local.settle()
    assert local.answers_to(question) == [answer]


# Edits


async def test_an_edited_question_has_its_answer_edited(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.edit(question, ENVOY)
    await local.edited(answer)
    assert ENVOY_CITED in text_of(answer)
    assert CITED not in text_of(answer)
    await local.settle()
    assert local.answers_to(question) == [answer]


async def test_an_edited_follow_up_still_leans_on_what_was_before_it(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    await answered(local, await local.say(world.ada, world.general, ENVOY))
    question = await local.say(world.ada, world.general, TREATY)
    answer = await local.answer_to(question)
    await local.edit(question, FOLLOW_UP)
    await local.edited(answer)
    assert ENVOY_CITED in text_of(answer)


async def test_a_reply_to_an_edited_answer_goes_on_with_what_it_says_now(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    question = await local.say(world.ada, world.general, "@Quoth How do I bake sourdough bread?")
    answer = await local.answer_to(question)
    await local.edit(question, ENVOY)
    await local.edited(answer)
    assert ENVOY_CITED in await answered(local, await local.say(world.ben, world.general, "and when?", reply_to=answer))


async def test_an_edit_that_does_not_change_the_text_does_nothing(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.edit(question, TREATY)  # as when Discord unfolds a link
    await local.settle()
    assert len(answer.sent) == 1


async def test_the_same_holds_while_the_answer_is_under_way(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    on_its_way = local.faults.next("POST", SENDS, hold=asyncio.Event())
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await on_its_way.met.wait()
    await local.edit(question, TREATY)
    await local.delivered()
    assert on_its_way.hold
    on_its_way.hold.set()
    answer = await local.answer_to(question)
    await local.settle()
    assert len(answer.sent) == 1
    assert local.answers_to(question) == [answer]


async def test_an_edit_while_the_answer_is_under_way_ends_with_one_answer_to_the_newest_wording(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    on_its_way = local.faults.next("POST", SENDS, hold=asyncio.Event())
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await on_its_way.met.wait()
    await local.edit(question, "@Quoth How do I bake sourdough bread?")
    await local.edit(question, ENVOY)
    await local.delivered()
    assert on_its_way.hold
    on_its_way.hold.set()
    answer = await local.edited(await local.answer_to(question))
    await local.settle()
    assert ENVOY_CITED in text_of(answer)
    assert local.answers_to(question) == [answer]
    assert len(answer.sent) == 2  # what was asked in between was never answered


async def test_edits_of_what_it_did_not_answer_are_not_answered(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    message = await local.say(local.world.ada, local.world.general, "among ourselves")
    await local.edit(message, "among ourselves, once more")
    await local.silent(message)


async def test_a_question_whose_mention_is_edited_away_keeps_its_answer(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.edit(question, "never mind")
    await local.settle()
    assert len(answer.sent) == 1
    assert not answer.deleted


# Deletions


async def test_a_deleted_question_takes_its_answer_with_it(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.delete(question)
    await local.deleted(answer)


async def test_questions_that_are_swept_away_take_their_answers_with_them(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    questions = [await local.say(world.ada, world.general, asked) for asked in (TREATY, ENVOY)]
    among_us = await local.say(world.ben, world.general, "hello")
    kept = await local.answer_to(await local.say(world.ada, world.general, TREATY))
    answers = [await local.answer_to(question) for question in questions]
    await local.delete(*questions, among_us)
    for answer in answers:
        await local.deleted(answer)
    await local.settle()
    assert not kept.deleted


async def test_a_question_that_is_deleted_while_its_answer_is_on_its_way_leaves_none(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    on_its_way = local.faults.next("POST", SENDS, hold=asyncio.Event())
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await on_its_way.met.wait()
    await local.delete(question)
    await local.delivered()
    assert on_its_way.hold
    on_its_way.hold.set()
    [answer] = await local.book.until(lambda: _said(local, question), "an answer", 10)
    await local.deleted(answer)


async def test_the_same_when_the_answer_had_come_before_the_deletion_was_known(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    unknown_yet = local.faults.next("POST", SENDS, hold=asyncio.Event(), after=True)
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.delete(question)
    await local.delivered()
    assert unknown_yet.hold
    unknown_yet.hold.set()
    await local.deleted(answer)


class Slow(Answerer):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__(shipped_essay())
        self.is_let = threading.Event()
        self.has_begun = threading.Event()

    def ask(
        self, question: str, before: Conversation, now: float, limit: int = 3, section: Section | None = None
    ) -> tuple[Answer, Conversation]:
        self.has_begun.set()
        assert self.is_let.wait(10)
        return super().ask(question, before, now, limit, section)


async def test_a_question_that_is_deleted_before_it_is_answered_is_not_answered(local: LocalDiscord) -> None:
    slow = Slow()
    async with on_discord(local, slow):
        question = await local.say(local.world.ada, local.world.general, TREATY)
        await asyncio.to_thread(slow.has_begun.wait, 10)
        await local.delete(question)
        await local.delivered()
        slow.is_let.set()
        await local.silent(question)


async def test_an_edit_while_the_answer_is_sought_is_answered_alone(local: LocalDiscord) -> None:
    slow = Slow()
    async with on_discord(local, slow):
        question = await local.say(local.world.ada, local.world.general, TREATY)
        await asyncio.to_thread(slow.has_begun.wait, 10)
        await local.edit(question, ENVOY)
        await local.delivered()
        slow.is_let.set()
        answer = await local.answer_to(question)
        await local.settle()
        assert ENVOY_CITED in text_of(answer)
        assert local.answers_to(question) == [answer]


# What can't be answered


async def test_too_long_a_question_is_told_so(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY + " x" * LONGEST_QUESTION)
    assert "ask in fewer words" in await answered(local, question)


async def test_who_asks_too_fast_is_told_when_to_ask_again(local: LocalDiscord) -> None:
    async with on_discord(local, questions_per_user=1):
        await answered(local, await local.say(local.world.ada, local.world.general, TREATY))
        second = await local.say(local.world.ada, local.world.general, ENVOY)
        assert (await answered(local, second)).startswith("You ask faster than I may answer: please wait ")
        assert CITED in await answered(local, await local.say(local.world.ben, local.world.general, TREATY))


class Broken(Answerer):
    def ask(self, *_: object, **__: object) -> tuple[Answer, Conversation]:
        raise RuntimeError("a fault with a secret in it")


async def test_a_fault_of_the_program_is_told_as_a_sentence(local: LocalDiscord) -> None:
    async with on_discord(local, Broken(shipped_essay())):
        told = await answered(local, await local.say(local.world.ada, local.world.general, TREATY))
        assert told == "Something went wrong, and it is my fault, not yours. It was written to my log."


def _said(local: LocalDiscord, after: Message) -> list[Message]:
    me = local.world.me
    return [message for message in local.world.messages.values() if message.author is me and message.id > after.id]
