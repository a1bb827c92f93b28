"""`/library`, as those who manage a server see it."""

from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.client import offered_commands
from index.reading import parse_essay
from tests.archives import archive
from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.owners.conftest import (
    BEES,
    BREAD,
    HONEY,
    MOON,
    TIDES,
    Keeping,
    ask,
    library,
    mention,
    uploaded,
)
from tests.discord_server import LocalDiscord, buttons_of, text_of

COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("list", {}),
    ("remove", {"essay": "bees"}),
    ("use", {}),
    ("settings", {"unanswered": "keep"}),
    ("gaps", {"forget": True}),
)
MANAGE_SERVER = str(1 << 5)  # as Discord numbers permissions


# Who may


async def test_discord_is_told_to_offer_it_in_servers_to_who_manages_them() -> None:
    [command] = [command for command in await offered_commands() if command["name"] == "library"]
    assert str(command["default_member_permissions"]) == MANAGE_SERVER
    assert (command["contexts"], command["integration_types"]) == ([0], [0])
    names = [option["name"] for option in command["options"]]
    assert names == ["add", "list", "remove", "use", "settings", "gaps"]


async def test_who_does_not_manage_the_server_may_not_even_if_it_is_offered_to_them(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        for name, options in (*COMMANDS, ("add", {"file": local.attach("bees.md", TIDES.encode())})):
            asked = await local.slash(world.mod, world.general, f"library {name}", unasked=True, **options)
            refused = await local.answer_to(asked)
            assert refused.is_ephemeral
            assert "it needs the permission Manage Server" in text_of(refused)
        for name in ("remove", "use"):
            offered = await local.autocomplete(world.mod, world.general, f"library {name}", focus="essay", essay="")
            assert offered == []
        assert "On Bees" in text_of(await library(local, "list"))
        assert "forty kilograms" in text_of(await mention(local, HONEY))


async def test_where_it_is_no_member_a_server_can_have_nothing(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping() as bot:
        bot._connection._guilds.pop(world.guild.id)  # its commands were added there, but not the bot itself
        for name, options in COMMANDS:
            assert "add me as a bot" in text_of(await library(local, name, **options))


async def test_a_bot_that_keeps_nothing_says_so(local: LocalDiscord) -> None:
    async with on_discord(local):
        assert "have no essays of their own" in text_of(await library(local, "list"))


# add, list, remove


async def test_what_was_read_of_a_file_is_told_and_it_is_asked_at_once(local: LocalDiscord, keeping: Keeping) -> None:
    hives, winter = "## Hives\n\nBees live in hives.\n\nThey make honey.", "## Winter\n\nThey sleep."
    text = f"# On Bees\n\nBy Ann Apiarist\n\n{hives}\n\n{winter}\n"
    async with keeping():
        assert (await uploaded(local, "Bees of 1999.md", text)).splitlines()[:3] == [
            "**Added: “On Bees” by Ann Apiarist**, which here goes by “Bees of 1999”.",
            "2 sections, 3 paragraphs, 46 characters.",
            "Left out, as no part of it: 1 line (byline 1).",
        ]
        assert "§2 Winter, ¶3" in text_of(await mention(local, "Who sleeps?"))
        assert "§2 Winter, ¶3" in text_of(await ask(local, "Who sleeps?", essay="bees of 1999"))


async def test_a_file_goes_by_the_name_that_is_given_or_it_had_before_discord_changed_it(
    local: LocalDiscord, keeping: Keeping
) -> None:
    async with keeping():
        assert "goes by “week 1”" in await uploaded(local, "bees.md", BEES, name="  week\t1 ")
        file = local.attach("ber_Bienen.md", BEES.encode(), title="Über *Bienen*")
        assert "goes by “Über \\*Bienen\\*”" in text_of(await library(local, "add", file=file))
        odd = await uploaded(local, "bees.md", BEES, name="\u202e\u200b\x07")
        assert "goes by “essay”" in odd


async def test_the_essay_of_a_name_is_replaced_however_it_is_capitalised(local: LocalDiscord, keeping: Keeping) -> None:
    async with keeping():
        await uploaded(local, "Bees.md", BEES)
        assert (await uploaded(local, "bees.md", TIDES)).startswith(
            "**Replaced: “On Tides”**, which here goes by “Bees”."
        )
        assert "**1 of 50 essays, " in text_of(await library(local, "list"))
        assert "§1 The Moon, ¶1" in text_of(await mention(local, MOON))
        assert "does not say" in text_of(await mention(local, HONEY))


async def test_the_list_names_the_essays_the_room_there_is_and_who_asks_which_alone(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    house = parse_essay("# On Clocks\n\nA clock is wound once a week.\n", Path("clocks.md"))
    async with keeping(house):
        said = text_of(await library(local, "list"))
        assert said.startswith("This server has no essays of its own: `/library add` takes one in.")
        await uploaded(local, "tides.md", TIDES)
        await uploaded(local, "bees.md", BEES)
        await library(local, "use", essay="bees", channel=world.other_channel)
        said = text_of(await library(local, "list"))
        assert "**2 of 50 essays, 122 of 1,000,000 characters**" in said
        assert (
            f"- “bees”: On Bees, 74 characters; alone in {world.other_channel.mention}\n- “tides”: On Tides, 48" in said
        )
        assert "I answer from 1 beside them" in said


async def test_of_many_essays_every_one_is_on_a_page(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping(plain_text=True) as bot:
        assert bot.owners
        essay = parse_essay("# " + "*A long title*" * 20 + "\n\nText.\n", Path("a.md"))
        called = ("{} " + "a *long* name " * 6).format
        for number in range(50):
            await bot.owners.servers.put(world.guild.id, called(number), essay)
            if number % 9 == 0:
                for channel in range(30):
                    await bot.owners.servers.use(world.guild.id, number * 100 + channel, called(number))
        said = [text_of(await library(local, "list", page=page)) for page in range(1, 6)]
        assert [sum(f"- “{number} " in page for page in said) for number in range(50)] == [1] * 50
        assert "Page 1 of 5: `/library list page:2` goes on." in said[0]
        assert "Page 5 of 5." in text_of(await library(local, "list", page=100))
        offered = await local.autocomplete(world.keeper, world.general, "library remove", focus="essay", essay="")
        assert len(offered) == 25


async def test_what_is_removed_answers_no_longer_and_frees_its_channels(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        await uploaded(local, "tides.md", TIDES)
        await library(local, "use", essay="bees")
        assert "“On Bees” does not say" in text_of(await mention(local, MOON))
        answer = await mention(local, HONEY)
        assert "Removed." in text_of(await library(local, "remove", essay="BEES"))
        assert "The moon draws" in text_of(await mention(local, MOON))
        assert "forty" not in text_of(await mention(local, HONEY))
        click = await local.click(world.ada, answer, buttons_of(answer)[0].label)
        assert "no longer" in text_of(await local.answer_to(click))
        assert "Removed." in text_of(await library(local, "remove", essay="tides"))
        assert "Azerbaijan" in text_of(await mention(local, "What are Azerbaijan's preconditions?"))


@pytest.mark.parametrize("name", ["wasps", "On Bees", "us-russia-talks", "@everyone"])
async def test_only_an_essay_of_its_own_can_be_removed(local: LocalDiscord, keeping: Keeping, name: str) -> None:
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        assert "This server has no essay of its own called" in text_of(await library(local, "remove", essay=name))


# Beside the house's


async def test_the_essay_that_ships_steps_aside_and_comes_back(local: LocalDiscord, keeping: Keeping) -> None:
    treaty = "What are Azerbaijan's preconditions?"
    async with keeping():
        assert "Azerbaijan insisted" in text_of(await mention(local, treaty))
        await uploaded(local, "bees.md", BEES)
        assert "does not say" in text_of(await mention(local, treaty))
        assert "Azerbaijan insisted" in text_of(await mention(local, treaty, local.world.elsewhere))
        assert "Azerbaijan insisted" in text_of(await mention(local, treaty, local.world.dm(local.world.ada)))


async def test_an_archive_steps_aside_which_is_told_and_comes_back(
    local: LocalDiscord, keeping: Keeping, tmp_path: Path
) -> None:
    house, _ = archive(30, tmp_path)
    visitors, aside = "How many visitors had the observatory in record 12.1?", "The archive of 30 essays that whoever"
    async with keeping(house):
        assert "Record 12.1" in text_of(await mention(local, visitors))
        assert aside not in text_of(await library(local, "list"))
        assert aside in await uploaded(local, "bees.md", BEES)
        assert aside in text_of(await library(local, "list"))
        assert "forty kilograms" in text_of(await mention(local, HONEY))
        assert "The essay does not say" in text_of(await mention(local, visitors))
        assert "Record 12.1" in text_of(await mention(local, visitors, local.world.elsewhere))
        await library(local, "remove", essay="bees")
        assert "Record 12.1" in text_of(await mention(local, visitors))


async def test_the_operators_essays_stay_beside_a_servers_own_but_for_one_of_the_same_name(
    local: LocalDiscord, keeping: Keeping
) -> None:
    house = parse_essay(BEES, Path("essay.md"))
    async with keeping(house):
        await uploaded(local, "tides.md", TIDES)
        assert "On Bees, §1 Hives, ¶1" in text_of(await mention(local, HONEY))
        assert "On Tides, §1 The Moon, ¶1" in text_of(await mention(local, MOON))
        await uploaded(local, "clocks.md", "# On Clocks\n\nA clock is wound once a week.\n", name="ESSAY")
        assert "None of the 2 essays says" in text_of(await mention(local, HONEY))
        assert "forty kilograms" in text_of(await mention(local, HONEY, local.world.elsewhere))


# use


async def test_a_channel_asks_one_essay_with_its_threads_until_it_asks_all_again(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        await uploaded(local, "tides.md", TIDES)
        said = text_of(await library(local, "use", world.thread, essay="tides"))
        assert said == f"From {world.general.mention} and its threads now “On Tides” is asked alone."
        for channel in (world.general, world.thread):
            assert "“On Tides” does not say" in text_of(await mention(local, HONEY, channel))
        assert "forty kilograms" in text_of(await mention(local, HONEY, world.other_channel))
        await library(local, "use", essay="On Bees", channel=world.forum)
        assert "“On Bees” does not say" in text_of(await mention(local, MOON, world.post))
        said = text_of(await library(local, "use"))
        assert said == f"From {world.general.mention} and its threads now all essays are asked."
        assert "forty kilograms" in text_of(await mention(local, HONEY))


async def test_a_channel_can_ask_one_of_the_operators_essays_but_none_that_is_not_there(
    local: LocalDiscord, keeping: Keeping
) -> None:
    house = parse_essay(BEES, Path("essay.md"))
    async with keeping(house):
        await uploaded(local, "tides.md", TIDES)
        await library(local, "use", essay="essay")
        assert "“On Bees” does not say" in text_of(await mention(local, MOON))
        assert "No essay is called “wasps”" in text_of(await library(local, "use", essay="wasps"))
        assert "“On Bees” does not say" in text_of(await mention(local, MOON))


async def test_essays_are_offered_by_name_and_title_only_their_own_to_be_removed(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    house = parse_essay(BEES, Path("essay.md"))

    async def offered(command: str, typed: str) -> list[str]:
        choices = await local.autocomplete(
            world.keeper, world.general, f"library {command}", focus="essay", essay=typed
        )
        return [choice["value"] for choice in choices]

    async with keeping(house):
        await uploaded(local, "tides.md", TIDES)
        assert await offered("remove", "") == ["tides"]
        assert await offered("remove", "zyx") == []
        assert await offered("use", "") == ["tides", "essay"]
        assert (await offered("use", "bees"))[0] == "essay"


# settings


async def test_what_is_set_is_shown(local: LocalDiscord, keeping: Keeping) -> None:
    async with keeping():
        assert text_of(await library(local, "settings")).splitlines()[-5:] == [
            "- Answers: rich, as whoever runs me has it",
            "- The answer to `/ask` is for everyone, if they don't say otherwise",
            "- Buttons for feedback: on, as whoever runs me has it",
            "- Questions are answered in every channel",
            "- Questions that the essays don't answer are not kept",
        ]


async def test_every_setting_holds_in_its_server_and_outlives_a_restart(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping():
        await library(local, "settings", answers="plain", visibility="only me", feedback="off", answer_in=world.thread)
    async with keeping():
        said = text_of(await library(local, "settings")).splitlines()
        assert said[-5:-1] == [
            "- Answers: plain text",
            "- The answer to `/ask` is for whoever asked, if they don't say otherwise",
            "- Buttons for feedback: off",
            f"- Questions are answered in {world.general.mention} only",
        ]
        answer = await ask(local, BREAD)
        assert (answer.is_v2, answer.is_ephemeral) == (False, True)
        answer = await mention(local, BREAD)
        assert "👍" not in [button.label for button in buttons_of(answer)]
        elsewhere = await ask(local, BREAD, world.elsewhere)
        assert (elsewhere.is_v2, elsewhere.is_ephemeral) == (True, False)
        assert "👍" in [button.label for button in buttons_of(elsewhere)]


@pytest.mark.parametrize("operators", [True, False])
async def test_a_servers_settings_go_before_the_operators_until_they_are_as_those_again(
    local: LocalDiscord, keeping: Keeping, operators: bool
) -> None:
    async with keeping(plain_text=operators, feedback=operators):
        answers, feedback = ("rich", "off") if operators else ("plain", "on")
        await library(local, "settings", answers=answers, feedback=feedback)
        answer = await mention(local, BREAD)
        assert answer.is_v2 is operators
        assert ("👍" in [button.label for button in buttons_of(answer)]) is not operators
        said = text_of(await library(local, "settings", answers="default", feedback="default"))
        assert said.count("as whoever runs me has it") == 2
        answer = await mention(local, BREAD)
        assert answer.is_v2 is not operators
        assert ("👍" in [button.label for button in buttons_of(answer)]) is operators


async def test_where_no_answers_are_wanted_messages_get_none_and_commands_say_where(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    async with keeping():
        message = await local.say(world.ben, world.other_channel, HONEY)
        await library(local, "settings", answer_in=world.general)
        await library(local, "settings", answer_in=world.forum)
        where = f"In this server I answer in {world.general.mention}, {world.forum.mention} only."
        for channel in (world.general, world.thread, world.post):
            assert "does not say" in text_of(await mention(local, BREAD, channel))
        await local.silent(await local.say(world.ada, world.other_channel, f"@Quoth {BREAD}"))
        asked: dict[str, dict[str, Any]] = {"ask": {"question": BREAD}, "cite": {"ref": "¶1"}, "contents": {}}
        for command, options in asked.items():
            told = await local.answer_to(await local.slash(world.ada, world.other_channel, command, **options))
            assert (text_of(told), told.is_ephemeral) == (where, True)
        found = await local.answer_to(await local.context_menu(world.ada, "Find in the essay", message))
        assert text_of(found) == where
        for command in ("help", "about", "privacy"):
            told = await local.answer_to(await local.slash(world.ada, world.other_channel, command))
            assert where not in text_of(told)
        await library(local, "settings", not_in=world.general)
        await library(local, "settings", not_in=world.forum)
        assert "does not say" in text_of(await mention(local, BREAD, world.other_channel))


async def test_no_more_channels_can_be_chosen_than_can_be_shown(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping(plain_text=True) as bot:
        assert bot.owners
        channels = frozenset(range(10**18, 10**18 + 50))
        await bot.owners.servers.change(world.guild.id, lambda _: {"answers_in": channels})
        assert "50 channels at most" in text_of(await library(local, "settings", answer_in=world.general))
        assert "and 30 more only" in text_of(await library(local, "settings"))
        assert "and 30 more only" in text_of(await ask(local, BREAD))
