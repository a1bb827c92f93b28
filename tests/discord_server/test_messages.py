import asyncio

import discord
import pytest
from discord.http import handle_message_parameters

from tests.discord_server import LocalDiscord, text_of
from tests.discord_server.echo import EchoBot, running


async def test_a_mention_is_answered_by_a_reply(local: LocalDiscord, echo: EchoBot) -> None:
    question = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    answer = await local.answer_to(question)
    assert text_of(answer) == f"{local.world.me.mention} hello"
    assert (answer.replies_to, answer.author) == (question.id, local.world.me)
    assert answer.allowed_mentions == {"parse": [], "replied_user": False}
    assert not local.violations


@pytest.mark.parametrize("place", ["general", "thread", "post", "elsewhere"])
async def test_every_kind_of_channel_is_known_to_the_library(local: LocalDiscord, echo: EchoBot, place: str) -> None:
    channel = getattr(local.world, place)
    await local.answer_to(await local.say(local.world.ben, channel, "@Quoth hello"))
    known = echo.get_channel(channel.id)
    assert isinstance(known, discord.TextChannel | discord.Thread)
    assert known.permissions_for(known.guild.me).send_messages_in_threads


async def test_a_direct_message_is_read_without_a_mention(local: LocalDiscord, echo: EchoBot) -> None:
    question = await local.say(local.world.ada, local.world.dm(local.world.ada), "hello")
    assert text_of(await local.answer_to(question)) == "hello"


async def test_what_is_not_for_the_bot_arrives_without_its_text(local: LocalDiscord, echo: EchoBot) -> None:
    heard: list[discord.Message] = []
    echo.add_listener(_into(heard), "on_message")
    await local.say(local.world.ada, local.world.general, "a secret")
    mention = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    answer = await local.answer_to(mention)
    await local.say(local.world.ben, local.world.general, "with a ping", reply_to=answer)
    await local.say(local.world.ben, local.world.general, "without", reply_to=answer, ping=False)
    await local.settle()
    said = [message.content for message in heard if not message.author.bot and message.guild]
    assert said == ["", f"{local.world.me.mention} hello", "with a ping", ""]


async def test_silence_is_told_from_an_answer_that_takes_its_time(local: LocalDiscord, echo: EchoBot) -> None:
    await local.silent(await local.say(local.world.ada, local.world.general, "among ourselves"))
    answered = await local.say(local.world.ada, local.world.general, "@Quoth hello")
    with pytest.raises(AssertionError, match="was answered"):
        await local.silent(answered)


async def test_bots_webhooks_and_everyone_arrive_as_what_they_are(local: LocalDiscord, echo: EchoBot) -> None:
    heard: list[discord.Message] = []
    echo.add_listener(_into(heard), "on_message")
    world = local.world
    await local.say(world.user("Robot", bot=True), world.general, "@Quoth beep")
    await local.say(world.user("Hook"), world.general, "hook", webhook=True)
    await local.say(world.ada, world.general, "@everyone", everyone=True)
    await local.say(world.ada, world.general, world.moderators.mention)
    await local.say(world.ada, world.general, "", kind=discord.MessageType.new_member.value)
    await local.delivered()
    robot, hook, everyone, role, system = heard
    assert robot.author.bot
    assert hook.webhook_id
    assert everyone.mention_everyone
    assert [pinged.id for pinged in role.role_mentions] == [world.moderators.id]
    assert system.is_system()


async def test_edits_and_deletions_reach_the_bot(local: LocalDiscord, echo: EchoBot) -> None:
    events: list[object] = []
    echo.add_listener(_into(events), "on_raw_message_edit")
    echo.add_listener(_into(events), "on_raw_message_delete")
    echo.add_listener(_into(events), "on_raw_bulk_message_delete")
    messages = [await local.say(local.world.ada, local.world.general, "@Quoth one") for _ in range(3)]
    await local.edit(messages[0], "@Quoth two")
    await local.delete(messages[0])
    await local.delete(*messages[1:])
    await local.delivered()
    edit, deletion, sweep = events
    assert isinstance(edit, discord.RawMessageUpdateEvent)
    assert edit.message.content.endswith("two")
    assert isinstance(deletion, discord.RawMessageDeleteEvent)
    assert isinstance(sweep, discord.RawBulkMessageDeleteEvent)
    assert sweep.message_ids == {message.id for message in messages[1:]}


async def test_a_nonce_makes_one_message_however_often_it_is_sent(local: LocalDiscord, echo: EchoBot) -> None:
    channel = echo.get_partial_messageable(local.world.general.id)
    first, second = await channel.send("once", nonce=7), await channel.send("once", nonce=7)
    assert first.id == second.id
    assert (await channel.send("once more", nonce=8)).id != first.id


async def test_a_deleted_question_can_be_answered_only_by_who_asks_for_it(local: LocalDiscord, echo: EchoBot) -> None:
    question = await local.say(local.world.ada, local.world.general, "gone")
    await local.delete(question)
    channel = echo.get_partial_messageable(local.world.general.id)
    partial = channel.get_partial_message(question.id)
    with pytest.raises(discord.HTTPException, match="Unknown message"):
        await channel.send("hello", reference=partial, mention_author=False)
    reference = discord.MessageReference.from_message(partial, fail_if_not_exists=False)
    await channel.send("hello", reference=reference, mention_author=False)
    assert (await local.answer_to(question)).replies_to is None


async def test_what_is_forbidden_is_refused_as_discord_refuses_it(local: LocalDiscord, echo: EchoBot) -> None:
    channel = echo.get_partial_messageable(local.world.general.id)
    question = await local.say(local.world.ada, local.world.general, "hello")
    await local.forbid(local.world.general, read_message_history=True)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("hello", reference=channel.get_partial_message(question.id), mention_author=False)
    assert refused.value.code == 160002
    await local.forbid(local.world.general, send_messages=True)
    assert await _code_of_refusal(channel) == 50013
    await local.forbid(local.world.general, view_channel=True)
    assert await _code_of_refusal(channel) == 50001
    await local.forbid(local.world.general)
    await channel.send("hello")
    assert not local.violations


async def test_a_direct_message_may_be_refused(local: LocalDiscord, echo: EchoBot) -> None:
    user = await echo.fetch_user(local.world.ada.id)
    await user.send("hello")
    local.world.ada.takes_messages = False
    assert await _code_of_refusal(user) == 50007


async def test_the_bot_edits_and_deletes_its_own_messages_only(local: LocalDiscord, echo: EchoBot) -> None:
    channel = echo.get_partial_messageable(local.world.general.id)
    question = await local.say(local.world.ada, local.world.general, "@Quoth one")
    answer = await local.answer_to(question)
    await channel.get_partial_message(answer.id).edit(content="two")
    assert (answer.content, answer.edited) == ("two", True)
    await channel.get_partial_message(answer.id).delete()
    assert answer.deleted
    with pytest.raises(discord.Forbidden):
        await channel.get_partial_message(question.id).delete()
    with pytest.raises(discord.Forbidden):
        await channel.get_partial_message(question.id).edit(content="two")


async def test_a_message_that_could_ping_is_a_violation(local: LocalDiscord, echo: EchoBot) -> None:
    with handle_message_parameters("hello") as params:
        await echo.http.send_message(local.world.general.id, params=params)
    [violation] = local.violations
    assert "allowed_mentions is missing" in violation


async def test_threads_and_posts_can_be_opened(local: LocalDiscord, echo: EchoBot) -> None:
    general, forum = echo.get_channel(local.world.general.id), echo.get_channel(local.world.forum.id)
    assert isinstance(general, discord.TextChannel)
    assert isinstance(forum, discord.ForumChannel)
    thread = await general.create_thread(name="aside", type=discord.ChannelType.public_thread)
    assert (await thread.send("hello")).id in local.world.messages
    post = await forum.create_thread(name="a post", content="hello")
    assert local.world.messages[post.message.id].channel.name == "a post"
    assert not local.violations


async def test_files_come_as_multipart(local: LocalDiscord, echo: EchoBot) -> None:
    channel = echo.get_partial_messageable(local.world.general.id)
    sent = await channel.send(files=[discord.File(__file__), discord.File(__file__)])
    assert len(local.world.messages[sent.id].attachments) == 2
    assert not local.violations


async def test_memory_can_be_bounded() -> None:
    async with LocalDiscord(keep=10) as local:
        world = local.world
        for _ in range(50):
            await local.say(world.ada, world.general, "hello")
        assert len(world.messages) == 10
        assert world.exists(1)


async def test_a_wait_in_vain_says_what_was_sent(local: LocalDiscord, echo: EchoBot) -> None:
    question = await local.say(local.world.ada, local.world.general, "hello")
    with pytest.raises(AssertionError, match="GET /gateway/bot"):
        await local.answer_to(question, deadline=0.01)


async def test_many_are_answered_at_once(local: LocalDiscord, echo: EchoBot) -> None:
    asked = [await local.say(local.world.ada, local.world.general, f"@Quoth {number}") for number in range(200)]
    answers = await asyncio.gather(*map(local.answer_to, asked))
    assert [answer.content.split()[-1] for answer in answers] == [str(number) for number in range(200)]


def _into(events: list[object] | list[discord.Message]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    async def listen(event: discord.Message) -> None:
        events.append(event)

    return listen


async def _code_of_refusal(where: discord.abc.Messageable) -> int:
    with pytest.raises(discord.Forbidden) as refused:
        await where.send("hello")
    return refused.value.code


async def test_who_waits_gets_an_answer_that_is_no_longer_kept() -> None:
    async with LocalDiscord(keep=1) as local, running(EchoBot(), local):
        asked = [await local.say(local.world.ada, local.world.general, f"@Quoth {number}") for number in range(9)]
        answers = await asyncio.gather(*map(local.answer_to, asked))
        assert [answer.content.split()[-1] for answer in answers] == [str(number) for number in range(9)]


async def test_what_the_bot_says_by_itself_can_be_waited_for(local: LocalDiscord, echo: EchoBot) -> None:
    message = await local.say(local.world.ada, local.world.general, "among ourselves")
    await echo.get_partial_messageable(local.world.general.id).send("by myself")
    assert (await local.said_in(local.world.general, message)).content == "by myself"
