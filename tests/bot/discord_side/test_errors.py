"""What is told to whoever asked when something goes wrong here, and what the log keeps of it."""

import logging

import pytest
from discord import app_commands

from bot.discord_side.client import QuothBot
from bot.discord_side.desk import FOUND, BusyError
from bot.discord_side.errors import FAULT, OUTDATED, as_sentence
from index import Answer, Answerer, QuestionError, UnknownReferenceError, shipped_essay
from index.conversation import Conversation
from index.essay import Section
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord, text_of

QUESTION = "What are Azerbaijan's preconditions for signing?"


class Broken(Answerer):
    """Stumbles over one word."""

    def __init__(self) -> None:
        super().__init__(shipped_essay())

    def ask(
        self, question: str, before: Conversation, now: float, limit: int = FOUND, section: Section | None = None
    ) -> tuple[Answer, Conversation]:
        if "zymurgy" in question:
            raise ZeroDivisionError("stumbled")
        return super().ask(question, before, now, limit, section)


@pytest.mark.parametrize("error", [QuestionError("Too long."), UnknownReferenceError("No ¶99."), BusyError("Busy.")])
def test_what_we_say_ourselves_is_told_as_it_is_and_not_logged(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assert as_sentence(error) == str(error)
    assert not caplog.text


def test_a_fault_is_told_as_one_and_the_log_says_where(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        raise ZeroDivisionError("stumbled")
    assert as_sentence(raised.value) == FAULT
    assert "test_errors.py" in caplog.text
    assert "ZeroDivisionError: stumbled" in caplog.text


def test_a_command_of_an_older_quoth_is_told_as_such() -> None:
    assert as_sentence(app_commands.CommandNotFound("gone", [])) == OUTDATED


async def test_a_fault_costs_one_question_and_is_told_in_the_channel(
    local: LocalDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_discord(local, Broken()) as bot:
        question = await local.say(local.world.ada, local.world.general, "@Quoth zymurgy")
        assert text_of(await local.answer_to(question)) == FAULT
        assert len([record for record in caplog.records if record.exc_info]) == 1
        assert "ZeroDivisionError: stumbled" in caplog.text
        assert "zymurgy" not in caplog.text
        question = await local.say(local.world.ada, local.world.general, f"@Quoth {QUESTION}")
        assert "¶8" in text_of(await local.answer_to(question))
        assert counted(bot, "message") == {"failed": 1, "answered": 1}


@pytest.mark.parametrize("visibility", ["everyone", "only me"])
async def test_a_fault_in_a_command_is_told_to_whoever_asked_alone(
    local: LocalDiscord, visibility: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_discord(local, Broken()) as bot:
        world = local.world
        asked = await local.slash(world.ada, world.general, "ask", question="zymurgy", visibility=visibility)
        answer = await local.answer_to(asked)
        assert text_of(answer) == FAULT
        assert answer.is_ephemeral
        await local.settle()
        assert len(local.answers_to(asked)) == 1
        assert len([record for record in caplog.records if record.exc_info]) == 1
        asked = await local.slash(world.ada, world.general, "ask", question=QUESTION)
        assert "¶8" in text_of(await local.answer_to(asked))
        assert counted(bot, "ask") == {"failed": 1, "answered": 1}


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("cite", {"ref": "¶999"}, "999"),
        ("cite", {"ref": "no such heading"}, "no such heading"),
        ("ask", {"question": QUESTION, "section": "no such section"}, "no such section"),
        ("ask", {"question": QUESTION, "section": "¶8"}, "is no single section: choose one of those"),
    ],
)
async def test_what_cannot_be_found_is_told_to_whoever_asked_alone(
    local: LocalDiscord,
    quoth_bot: QuothBot,
    name: str,
    options: dict[str, str],
    told: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, name, **options))  # type: ignore[arg-type]
    assert told in text_of(answer)
    assert answer.is_ephemeral
    assert not caplog.text


async def test_a_command_that_we_no_longer_have_is_told_as_changed(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    quoth_bot.tree.remove_command("about")
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "about"))
    assert text_of(answer) == OUTDATED
    assert answer.is_ephemeral


def counted(bot: QuothBot, way: str) -> dict[str, int]:
    """Questions by outcome, as Prometheus reads them."""
    samples = [sample for metric in bot.metrics._registry.collect() for sample in metric.samples]
    questions = [s for s in samples if s.name == "quoth_questions_total" and s.labels["way"] == way]
    return {sample.labels["outcome"]: int(sample.value) for sample in questions}
