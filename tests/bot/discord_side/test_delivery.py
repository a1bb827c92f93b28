"""What the asker sees when something goes wrong on the way to Discord; nothing is lost that Discord lets us keep."""

import asyncio
from functools import partial

import pytest

from bot.discord_side import delivery
from bot.discord_side.client import QuothBot
from tests.bot.discord_side.conftest import logged, on_discord
from tests.discord_server import Channel, LocalDiscord, Message, buttons_of, text_of
from tests.discord_server.faults import Fault
from tests.discord_server.model import is_json

QUESTION = "What are Azerbaijan's preconditions for signing?"
TREATY = f"@Quoth {QUESTION}"
QUOTED = "Azerbaijan insisted that the text would be signed only after"
MESSAGES = "/channels/*/messages"
CALLBACK = "/interactions/*/callback"
RESPONSE = "/webhooks/*"

pytestmark = pytest.mark.usefixtures("hurried")


def fail(
    local: LocalDiscord, method: str, path: str, *, how: str | int, after: bool = False, times: int | None = 1
) -> Fault:
    """Let requests go wrong with a status, or with a reset connection."""
    if isinstance(how, int):
        return local.faults.next(method, path, how, after=after, times=times)
    return local.faults.next(method, path, cut=True, after=after, times=times)


def said_in(local: LocalDiscord, channel: Channel) -> list[Message]:
    """All that stands there of the bot."""
    messages = local.world.messages.values()
    return [m for m in messages if m.channel is channel and m.author is local.world.me and not m.deleted]


async def answered(local: LocalDiscord) -> Message:
    """Ask in the channel; the one answer, which quotes and says what it replies to."""
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.settle()
    assert QUOTED in text_of(answer)
    assert answer.replies_to == question.id
    assert said_in(local, local.world.general) == [answer]
    return answer


async def responded(local: LocalDiscord) -> Message:
    """The same with a command."""
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=QUESTION)
    answer = await local.answer_to(asked)
    await local.settle()
    assert QUOTED in text_of(answer)
    assert said_in(local, local.world.general) == [answer]
    return answer


# A message is answered.


@pytest.mark.parametrize(("status", "times"), [(429, 1), (429, 3), (500, 2), (502, 2), (503, 1), (504, 1)])
async def test_what_goes_wrong_for_a_moment_the_asker_does_not_see(
    local: LocalDiscord, quoth_bot: QuothBot, status: int, times: int
) -> None:
    fault = local.faults.next("POST", MESSAGES, status, times=times)
    assert (await answered(local)).is_v2
    assert fault.hits == times
    path = f"/channels/{local.world.general.id}/messages"
    assert len({sent.body["nonce"] for sent in local.sent if sent.path == path and is_json(sent.body)}) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before Discord took it", "after Discord took it"])
@pytest.mark.parametrize("how", ["reset", 503, 500])
async def test_whether_discord_took_it_or_not_one_answer_stands_in_the_channel(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, after: bool
) -> None:
    fault = fail(local, "POST", MESSAGES, after=after, how=how)
    assert (await answered(local)).is_v2
    assert fault.hits == 1


@pytest.mark.parametrize("after", [False, True], ids=["before Discord took it", "after Discord took it"])
@pytest.mark.parametrize(("how", "times"), [(503, 2), (500, 5), (502, 5)])
async def test_what_goes_wrong_for_longer_costs_the_form_at_most(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, times: int, after: bool
) -> None:
    fault = fail(local, "POST", MESSAGES, after=after, times=times, how=how)
    answer = await answered(local)
    assert fault.hits == times
    assert answer.is_v2 == after


async def test_an_answer_that_discord_took_unsaid_can_still_be_changed(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    local.faults.next("POST", MESSAGES, 503, times=2, after=True)
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.edit(question, "@Quoth Who brews the best coffee?")
    await local.edited(answer)
    assert "The essay does not say." in text_of(answer)


@pytest.mark.parametrize("how", ["reset", 503, 502])
async def test_an_outage_is_logged_without_a_traceback_and_the_next_question_is_answered(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, caplog: pytest.LogCaptureFixture
) -> None:
    general = local.world.general
    fault = fail(local, "POST", f"/channels/{general.id}/messages", times=None, how=how)
    await local.say(local.world.ada, general, TREATY)
    await logged(caplog, f"An answer in channel {general.id} ")
    assert "Traceback" not in caplog.text
    assert "Azerbaijan" not in caplog.text
    fault.stop()
    await answered(local)


async def test_a_full_bucket_is_waited_for(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    local.faults.bucket("POST", MESSAGES, limit=2, window=0.1)
    asked = [await local.say(local.world.ada, local.world.general, TREATY) for _ in range(5)]
    answers = await asyncio.gather(*map(local.answer_to, asked))
    assert [answer.replies_to for answer in answers] == [question.id for question in asked]
    assert len(said_in(local, local.world.general)) == len(asked)


async def test_a_slow_discord_keeps_nobody_else_from_an_answer(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    slow = local.faults.next("POST", f"/channels/{local.world.general.id}/messages", hold=asyncio.Event())
    late = await local.say(local.world.ada, local.world.general, TREATY)
    await slow.met.wait()
    await local.answer_to(await local.say(local.world.ben, local.world.other_channel, TREATY))
    assert not local.answers_to(late)
    assert slow.hold
    slow.hold.set()
    assert QUOTED in text_of(await local.answer_to(late))


async def test_a_discord_that_never_answers_is_given_up(
    local: LocalDiscord, quoth_bot: QuothBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery, "WITHIN", 0.05)
    never = local.faults.next("POST", MESSAGES, hold=asyncio.Event())
    await local.say(local.world.ada, local.world.general, TREATY)
    await never.met.wait()
    await logged(caplog, "did not go through: TimeoutError()")
    assert never.hold
    never.hold.set()
    assert await quoth_bot.work.finish(0) == 0


async def test_an_answer_that_discord_will_not_have_comes_as_plain_text(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    local.faults.next("POST", MESSAGES, 400, code=50035)
    answer = await answered(local)
    assert not answer.is_v2
    assert "> **However, Azerbaijan insisted" in answer.content
    assert "— §1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8" in answer.content
    assert "In context" in [button.label for button in buttons_of(answer)]


async def test_a_plain_answer_that_discord_will_not_have_is_not_tried_again(
    local: LocalDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_discord(local, plain_text=True) as bot:
        fault = local.faults.next("POST", MESSAGES, 400, code=50035, times=None)
        await local.say(local.world.ada, local.world.general, TREATY)
        await local.book.until(lambda: fault.hits, "a try", 5)
        await bot.work.finish(5)
        assert fault.hits == 1
        assert "was refused" in caplog.text


async def test_where_it_may_not_write_the_asker_is_told_once_and_others_are_answered(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    world = local.world
    await local.forbid(world.general, send_messages=True)
    for number, asker in enumerate((world.ada, world.ada, world.ben), start=1):
        question = await local.say(asker, world.general, TREATY)
        tries = number + 1  # the first question in either form, those after it in one
        await local.book.until(partial(is_refused, local, tries), "a refusal", 5)
        assert not local.answers_to(question)
    await local.answer_to(await local.say(world.ada, world.other_channel, TREATY))
    await local.forbid(world.general)
    await answered(local)
    await quoth_bot.work.finish(5)
    assert [text_of(message) for message in said_in(local, world.dm(world.ada))] == [
        f"I may not write in <#{world.general.id}>. Somebody who manages it can give me “Send Messages” there."
    ]
    assert not said_in(local, world.dm(world.ben))
    assert caplog.text.count(f"Not allowed to write in channel {world.general.id}") == 1


def is_refused(local: LocalDiscord, times: int) -> bool:
    return sum(sent.status == 403 for sent in local.sent) == times


async def test_after_an_hour_a_missing_permission_is_told_again(
    local: LocalDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "TOLD_FOR", 0.0)
    async with on_discord(local):
        await local.forbid(local.world.general, send_messages=True)
        for _ in range(2):
            question = await local.say(local.world.ada, local.world.general, TREATY)
            told = await local.said_in(local.world.dm(local.world.ada), question)
            assert "I may not write in" in text_of(told)


async def test_who_takes_no_direct_messages_is_not_told_and_the_log_says_so(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    local.world.ada.takes_messages = False
    await local.forbid(local.world.general, send_messages=True)
    await local.say(local.world.ada, local.world.general, TREATY)
    await logged(caplog, "Nor could the asker be told: 403")


async def test_without_the_permission_to_reply_the_answer_stands_alone(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    await local.forbid(local.world.general, read_message_history=True)
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.said_in(local.world.general, question)
    assert QUOTED in text_of(answer)
    assert answer.replies_to is None
    assert answer.is_v2


async def test_an_outage_on_top_of_a_missing_permission_is_no_fault_of_ours(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    await local.forbid(local.world.general, read_message_history=True)
    local.faults.next("POST", MESSAGES, 403, code=160002)
    local.faults.next("POST", MESSAGES, 403, code=50013, times=2)
    await local.say(local.world.ada, local.world.general, TREATY)
    await logged(caplog, "Not allowed to write")
    await quoth_bot.work.finish(5)
    assert "fault of Quoth" not in caplog.text


async def test_the_answer_to_a_question_that_was_deleted_unnoticed_stands_alone(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    sending = local.faults.next("POST", MESSAGES, hold=asyncio.Event())
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await sending.met.wait()
    with local.gateway.missing():
        await local.delete(question)
    assert sending.hold
    sending.hold.set()
    answer = await local.answer_to(question)
    assert answer.replies_to is None
    local.gateway.abort()  # after it has resumed it knows, and takes the answer away
    await local.deleted(answer)


@pytest.mark.parametrize("how", ["reset", 503, 500, 429])
@pytest.mark.parametrize("after", [False, True])
async def test_edits_and_deletions_are_tried_again_too(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, after: bool
) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    fail(local, "PATCH", f"{MESSAGES}/*", after=after, how=how)
    await local.edit(question, "@Quoth Who brews the best coffee?")
    await local.edited(answer, 1 + after)
    fail(local, "DELETE", f"{MESSAGES}/*", after=after, how=how)
    await local.delete(question)
    await local.deleted(answer)


# A command or a click is answered.


@pytest.mark.parametrize("after", [False, True], ids=["before Discord took it", "after Discord took it"])
@pytest.mark.parametrize("how", ["reset", 503, 500, 429])
async def test_a_command_is_answered_once_whether_discord_took_the_answer_or_not(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, after: bool
) -> None:
    fault = fail(local, "POST", CALLBACK, after=after, how=how)
    assert (await responded(local)).is_v2
    assert fault.hits == 1


async def test_a_commands_answer_that_discord_will_not_have_comes_as_plain_text(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    local.faults.next("POST", CALLBACK, 400, code=50035)
    assert "> **However, Azerbaijan insisted" in (await responded(local)).content


async def test_a_command_that_is_answered_too_late_is_given_up(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    late = await local.slash(local.world.ada, local.world.general, "ask", question=QUESTION, late=True)
    await local.settle()
    assert not local.answers_to(late)
    assert "could not be answered: 404 Not Found (error code: 10062)" in caplog.text
    assert "Traceback" not in caplog.text
    await responded(local)


async def test_a_click_that_is_answered_too_late_is_given_up(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await local.answer_to(await local.say(local.world.ada, local.world.general, TREATY))
    for button in buttons_of(answer):
        await local.click(local.world.ada, answer, button.label, late=True)
    await local.settle()
    assert caplog.text.count("10062") == len(buttons_of(answer))
    assert "Traceback" not in caplog.text
    assert not answer.deleted


async def test_a_command_that_counts_as_answered_already_has_one_answer(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    local.faults.next("POST", CALLBACK, 400, code=40060, after=True)
    assert (await responded(local)).is_v2
    assert not caplog.text


@pytest.mark.parametrize("how", ["reset", 503, 429])
@pytest.mark.parametrize("after", [False, True])
async def test_buttons_work_through_faults(
    local: LocalDiscord, quoth_bot: QuothBot, how: str | int, after: bool
) -> None:
    answer = await local.answer_to(await local.say(local.world.ada, local.world.general, TREATY))
    fail(local, "POST", CALLBACK, after=after, how=how)
    shown = await local.answer_to(await local.click(local.world.ben, answer, "In context"))
    assert shown.is_ephemeral
    fail(local, "POST", CALLBACK, after=after, how=how)
    leafed = await local.click(local.world.ben, shown, "Later →")
    assert await local.answer_to(leafed) is shown
    fail(local, "POST", CALLBACK, after=after, how=how)
    form = await local.modal_of(await local.click(local.world.ben, answer, "👎"))
    assert form.title
    fail(local, "POST", CALLBACK, after=after, how=how)
    fail(local, "DELETE", RESPONSE, after=after, how=how)
    await local.click(local.world.ada, answer, "🗑️")
    await local.deleted(answer)
