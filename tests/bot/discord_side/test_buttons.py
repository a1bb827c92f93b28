import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.client import QuothBot
from bot.discord_side.replies.ids import PREFIX, Action, Kind, parse_id, refer, tag
from bot.discord_side.replies.pages import NOT_COUNTED, OUTDATED
from bot.discord_side.replies.wording import GONE
from index import Essay, shipped_essay
from index.reading import parse_essay
from tests.bot.discord_side.conftest import Serve, Served, on_discord
from tests.discord_server import Interaction, LocalDiscord, Message, User, buttons_of, text_of

TREATY = "@Quoth What are Azerbaijan's preconditions for signing?"
ENVOY = "Who is Khovayev?"
CITED = "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"
IN_CONTEXT, MORE, CONTENTS, EARLIER, LATER = "In context", "More passages", "Contents", "← Earlier", "Later →"
HELPFUL, UNHELPFUL, DELETE = "👍", "👎", "🗑️"
ALL_FIVE = [IN_CONTEXT, MORE, HELPFUL, UNHELPFUL, DELETE]
THANKS = "Thank you: that was counted."
NOT_YOURS = "Only whoever asked can delete an answer, and who may delete messages here."


@pytest.fixture(params=["rich", "plain"])
async def bot(local: LocalDiscord, request: pytest.FixtureRequest) -> AsyncIterator[QuothBot]:
    """The bot in either form."""
    async with on_discord(local, plain_text=request.param == "plain") as running:
        yield running


async def an_answer(local: LocalDiscord, user: User | None = None) -> Message:
    return await local.answer_to(await local.say(user or local.world.ada, local.world.general, TREATY))


async def told(local: LocalDiscord, user: User, message: Message, button: str) -> Message:
    """What a click shows to nobody but who clicked."""
    answer = await local.answer_to(await local.click(user, message, button))
    assert answer.is_ephemeral
    return answer


async def turned(local: LocalDiscord, user: User, message: Message, button: str) -> str:
    """What stands in a message after a click has turned its page."""
    assert await local.answer_to(await local.click(user, message, button)) is message
    return text_of(message)


def labels(message: Message) -> list[str]:
    return [button.label for button in buttons_of(message)]


def paragraphs(text: str) -> list[int]:
    """The numbers of those that are cited."""
    lines = [line.strip("*") for line in text.splitlines()]
    return [int(line.rpartition("¶")[2]) for line in lines if not line.startswith(">") and ", ¶" in line]


# Reading


async def test_an_answer_has_its_five_buttons(local: LocalDiscord, bot: QuothBot) -> None:
    assert labels(await an_answer(local)) == ALL_FIVE


async def test_an_answer_for_the_asker_alone_has_none_to_delete_it(local: LocalDiscord, bot: QuothBot) -> None:
    asked = await local.slash(
        local.world.ada, local.world.general, "ask", question=TREATY.removeprefix("@Quoth "), visibility="only me"
    )
    assert labels(await local.answer_to(asked)) == ALL_FIVE[:-1]


async def test_in_context_shows_the_paragraph_between_its_neighbours(local: LocalDiscord, bot: QuothBot) -> None:
    answer = await an_answer(local)
    context = await told(local, local.world.ben, answer, IN_CONTEXT)
    assert f"\n**{CITED}**" in text_of(context)
    assert paragraphs(text_of(context)) == [7, 8, 9]
    assert labels(context) == [EARLIER, LATER, CONTENTS]
    assert len(answer.sent) == 1


async def test_leafing_turns_the_page_that_only_the_reader_sees(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    page = await told(local, world.ben, await an_answer(local), IN_CONTEXT)
    assert 9 in paragraphs(await turned(local, world.ben, page, LATER))
    assert "¶9**" in text_of(page)
    assert "¶8**" in await turned(local, world.ben, page, EARLIER)
    contents = await turned(local, world.ben, page, CONTENTS)
    assert "§2 The Impact of US–Russia Talks, ¶10–15" in contents
    assert "¶10**" in await turned(local, world.ben, page, "§2")


async def test_leafing_goes_through_the_whole_essay_and_ends_there(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    page = await local.answer_to(await local.slash(world.ada, world.general, "contents"))
    await turned(local, world.ada, page, "Opening")
    assert EARLIER not in labels(page)
    seen = [1]
    while LATER in labels(page):
        await turned(local, world.ada, page, LATER)
        seen.append(next(n for n in paragraphs(text_of(page)) if f"¶{n}**" in text_of(page)))
        assert len(seen) <= 15
    assert seen == list(range(1, 16))


async def test_leafing_in_what_others_read_opens_a_page_of_ones_own(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    cited = await local.answer_to(await local.slash(world.ada, world.general, "cite", ref="¶8"))
    before = text_of(cited)
    for button in (LATER, EARLIER, CONTENTS):
        page = await told(local, world.ben, cited, button)
        assert page is not cited
    assert text_of(cited) == before
    assert len(cited.sent) == 1


async def test_more_passages_shows_what_else_was_found_and_each_opens(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    answer = await an_answer(local)
    shown = paragraphs(text_of(answer))
    more = await told(local, world.ben, answer, MORE)
    found = paragraphs(text_of(more))
    assert found
    assert not set(found) & set(shown)
    assert labels(more)[: len(found)] == [f"¶{number}" for number in found]
    for number in found:
        context = await told(local, world.ben, more, f"¶{number}")
        assert f"¶{number}**" in text_of(context)


async def test_the_same_buttons_work_on_what_only_the_asker_sees(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    asked = await local.slash(
        world.ada, world.general, "ask", question=TREATY.removeprefix("@Quoth "), visibility="only me"
    )
    answer = await local.answer_to(asked)
    assert f"**{CITED}**" in text_of(await told(local, world.ada, answer, IN_CONTEXT))
    assert paragraphs(text_of(await told(local, world.ada, answer, MORE)))
    assert text_of(await told(local, world.ada, answer, HELPFUL)) == THANKS
    modal = await local.modal_of(await local.click(world.ada, answer, UNHELPFUL))
    assert text_of(await local.answer_to(await local.submit(modal, reason="other"))) == THANKS
    assert CITED in text_of(answer)


@pytest.mark.parametrize("place", ["private", "strange_channel"])
async def test_they_work_where_it_is_no_member(local: LocalDiscord, bot: QuothBot, place: str) -> None:
    world = local.world
    asked = await local.slash(world.ada, getattr(world, place), "ask", question=TREATY.removeprefix("@Quoth "))
    answer = await local.answer_to(asked)
    page = await told(local, world.ben, answer, IN_CONTEXT)
    assert "¶9**" in await turned(local, world.ben, page, LATER)
    assert text_of(await told(local, world.ben, answer, DELETE)) == NOT_YOURS
    await local.click(world.ada, answer, DELETE)
    await local.deleted(answer)


# Deleting


@pytest.mark.parametrize("way", ["mention", "command"])
async def test_whoever_asked_can_delete_the_answer(local: LocalDiscord, bot: QuothBot, way: str) -> None:
    world = local.world
    asked = await local.slash(world.ada, world.general, "ask", question=ENVOY)
    answer = await (an_answer(local) if way == "mention" else local.answer_to(asked))
    await local.click(world.ada, answer, DELETE)
    await local.deleted(answer)


async def test_who_may_delete_messages_can_delete_any_answer(local: LocalDiscord, bot: QuothBot) -> None:
    for user in (local.world.mod, local.world.owner):
        answer = await an_answer(local)
        await local.click(user, answer, DELETE)
        await local.deleted(answer)


async def test_nobody_else_can(local: LocalDiscord, bot: QuothBot) -> None:
    answer = await an_answer(local)
    assert text_of(await told(local, local.world.ben, answer, DELETE)) == NOT_YOURS
    await local.settle()
    assert not answer.deleted


async def test_a_moderator_elsewhere_is_none_here(local: LocalDiscord, bot: QuothBot) -> None:
    world = local.world
    question = await local.say(world.ada, world.elsewhere, TREATY)
    answer = await local.answer_to(question)
    assert text_of(await told(local, world.mod, answer, DELETE)) == NOT_YOURS
    await local.settle()
    assert not answer.deleted


async def test_an_edit_after_the_answer_was_deleted_brings_it_not_back(local: LocalDiscord, bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    await local.click(local.world.ada, answer, DELETE)
    await local.deleted(answer)
    await local.edit(question, "@Quoth " + ENVOY)
    await local.settle()
    assert local.answers_to(question) == [answer]


async def test_two_who_delete_at_once_do_no_harm(local: LocalDiscord, bot: QuothBot) -> None:
    answer = await an_answer(local)
    world = local.world
    clicks = (local.click(user, answer, DELETE) for user in (world.ada, world.mod))
    await asyncio.gather(*clicks)
    await local.deleted(answer)
    await local.settle()


# Feedback


async def test_feedback_is_not_asked_for_where_it_is_switched_off(local: LocalDiscord) -> None:
    async with on_discord(local, feedback=False):
        assert labels(await an_answer(local)) == [IN_CONTEXT, MORE, DELETE]


async def test_buttons_from_before_it_was_switched_off_say_so(local: LocalDiscord) -> None:
    async with on_discord(local):
        answer = await an_answer(local)
    async with on_discord(local, feedback=False):
        for button in (HELPFUL, UNHELPFUL):
            assert text_of(await told(local, local.world.ada, answer, button)) == NOT_COUNTED


# After a restart


async def _stopped(local: LocalDiscord, served: Served) -> None:
    assert await served.stop() == 0
    await local.book.until(lambda: not local.gateway.connected, "the bot to be gone", 10)


@pytest.mark.parametrize("form", ["rich", "plain"])
async def test_every_button_works_after_the_process_was_restarted(local: LocalDiscord, serve: Serve, form: str) -> None:
    world = local.world
    chosen = {"QUOTH_PLAIN_TEXT": str(form == "plain")}
    served = await serve(**chosen)
    await local.ready()
    answer = await an_answer(local)
    to_delete = await an_answer(local)
    alone = await local.answer_to(
        await local.slash(
            world.ada, world.general, "ask", question=TREATY.removeprefix("@Quoth "), visibility="only me"
        )
    )
    page = await told(local, world.ben, answer, IN_CONTEXT)
    contents = await local.answer_to(await local.slash(world.ada, world.general, "contents"))
    more = await told(local, world.ada, answer, MORE)
    modal = await local.modal_of(await local.click(world.ada, answer, UNHELPFUL))
    await _stopped(local, served)

    await serve(**chosen)
    await local.ready()
    for message in (answer, alone):
        assert f"**{CITED}**" in text_of(await told(local, world.ada, message, IN_CONTEXT))
        assert paragraphs(text_of(await told(local, world.ada, message, MORE)))
        assert text_of(await told(local, world.ada, message, HELPFUL)) == THANKS
        await local.modal_of(await local.click(world.ada, message, UNHELPFUL))
    assert text_of(await local.answer_to(await local.submit(modal, reason="wrong_passage"))) == THANKS
    assert "¶9**" in await turned(local, world.ben, page, LATER)
    assert "§2" in await turned(local, world.ben, page, CONTENTS)
    assert "¶10**" in await turned(local, world.ada, contents, "§2")
    await told(local, world.ada, more, labels(more)[0])
    assert text_of(await told(local, world.ben, answer, DELETE)) == NOT_YOURS
    for message, user in ((answer, world.ada), (to_delete, world.mod)):
        await local.click(user, message, DELETE)
        await local.deleted(message)


async def test_leafing_keeps_the_form_that_a_message_has(local: LocalDiscord) -> None:
    """A message can't change its form; the owner's setting may have changed since."""
    world = local.world
    pages = []
    for plain in (True, False):
        async with on_discord(local, plain_text=plain):
            pages.append(await told(local, world.ada, await an_answer(local), IN_CONTEXT))
    for plain in (True, False):
        async with on_discord(local, plain_text=plain):
            for page in pages:
                was_rich = page.is_v2
                await turned(local, world.ada, page, LATER)
                assert page.is_v2 == was_rich


# After the essay has changed

RIVER = "The river is crossed by seven old bridges, and the oldest bridge was built of oak."
MILL = "The mill stood empty for ninety years before the baker bought it."
SCHOOL = "The school has two teachers and a garden with apple trees."
FIRE = "A fire burned the archive, so nobody knows when the village was founded."


def village(*texts: str, title: str = "The village") -> Essay:
    return parse_essay(f"# {title}\n\n## What there is\n\n" + "\n\n".join(texts), Path("village.md"))


async def _a_bridge_answer(local: LocalDiscord) -> Message:
    answer = await local.answer_to(
        await local.say(local.world.ada, local.world.general, "@Quoth bridges of the river?")
    )
    assert paragraphs(text_of(answer))[0] == 1
    return answer


async def test_a_passage_that_has_moved_is_found(local: LocalDiscord) -> None:
    async with on_discord(local, village(RIVER, MILL, SCHOOL)):
        answer = await _a_bridge_answer(local)
    async with on_discord(local, village(FIRE, SCHOOL, MILL, RIVER)):
        context = text_of(await told(local, local.world.ada, answer, IN_CONTEXT))
    assert RIVER in context.replace("**", "")
    assert "¶4**" in context


async def test_a_passage_that_is_gone_gets_a_friendly_sentence(local: LocalDiscord) -> None:
    async with on_discord(local, village(RIVER, MILL, SCHOOL)):
        answer = await _a_bridge_answer(local)
        page = await told(local, local.world.ada, answer, IN_CONTEXT)
        other = await told(local, local.world.ada, answer, IN_CONTEXT)
    async with on_discord(local, village(FIRE, RIVER.replace("seven", "eight"))):
        assert text_of(await told(local, local.world.ada, answer, IN_CONTEXT)) == GONE
        assert await turned(local, local.world.ada, page, LATER) == GONE
        assert "§1 What there is, ¶1–2" in await turned(local, local.world.ada, other, CONTENTS)
        assert text_of(await told(local, local.world.ada, answer, HELPFUL)) == THANKS


async def test_of_further_passages_those_are_shown_that_are_still_there(local: LocalDiscord) -> None:
    world = local.world
    async with on_discord(local):
        answer = await an_answer(local)
    [more] = [button for button in buttons_of(answer) if button.label == MORE]
    action = parse_id(more.custom_id or "")
    assert action
    gone = action.refs[0].number
    kept = [p.text if p.number != gone else "Changed." for p in shipped_essay().paragraphs]
    async with on_discord(local, village(*kept, title=shipped_essay().title)):
        shown = paragraphs(text_of(await told(local, world.ada, answer, MORE)))
        assert shown
        assert gone not in shown
    async with on_discord(local, village(RIVER)):
        assert text_of(await told(local, world.ada, answer, MORE)) == GONE


async def test_a_page_of_the_contents_that_is_no_more_shows_the_last_one(local: LocalDiscord) -> None:
    async with on_discord(local, village(RIVER, MILL)):
        answer = await _a_bridge_answer(local)
        shown = await _clicked_id(local, answer, Action(Kind.CONTENTS, number=10**6, essay=tag("essay")).encode())
        assert "§1 What there is, ¶1–2" in text_of(shown)


# Ids that nobody of ours has made

A_REF = refer("The village", RIVER, 1)
NOT_OURS = (
    "quoth:2:", "quoth:2:c:", "quoth:2:c:AAAA", "quoth:2:c:" + "A" * 90, "quoth:2:m:" + "_" * 15, "quoth:2:d:",
    "quoth:2:d:-1", "quoth:2:d:" + "9" * 60, "quoth:2:d:٣", "quoth:2:s:99999999", "quoth:2:z:AAAA", "quoth:3:h:",
    "quoth:2:h:extra", "quoth:2:d:1 ", "quoth:2:d:01", "quoth:1:h:", "QUOTH:2:h:", "delete:everything",
    "../../etc/passwd", "quoth:2:d:1\n", "'; drop table answers; --", "quoth:2:r:",
)  # fmt: skip


async def _click_id(local: LocalDiscord, user: User, message: Message, custom_id: str) -> Interaction:
    """Click a button that we have never made."""
    button = {"type": 2, "id": 91, "style": 1, "label": "x", "custom_id": custom_id}
    message.components = [{"type": 1, "id": 90, "components": [button]}]
    return await local.click(user, message, custom_id)


async def _clicked_id(local: LocalDiscord, message: Message, custom_id: str) -> Message:
    return await local.answer_to(await _click_id(local, local.world.ada, message, custom_id))


async def test_an_id_that_is_none_of_ours_does_nothing_or_says_that_it_is_outdated(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await an_answer(local)
    clicks = [await _click_id(local, local.world.ben, answer, custom_id) for custom_id in NOT_OURS]
    await local.settle()
    for click in clicks:
        is_like_ours = str(click.data["custom_id"]).startswith("quoth:")
        assert [text_of(said) for said in local.answers_to(click)] == [OUTDATED] * is_like_ours
    assert not answer.deleted
    assert len(answer.sent) == 1
    assert not [record for record in caplog.records if record.exc_info]
    assert CITED in text_of(await an_answer(local))


async def test_an_answer_to_nobody_is_nobodys_to_delete(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    answer = await an_answer(local)
    assert text_of(await _clicked_id(local, answer, Action(Kind.DELETE, number=0).encode())) == NOT_YOURS
    await local.settle()
    assert not answer.deleted


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (65_535, 65_535), (0, 65_535), (80, 81)])
async def test_whatever_part_an_id_names_the_paragraph_is_shown_whole(
    local: LocalDiscord, span: tuple[int, int]
) -> None:
    async with on_discord(local, village(RIVER, MILL)):
        answer = await _a_bridge_answer(local)
        for kind in (Kind.CONTEXT, Kind.LEAF):
            named = Action(kind, (A_REF._replace(number=2**16 - 1, start=span[0], end=span[1]),))
            shown = text_of(await _clicked_id(local, answer, named.encode())).replace("**", "")
            assert RIVER in shown


async def test_a_menu_with_the_id_of_a_button_does_nothing(
    local: LocalDiscord, quoth_bot: QuothBot, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await an_answer(local)
    custom_id = Action(Kind.DELETE, number=local.world.ada.id).encode()
    menu = {"type": 3, "id": 91, "custom_id": custom_id, "options": [{"label": "a", "value": "a"}], "min_values": 1}
    answer.components = [{"type": 1, "id": 90, "components": [menu]}]
    await local.click(local.world.ada, answer, custom_id, values=["a"])
    await local.settle()
    assert not answer.deleted
    assert "not to a button" in caplog.text


made_up = st.builds("{}{}:{}".format, st.just(PREFIX), st.sampled_from(Kind), st.text("AQg019_-", max_size=30))


@given(st.text(max_size=100) | made_up)
def test_an_id_has_one_spelling_and_any_other_is_none(custom_id: str) -> None:
    action = parse_id(custom_id)
    assert action is None or action.encode() == custom_id
