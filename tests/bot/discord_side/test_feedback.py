from typing import Any

import pytest

from bot.discord_side.client import QuothBot
from bot.discord_side.feedback import LABELS, Reason, reason_given
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord, Message, Modal, text_of

TREATY = "@Quoth What are Azerbaijan's preconditions for signing?"
HELPFUL, UNHELPFUL = "👍", "👎"
THANKS = "Thank you: that was counted."


def counted(bot: QuothBot, kind: str, reason: str = "") -> float:
    """What Prometheus would be told."""
    registry = bot.metrics._registry
    return registry.get_sample_value("quoth_feedback_total", {"kind": kind, "reason": reason}) or 0.0


async def an_answer(local: LocalDiscord, text: str = TREATY) -> Message:
    return await local.answer_to(await local.say(local.world.ada, local.world.general, text))


async def a_form(local: LocalDiscord, answer: Message) -> Modal:
    return await local.modal_of(await local.click(local.world.ben, answer, UNHELPFUL))


async def test_helpful_is_counted_and_thanked_for(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await an_answer(local)
    thanks = await local.answer_to(await local.click(local.world.ben, answer, HELPFUL))
    assert text_of(thanks) == THANKS
    assert thanks.is_ephemeral
    assert counted(quoth_bot, "helpful") == 1


async def test_not_helpful_asks_why_in_a_form(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    form = await a_form(local, await an_answer(local))
    [field] = [part["component"] for part in form.components]
    assert [option["value"] for option in field["options"]] == list(Reason)
    assert [option["label"] for option in field["options"]] == [LABELS[reason] for reason in Reason]
    await local.settle()
    assert counted(quoth_bot, "unhelpful", "other") == 0  # until it is sent in


@pytest.mark.parametrize("reason", Reason)
async def test_the_reason_is_counted(local: LocalDiscord, quoth_bot: QuothBot, reason: Reason) -> None:
    form = await a_form(local, await an_answer(local))
    thanks = await local.answer_to(await local.submit(form, reason=reason.value))
    assert text_of(thanks) == THANKS
    assert thanks.is_ephemeral
    assert counted(quoth_bot, "unhelpful", reason) == 1


async def test_a_form_that_was_opened_before_a_restart_is_counted_after_it(local: LocalDiscord) -> None:
    async with on_discord(local):
        form = await a_form(local, await an_answer(local))
    async with on_discord(local) as bot:
        assert text_of(await local.answer_to(await local.submit(form, reason="not_in_essay"))) == THANKS
        assert counted(bot, "unhelpful", "not_in_essay") == 1


async def test_a_form_that_comes_twice_is_counted_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    form = await a_form(local, await an_answer(local))
    sent_in = await local.submit(form, reason="other")
    await local.again(sent_in)
    await local.answer_to(sent_in)
    await local.settle()
    assert len(local.answers_to(sent_in)) == 1
    assert counted(quoth_bot, "unhelpful", "other") == 1


async def test_a_click_that_comes_twice_is_counted_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    click = await local.click(local.world.ben, await an_answer(local), HELPFUL)
    await local.again(click)
    await local.answer_to(click)
    await local.settle()
    assert counted(quoth_bot, "helpful") == 1


async def test_feedback_can_be_given_on_an_answer_without_passages(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await an_answer(local, "@Quoth How do I bake sourdough bread?")
    form = await a_form(local, answer)
    assert text_of(await local.answer_to(await local.submit(form, reason="not_in_essay"))) == THANKS
    await local.answer_to(await local.click(local.world.ben, answer, HELPFUL))
    assert counted(quoth_bot, "helpful") == 1


@pytest.mark.parametrize("custom_id", ["quoth:1:r:AAAA", "quoth:1:h:", "quoth:1:d:1", "somebody-elses", ""])
async def test_a_form_that_is_none_of_ours_is_not_counted(
    local: LocalDiscord, quoth_bot: QuothBot, custom_id: str
) -> None:
    form = await a_form(local, await an_answer(local))
    form.custom_id = custom_id
    sent_in = await local.submit(form, reason="other")
    await local.settle()
    assert not local.answers_to(sent_in)
    assert counted(quoth_bot, "unhelpful", "other") == 0
    assert counted(quoth_bot, "helpful") == 0


@pytest.mark.parametrize("value", ["made up", "x" * 4_000, "", "WRONG_PASSAGE"])
async def test_a_reason_that_is_none_of_ours_makes_no_counter_of_its_own(
    local: LocalDiscord, quoth_bot: QuothBot, value: str
) -> None:
    form = await a_form(local, await an_answer(local))
    await local.answer_to(await local.submit(form, reason=value))
    assert counted(quoth_bot, "unhelpful", "other") == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"components": []},
        {"components": [{}]},
        {"components": [{"component": None}]},
        {"components": [{"component": {"custom_id": "reason"}}]},
        {"components": [{"component": {"custom_id": "reason", "value": None}}]},
        {"components": [{"component": {"custom_id": "elsewhere", "value": "wrong_passage"}}]},
        {"components": [{"component": {"custom_id": "reason", "value": ["wrong_passage"]}}]},
    ],
)
def test_a_form_without_a_reason_is_counted_as_something_else(data: dict[str, Any]) -> None:
    assert reason_given(data) is Reason.OTHER
