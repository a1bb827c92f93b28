"""With an archive of 50,000 essays nothing is opened but what somebody looks into."""

from itertools import islice
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from bot.discord_side.completion import complete_essay
from bot.discord_side.owners.own import Own, shelf_of
from bot.discord_side.owners.ready import Ready
from bot.discord_side.replies.essay_replies import contents_reply, essays_reply, markdown_reply, more_reply
from bot.discord_side.replies.ids import Kind, parse_id, refer, tag
from bot.discord_side.replies.leafing import context_reply
from bot.discord_side.replies.pages import about
from bot.discord_side.replies.reply import Form
from bot.discord_side.shelf import Shelf, Shelves
from bot.settings import Settings
from index import Essay, Library, Paragraph, Section, UnknownEssayError
from index.conversation import Conversation
from tests.archives import Opening, archive
from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.discord_model import within_limits
from tests.discord_server import LocalDiscord, buttons_of, text_of

COUNT = 50_000
BOTH = pytest.mark.parametrize("form", Form)
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("cite", {"ref": "¶1"}),
    ("contents", {}),
    ("ask", {"question": "How many visitors?", "section": "§1"}),
)
PARAGRAPH = Paragraph(number=1, text="What is kept here is the server's own.", sentences=())


class House(Shelves):
    @property
    def shelf(self) -> Shelf:
        return self._house


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Opening]:
    return archive(COUNT, tmp_path_factory.mktemp("archive"))


@pytest.fixture
def opened(made: tuple[Library, Opening]) -> list[str]:
    """The names of the essays that are opened from now on."""
    made[1].opened.clear()
    return made[1].opened


@pytest.fixture(scope="module")
def shelf(made: tuple[Library, Opening]) -> Shelf:
    return House(made[0], Settings()).shelf


@pytest.fixture
def name(shelf: Shelf) -> str:
    return shelf.passages.names[34_567]


def test_a_shelf_is_made_without_looking_into_any(made: tuple[Library, Opening], opened: list[str]) -> None:
    shelf = House(made[0], Settings()).shelf
    assert shelf.essay_for(None) is None
    assert opened == []


@BOTH
def test_the_list_is_paged_without_looking_into_any(shelf: Shelf, opened: list[str], form: Form) -> None:
    for page, first in ((0, 1), (2_500, 25_001), (10**6, 49_991)):
        reply = essays_reply(shelf.passages, form, page=page)
        within_limits(reply, form)
        assert reply.blocks[0].startswith("**50,000 essays**\n`/contents essay:` finds one")
        assert f"**{first}** “How the old " in reply.blocks[1]
    assert opened == []


@BOTH
def test_what_the_bot_is_it_says_without_looking_into_any(shelf: Shelf, opened: list[str], form: Form) -> None:
    reply = markdown_reply(about(shelf.library), form)
    assert "50,000 essays" in reply.blocks[0]
    assert "and 49,995 more" in reply.blocks[0]
    assert opened == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("old lighthouse of Sheki", "How the old lighthouse of Sheki was kept"),
        ("lihgthouse shkei", "How the old lighthouse of Sheki was kept"),
        ("1987/34567-lib", "How the old library of Baku was kept from ruin, part 34568"),
        ("LEYLA GANJAOVA", "How the old railway of "),
        ("", "How the old harbour of Baku was kept from ruin, part 1"),
        ("zzzz", None),
    ],
)
def test_titles_are_offered_without_looking_into_any(
    shelf: Shelf, opened: list[str], typed: str, first: str | None
) -> None:
    choices = complete_essay(shelf.names, typed)
    assert len(choices) <= 25
    assert choices[0].name.startswith(first) if first else not choices
    assert opened == []


def test_an_essay_is_found_by_its_name_without_looking_into_any(shelf: Shelf, opened: list[str], name: str) -> None:
    assert shelf.asked(name, None) == shelf.asked(tag(name), None) == name
    assert shelf.asked("Ganja was kept from ruin, part 34570", None) == shelf.passages.names[34_569]
    with pytest.raises(UnknownEssayError, match=r"may be .* or 49,990 more"):
        shelf.asked("how the old", None)
    with pytest.raises(UnknownEssayError, match="There are 50,000 essays here"):
        shelf.opened(None, None)
    assert opened == []


@BOTH
def test_the_contents_of_one_look_into_that_one_alone(shelf: Shelf, opened: list[str], name: str, form: Form) -> None:
    reply = contents_reply(shelf.passages, shelf.passages.tagged(tag(name)), form)
    within_limits(reply, form)
    actions = [parse_id(button.custom_id) for button in reply.buttons]
    assert [action and (action.kind, action.number) for action in actions] == [(Kind.LEAF, 0), (Kind.ESSAYS, 3_456)]
    assert set(opened) == {name}


@BOTH
def test_the_passage_that_a_button_names_is_found_in_its_essay_alone(
    made: tuple[Library, Opening], shelf: Shelf, opened: list[str], name: str, form: Form
) -> None:
    essay = made[1][name]
    refs = [refer(essay.title, paragraph.text, paragraph.number) for paragraph in essay.paragraphs]
    opened.clear()
    place = shelf.passages.find(refs[1])
    assert place
    assert (place.name, place.paragraph) == (name, essay.paragraphs[1])
    assert opened == [name]
    for reply in (context_reply(shelf.passages, refs[0], form), more_reply(shelf.passages, refs, form)):
        within_limits(reply, form)
        assert "visitors that year" in reply.blocks[0]
    assert set(opened) == {name}


def test_a_question_to_one_looks_into_that_one_alone(shelf: Shelf, opened: list[str], name: str) -> None:
    answer, talk = shelf.library.ask("How many visitors were there?", Conversation(), 0.0, essay=name)
    assert {quote.citation.essay for quote in answer.quotes} == {shelf.library.titles[name]}
    assert shelf.library.ask("And then?", talk, 1.0, essay=name)[0].quotes
    assert set(opened) == {name}


def test_a_passage_that_is_gone_is_not_looked_for_in_any(shelf: Shelf, opened: list[str], name: str) -> None:
    assert shelf.passages.find(refer(shelf.library.titles[name], "This was never there.", 1)) is None
    assert opened == []


def test_what_the_archive_has_wrongly_is_not_taken_for_the_passage(
    made: tuple[Library, Opening], tmp_path: Path
) -> None:
    """An essay that is another one since, or that is shorter."""
    library, essays = made
    first, second = islice(essays, 2)
    wrong = {"": [(second, 1), (first, 99)]}
    assert library.archived
    stale = library.archived._replace(find_text=lambda _: wrong[""])
    passages = House(Library(essays, library.answerer_of, archived=stale), Settings()).shelf.passages
    text = essays[first].paragraphs[0].text
    assert passages.find(refer(library.titles[first], text, 1)) is None
    wrong[""].append((first, 1))
    place = passages.find(refer(library.titles[first], text, 1))
    assert place
    assert place.name == first


async def test_essays_are_opened_off_the_event_loop(local: LocalDiscord, tmp_path: Path) -> None:
    library, essays = archive(30, tmp_path)
    world, name = local.world, next(iter(essays))
    async with on_discord(local, library):
        essays.threads.clear()
        answer = await local.answer_to(await local.say(world.ada, world.general, "@Quoth visitors of the observatory?"))
        click = await local.click(world.ada, answer, buttons_of(answer)[0].label)
        assert "visitors" in text_of(await local.answer_to(click))
        for command, options in COMMANDS:
            asked = await local.slash(world.ada, world.general, command, essay=name, **options)
            assert await local.answer_to(asked)
        typing = await local.autocomplete(world.ada, world.general, "cite", focus="ref", essay=name, ref="1")
        assert typing[0]["value"] == "¶1"
    assert essays.threads
    assert get_ident() not in essays.threads


def test_beside_a_servers_own_essays_an_archive_steps_aside(shelf: Shelf, opened: list[str], name: str) -> None:
    own = Essay(title="Own", sections=(Section(number=1, heading="H", paragraphs=(PARAGRAPH,)),))
    ready = Ready()
    theirs = shelf_of(1, Own(essays={"own": own}), shelf, ready)
    assert list(theirs.library.essays) == ["own"]
    assert theirs.passages.find(refer("Own", PARAGRAPH.text, 1))
    assert theirs.names.find("OWN") == "own"
    assert shelf_of(1, Own(), shelf, ready).library is shelf.library
    ready.close()
    assert opened == []
