from typing import Any

import discord
import pytest
from hypothesis import given

from bot.discord_side.addressed import MENTION, is_for, is_unreadable, plain, talk_in
from bot.discord_side.client import QuothBot
from tests.bot.discord_side.hostile import hostile
from tests.discord_server import Channel, LocalDiscord, User


async def heard(
    local: LocalDiscord,
    bot: QuothBot,
    user: User,
    channel: Channel,
    text: str,
    **how: Any,  # noqa: ANN401 - as `say` takes it
) -> discord.Message:
    """What somebody says, as it comes in over the gateway."""
    coming = bot.wait_for("message", timeout=10)
    await local.say(user, channel, text, **how)
    message: discord.Message = await coming
    return message


def spoken_to(bot: QuothBot, message: discord.Message) -> bool:
    assert bot.user
    return is_for(message, bot.user)


async def test_a_mention_is_for_it_wherever_it_is_made(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    for channel in (world.general, world.thread, world.post):
        assert spoken_to(quoth_bot, await heard(local, quoth_bot, world.ada, channel, "@Quoth hello"))


async def test_everything_in_its_direct_messages_is_for_it(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    assert spoken_to(
        quoth_bot, await heard(local, quoth_bot, local.world.ada, local.world.dm(local.world.ada), "hello")
    )


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("hello", {}),
        ("@everyone hello", {"everyone": True}),
        ("@Quoth hello", {"webhook": True}),
        ("@Quoth", {"kind": 6}),
        ("`Quoth` hello", {}),
    ],
)
async def test_these_are_not(local: LocalDiscord, quoth_bot: QuothBot, text: str, how: dict[str, Any]) -> None:
    assert not spoken_to(quoth_bot, await heard(local, quoth_bot, local.world.ada, local.world.general, text, **how))


async def test_a_reply_is_for_it_if_it_pings(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    answer = await local.answer_to(await local.say(world.ada, world.general, "@Quoth hello"))
    await local.delivered()
    ping = await heard(local, quoth_bot, world.ben, world.general, "and?", reply_to=answer)
    assert spoken_to(quoth_bot, ping)
    assert plain(ping.content) == "and?"
    await local.settle()
    quiet = await heard(local, quoth_bot, world.ben, world.general, "and?", reply_to=answer, ping=False)
    assert not spoken_to(quoth_bot, quiet)


async def test_only_what_discord_withholds_is_unreadable(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    slash = await local.answer_to(await local.slash(world.ada, world.general, "about"))
    slash.flags = 0  # one that all see
    await local.settle()
    withheld = await heard(local, quoth_bot, world.ada, world.general, "and when?", reply_to=slash)
    assert is_unreadable(withheld)
    await local.settle()
    mention = await heard(local, quoth_bot, world.ada, world.general, "@Quoth and when?", reply_to=slash)
    assert not is_unreadable(mention)
    await local.settle()
    assert not is_unreadable(await heard(local, quoth_bot, world.ada, world.general, "@Quoth"))


async def test_a_thread_is_one_conversation_elsewhere_each_asker_has_their_own(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world

    async def talks(channel: Channel) -> list[object]:
        heards = [await heard(local, quoth_bot, user, channel, "hello") for user in (world.ada, world.ben)]
        return [talk_in(message.channel, message.channel.id, message.author.id) for message in heards]

    for channel in (world.thread, world.post):
        ada, ben = await talks(channel)
        assert ada == ben
    ada, ben = await talks(world.general)
    assert ada != ben
    assert ada not in await talks(world.other_channel)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@Quoth who?", "who?"),
        ("who, @Quoth, is it?", "who, , is it?"),
        ("@Quoth <@&5> <#6> <t:1700000000:R> </ask:7> who?", "who?"),
        ("@Quoth <:flag:1> who <a:dance:2>?", "flag who dance?"),
        ("@Quoth\n\nwho\tis\nit?", "who is it?"),
        ("@Quoth 3 < 4 and a > b?", "3 < 4 and a > b?"),
        ("@Quoth", ""),
    ],
)
async def test_a_question_is_the_text_without_mentions(
    local: LocalDiscord, quoth_bot: QuothBot, text: str, question: str
) -> None:
    assert plain((await heard(local, quoth_bot, local.world.ada, local.world.general, text)).content) == question


@given(hostile)
def test_no_mention_is_left_whatever_is_written(text: str) -> None:
    left = MENTION.sub(" ", text)
    assert MENTION.search(left) is None
    assert len(left) <= len(text) + text.count("<")


@pytest.mark.parametrize("piece", ["<", "<@", "<@1", "</a", "</a:", "<a:b", "<t:1", "<@1>"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    MENTION.sub(" ", piece * 50_000)  # would not end within minutes if each place looked through all the rest
