import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_side.replies.escaping import unescape
from bot.discord_side.replies.ids import Action, Kind, Ref, parse_id, refer, tag
from bot.discord_side.replies.leafing import context_reply, passage_reply
from bot.discord_side.replies.passages import Passages
from bot.discord_side.replies.reply import Form, Reply
from bot.discord_side.replies.wording import EARLIER, LATER
from index import Essay, Paragraph, Section, shipped_essay
from index.reading.sentences import split_sentences
from index.references import find_reference
from tests.bot.discord_side.discord_model import cited_fragments, inert, within_limits
from tests.bot.discord_side.hostile import essays
from tests.bot.discord_side.shelves import passages_of

NAME = "name"
SHIPPED = passages_of({NAME: shipped_essay()})
BOTH = pytest.mark.parametrize("form", Form)


def quoted(reply: Reply) -> list[tuple[int, str]]:
    return [found for block in reply.blocks for found in cited_fragments(block)]


def target(reply: Reply, label: str) -> Ref | None:
    actions = [parse_id(button.custom_id) for button in reply.buttons if button.label == label]
    return actions[0].refs[0] if actions and actions[0] else None


def ref(passages: Passages, number: int, span: tuple[int, int] = (0, 0)) -> Ref:
    essay = passages.essay(NAME)
    return refer(essay.title, essay.paragraphs[number - 1].text, number, span)


def essay(*texts: str) -> Passages:
    paragraphs = [Paragraph(number=n, text=text, sentences=split_sentences(text)) for n, text in enumerate(texts, 1)]
    return passages_of(
        {NAME: Essay(title="T", sections=(Section(number=1, heading="H", paragraphs=tuple(paragraphs)),))}
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(essays(), st.sampled_from(Form), st.data())
def test_whatever_the_essay_says_it_is_shown_exactly_and_within_limits(
    essay: Essay, form: Form, data: st.DataObject
) -> None:
    passages = passages_of({NAME: essay})
    texts = {paragraph.number: paragraph.text for paragraph in essay.paragraphs}
    number = data.draw(st.sampled_from(list(texts)))
    span = data.draw(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)))
    found = [(section, section.paragraphs) for section in essay.sections[number - 1 :]]
    for reply in (
        context_reply(passages, ref(passages, number, span), form),
        passage_reply(passages, NAME, found, form),
    ):
        within_limits(reply, form)
        assert inert(reply)
        assert any(cited == number for cited, _ in quoted(reply))
        for cited, fragment in quoted(reply):
            assert unescape(fragment) in texts[cited]


@BOTH
def test_a_paragraph_stands_out_between_its_neighbours(form: Form) -> None:
    reply = context_reply(SHIPPED, ref(SHIPPED, 8, (0, 245)), form)
    assert [number for number, _ in quoted(reply)] == [7, 8, 9]
    assert [block.splitlines()[-1].startswith("**§1 ") for block in reply.blocks] == [False, True, False]
    assert reply.blocks[1].startswith("> **However, ")


@BOTH
def test_one_leafs_through_all_of_the_essay_and_back(form: Form) -> None:
    first, last = ref(SHIPPED, 1), ref(SHIPPED, 15)
    on, there = [1], context_reply(SHIPPED, first, form)
    while following := target(there, LATER):
        on.append(following.number)
        there = context_reply(SHIPPED, following, form)
    back, there = [15], context_reply(SHIPPED, last, form)
    while before := target(there, EARLIER):
        back.append(before.number)
        there = context_reply(SHIPPED, before, form)
    assert on == back[::-1] == list(range(1, 16))


@BOTH
def test_a_paragraph_longer_than_a_message_is_leafed_through_whole(form: Form) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    passages = essay("Before.", text, "After.")
    there = context_reply(passages, ref(passages, 2), form)
    pages = [there]
    while (following := target(there, LATER)) and following.number == 2:
        pages.append(there := context_reply(passages, following, form))
    read = [fragment for page in pages for _, fragment in quoted(page)]
    assert len(pages) > 2
    assert " ".join(read) == text
    while (before := target(there, EARLIER)) and before.number == 2:
        there = context_reply(passages, before, form)
        assert there == (pages.pop(), pages[-1])[1]
    assert len(pages) == 1


@BOTH
def test_leafing_back_into_a_long_paragraph_shows_its_end(form: Form) -> None:
    passages = essay("word " * 2_000 + "end", "After.")
    before = target(context_reply(passages, ref(passages, 2), form), EARLIER)
    assert before is not None
    [(number, fragment)] = quoted(context_reply(passages, before, form))
    assert number == 1
    assert fragment.endswith("word end")


@BOTH
def test_the_page_that_holds_the_mark_is_opened(form: Form) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    passages, at = essay(text), text.index("word1500")
    [(_, fragment)] = quoted(context_reply(passages, ref(passages, 1, (at, at + 8)), form))
    assert "word1500" in fragment


@BOTH
def test_neighbours_that_are_too_long_are_shown_by_their_nearest_sentences(form: Form) -> None:
    sentences = [f"This is sentence number {number} of a paragraph." for number in range(200)]
    passages = essay(" ".join(sentences), "The one wanted.", " ".join(sentences))
    reply = context_reply(passages, ref(passages, 2), form)
    within_limits(reply, form)
    (_, above), _, (_, below) = quoted(reply)
    assert above.startswith("This is sentence number")
    assert above.endswith(sentences[-1])
    assert below.startswith(sentences[0])
    assert below.endswith("of a paragraph.")


@BOTH
def test_a_passage_that_is_gone_gets_a_friendly_sentence(form: Form) -> None:
    reply = context_reply(SHIPPED, refer("T", "Not there.", 3), form)
    assert reply.blocks == (
        "That passage is no longer in the essay: it was changed since. Ask again, and I look in what it says now.",
    )
    assert reply.buttons == ()


@BOTH
def test_a_reference_shows_its_paragraphs_and_leads_on(form: Form) -> None:
    reply = passage_reply(SHIPPED, NAME, find_reference(SHIPPED.essay(NAME), "¶9–¶10"), form)
    assert [number for number, _ in quoted(reply)] == [9, 10]
    earlier, later = target(reply, EARLIER), target(reply, LATER)
    assert earlier is not None
    assert later is not None
    assert (earlier.number, later.number) == (8, 11)
    contents = parse_id(reply.buttons[-1].custom_id)
    assert contents == Action(Kind.CONTENTS, essay=tag(NAME))


@BOTH
def test_of_a_long_section_the_beginning_is_shown_and_the_rest_is_leafed_to(form: Form) -> None:
    passages = essay(*[f"Paragraph {number}." for number in range(50)])
    reply = passage_reply(passages, NAME, [(passages.essay(NAME).sections[0], passages.essay(NAME).paragraphs)], form)
    within_limits(reply, form)
    later = target(reply, LATER)
    assert later is not None
    assert later.number == len(reply.blocks) + 1


@BOTH
def test_a_section_without_text_says_so(form: Form) -> None:
    section = Section(number=2, heading="*Empty*", paragraphs=())
    assert passage_reply(SHIPPED, NAME, [(section, ())], form).blocks == ("§2 \\*Empty\\* has a heading and no text.",)
