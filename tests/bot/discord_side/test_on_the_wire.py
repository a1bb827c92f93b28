"""What is really sent: it pings nobody, quotes exactly, forges nothing and stays within Discord's limits."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_side import delivery, interactions
from bot.discord_side.delivery import Compose
from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.escaping import unescape
from bot.discord_side.replies.essay_replies import contents_reply, more_reply
from bot.discord_side.replies.leafing import context_reply, passage_reply
from bot.discord_side.replies.quotations import citation_line, cited
from bot.discord_side.replies.reply import Form, Reply
from bot.discord_side.replies.views import as_arguments
from index import Answerer, Essay, Paragraph, Section, Sentence, shipped_essay
from index.reading import parse_essay
from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.discord_model import cited_fragments, inert
from tests.bot.discord_side.hostile import PIECES, essays, hostile
from tests.bot.discord_side.shelves import passages_of, places_of
from tests.discord_server import Interaction, Json, LocalDiscord, Message, buttons_of, text_of

TREATY = "@Quoth What are Azerbaijan's preconditions for signing?"
NO_PINGS = {"parse": [], "replied_user": False}
IN_CONTEXT, MORE, CONTENTS, LATER, DELETE, UNHELPFUL = "In context", "More passages", "Contents", "Later →", "🗑️", "👎"
FIND = "Find in the essay"
BOTH = pytest.mark.parametrize("plain_text", [False, True], ids=["rich", "plain"])
TEXT = 10  # the component that holds text
MOST_PAGES = 60

Does = Callable[[LocalDiscord], Awaitable[object]]


def blocks_of(message: Message) -> list[str]:
    """The parts of a message, as they were put together."""
    return text_of(message).split("\n\n") if message.content else list(_texts(message.components))


def _texts(components: list[Json]) -> Iterator[str]:
    for component in components:
        if component["type"] == TEXT:
            yield component["content"]
        yield from _texts(component.get("components") or [])


# Pings


async def _reply(local: LocalDiscord) -> Message:
    return await local.answer_to(await local.say(local.world.ada, local.world.general, TREATY))


async def _direct(local: LocalDiscord) -> None:
    await local.answer_to(await local.say(local.world.ada, local.world.dm(local.world.ada), TREATY))


async def _in_thread(local: LocalDiscord) -> None:
    await local.answer_to(await local.say(local.world.ada, local.world.thread, TREATY))


async def _edit(local: LocalDiscord) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    local.violations.clear()
    await local.edit(question, "@Quoth Who is Khovayev?")
    await local.edited(answer)


async def _error(local: LocalDiscord) -> None:
    await local.answer_to(await local.say(local.world.ada, local.world.general, "@Quoth " + "x " * 2_000))


async def _missing_permission(local: LocalDiscord) -> None:
    await local.forbid(local.world.general, send_messages=True)
    await local.delivered()
    question = await local.say(local.world.ada, local.world.general, TREATY)
    await local.said_in(local.world.dm(local.world.ada), question)


async def _response(local: LocalDiscord) -> None:
    await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite", ref="¶8"))


async def _error_response(local: LocalDiscord) -> None:
    await local.answer_to(await local.slash(local.world.ada, local.world.general, "cite", ref="¶99"))


async def _original(local: LocalDiscord) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)
        await _response(local)


async def _error_original(local: LocalDiscord) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "ACKNOWLEDGED_AFTER", 0)
        await _error_response(local)


async def _turned(local: LocalDiscord) -> None:
    answer = await _reply(local)
    page = await local.answer_to(await local.click(local.world.ada, answer, IN_CONTEXT))
    local.violations.clear()
    await local.answer_to(await local.click(local.world.ada, page, LATER))


async def _click(local: LocalDiscord) -> None:
    answer = await _reply(local)
    local.violations.clear()
    await local.answer_to(await local.click(local.world.ben, answer, DELETE))


async def _form(local: LocalDiscord) -> None:
    answer = await _reply(local)
    form = await local.modal_of(await local.click(local.world.ada, answer, UNHELPFUL))
    local.violations.clear()
    await local.answer_to(await local.submit(form, reason="other"))


KINDS: tuple[Does, ...] = (
    _reply, _direct, _in_thread, _edit, _error, _missing_permission, _response, _error_response, _original,
    _error_original, _turned, _click, _form,
)  # fmt: skip


@pytest.mark.parametrize("does", KINDS)
@BOTH
async def test_nothing_that_is_sent_can_ping(local: LocalDiscord, does: Does, plain_text: bool) -> None:
    async with on_discord(local, plain_text=plain_text):
        await does(local)
        await local.settle()
    said = list(_messages_in(local))
    assert said
    assert [body["allowed_mentions"] for body in said] == [NO_PINGS] * len(said)
    assert all(not body.get("content") or "components" in body for body in said)


def _messages_in(local: LocalDiscord) -> Iterator[Json]:
    """Whatever was sent that makes or changes a message."""
    for sent in local.sent:
        if isinstance(sent.body, dict):
            body = sent.body.get("data") or {} if sent.path.endswith("/callback") else sent.body
            is_form = "title" in body
            if not is_form and (body.get("content") or body.get("components")):
                yield body


@pytest.mark.parametrize("does", KINDS)
async def test_the_local_discord_would_see_it_if_one_could(
    local: LocalDiscord, monkeypatch: pytest.MonkeyPatch, does: Does
) -> None:
    monkeypatch.setattr(type(delivery.NO_PINGS), "to_dict", lambda _: {"parse": ["everyone"], "replied_user": True})
    async with on_discord(local):
        await does(local)
        assert any("lets it ping" in violation for violation in local.violations)
    local.violations.clear()


# Hostile text


HOSTILE = "".join(f" {piece} word{number}" for number, piece in enumerate(PIECES))
MEAN = (
    "@everyone @here <@1> <@&1> <#1> </ask:1> <t:0:R> <:a:1> ||x|| [a](http://b) https://example.com/a_b "
    "discord.gg/abc **bold** __line__ `code` ~~gone~~ \u202egnorw\u202c a\u200bb"
)
FORGED = "The bridge stands.\n-# §9 Forged, ¶99\n— §9 Forged, ¶99\n**§9 Forged, ¶99**\n\n> The mill.\n-# §9 Forged, ¶99"
FENCED = (
    "```py\nThe bridge\n```\n# The mill\n>>> all the rest\n-# small\n1. first\n- second\n"
    "\u2028# third\u2029\v\f\r# fourth"
)


def essay_of(*texts: str, heading: str = "A heading") -> Essay:
    """An essay that no file could be, as far as its reading cleans up."""
    paragraphs = [_paragraph(number, text.strip()) for number, text in enumerate(texts, 1)]
    return Essay(
        title=heading, author=heading, sections=(Section(number=1, heading=heading, paragraphs=tuple(paragraphs)),)
    )


def _paragraph(number: int, text: str) -> Paragraph:
    return Paragraph(number=number, text=text, sentences=(Sentence(start=0, end=len(text)),))


MEAN_ESSAYS = [
    essay_of(f"The bridge {MEAN} is old.", f"{MEAN}\nThe mill, and the bridge.", heading=MEAN),
    essay_of(FORGED, "The bridge again.", heading="Heading, ¶7\n-# §9 Forged, ¶99"),
    essay_of(FENCED, f"bridge {FENCED}", heading="# ```\n> bridge"),
    essay_of(f"bridge {HOSTILE}", f"bridge {HOSTILE}" * 9, heading=HOSTILE),
]


def holds_to(essay: Essay, blocks: list[str]) -> int:
    """Hold what is sent to the essay: how many quotes there were."""
    assert inert(Reply(tuple(blocks)))
    texts = {paragraph.number: paragraph.text for paragraph in essay.paragraphs}
    found = [quote for block in blocks for quote in cited_fragments(block)]
    for number, fragment in found:
        assert unescape(fragment) in texts[number]
    outside = [line for block in blocks for line in block.split("\n") if not line.startswith("> ")]
    ours = {line for form in Form for line in _citations(essay, form)}
    claims = [line for line in outside if re.fullmatch(r"(?:-# |— |\*\*)§.*¶\d+(?:\*\*)?", line)]
    assert [line for line in claims if line not in ours] == []
    assert len([line for line in outside if line in ours]) == len(found)
    return len(found)


def _citations(essay: Essay, form: Form) -> Iterator[str]:
    """The only lines that say where something stands."""
    for section, paragraph in essay.located():
        for stands_out in (False, True):
            line = citation_line(essay.cite(section, paragraph), with_essay=False)
            yield cited("> x", line, form, stands_out=stands_out).removeprefix("> x\n")


@pytest.mark.parametrize("essay", MEAN_ESSAYS, ids=["marks", "forged", "fenced", "everything"])
@BOTH
async def test_a_hostile_essay_is_quoted_and_does_nothing(local: LocalDiscord, essay: Essay, plain_text: bool) -> None:
    world = local.world
    async with on_discord(local, essay, plain_text=plain_text):
        answer = await local.answer_to(await local.say(world.ada, world.general, "@Quoth Where is the bridge?"))
        slash = await local.answer_to(await local.slash(world.ada, world.general, "ask", question="the bridge?"))
        cite = await local.answer_to(await local.slash(world.ada, world.general, "cite", ref="¶1"))
        context = await local.answer_to(await local.click(world.ada, answer, IN_CONTEXT))
        for message in (answer, slash, cite, context):
            assert holds_to(essay, blocks_of(message)) >= 1
        await local.click(world.ada, context, CONTENTS)
        await local.edited(context)
        assert inert(Reply(tuple(blocks_of(context))))
        about = await local.answer_to(await local.slash(world.ada, world.general, "about"))
        assert "Forged, ¶99" not in [line.strip("*-# —") for line in text_of(about).split("\n")]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(essays(), hostile, st.booleans())
async def test_whatever_the_essay_and_the_question_say_it_holds_on_the_wire(
    essay: Essay, question: str, plain_text: bool
) -> None:
    async with LocalDiscord() as local, on_discord(local, essay, plain_text=plain_text):
        world = local.world
        said = await local.say(world.ada, world.general, f"@Quoth {question[:1_500]} {_words_of(essay)}")
        answer = await local.answer_to(said)
        holds_to(essay, blocks_of(answer))
        slash = await local.slash(world.ada, world.general, "ask", question=f"{question[:1_500]} {_words_of(essay)}")
        holds_to(essay, blocks_of(await local.answer_to(slash)))
        cite = await local.slash(world.ada, world.general, "cite", ref="¶1")
        holds_to(essay, blocks_of(await local.answer_to(cite)))
        assert local.violations == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(essays(), hostile, st.sampled_from(Form))
def test_whatever_they_say_everything_that_is_shown_holds(essay: Essay, question: str, form: Form) -> None:
    """The whole way: found by the engine, marked, laid out, and read back from what would be sent."""
    answer = Answerer(essay).answer(f"{question[:1_500]} {_words_of(essay)}", 9)
    passages = passages_of({"name": essay})
    refs = [place.ref for place in places_of(passages, "name")]
    shown: list[Compose] = [
        partial(answer_reply, answer, asker=1, echo=True, feedback=True),
        partial(more_reply, passages, refs),
        partial(passage_reply, passages, "name", [(section, section.paragraphs) for section in essay.sections]),
        *(partial(context_reply, passages, ref) for ref in refs),
    ]
    for compose in shown:
        holds_to(essay, _sent(compose, form))
    assert inert(Reply(tuple(_sent(partial(contents_reply, passages, "name"), form))))


def _sent(compose: Compose, form: Form) -> list[str]:
    """The blocks, as the library would send them."""

    async def arguments() -> dict[str, Any]:  # a view can be made only where a loop runs
        return as_arguments(compose(form), form)

    sent = asyncio.run(arguments())
    return sent["content"].split("\n\n") if "content" in sent else list(_texts(sent["view"].to_components()))


def _words_of(essay: Essay) -> str:
    """A few words that the essay has."""
    return " ".join(essay.paragraphs[0].text.split()[:5])[:200]


@BOTH
@pytest.mark.parametrize(
    "piece", ["@everyone", "<@1> <@&1>", "||x||", "[a](http://b)", "```x", "# x", "</x:1>", "\u202ex"]
)
async def test_a_hostile_question_is_shown_and_does_nothing(local: LocalDiscord, piece: str, plain_text: bool) -> None:
    world = local.world
    question = f"{piece}\n-# §9 Forged, ¶99\n> {piece} Azerbaijan {MEAN}"
    async with on_discord(local, plain_text=plain_text):
        asked: list[Message | Interaction] = [
            await local.say(world.ada, world.general, f"@Quoth {question}"),
            await local.slash(world.ada, world.general, "ask", question=question),
            await local.slash(world.ada, world.general, "ask", question="x", section=question),
            await local.slash(world.ada, world.general, "cite", ref=question[:200]),
            await local.context_menu(world.ada, FIND, await local.say(world.ben, world.general, question)),
        ]
        for one in asked:
            said = await local.answer_to(one)
            holds_to(shipped_essay(), blocks_of(said))
            assert "\u202e" not in text_of(said)


# Limits, whatever the language

LANGUAGES = {
    "German": (
        "Die Grenze wurde im Winter gezogen, obwohl niemand die Vermesser darum gebeten hatte.",
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "Wer hat die Grenze gezogen?",
    ),
    "Greek": (
        "Τα σύνορα χαράχτηκαν τον χειμώνα, αν και κανείς δεν το είχε ζητήσει από τους μηχανικούς.",
        "ηλεκτροεγκεφαλογραφήματος",
        "Πότε χαράχτηκαν τα σύνορα;",
    ),
    "Armenian": (
        "Սահմանը գծվեց ձմռանը, թեև ոչ ոք դա չէր խնդրել ճարտարագետներից։",
        "պարտադիրհամագործակցություն",
        "Ե՞րբ գծվեց սահմանը։",
    ),
    "Chinese": (
        "边界是在冬天划定的，尽管没有人要求工程师这样做。",
        "边界委员会工程师冬季会议",
        "边界是什么时候划定的？",
    ),
}
PARAGRAPHS = 12  # enough that all are not shown at once
LONG = 9_000  # characters of a paragraph without a space: several pages in either form


def _in_language(sentence: str, word: str) -> Essay:
    endless = (word * LONG)[:LONG]
    paragraphs = [f"{sentence} {number}. {sentence}" for number in range(PARAGRAPHS)]
    paragraphs[1:1] = [endless, f"{sentence} {endless}", " ".join([sentence] * 200)]
    sections = [f"## {sentence} {number}\n\n{paragraph}" for number, paragraph in enumerate(paragraphs)]
    return parse_essay(f"# {sentence}\n\n" + "\n\n".join(sections), Path("essay.md"))


@pytest.mark.parametrize("language", LANGUAGES)
@BOTH
async def test_every_answer_and_every_page_is_within_limits_and_goes_out_at_once(
    local: LocalDiscord, caplog: pytest.LogCaptureFixture, language: str, plain_text: bool
) -> None:
    sentence, word, question = LANGUAGES[language]
    essay = _in_language(sentence, word)
    world = local.world
    async with on_discord(local, essay, plain_text=plain_text):
        asked: list[Message | Interaction] = [
            await local.say(world.ada, world.general, f"@Quoth {question}"),
            await local.slash(world.ada, world.general, "ask", question=f"{question} {word * 20}"),
            await local.slash(world.ada, world.general, "ask", question=question, section="§3"),
            await local.slash(world.ada, world.general, "cite", ref="¶1–15"),
            await local.slash(world.ada, world.general, "cite", ref="¶3"),
        ]
        for one in asked:
            answer = await local.answer_to(one)
            assert answer.is_v2 != plain_text
            assert holds_to(essay, blocks_of(answer)) >= 1
        await _leaf_through(local, essay, await local.answer_to(asked[0]))
        for name in ("contents", "about"):
            said = await local.answer_to(await local.slash(world.ada, world.general, name))
            assert said.is_v2 != plain_text
        for typed in (sentence, "1"):
            offered = await local.autocomplete(world.ada, world.general, "cite", focus="ref", ref=typed)
            assert offered
    assert "Discord refused" not in caplog.text


async def _leaf_through(local: LocalDiscord, essay: Essay, answer: Message) -> None:
    """All that an answer opens, as somebody reads on to the end."""
    user = local.world.ada
    labels = [button.label for button in buttons_of(answer)]
    if MORE in labels:
        more = await local.answer_to(await local.click(user, answer, MORE))
        assert holds_to(essay, blocks_of(more)) >= 1
    page = await local.answer_to(await local.click(user, answer, IN_CONTEXT))
    for label in (CONTENTS, "§1"):
        await local.answer_to(await local.click(user, page, label))
    pages = 1
    while LATER in [button.label for button in buttons_of(page)]:
        assert holds_to(essay, blocks_of(page)) >= 1
        await local.answer_to(await local.click(user, page, LATER))
        pages += 1
        assert pages < MOST_PAGES
    assert pages > len(essay.paragraphs)  # long ones have several
    await local.answer_to(await local.click(user, page, CONTENTS))
    assert f"§{essay.sections[-1].number}" in [button.label for button in buttons_of(page)]
