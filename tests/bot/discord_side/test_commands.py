from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.client import QuothBot, offered_commands
from index import LONGEST_QUESTION, shipped_essay
from index.reading import parse_essay
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import Channel, Interaction, LocalDiscord, Message, User, buttons_of, text_of

TREATY = "What are Azerbaijan's preconditions for signing?"
ENVOY = "Who is Khovayev?"
CITED = "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"
SECOND = "§2 The Impact of US–Russia Talks"
BREAD = "How do I bake sourdough bread?"
FIND = "Find in the essay"
NO_WORDS = "That message has no words to look for."

LONG = parse_essay(
    "# Annals\n\n"
    + "\n\n".join(
        f"## The year {year} and what {'very ' * 30}little of it is known\n\nIt rained." for year in range(60)
    ),
    Path("annals.md"),
)


async def told(local: LocalDiscord, asked: Interaction | Message) -> Message:
    """What only whoever asked sees."""
    answer = await local.answer_to(asked)
    assert answer.is_ephemeral
    return answer


# /ask


async def test_ask_answers_for_everyone_and_repeats_the_question(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "ask", question=TREATY))
    assert not answer.is_ephemeral
    assert text_of(answer).startswith(f"-# “{TREATY}”\n> **However, Azerbaijan insisted")
    assert CITED in text_of(answer)


async def test_ask_answers_for_everyone_if_told_so(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY, visibility="everyone")
    assert not (await local.answer_to(asked)).is_ephemeral


async def test_ask_answers_for_the_asker_alone(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY, visibility="only me")
    answer = await told(local, asked)
    assert CITED in text_of(answer)
    assert "🗑️" not in [button.label for button in buttons_of(answer)]  # whoever sees it alone can dismiss it


@pytest.mark.parametrize("section", ["§2", SECOND, "The Impact of US–Russia Talks", "the impact of", "2"])
async def test_ask_looks_only_in_the_section_that_is_named(
    local: LocalDiscord, quoth_bot: QuothBot, section: str
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question="Azerbaijan", section=section)
    if section == "2":  # a mere number is a paragraph's
        assert "is no single section" in text_of(await told(local, asked))
        return
    citations = [line for line in text_of(await local.answer_to(asked)).splitlines() if ", ¶" in line]
    assert citations
    assert all(SECOND in line for line in citations)


async def test_ask_takes_whatever_it_offers_for_a_section(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    offered = await local.autocomplete(world.ada, world.general, "ask", focus="section", question="x", section="")
    assert len(offered) == 3
    for choice in offered:
        asked = await local.slash(world.ada, world.general, "ask", question="Armenia", section=choice["value"])
        assert not (await local.answer_to(asked)).is_ephemeral


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("Gardening", "Nothing is called “Gardening”"),
        ("§9", "There is no §9: the essay has"),
        ("¶8", "“¶8” is no single section: choose one of those that are offered."),
        ("@everyone <@1> **x**", "Nothing is called “\\@everyone \\<@1> \\*\\*x\\*\\*”"),
    ],
)
async def test_a_section_that_is_none_is_told_so_to_the_asker(
    local: LocalDiscord, quoth_bot: QuothBot, section: str, said: str
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=TREATY, section=section)
    assert text_of(await told(local, asked)).startswith(said)


async def test_what_the_essay_does_not_say_is_said_with_what_could_be_asked(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question=BREAD)
    said = text_of(await local.answer_to(asked))
    assert "**The essay does not say.**" in said
    assert "You could ask:" in said


async def test_a_question_of_nothing_but_spaces_is_told_what_can_be_asked(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "ask", question="   ")
    assert "Ask about the essay" in text_of(await local.answer_to(asked))


async def test_discord_itself_holds_questions_to_their_length() -> None:
    [ask] = [command for command in await offered_commands() if command["name"] == "ask"]
    [question] = [option for option in ask["options"] if option["name"] == "question"]
    assert (question["min_length"], question["max_length"]) == (1, LONGEST_QUESTION)


async def test_who_commands_too_fast_is_told_when_to_ask_again(local: LocalDiscord) -> None:
    async with on_discord(local, questions_per_user=1):
        await local.answer_to(await local.slash(local.world.ada, local.world.general, "ask", question=TREATY))
        again = await local.slash(local.world.ada, local.world.general, "ask", question=ENVOY)
        assert text_of(await told(local, again)).startswith("You ask faster than I may answer")


# Find in the essay


async def test_somebodys_message_is_looked_for_in_the_essay(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    message = await local.say(local.world.ben, local.world.general, f"{local.world.ada.mention} {TREATY}")
    found = text_of(await told(local, await local.context_menu(local.world.ada, FIND, message)))
    assert CITED in found
    assert found.startswith(f"-# “{TREATY}”")  # without the mention


async def test_a_message_longer_than_a_question_is_looked_for_by_its_beginning(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    message = await local.say(local.world.ben, local.world.general, TREATY + " hm" * LONGEST_QUESTION)
    assert CITED in text_of(await told(local, await local.context_menu(local.world.ada, FIND, message)))


@pytest.mark.parametrize("text", ["", "   ", "@Quoth", "<@&5> <#7>"])
async def test_a_message_without_words_is_told_so(local: LocalDiscord, quoth_bot: QuothBot, text: str) -> None:
    message = await local.say(local.world.user("Robot", bot=True), local.world.general, text)
    found = await local.context_menu(local.world.ada, FIND, message)
    assert text_of(await told(local, found)) == NO_WORDS


# /cite


@pytest.mark.parametrize("ref", ["¶8", "8", "¶ 8", "1.4", "§1 ¶8", CITED])
async def test_cite_shows_a_paragraph(local: LocalDiscord, quoth_bot: QuothBot, ref: str) -> None:
    answer = await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite", ref=ref))
    assert not answer.is_ephemeral
    assert text_of(answer).splitlines()[-1] == f"-# {CITED}"
    assert "However, Azerbaijan insisted that the text would be signed only after" in text_of(answer)


async def test_cite_takes_a_place_in_a_section_and_a_headings_beginning(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    place = await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite", ref="2.3"))
    assert text_of(place).endswith(f"{SECOND}, ¶12")
    section = await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite", ref="the impact"))
    assert f"{SECOND}, ¶10" in text_of(section)


@pytest.mark.parametrize("ref", ["¶99", "7.1", "Gardening", "?!", "¶8–99", "||x|| discord.gg/abc"])
async def test_a_reference_to_nothing_is_told_so_to_the_asker(
    local: LocalDiscord, quoth_bot: QuothBot, ref: str
) -> None:
    asked = await local.slash(local.world.ada, local.world.general, "cite", ref=ref)
    said = text_of(await told(local, asked))
    assert said.startswith(("There is no ", "Nothing is called "))
    assert said.endswith((".", "…"))


# /contents, /about, /help, /privacy


async def test_contents_lists_the_sections_with_a_button_for_each(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    contents = await told(local, await local.slash(local.world.ada, local.world.general, "contents"))
    assert f"{SECOND}, ¶10–15" in text_of(contents)
    assert "You could ask:" in text_of(contents)
    assert [button.label for button in buttons_of(contents)] == ["Opening", "§1", "§2"]


async def test_about_names_the_essay_and_its_author(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    essay = shipped_essay()
    about = text_of(await told(local, await local.slash(local.world.ada, local.world.general, "about")))
    assert essay.title in about
    assert (essay.author or "") in about


async def test_help_says_how_to_ask_by_the_bots_own_name(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    said = text_of(await told(local, await local.slash(local.world.ada, local.world.general, "help")))
    assert f"`@{quoth_bot.called} " in said
    assert all(f"/{name}" in said for name in ("ask", "cite", "contents"))


async def test_help_tells_every_command_that_there_is(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    said = text_of(await told(local, await local.slash(local.world.ada, local.world.general, "help")))
    names = {command["name"] for command in local.commands}
    assert names == {"ask", "cite", "contents", "about", "help", "privacy", "library", FIND}
    assert all(f"`/{name}" in said for name in names - {FIND, "help"})
    assert FIND in said


async def test_privacy_says_what_is_kept(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    said = text_of(await told(local, await local.slash(local.world.ada, local.world.general, "privacy")))
    assert "nothing on any disk" in said
    assert "15 minutes" in said


# What is offered while somebody types


@pytest.mark.parametrize("typed", ["impact", "IMPACT OF", "impcat of", "russia tlaks", "US-Russia"])
async def test_a_section_is_offered_for_what_is_nearly_its_heading(
    local: LocalDiscord, quoth_bot: QuothBot, typed: str
) -> None:
    world = local.world
    offered = await local.autocomplete(world.ada, world.general, "ask", focus="section", question="x", section=typed)
    assert offered[0] == {"name": SECOND, "value": "§2"}


@pytest.mark.parametrize(("command", "option"), [("ask", "section"), ("cite", "ref")])
async def test_nothing_is_offered_for_nonsense(
    local: LocalDiscord, quoth_bot: QuothBot, command: str, option: str
) -> None:
    world = local.world
    for typed in ("qqqqqqq", "<@>", "(" * 2_000, "\u202e", "¶99", "no such thing"):
        typing: dict[str, Any] = {"question": "x", option: typed} if command == "ask" else {option: typed}
        assert await local.autocomplete(world.ada, world.general, command, focus=option, **typing) == []


async def test_paragraphs_and_sections_are_offered_for_a_reference(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    offered = await local.autocomplete(world.ada, world.general, "cite", focus="ref", ref="¶1")
    assert [choice["value"] for choice in offered] == ["¶1", "¶10", "¶11", "¶12", "¶13", "¶14", "¶15"]
    offered = await local.autocomplete(world.ada, world.general, "cite", focus="ref", ref="impcat")
    assert offered == [{"name": SECOND, "value": "§2"}]


@pytest.mark.parametrize("typed", ["", "year", "little of it"])
async def test_of_many_sections_no_more_are_offered_than_discord_shows(local: LocalDiscord, typed: str) -> None:
    world = local.world
    async with on_discord(local, LONG):
        ways: list[tuple[str, str, dict[str, Any]]] = [("ask", "section", {"question": "x"}), ("cite", "ref", {})]
        for command, option, more in ways:
            typing = more | {option: typed}
            offered = await local.autocomplete(world.ada, world.general, command, focus=option, **typing)
            assert len(offered) == 25
            assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in offered)


# Installed for oneself


def _places(local: LocalDiscord) -> list[tuple[User, Channel]]:
    world = local.world
    return [(world.ada, world.private), (world.ben, world.private), (world.ada, world.strange_channel)]


@pytest.mark.parametrize("place", range(3))
async def test_who_installed_it_can_use_it_where_it_is_no_member(
    local: LocalDiscord, quoth_bot: QuothBot, place: int
) -> None:
    user, channel = _places(local)[place]
    asked = await local.slash(user, channel, "ask", question=TREATY)
    assert CITED in text_of(await local.answer_to(asked))
    cited = await local.slash(user, channel, "cite", ref="¶8")
    assert CITED in text_of(await local.answer_to(cited))
    for name in ("contents", "about", "help", "privacy"):
        await told(local, await local.slash(user, channel, name))
    message = await local.say(local.world.ben, channel, TREATY)
    assert CITED in text_of(await told(local, await local.context_menu(user, FIND, message)))
    assert await local.autocomplete(user, channel, "ask", focus="section", question="x", section="impact")


@pytest.mark.parametrize("place", range(3))
async def test_a_follow_up_is_understood_there_too(local: LocalDiscord, quoth_bot: QuothBot, place: int) -> None:
    user, channel = _places(local)[place]
    await local.answer_to(await local.slash(user, channel, "ask", question=ENVOY))
    assert "¶12" in text_of(await local.answer_to(await local.slash(user, channel, "ask", question="and when?")))
    other = local.world.ben if user is local.world.ada else local.world.ada
    alone = await local.slash(other, channel, "ask", question="and when?")
    assert "The essay does not say." in text_of(await local.answer_to(alone))


async def test_in_a_thread_everybodys_commands_share_one_conversation(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    world = local.world
    await local.answer_to(await local.slash(world.ada, world.thread, "ask", question=ENVOY))
    assert "¶12" in text_of(
        await local.answer_to(await local.slash(world.ben, world.thread, "ask", question="and when?"))
    )


async def test_what_is_found_for_oneself_in_a_thread_stays_out_of_its_conversation(
    local: LocalDiscord, quoth_bot: QuothBot
) -> None:
    world = local.world
    message = await local.say(world.ben, world.thread, ENVOY)
    await told(local, await local.context_menu(world.ada, FIND, message))
    after = await local.slash(world.ada, world.thread, "ask", question="and when?")
    assert "The essay does not say." in text_of(await local.answer_to(after))
