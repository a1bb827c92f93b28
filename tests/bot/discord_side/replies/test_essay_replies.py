import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_side.replies.essay_replies import (
    contents_button,
    contents_reply,
    markdown_reply,
    more_reply,
    sentence_reply,
)
from bot.discord_side.replies.ids import Action, Kind, parse_id, refer
from bot.discord_side.replies.passages import Passages
from bot.discord_side.replies.reply import Form
from bot.discord_side.replies.wording import EARLIER, LATER
from index import Essay, Paragraph, Section, shipped_essay
from tests.bot.discord_side.discord_model import cited_fragments, inert, within_limits
from tests.bot.discord_side.hostile import essays, hostile
from tests.bot.discord_side.shelves import passages_of, places_of

NAME = "name"
SHIPPED = passages_of({NAME: shipped_essay()})
ESSAY = SHIPPED.essay(NAME)
BOTH = pytest.mark.parametrize("form", Form)
MARKS = [
    refer(ESSAY.title, text, number, (0, end))
    for number, text, end in [(paragraph.number, paragraph.text, 60) for paragraph in ESSAY.paragraphs]
]


def long_essay(sections: int, **about: str) -> Passages:
    def section(number: int) -> Section:
        text = (Paragraph(number=number, text=f"Text {number}.", sentences=()),)
        return Section(number=number, heading="A heading of some length " * 9, paragraphs=text)

    essay = Essay(title="T", author="A", sections=tuple(map(section, range(1, sections + 1))))
    return passages_of({NAME: essay.model_copy(update=about)})


@BOTH
def test_more_passages_are_shown_by_their_marks_each_with_a_way_to_its_context(form: Form) -> None:
    reply = more_reply(SHIPPED, MARKS[:3], form)
    assert [number for block in reply.blocks for number, _ in cited_fragments(block)] == [1, 2, 3]
    assert [button.label for button in reply.buttons] == ["¶1", "¶2", "¶3"]
    assert [parse_id(button.custom_id) for button in reply.buttons] == [
        Action(Kind.CONTEXT, (ref,)) for ref in MARKS[:3]
    ]


@BOTH
def test_more_passages_than_fit_are_behind_one_more_button(form: Form) -> None:
    texts = ["word " * 200 + str(number) for number in range(6)]
    paragraphs = [Paragraph(number=number, text=text, sentences=()) for number, text in enumerate(texts, 1)]
    passages = passages_of(
        {NAME: Essay(title="T", sections=(Section(number=1, heading="H", paragraphs=tuple(paragraphs)),))}
    )
    refs = [refer("T", paragraph.text, paragraph.number, (0, len(paragraph.text))) for paragraph in paragraphs]
    seen = 0
    while refs:
        reply = more_reply(passages, refs, form)
        within_limits(reply, form)
        seen += len(reply.blocks)
        action = parse_id(reply.buttons[-1].custom_id)
        refs = list(action.refs) if action and action.kind is Kind.MORE else []
    assert seen == 6


@BOTH
def test_of_more_passages_those_that_are_gone_are_left_out(form: Form) -> None:
    gone = refer("T", "Not there.", 3)
    assert len(more_reply(SHIPPED, [gone, MARKS[0]], form).blocks) == 1
    assert more_reply(SHIPPED, [gone], form).blocks[0].startswith("That passage is no longer in the essay")


@BOTH
def test_the_contents_list_the_sections_and_open_them(form: Form) -> None:
    about, sections, asked = contents_reply(SHIPPED, NAME, form, suggestions=("What?",)).blocks
    assert about.splitlines()[:2] == [f"**{ESSAY.title}**", "Dr. Benyamin Poghosyan"]
    assert sections.splitlines() == [
        "Opening, ¶1–4",
        "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶5–9",
        "§2 The Impact of US–Russia Talks, ¶10–15",
    ]
    assert asked == "You could ask:\n- What?"
    opened = [parse_id(button.custom_id) for button in contents_reply(SHIPPED, NAME, form).buttons]
    assert [action and (action.kind, action.refs[0].number) for action in opened] == [
        (Kind.LEAF, 1), (Kind.LEAF, 5), (Kind.LEAF, 10),
    ]  # fmt: skip


@BOTH
@pytest.mark.parametrize("sections", [1, 10, 11, 500])
def test_every_section_of_a_long_essay_is_on_one_page(sections: int, form: Form) -> None:
    essay = long_essay(sections)
    page: int | None = 0
    listed: list[str] = []
    while page is not None:
        reply = contents_reply(essay, NAME, form, page=page)
        within_limits(reply, form)
        listed += [button.label for button in reply.buttons if button.label.startswith("§")]
        later = [parse_id(button.custom_id) for button in reply.buttons if button.label == LATER]
        page = later[0].number if later and later[0] else None
    assert listed == [f"§{number}" for number in range(1, sections + 1)]


def test_where_the_contents_are_full_no_questions_follow() -> None:
    about = "about " * 50
    essay = long_essay(10, title=about, author=about, source=about, credit=about)
    for form, blocks in ((Form.RICH, 3), (Form.PLAIN, 2)):
        reply = contents_reply(essay, NAME, form, suggestions=["What is it about? " * 9] * 3)
        within_limits(reply, form)
        assert len(reply.blocks) == blocks


@BOTH
def test_a_page_beyond_the_last_is_the_last(form: Form) -> None:
    essay = long_essay(25)
    assert contents_reply(essay, NAME, form, page=10**6) == contents_reply(essay, NAME, form, page=2)
    assert contents_reply(essay, NAME, form, page=2).blocks[1].endswith("Page 3 of 3")
    assert [button.label for button in contents_reply(essay, NAME, form, page=2).buttons][-1] == EARLIER


def test_the_way_back_leads_to_the_page_of_the_section() -> None:
    essay = long_essay(25)
    pages = [parse_id(contents_button(place).custom_id) for place in places_of(essay, NAME)]
    assert [action and action.number for action in pages] == [0] * 10 + [1] * 10 + [2] * 5


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(essays(), st.lists(hostile, max_size=4), st.sampled_from(Form))
def test_whatever_the_essay_is_called_its_contents_are_inert_and_within_limits(
    essay: Essay, suggestions: list[str], form: Form
) -> None:
    passages = passages_of({NAME: essay})
    reply = contents_reply(passages, NAME, form, suggestions=suggestions)
    within_limits(reply, form)
    assert inert(reply)
    refs = [place.ref._replace(end=10) for place in places_of(passages, NAME)]
    more = more_reply(passages, refs, form)
    within_limits(more, form)
    assert inert(more)


@given(hostile.filter(str.strip), st.sampled_from(Form))
def test_a_sentence_is_inert(text: str, form: Form) -> None:
    reply = sentence_reply(text * 200, form)
    within_limits(reply, form)
    assert inert(reply)


@BOTH
def test_our_own_words_keep_their_markdown(form: Form) -> None:
    assert markdown_reply("Use `/ask`.", form).blocks == ("Use `/ask`.",)
