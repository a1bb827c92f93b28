"""Whatever several essays say: what is shown of one is in that one, within limits, and leads nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_side.delivery import Compose
from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.escaping import unescape
from bot.discord_side.replies.essay_replies import contents_reply, essays_reply, markdown_reply, more_reply
from bot.discord_side.replies.ids import Kind, parse_id
from bot.discord_side.replies.leafing import context_reply, passage_reply
from bot.discord_side.replies.pages import about
from bot.discord_side.replies.quotations import citation_line, cited
from bot.discord_side.replies.reply import Form, Reply
from bot.discord_side.replies.wording import EARLIER, LATER
from index import Answerer, Essay, Library
from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.discord_model import inert, quotes_in, within_limits
from tests.bot.discord_side.hostile import hostile, libraries
from tests.bot.discord_side.shelves import passages_of, places_of
from tests.bot.discord_side.test_on_the_wire import blocks_of
from tests.discord_server import LocalDiscord, buttons_of

ANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
BOTH = pytest.mark.parametrize("form", Form)


def library(essays: Mapping[str, Essay]) -> Library:
    answerers = {name: Answerer(essay) for name, essay in essays.items()}
    return Library(essays, answerers.__getitem__)


def asked_of(essays: Mapping[str, Essay], question: str) -> str:
    """A question that has a few words of the first essay, so that something is found."""
    words = next(iter(essays.values())).paragraphs[0].text.split()[:5]
    return f"{question[:1_500]} {' '.join(words)[:200]}"


def holds_to(essays: Mapping[str, Essay], blocks: Iterable[str]) -> int:
    """Hold what is shown to the essays that it cites: how many quotes there were."""
    blocks = tuple(blocks)
    assert inert(Reply(blocks))
    stands = defaultdict(list)
    passages = passages_of(essays)
    for essay in map(passages.essay, essays):  # by the titles that tell them apart
        for section, paragraph in essay.located():
            line = citation_line(essay.cite(section, paragraph), with_essay=True)
            for form in Form:
                for stands_out in (False, True):
                    shown = cited("> x", line, form, stands_out=stands_out).removeprefix("> x\n")
                    stands[shown].append(paragraph.text)
    found = [quote for block in blocks for quote in quotes_in(block)]
    for line, fragment in found:
        assert any(unescape(fragment) in text for text in stands[line])
    return len(found)


@ANY
@given(libraries(), hostile, st.sampled_from(Form), st.booleans())
def test_all_that_is_shown_is_in_the_essay_that_it_cites(
    essays: dict[str, Essay], question: str, form: Form, alone: bool
) -> None:
    passages = passages_of(essays)
    name, essay = next(iter(essays.items()))
    answer = library(essays).answer(asked_of(essays, question), 9, name if alone else None)
    asked = essay.title if alone else None
    found = [(section, section.paragraphs) for section in essay.sections]
    shown: list[Compose] = [
        partial(answer_reply, answer, asker=1, echo=True, feedback=True, several=True, asked=asked),
        partial(more_reply, passages, [place.ref for name in essays for place in places_of(passages, name)][:6]),
        partial(passage_reply, passages, name, found, asker=1),
        *(partial(context_reply, passages, place.ref) for name in essays for place in places_of(passages, name)),
    ]
    for compose in shown:
        reply = compose(form)
        within_limits(reply, form)
        assert holds_to(essays, reply.blocks) >= (compose is not shown[0])
    listed: list[Compose] = [
        partial(essays_reply, passages),
        partial(markdown_reply, about(library(essays))),
        *(partial(contents_reply, passages, name, suggestions=[question]) for name in essays),
    ]
    for compose in listed:
        within_limits(compose(form), form)
    for compose in (*listed[:1], *listed[2:]):
        assert inert(compose(form))


@ANY
@given(libraries())
def test_every_button_leads_into_its_own_essay(essays: dict[str, Essay]) -> None:
    passages = passages_of(essays)
    for name in essays:
        for place in places_of(passages, name):
            found = passages.find(place.ref)
            assert found
            assert (found.name, found.paragraph.text) == (name, place.paragraph.text)
            assert all(beside is None or beside.name == name for beside in passages.beside(found))
            for button in context_reply(passages, place.ref, Form.RICH).buttons:
                action = parse_id(button.custom_id)
                assert action
                if button.label in (EARLIER, LATER):
                    there = passages.find(action.refs[0])
                    assert there
                    assert there.name == name
                else:
                    assert (action.kind, passages.tagged(action.essay)) == (Kind.CONTENTS, name)


@ANY
@given(libraries())
def test_what_is_taken_away_is_not_found_in_another_essay(essays: dict[str, Essay]) -> None:
    name, *others = essays
    gone = places_of(passages_of(essays), name)
    left = passages_of({other: essays[other] for other in others})
    assert [left.find(place.ref) for place in gone] == [None] * len(gone)


@settings(ANY, max_examples=15)
@given(libraries(), hostile, st.booleans())
async def test_whatever_they_say_it_holds_on_the_wire(
    essays: dict[str, Essay], question: str, plain_text: bool
) -> None:
    async with LocalDiscord() as local, on_discord(local, library(essays), plain_text=plain_text):
        ada, general = local.world.ada, local.world.general
        text = asked_of(essays, question).encode(errors="replace").decode()  # what can't be written nobody can send
        answer = await local.answer_to(await local.say(ada, general, f"@Quoth {text}"))
        holds_to(essays, blocks_of(answer))
        slash = await local.answer_to(await local.slash(ada, general, "ask", question=text))
        holds_to(essays, blocks_of(slash))
        for button in buttons_of(answer):
            if button.label in ("In context", "More passages"):
                opened = await local.answer_to(await local.click(ada, answer, button.label))
                assert holds_to(essays, blocks_of(opened)) >= 1
        offered = await local.autocomplete(ada, general, "cite", focus="essay", ref="x", essay="")
        assert len(offered) == len(essays)
        for choice in offered:
            cite = await local.slash(ada, general, "cite", ref="¶1", essay=choice["value"])
            assert holds_to(essays, blocks_of(await local.answer_to(cite))) >= 1
        page = await local.answer_to(await local.slash(ada, general, "contents"))
        await local.click(ada, page, str(len(essays)))
        await local.edited(page)
        await local.answer_to(await local.slash(ada, general, "about"))
        assert local.violations == []


# Many


@BOTH
@pytest.mark.parametrize("count", [2, 10, 11, 300])
def test_every_essay_of_many_is_on_one_page_of_the_list(count: int, form: Form) -> None:
    essays = {f"{n}": Essay(title=f"{n} " + "long title " * 30, author="A", sections=()) for n in range(count)}
    passages, listed = passages_of(essays), []
    page: int | None = 0
    while page is not None:
        reply = essays_reply(passages, form, page=page)
        within_limits(reply, form)
        actions = [parse_id(button.custom_id) for button in reply.buttons]
        listed += [passages.tagged(action.essay) for action in actions if action and action.kind is Kind.CONTENTS]
        later = [parse_id(button.custom_id) for button in reply.buttons if button.label == LATER]
        page = later[0].number if later and later[0] else None
    assert listed == list(essays)
    for name in ("0", str(count - 1)):
        [back] = [parse_id(button.custom_id) for button in contents_reply(passages, name, form).buttons]
        assert back
        there = essays_reply(passages, form, page=back.number)
        assert f"**{int(name) + 1}** " in there.blocks[1]
    assert essays_reply(passages, form, page=10**6) == essays_reply(passages, form, page=(count - 1) // 10)
    within_limits(markdown_reply(about(library(essays)), form), form)
