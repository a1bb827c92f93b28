"""Several essays: asked together, one at a time, or those of one server alone."""

from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.errors import as_sentence
from bot.discord_side.replies.ids import Action, Kind, parse_id, refer, tag
from bot.discord_side.replies.passages import Passages
from bot.discord_side.replies.reply import Form
from bot.discord_side.shelf import Shelf, Shelves
from bot.settings import Settings
from index import Answerer, Essay, Library, QuothError, UnknownEssayError
from index.reading import parse_essay
from tests.bot.discord_side.conftest import on_discord, shelved
from tests.discord_server import Interaction, LocalDiscord, Message, buttons_of, text_of

SHARED = "Nobody had asked the weather, as the old saying has it."
BEES = parse_essay(
    "# On Bees\n\nBy Ann Apiarist\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n\n"
    f"## Weather\n\n{SHARED}\n\nBees stay at home in the rain.\n",
    Path("bees.md"),
)
TIDES = parse_essay(
    "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n\n"
    f"{SHARED}\n\nSpring tides follow a full moon.\n",
    Path("tides.md"),
)
CLOCKS = parse_essay(
    "# On Clocks\n\n## Springs\n\nA clock is wound by a spring, once a week.\n\n"
    "## Pendulums\n\nHuygens built the first pendulum in 1656.\n",
    Path("clocks.md"),
)
ESSAYS = {"bees": BEES, "tides": TIDES, "clocks": CLOCKS}
HONEY, MOON, RAIN, BREAD = (
    "How much honey does a hive make?", "What draws the water of the sea?", "Where do bees stay in the rain?",
    "Which oven bakes sourdough bread?",
)  # fmt: skip
HONEY_CITED, MOON_CITED = "On Bees, §1 Hives, ¶1", "On Tides, §1 The Moon, ¶1"
IN_CONTEXT, CONTENTS, ALL_ESSAYS, LATER = "In context", "Contents", "All essays", "Later →"
BOTH = pytest.mark.parametrize("plain_text", [False, True], ids=["rich", "plain"])


def library(essays: dict[str, Essay] = ESSAYS) -> Library:
    answerers = {name: Answerer(essay) for name, essay in essays.items()}
    return Library(essays, answerers.__getitem__)


LIBRARY = library()


def shelf(of: Library = LIBRARY, **more: Any) -> Shelf:  # noqa: ANN401 - any setting
    return Shelf(of, Passages(of), of.names, **more)


class ByServer(Shelves):
    """A shelf for each server, and the house's for the others."""

    def __init__(self, shelves: dict[int, Shelf], house: Library = LIBRARY) -> None:
        super().__init__(house, Settings(_env_file=None))  # type: ignore[call-arg]
        self.of = shelves

    async def at(self, guild: int | None) -> Shelf:
        return self.of[guild] if guild in self.of else await super().at(guild)


async def ask(local: LocalDiscord, question: str, **options: Any) -> Message:  # noqa: ANN401 - any option
    return await local.answer_to(await slash(local, "ask", question=question, **options))


async def slash(local: LocalDiscord, command: str, **options: Any) -> Interaction:  # noqa: ANN401 - any option
    return await local.slash(local.world.ada, local.world.general, command, **options)


async def mention(local: LocalDiscord, text: str, channel: Any = None) -> Message:  # noqa: ANN401 - a channel
    channel = channel or local.world.general
    return await local.answer_to(await local.say(local.world.ada, channel, f"@Quoth {text}"))


async def click(local: LocalDiscord, message: Message, action: Action) -> Message:
    """Click a button that stands under another message, or did before."""
    button = {"type": 2, "id": 91, "style": 1, "label": "x", "custom_id": action.encode()}
    message.components = [{"type": 1, "id": 90, "components": [button]}]
    return await local.answer_to(await local.click(local.world.ada, message, "x"))


def labels(message: Message) -> list[str]:
    return [button.label or "" for button in buttons_of(message)]


# Asking


@BOTH
async def test_every_quote_says_which_essay_it_is_from(local: LocalDiscord, plain_text: bool) -> None:
    async with on_discord(local, LIBRARY, plain_text=plain_text):
        assert HONEY_CITED in text_of(await mention(local, HONEY))
        answer = await ask(local, MOON)
        assert MOON_CITED in text_of(answer)
        context = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        assert text_of(context).count("On Tides, §1 The Moon, ¶") == 2
        cited = await local.answer_to(await slash(local, "cite", ref="¶1", essay="bees"))
        assert HONEY_CITED in text_of(cited)


@pytest.mark.parametrize("named", ["bees", "On Bees", "on b"])
async def test_one_essay_alone_is_asked_by_its_name_or_title(local: LocalDiscord, named: str) -> None:
    async with on_discord(local, LIBRARY):
        assert HONEY_CITED in text_of(await ask(local, HONEY, essay=named))
        assert "**“On Bees” does not say.**" in text_of(await ask(local, "the moon and the sea", essay=named))


async def test_of_one_essay_one_section_can_be_asked(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        assert "On Bees, §2 Weather, ¶3" in text_of(await ask(local, RAIN, essay="bees", section="§2"))
        refused = text_of(await ask(local, HONEY, essay="bees", section="§2"))
        assert "**“On Bees”, §2 Weather does not say.**" in refused


@pytest.mark.parametrize(("command", "options"), [("ask", {"question": "x", "section": "§1"}), ("cite", {"ref": "¶1"})])
async def test_where_only_one_essay_can_be_meant_it_has_to_be_said_which(
    local: LocalDiscord, command: str, options: dict[str, str]
) -> None:
    async with on_discord(local, LIBRARY):
        told = await local.answer_to(await slash(local, command, **options))
        assert told.is_ephemeral
        assert text_of(told) == "There are 3 essays here: say in which one, at “essay”."


async def test_an_essay_that_is_none_is_told_so_to_the_asker_and_counts(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY, questions_per_user=1):
        told = await ask(local, HONEY, essay="wasps")
        assert told.is_ephemeral
        assert text_of(told).startswith("No essay is called “wasps”")
        assert text_of(await ask(local, HONEY)).startswith("You ask faster")


async def test_what_none_of_them_says_is_said_of_all(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        for said in (await mention(local, BREAD), await ask(local, BREAD)):
            assert "**None of the 3 essays says.**" in text_of(said)
            assert "Nowhere in any of them: " in text_of(said)


async def test_a_word_that_one_of_them_has_is_not_said_to_stand_nowhere(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        said = text_of(await ask(local, "Which pendulum of the sea has sourdough in the rain?"))
        assert "Nowhere in any of them: “sourdough”." in said


# One essay of a channel


async def test_a_channel_that_is_tied_to_an_essay_and_its_threads_answer_from_that(local: LocalDiscord) -> None:
    world = local.world
    tied = shelf(bound={world.general.id: "tides", world.forum.id: "clocks"})
    async with on_discord(local, ByServer({world.guild.id: tied})):
        for channel, said in (
            (world.general, "“On Tides” does not say."),
            (world.thread, "“On Tides” does not say."),
            (world.post, "“On Clocks” does not say."),
            (world.other_channel, HONEY_CITED),
        ):
            assert said in text_of(await mention(local, HONEY, channel))
            slash = await local.slash(world.ada, channel, "ask", question=HONEY)
            assert said in text_of(await local.answer_to(slash))
        found = await local.context_menu(world.ada, "Find in the essay", await local.say(world.ben, world.post, HONEY))
        assert "“On Clocks” does not say." in text_of(await local.answer_to(found))


async def test_there_commands_mean_that_essay_unless_they_name_another(local: LocalDiscord) -> None:
    world = local.world
    async with on_discord(local, ByServer({world.guild.id: shelf(bound={world.general.id: "tides"})})):
        assert MOON_CITED in text_of(await local.answer_to(await slash(local, "cite", ref="¶1")))
        assert HONEY_CITED in text_of(await local.answer_to(await slash(local, "cite", ref="¶1", essay="bees")))
        assert HONEY_CITED in text_of(await ask(local, HONEY, essay="bees"))
        contents = await local.answer_to(await slash(local, "contents"))
        assert text_of(contents).startswith("**On Tides**")
        offered = await local.autocomplete(world.ada, world.general, "ask", focus="section", question="x", section="")
        assert [choice["name"] for choice in offered] == ["§1 The Moon"]


async def test_a_channel_whose_essay_is_gone_asks_all_again(local: LocalDiscord) -> None:
    world = local.world
    async with on_discord(local, ByServer({world.guild.id: shelf(bound={world.general.id: "wasps"})})):
        assert HONEY_CITED in text_of(await mention(local, HONEY))


async def test_in_a_channel_of_one_essay_a_follow_up_is_understood(local: LocalDiscord) -> None:
    world = local.world
    async with on_discord(local, ByServer({world.guild.id: shelf(bound={world.general.id: "clocks"})})):
        await mention(local, "What did Huygens build?")
        assert "On Clocks, §2 Pendulums, ¶2" in text_of(await mention(local, "and when?"))


# Reading on


async def test_the_contents_list_the_essays_then_their_sections_and_lead_back(local: LocalDiscord) -> None:
    user = local.world.ada
    async with on_discord(local, LIBRARY):
        page = await local.answer_to(await slash(local, "contents"))
        assert page.is_ephemeral
        listed = "**1** “On Bees” by Ann Apiarist\n**2** “On Tides”\n**3** “On Clocks”"
        assert text_of(page) == f"**3 essays**\n\n{listed}" or text_of(page) == f"**3 essays**\n{listed}"
        assert labels(page) == ["1", "2", "3"]
        await local.answer_to(await local.click(user, page, "3"))
        assert text_of(page).startswith("**On Clocks**")
        assert labels(page) == ["§1", "§2", ALL_ESSAYS]
        await local.answer_to(await local.click(user, page, "§2"))
        assert "On Clocks, §2 Pendulums, ¶2" in text_of(page)
        await local.answer_to(await local.click(user, page, CONTENTS))
        await local.answer_to(await local.click(user, page, ALL_ESSAYS))
        assert labels(page) == ["1", "2", "3"]


async def test_an_essays_contents_can_be_asked_for(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        page = await local.answer_to(await slash(local, "contents", essay="on bees"))
        assert text_of(page).startswith("**On Bees**\nAnn Apiarist")
        assert labels(page)[:2] == ["§1", "§2"]


async def test_one_leafs_to_the_end_of_an_essay_and_not_into_the_next(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        answer = await ask(local, HONEY)
        page = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        while LATER in labels(page):
            assert "On Bees, §" in text_of(page)
            await local.answer_to(await local.click(local.world.ada, page, LATER))
        assert "On Bees, §2 Weather, ¶3" in text_of(page)


async def test_about_and_help_speak_of_the_essays(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY):
        about = text_of(await local.answer_to(await slash(local, "about")))
        assert "It answers from 3 essays" in about
        assert "“On Bees” by Ann Apiarist" in about
        assert "`essay:`" in text_of(await local.answer_to(await slash(local, "help")))
    async with on_discord(local, BEES):
        assert "`essay:`" not in text_of(await local.answer_to(await slash(local, "help")))


async def test_essays_are_offered_and_sections_of_the_one_that_is_chosen(local: LocalDiscord) -> None:
    world = local.world

    async def offered(command: str, focus: str, **typed: Any) -> list[str]:  # noqa: ANN401 - any option
        choices = await local.autocomplete(world.ada, world.general, command, focus=focus, **typed)
        return [choice["name"] for choice in choices]

    async with on_discord(local, LIBRARY):
        for command, more in (("ask", {"question": "x"}), ("cite", {"ref": "1"}), ("contents", {})):
            assert await offered(command, "essay", essay="clcoks", **more) == ["On Clocks"]
        assert await offered("ask", "section", question="x", essay="clocks", section="") == [
            "§1 Springs", "§2 Pendulums",
        ]  # fmt: skip
        assert await offered("cite", "ref", essay="tides", ref="¶3") == ["¶3 Spring tides follow a full moon."]
        assert await offered("ask", "section", question="x", section="") == []
        assert await offered("cite", "ref", essay="no such", ref="1") == []


# The same paragraph in two essays


@pytest.mark.parametrize(("essay", "after"), [("bees", "Bees stay at home"), ("tides", "Spring tides follow")])
async def test_a_paragraph_that_two_essays_share_keeps_to_its_own(local: LocalDiscord, essay: str, after: str) -> None:
    async with on_discord(local, LIBRARY):
        answer = await ask(local, "What does the old saying have about the weather?", essay=essay)
        context = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        assert after in text_of(context)


# Servers


async def test_no_button_and_no_command_reaches_into_another_servers_essays(local: LocalDiscord) -> None:
    world = local.world
    mine, others = library({"ours": BEES, "more": CLOCKS}), library({"ours": TIDES, "more": CLOCKS})
    shelves = ByServer({world.guild.id: shelf(mine), world.other_guild.id: shelf(others)})
    async with on_discord(local, shelves):
        answer = await mention(local, HONEY)
        assert HONEY_CITED in text_of(answer)
        assert "None of the 2 essays says." in text_of(await mention(local, HONEY, world.elsewhere))
        theirs = await mention(local, MOON, world.elsewhere)
        assert MOON_CITED in text_of(theirs)
        for action in (
            Action(Kind.CONTEXT, (refer(BEES.title, BEES.paragraphs[0].text, 1),)),
            Action(Kind.MORE, (refer(BEES.title, BEES.paragraphs[0].text, 1),)),
        ):
            assert text_of(await click(local, theirs, action)).startswith("That passage is no longer here")
        cited = await local.slash(world.ada, world.elsewhere, "cite", ref="¶1", essay="ours")
        assert "honey" not in text_of(await local.answer_to(cited))
        offered = await local.autocomplete(world.ada, world.elsewhere, "contents", focus="essay", essay="")
        assert [choice["name"] for choice in offered] == ["On Tides", "On Clocks"]


async def test_who_installed_it_for_themselves_and_who_writes_directly_asks_the_house(local: LocalDiscord) -> None:
    world = local.world
    shelves = ByServer({world.guild.id: shelf(shelved(TIDES)), world.strange_guild.id: shelf(shelved(TIDES))})
    async with on_discord(local, shelves):
        assert "does not say" in text_of(await mention(local, HONEY))
        assert HONEY_CITED in text_of(await mention(local, HONEY, world.dm(world.ada)))
        for channel in (world.strange_channel, world.private):
            asked = await local.slash(world.ada, channel, "ask", question=HONEY)
            assert HONEY_CITED in text_of(await local.answer_to(asked))


async def test_a_server_has_its_own_form_visibility_and_feedback(local: LocalDiscord) -> None:
    world = local.world
    plain = shelf(form=Form.PLAIN, visibility="only me", feedback=False)
    async with on_discord(local, ByServer({world.guild.id: plain}), questions_per_user=4):
        answer = await mention(local, HONEY)
        assert not answer.is_v2
        assert "👍" not in labels(answer)
        assert text_of(await click(local, answer, Action(Kind.HELPFUL))).startswith("Feedback is no longer asked for")
        asked = await ask(local, HONEY)
        assert (asked.is_ephemeral, asked.is_v2) == (True, False)
        assert "🗑️" not in labels(asked)
        assert not (await ask(local, HONEY, visibility="everyone")).is_ephemeral
        elsewhere = await mention(local, HONEY, world.elsewhere)
        assert elsewhere.is_v2
        assert "👍" in labels(elsewhere)
        for refused in (await mention(local, HONEY), await ask(local, HONEY)):
            assert "You ask faster" in text_of(refused)
            assert not refused.is_v2
        assert (await mention(local, HONEY, world.elsewhere)).is_v2


class _Unreadable(Shelves):
    """Whose storage is away."""

    error: Exception = QuothError("What is kept of this server can't be read now.")

    async def at(self, _: int | None) -> Shelf:
        raise self.error


@pytest.mark.parametrize("error", [_Unreadable.error, RuntimeError("a fault")])
async def test_where_a_shelf_cant_be_had_that_is_told(local: LocalDiscord, error: Exception) -> None:
    shelves = _Unreadable(LIBRARY, Settings(_env_file=None))  # type: ignore[call-arg]
    shelves.error = error
    async with on_discord(local, shelves):
        for said in (await mention(local, HONEY), await ask(local, HONEY)):
            assert text_of(said) == as_sentence(error)


# Replacing


async def test_other_essays_are_put_in_place_while_it_runs(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY) as bot:
        answer = await mention(local, HONEY)
        page = await local.answer_to(await slash(local, "contents", essay="bees"))
        bot.shelves.replace(library({"tides": TIDES, "clocks": CLOCKS}))
        await mention(local, "and how much?")  # goes on with what is gone
        assert "None of the 2 essays says." in text_of(await mention(local, BREAD))
        gone = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        assert text_of(gone).startswith("That passage is no longer here")
        await local.answer_to(await local.click(local.world.ada, page, "§1"))
        assert text_of(page).startswith("That passage is no longer here")
        changed = parse_essay("# On Bees\n\nNew.\n\n## Hives\n\n" + BEES.paragraphs[0].text, Path("bees.md"))
        bot.shelves.replace(library({"bees": changed, "tides": TIDES}))
        context = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        assert "On Bees, §1 Hives, ¶2" in text_of(context)


async def test_the_contents_of_an_essay_that_is_gone_say_so(local: LocalDiscord) -> None:
    async with on_discord(local, LIBRARY) as bot:
        answer = await mention(local, HONEY)
        page = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
        bot.shelves.replace(library({"tides": TIDES, "clocks": CLOCKS}))
        await local.answer_to(await local.click(local.world.ada, page, CONTENTS))
        assert text_of(page).startswith("That essay is no longer here")


# The shelf itself


def test_the_only_essay_is_meant_everywhere() -> None:
    alone = shelf(library({"bees": BEES}), bound={1: "wasps"})
    assert alone.essay_for(None) == alone.opened(None, None) == "bees"
    assert alone.title("bees") is None


def test_a_name_too_long_to_be_offered_is_meant_by_its_tag() -> None:
    name = "n" * 200
    assert shelf(library({name: BEES, "tides": TIDES})).asked(tag(name), None) == name


def test_what_is_named_has_to_be_there() -> None:
    with pytest.raises(UnknownEssayError):
        shelf().asked("wasps", None)
    with pytest.raises(UnknownEssayError, match="There are 3 essays here"):
        shelf().opened(None, None)
    assert shelf().asked(None, None) is None


def test_ids_of_contents_name_their_essay() -> None:
    passages = Passages(LIBRARY)
    for name in ESSAYS:
        action = parse_id(Action(Kind.CONTENTS, number=3, essay=tag(name)).encode())
        assert action
        assert passages.tagged(action.essay) == name


async def test_of_essays_of_one_title_each_button_leads_into_its_own() -> None:
    twins = {name: parse_essay("# Bees\n\nBees make honey.\n", Path(f"{name}.md")) for name in ("first", "second")}
    asked = Library(twins, lambda name: Answerer(twins[name]))
    passages = Passages(asked)
    for quote in asked.answer("Do bees make honey?").quotes:
        place = passages.find(refer(quote.citation.essay, quote.text, quote.citation.paragraph))
        assert place
        assert place.name == asked.cited(quote.citation)
        assert place.citation == quote.citation
