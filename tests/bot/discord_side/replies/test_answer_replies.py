from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.escaping import unescape
from bot.discord_side.replies.ids import Action, Kind, parse_id
from bot.discord_side.replies.reply import Form, Reply, Tone
from index import Answer, Answerer, Essay, Explanation, Quote, Verdict, shipped_essay
from index.reading import parse_essay
from tests.bot.discord_side.discord_model import cited_fragments, inert, within_limits
from tests.bot.discord_side.hostile import essays, hostile

ANSWERER = Answerer(shipped_essay())
SIGNING = ANSWERER.answer("What are Azerbaijan's preconditions for signing?", 9)
BREAD = ANSWERER.answer("How do I bake sourdough bread?", 9)
CORRIDOR = ANSWERER.answer("Which corridor do sourdough bakers prefer?", 9)
BOTH = pytest.mark.parametrize("form", Form)

SENTENCES = {
    "German": "Die Grenze wurde im Winter gezogen, obwohl niemand die Vermessungsgesellschaft darum gebeten hatte",
    "Greek": "Τα σύνορα χαράχτηκαν τον χειμώνα, αν και κανείς δεν το είχε ζητήσει από τους μηχανικούς",
    "Armenian": "Սահմանը գծվեց ձմռանը, թեև ոչ ոք դա չէր խնդրել ճարտարագետներից",
    "Chinese": "边界是在冬天划定的，尽管没有人要求工程师这样做",
}
ASKED = {"German": "Grenze", "Greek": "σύνορα", "Armenian": "Սահմանը", "Chinese": "边界"}


def kinds(reply: Reply) -> list[Kind]:
    actions = [parse_id(button.custom_id) for button in reply.buttons]
    return [action.kind for action in actions if action]


def hostile_answer(draw: st.DrawFn, essay: Essay) -> Answer:
    quotes = []
    for section, paragraph in essay.located():
        spans = [(sentence.start, sentence.end) for sentence in paragraph.sentences]
        at = draw(st.integers(0, len(spans) - 1))
        around = spans[max(0, at - 1)][0], spans[min(len(spans) - 1, at + 1)][1]
        nothing = Explanation(evidence={}, words=())
        citation = essay.cite(section, paragraph)
        quotes.append(
            Quote(
                text=paragraph.text, highlight=spans[at], shown=around, score=1, citation=citation, explanation=nothing
            )
        )
    said = draw(st.booleans())
    return Answer(
        question=draw(hostile),
        verdict=Verdict.ANSWERED if said else Verdict.NOT_IN_ESSAY,
        quotes=tuple(quotes) if said else (),
        nearest=() if said else tuple(quotes),
        unknown=() if said else tuple(draw(st.lists(hostile, max_size=9))),
        suggestions=() if said else tuple(draw(st.lists(hostile, max_size=4))),
        section=draw(st.none() | hostile),
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), st.sampled_from(Form))
def test_whatever_the_essay_and_the_question_say_the_quote_is_exact_and_within_limits(
    data: st.DataObject, form: Form
) -> None:
    essay = data.draw(essays())
    answer = data.draw(st.composite(hostile_answer)(essay))
    reply = answer_reply(answer, form, asker=2**63, echo=True, feedback=True)
    within_limits(reply, form)
    assert inert(reply)
    texts = {paragraph.number: paragraph.text for paragraph in essay.paragraphs}
    cited = [found for block in reply.blocks for found in cited_fragments(block)]
    assert [number for number, _ in cited] == [number for number, _ in zip(texts, cited, strict=False)]
    assert len(cited) >= 1
    for number, fragment in cited:
        assert unescape(fragment) in texts[number]


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("length", [1, 5, 300])
@BOTH
def test_in_any_language_an_answer_fits_and_is_cut_between_words(language: str, length: int, form: Form) -> None:
    text = ("，" if language == "Chinese" else " ").join([SENTENCES[language]] * length)  # one sentence, however long
    answer = Answerer(parse_essay(f"# T\n\n## H\n\n{text}\n", Path("t.md"))).answer(ASKED[language], 9)
    reply = answer_reply(answer, form, asker=1, echo=True, feedback=True)
    within_limits(reply, form)
    [(_, first), *_] = [found for block in reply.blocks for found in cited_fragments(block)]
    kept = unescape(first)
    assert kept in text
    assert len(kept) == len(text) or len(kept) > 900
    following = text[text.index(kept) + len(kept) :][:1]
    assert language == "Chinese" or not following.isalnum()


def rivals(*shares: float) -> Answer:
    """An answer whose quotes have such shares of the best one's score."""
    scored = [
        quote.model_copy(update={"score": share * 10.0}) for quote, share in zip(SIGNING.quotes, shares, strict=False)
    ]
    return SIGNING.model_copy(update={"quotes": tuple(scored)})


@BOTH
def test_the_best_quote_is_shown_with_its_mark_and_its_rivals_by_theirs(form: Form) -> None:
    first, second, third = answer_reply(rivals(1, 0.9, 0.7, 0.7), form).blocks
    assert first.startswith("> **However, Azerbaijan insisted")
    assert "Minsk Group.** In addition, " in first
    assert first.splitlines()[-1].endswith(" §1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8".lstrip())
    assert second.startswith("> […] In early March 2025, ")
    assert SIGNING.quotes[2].marked in third
    assert "**" not in second + third


@BOTH
def test_passages_far_behind_the_best_are_folded(form: Form) -> None:
    reply = answer_reply(rivals(1, 0.7, 0.5, 0.1), form)
    assert len(reply.blocks) == 2
    folded = parse_id(reply.buttons[1].custom_id)
    assert folded is not None
    assert [ref.number for ref in folded.refs] == [quote.citation.paragraph for quote in SIGNING.quotes[2:4]]


def test_citations_are_in_small_print_and_behind_a_dash_in_plain_text() -> None:
    rich, plain = (answer_reply(SIGNING, form).blocks[0].splitlines()[-1] for form in Form)
    assert rich == "-# §1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"
    assert plain == "— §1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8"


@BOTH
def test_further_passages_are_behind_a_button(form: Form) -> None:
    reply = answer_reply(SIGNING, form)
    more = parse_id(reply.buttons[1].custom_id)
    assert more is not None
    assert more.kind is Kind.MORE
    others = SIGNING.quotes[len(reply.blocks) :][:6]
    assert [ref.number for ref in more.refs] == [quote.citation.paragraph for quote in others]
    assert Kind.MORE not in kinds(answer_reply(ANSWERER.answer("preconditions for signing", 1), form))


@BOTH
def test_buttons_stand_in_one_row_and_only_those_that_are_asked_for(form: Form) -> None:
    all_five = [Kind.CONTEXT, Kind.MORE, Kind.HELPFUL, Kind.UNHELPFUL, Kind.DELETE]
    assert kinds(answer_reply(SIGNING, form, asker=5, feedback=True)) == all_five
    assert kinds(answer_reply(SIGNING, form)) == all_five[:2]
    assert parse_id(answer_reply(SIGNING, form, asker=5).buttons[-1].custom_id) == Action(Kind.DELETE, number=5)
    assert kinds(answer_reply(ANSWERER.answer("hello"), form, asker=5, feedback=True)) == [Kind.DELETE]


@BOTH
def test_what_the_essay_does_not_say_is_said(form: Form) -> None:
    said, suggested = answer_reply(BREAD, form).blocks
    assert said == "**The essay does not say.**\nNowhere in the essay: “bake”, “sourdough”, “bread”."
    assert suggested.splitlines() == ["You could ask:", *(f"- {question}" for question in BREAD.suggestions)]


def test_the_tone_tells_answers_from_refusals_and_small_talk() -> None:
    tones = [answer_reply(answer, Form.RICH).tone for answer in (SIGNING, BREAD, ANSWERER.answer("hello"))]
    assert tones == [Tone.ANSWERED, Tone.NOT_IN_ESSAY, Tone.NEUTRAL]


@BOTH
def test_the_nearest_passages_are_not_shown_as_an_answer(form: Form) -> None:
    said, *nearest, _ = answer_reply(CORRIDOR, form).blocks
    assert said.endswith("These passages come nearest, but don’t take them for an answer:")
    assert len(nearest) == 2
    assert not any("**" in block for block in nearest)


@BOTH
def test_a_section_that_was_asked_alone_is_named(form: Form) -> None:
    section = shipped_essay().sections[1].label
    asked = CORRIDOR.model_copy(update={"section": section})
    assert answer_reply(asked, form).blocks[0].startswith(f"**{section} does not say.**")


def test_the_question_is_shown_on_one_line_and_trimmed() -> None:
    answer = SIGNING.model_copy(update={"question": "# What\n> **is** " + "this " * 99})
    line, *_ = answer_reply(answer, Form.RICH, echo=True).blocks
    assert line.startswith("-# “\\# What > \\*\\*is\\*\\* this this")
    assert line.endswith("this…”")
    assert len(line) <= 210


@BOTH
def test_what_does_not_fit_goes_in_order(form: Form) -> None:
    """The third quote first, then the second, then what stands around the mark, at last the end of the mark."""

    def shown(words: int) -> tuple[int, bool, bool]:
        mark, rest = "mark " * words, "rest " * words
        text = (mark + rest).strip()
        quote = SIGNING.quotes[0].model_copy(
            update={"text": text, "highlight": (0, len(mark) - 1), "shown": (0, len(text))}
        )
        reply = answer_reply(SIGNING.model_copy(update={"quotes": (quote,) * 3}), form)
        return len(reply.blocks), "**mark" in reply.blocks[0], reply.blocks[0].count("mark") == words

    steps = [shown(words) for words in range(10, 900, 10)]
    assert list(dict.fromkeys(steps)) == [
        (3, True, True),
        (2, True, True),
        (1, True, True),
        *[step for step in dict.fromkeys(steps) if step[1:] == (False, True)],
        (1, False, False),
    ]
