"""An answer as Discord shows it: the best quote whole, two more by what is marked in them, the rest behind a button."""

from collections.abc import Iterator, Sequence

from bot.discord_side.replies.essay_replies import delete_button, suggested
from bot.discord_side.replies.fitting import Room, short
from bot.discord_side.replies.ids import Action, Kind, refer
from bot.discord_side.replies.quotations import Passage, cited, mark_as_fits, marks_that_fit, quoted
from bot.discord_side.replies.reply import Button, Form, Reply, Style, Tone
from bot.discord_side.replies.wording import (
    BY_MEANING,
    DOES_NOT_SAY,
    HELPFUL,
    IN_CONTEXT,
    MORE_PASSAGES,
    NEAREST,
    NONE_OF_ESSAYS,
    NOT_IN_ESSAY,
    NOWHERE,
    NOWHERE_IN_ANY,
    SMALL,
    UNHELPFUL,
)
from index import QUOTES_SHOWN, Answer, Quote, Verdict

__all__ = ["answer_reply"]

# Passages with this share of the best one's score are shown with it, others are folded. On labelled questions of three
# kinds that shows 1.7 passages instead of 3, and the right one is among them in 92 % instead of 93 %; with meaning,
# whose scores lie closer together, 2.1.
RIVALS = 0.6
NEAREST_SHOWN = 2  # a refusal is to be shorter than an answer; the others are folded

# Characters as Discord's Markdown: what a reader takes in at a glance. Together they leave most of a message to quotes.
LONGEST_ECHO = 200
LONGEST_REPLY = 600  # to small talk; it names the essay
LONGEST_WORD = 40
LONGEST_TITLE = 100
LONGEST_SECTION = 120
MOST_WORDS = 6  # of those that stand nowhere in the essay


def answer_reply(
    answer: Answer,
    form: Form,
    *,
    asker: int | None = None,
    echo: bool = False,
    feedback: bool = False,
    several: bool = False,
    asked: str | None = None,
) -> Reply:
    """An answer in the form asked for, within its limits.

    Args:
        answer: may hold more quotes than are shown; the others can be leafed to.
        form: how it is laid out.
        asker: who may delete it by a button; without, there is none.
        echo: show the question, where the channel does not show it itself.
        feedback: ask whether it was helpful.
        several: there are several essays, so that each quote has to say which it is from.
        asked: the title of the one of them that was asked alone.
    """
    opening, closing = _opening(answer, form, echo=echo, asked=asked), suggested(answer.suggestions)
    room = Room.of(form).without(*opening, *closing)
    passages = answer.quotes or answer.nearest
    quotes = _quotes(passages, room, form, is_answer=bool(answer.quotes), with_essay=several) if passages else []
    buttons = _buttons(answer, passages[:1], passages[len(quotes) :], feedback=feedback)
    if asker is not None:
        buttons.append(delete_button(asker))
    return Reply((*opening, *quotes, *closing), tuple(buttons), _tone(answer))


def _tone(answer: Answer) -> Tone:
    if answer.reply is not None:
        return Tone.NEUTRAL
    return Tone.ANSWERED if answer.verdict is Verdict.ANSWERED else Tone.NOT_IN_ESSAY


def _opening(answer: Answer, form: Form, *, echo: bool, asked: str | None) -> list[str]:
    """The question, and that the essay does not say: one block, or none."""
    lines = list(_opening_lines(answer, form, echo=echo, asked=asked))
    return ["\n".join(lines)] if lines else []


def _opening_lines(answer: Answer, form: Form, *, echo: bool, asked: str | None) -> Iterator[str]:
    if echo and answer.question.strip():
        yield f"{SMALL[form]}“{short(answer.question, LONGEST_ECHO)}”"
    if answer.verdict is Verdict.ANSWERED:
        if answer.by_meaning_alone:
            yield f"{SMALL[form]}{BY_MEANING}"
        return
    yield f"**{_refusal(answer, asked)}**" if answer.reply is None else short(answer.reply, LONGEST_REPLY)
    if answer.unknown:
        words = [f"“{short(word, LONGEST_WORD)}”" for word in answer.unknown[:MOST_WORDS]]
        nowhere = NOWHERE if answer.essays_asked == 1 else NOWHERE_IN_ANY
        yield nowhere.format(words=", ".join(words + ["…"] * (len(answer.unknown) > MOST_WORDS)))
    if answer.nearest:
        yield NEAREST


def _refusal(answer: Answer, asked: str | None) -> str:
    if answer.essays_asked > 1:
        return NONE_OF_ESSAYS.format(count=answer.essays_asked)
    places = [f"“{short(asked, LONGEST_TITLE)}”"] if asked else []
    places += [short(answer.section, LONGEST_SECTION)] if answer.section else []
    return DOES_NOT_SAY.format(place=", ".join(places)) if places else NOT_IN_ESSAY


def _quotes(quotes: Sequence[Quote], room: Room, form: Form, *, is_answer: bool, with_essay: bool) -> list[str]:
    """The first of an answer with what stands around its mark, if that fits; of others the marks, while they fit."""
    best, *others = quotes[: QUOTES_SHOWN if is_answer else NEAREST_SHOWN]
    others = [quote for quote in others if quote.score >= RIVALS * best.score]
    lead, *following = [Passage.of(quote, with_essay=with_essay) for quote in (best, *others)]
    first = cited(quoted(best.text, best.shown, best.highlight), lead.line, form)
    if not (is_answer and room.holds(first)):
        first = mark_as_fits(lead, room, form)
    return [first, *marks_that_fit(following, room.without(first), form)]


def _buttons(answer: Answer, best: Sequence[Quote], others: Sequence[Quote], *, feedback: bool) -> list[Button]:
    buttons = []
    if best:
        buttons.append(Button(IN_CONTEXT, _id(Kind.CONTEXT, best), Style.PRIMARY))
    if others:
        buttons.append(Button(MORE_PASSAGES, _id(Kind.MORE, others)))
    if feedback and answer.reply is None:
        buttons.append(Button("", _id(Kind.HELPFUL, best), emoji=HELPFUL))
        buttons.append(Button("", _id(Kind.UNHELPFUL, best), emoji=UNHELPFUL))
    return buttons


def _id(kind: Kind, quotes: Sequence[Quote]) -> str:
    refs = tuple(refer(quote.citation.essay, quote.text, quote.citation.paragraph, quote.highlight) for quote in quotes)
    return Action(kind, refs).encode()
