import logging

import pytest

from bot.discord_side import interactions
from bot.discord_side.client import QuothBot
from index import Answer, Answerer, shipped_essay
from index.conversation import Conversation
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import Interaction, LocalDiscord, Sent, text_of

TREATY = "What are Azerbaijan's preconditions for signing?"
CITED = "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"
FAULT = "Something went wrong, and it is my fault, not yours. It was written to my log."
EPHEMERAL = 64
MESSAGE, THINKING = 4, 5  # types of response


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every answer took longer than may pass without an acknowledgement."""
    monkeypatch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)


def callbacks(local: LocalDiscord) -> list[Sent]:
    return [sent for sent in local.sent if sent.path.endswith("/callback")]


async def test_what_is_answered_soon_is_answered_at_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY)
    answer = await local.answer_to(asked)
    assert asked.callback
    assert asked.callback["type"] == MESSAGE
    assert len(answer.sent) == 1


@pytest.mark.parametrize("visibility", ["everyone", "only me"])
async def test_what_takes_longer_is_acknowledged_first_and_seen_by_whom_it_is_for(
    local: LocalDiscord, quoth_bot: QuothBot, slowly: None, visibility: str
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY, visibility=visibility)
    answer = await local.answer_to(asked)
    assert asked.callback
    assert asked.callback["type"] == THINKING
    assert CITED in text_of(answer)
    assert answer.is_ephemeral == (visibility == "only me")
    assert len(local.answers_to(asked)) == 1


@pytest.mark.parametrize("plain_text", [False, True])
async def test_that_works_in_both_forms(local: LocalDiscord, slowly: None, plain_text: bool) -> None:
    async with on_discord(local, plain_text=plain_text):
        asked = await local.slash(local.world.ada, local.world.general, "cite", ref="¶8")
        assert CITED in text_of(await local.answer_to(asked))


class Broken(Answerer):
    def ask(self, *_: object, **__: object) -> tuple[Answer, Conversation]:
        raise RuntimeError("a fault")


@pytest.mark.parametrize("thinks_first", [False, True])
async def test_a_fault_is_told_as_a_sentence_and_the_log_has_the_rest(
    local: LocalDiscord,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    thinks_first: bool,
) -> None:
    if thinks_first:
        monkeypatch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)
    async with on_discord(local, Broken(shipped_essay())):
        asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY, visibility="only me")
        answer = await local.answer_to(asked)
    assert text_of(answer) == FAULT
    assert answer.is_ephemeral
    assert "a fault" in caplog.text


async def test_what_is_asked_wrongly_is_told_to_the_asker_alone(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "cite", ref="¶99")
    answer = await local.answer_to(asked)
    assert answer.is_ephemeral
    assert text_of(answer) == "There is no ¶99: the essay has ¶1 to ¶15."


async def test_one_that_is_delivered_twice_is_answered_once(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    answer = await local.answer_to(await local.slash(world.ada, world.general, "ask", question=TREATY))
    asked = [
        await local.slash(world.ada, world.general, "ask", question=TREATY),
        await local.slash(world.ada, world.general, "about"),
        await local.click(world.ada, answer, "In context"),
    ]
    for interaction in asked:
        await local.again(interaction)
        await local.answer_to(interaction)
        await local.again(interaction)
    await local.settle()
    assert [len(local.answers_to(interaction)) for interaction in asked] == [1, 1, 1]
    assert not [sent for sent in callbacks(local) if sent.status not in (200, 204)]


@pytest.mark.parametrize("thinks_first", [False, True])
async def test_one_that_came_too_late_is_given_up_without_a_fault(
    local: LocalDiscord,
    quoth_bot: QuothBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    thinks_first: bool,
) -> None:
    if thinks_first:
        monkeypatch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)
    world = local.world
    late: list[Interaction] = [
        await local.slash(world.ada, world.general, "ask", question=TREATY, late=True),
        await local.slash(world.ada, world.general, "help", late=True),
    ]
    await local.book.until(lambda: len(callbacks(local)) >= len(late), "the answers", 10)
    await local.settle()
    assert not any(local.answers_to(interaction) for interaction in late)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert CITED in text_of(await local.answer_to(await local.slash(world.ada, world.general, "ask", question=TREATY)))


async def test_a_command_that_it_no_longer_knows_is_told_to_be_outdated(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    old = dict(next(command for command in local.commands if command["name"] == "about"), name="old")
    local.commands.append(old)
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "old"))
    assert answer.is_ephemeral
    assert text_of(answer).startswith("This command has changed")


async def test_a_command_with_options_of_an_older_one_is_told_the_same(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    [cite] = [command for command in local.commands if command["name"] == "cite"]
    cite["options"] = []
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite"))
    assert answer.is_ephemeral
    assert text_of(answer).startswith("This command has changed")
