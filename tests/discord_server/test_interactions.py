from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.discord_server import LocalDiscord, buttons_of, text_of
from tests.discord_server.echo import running
from tests.discord_server.messages import edited
from tests.discord_server.refusals import Refusal
from tests.discord_server.small_bot import SmallBot


@pytest.fixture
async def small(local: LocalDiscord) -> AsyncIterator[SmallBot]:
    bot = SmallBot()

    @bot.tree.error
    async def ignore(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """The tests look at what Discord said, not at what the library logs."""

    async with running(bot, local):
        yield bot


async def test_a_command_is_answered_for_all_or_for_one(local: LocalDiscord, small: SmallBot) -> None:
    world = local.world
    answer = await local.answer_to(await local.slash(world.ada, world.general, "say", what="hello", how="aloud"))
    assert (text_of(answer), answer.is_ephemeral) == ("hello aloud", False)
    answer = await local.answer_to(await local.slash(world.ada, world.thread, "say", what="hello"))
    assert (text_of(answer), answer.is_ephemeral) == ("hello quietly", True)
    assert not local.violations


async def test_what_cannot_be_typed_fails_the_test(local: LocalDiscord, small: SmallBot) -> None:
    world = local.world
    for name, options in (
        ("nothing", {}),
        ("say", {}),
        ("say", {"what": 1}),
        ("say", {"what": "x", "how": "loudly"}),
        ("say", {"what": "x", "why": "x"}),
    ):
        with pytest.raises(AssertionError):
            await local.slash(world.ada, world.general, name, **options)


async def test_choices_are_offered_while_one_types(local: LocalDiscord, small: SmallBot) -> None:
    choices = await local.autocomplete(local.world.ada, local.world.general, "say", focus="what", what="ab")
    assert [choice["value"] for choice in choices] == ["ab", "abab"]


@pytest.mark.parametrize("place", ["dm", "private", "strange_channel"])
async def test_commands_work_where_the_bot_is_not(local: LocalDiscord, small: SmallBot, place: str) -> None:
    world = local.world
    channel = world.dm(world.ada) if place == "dm" else getattr(world, place)
    answer = await local.answer_to(await local.slash(world.ada, channel, "count"))
    await local.answer_to(await local.click(world.ada, answer, "1"))
    assert [button.label for button in buttons_of(answer)] == ["2"]


async def test_a_button_changes_its_message(local: LocalDiscord, small: SmallBot) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "count"))
    assert answer.is_v2
    assert [(button.label, button.custom_id) for button in buttons_of(answer)] == [("1", "lasting:1")]
    click = await local.click(local.world.ben, answer, "lasting:1")
    assert await local.answer_to(click) is answer
    assert text_of(answer) == "number 2"
    with pytest.raises(AssertionError, match="there is no"):
        await local.click(local.world.ben, answer, "lasting:1")


async def test_a_button_works_after_a_restart(local: LocalDiscord) -> None:
    async with running(SmallBot(), local):
        answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "count"))
    async with running(SmallBot(), local):
        await local.answer_to(await local.click(local.world.ada, answer, "1"))
    assert text_of(answer) == "number 2"


async def test_thinking_first_then_saying_it_then_more(local: LocalDiscord, small: SmallBot) -> None:
    interaction = await local.slash(local.world.ada, local.world.general, "think")
    answer = await local.answer_to(interaction)
    assert text_of(answer) == "number 1"
    assert not answer.is_thinking
    await local.book.until(lambda: len(local.answers_to(interaction)) == 2, "the follow-up", 5)
    assert text_of(local.answers_to(interaction)[1]) == "and more"


async def test_the_first_follow_up_is_what_was_thought(local: LocalDiscord, small: SmallBot) -> None:
    interaction = await local.slash(local.world.ada, local.world.general, "later")
    answer = await local.answer_to(interaction)
    assert answer is interaction.original
    assert (text_of(answer), answer.is_ephemeral, answer.is_thinking) == ("thought", True, False)


async def test_a_disabled_button_cannot_be_clicked(local: LocalDiscord, small: SmallBot) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "disabled"))
    with pytest.raises(AssertionError, match="disabled"):
        await local.click(local.world.ada, answer, "Off")


async def test_a_reply_to_the_answer_of_a_command_is_withheld(local: LocalDiscord, small: SmallBot) -> None:
    world = local.world
    answer = await local.answer_to(await local.slash(world.ada, world.general, "count"))
    reply = await local.say(world.ada, world.general, "and then?", reply_to=answer)
    assert world.me in reply.mentions
    assert world.wire(reply)["content"] == ""
    mention = await local.say(world.ada, world.general, "@Quoth and then?", reply_to=answer)
    assert world.wire(mention)["content"].endswith("and then?")


async def test_a_form_is_filled_in(local: LocalDiscord, small: SmallBot) -> None:
    modal = await local.modal_of(await local.slash(local.world.ada, local.world.general, "form"))
    assert modal.title == "Why?"
    answer = await local.answer_to(await local.submit(modal, words="because", reason="b"))
    assert text_of(answer) == "because, b"


async def test_a_message_command_reads_what_the_bot_could_not(local: LocalDiscord, small: SmallBot) -> None:
    world = local.world
    message = await local.say(world.ada, world.general, "among ourselves")
    for user, may in ((world.ada, False), (world.mod, True)):
        answer = await local.answer_to(await local.context_menu(user, "Find it", message))
        assert text_of(answer) == f"among ourselves, {may}"


async def test_a_late_answer_is_refused(local: LocalDiscord, small: SmallBot) -> None:
    interaction = await local.slash(local.world.ada, local.world.general, "say", late=True, what="hello")
    await local.book.until(lambda: local.book.sent[-1].status == 404, "a refusal", 5)
    assert not local.answers_to(interaction)


async def test_a_second_response_and_a_sixth_follow_up_are_refused(local: LocalDiscord, small: SmallBot) -> None:
    interaction = await local.slash(local.world.ada, local.world.private, "often")
    await local.book.until(lambda: local.violations, "a refusal", 5)
    assert [text_of(answer) for answer in local.answers_to(interaction)] == ["once", *["40060"] * 5]
    assert "maximum number of follow up messages" in local.violations[0]


async def test_a_token_ends(local: LocalDiscord, small: SmallBot) -> None:
    interaction = await local.slash(local.world.ada, local.world.general, "count")
    await local.answer_to(interaction)
    interaction.is_expired = True
    webhook = discord.Webhook.partial(local.world.me.id, interaction.token, client=small)
    with pytest.raises(discord.HTTPException) as refused:
        await webhook.edit_message(interaction.original.id if interaction.original else 0, content="late")
    assert refused.value.code == 50027


async def test_a_v2_message_stays_one(local: LocalDiscord, small: SmallBot) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "count"))
    channel = small.get_partial_messageable(local.world.general.id)
    with pytest.raises(discord.HTTPException):
        await channel.get_partial_message(answer.id).edit(content="plain")
    with pytest.raises(Refusal, match="can't be removed"):
        edited(answer, {"flags": 0, "components": [], "content": "plain"})
    assert text_of(answer) == "number 1"
