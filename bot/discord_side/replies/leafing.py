"""Reading on in the essay: a paragraph with its neighbours, or a passage that was named, and buttons to leaf by.

A paragraph that is too long for a message is cut into pages, always at the same places, so that leafing back and forth
comes by the same ones.
"""

from bisect import bisect_left
from collections.abc import Sequence

from bot.discord_side.replies.essay_replies import contents_button, delete_button, gone_reply, sentence_reply
from bot.discord_side.replies.fitting import Room
from bot.discord_side.replies.ids import Action, Kind, Ref
from bot.discord_side.replies.passages import Passages, Place
from bot.discord_side.replies.quotations import citation_line, cited, quoted, quoted_as_fits
from bot.discord_side.replies.reply import Button, Form, Reply
from bot.discord_side.replies.wording import EARLIER, EMPTY, LATER
from index import Paragraph, Section

__all__ = ["context_reply", "passage_reply"]

MOST_PARAGRAPHS = 12  # in one message: with their separators well below Discord's 40 components

Found = Sequence[tuple[Section, Sequence[Paragraph]]]


def context_reply(passages: Passages, ref: Ref, form: Form) -> Reply:
    """The paragraph, standing out, between as much of its neighbours as fits; of a long one the page that is meant."""
    place = passages.find(ref)
    if place is None:
        return gone_reply(passages, form)
    whole = _block(passages, place, (0, len(place.paragraph.text)), form, stands_out=True)
    room = Room.of(form).without(whole)
    if min(room) < 0:
        return _page_reply(passages, place, form)
    before, after = passages.beside(place)
    above = _end_of(passages, before, room.half(), form) if before else []
    below = _beginning_of(passages, after, room.without(*above), form) if after else []
    return Reply((*above, whole, *below), _buttons(place, before, after))


def passage_reply(passages: Passages, essay: str, found: Found, form: Form, *, asker: int | None = None) -> Reply:
    """The paragraphs that a reference points at, from the first one on as many as fit; the asker may delete it."""
    reply = _passages(passages, essay, found, form)
    deletion = [] if asker is None else [delete_button(asker)]
    return reply._replace(buttons=(*reply.buttons, *deletion))


def _passages(passages: Passages, essay: str, found: Found, form: Form) -> Reply:
    opened = passages.essay(essay)
    places = [Place(essay, opened, section, paragraph) for section, paragraphs in found for paragraph in paragraphs]
    if not places:
        return sentence_reply(EMPTY.format(section=found[0][0].label), form)
    blocks: list[str] = []
    for place in places[:MOST_PARAGRAPHS]:
        block = _block(passages, place, (0, len(place.paragraph.text)), form)
        if not Room.of(form).holds(*blocks, block):
            break
        blocks.append(block)
    if not blocks:
        return _page_reply(passages, places[0], form)
    (before, _), (_, after) = passages.beside(places[0]), passages.beside(places[len(blocks) - 1])
    return Reply(tuple(blocks), _buttons(places[0], before, after))


def _page_reply(passages: Passages, place: Place, form: Form) -> Reply:
    """The page of a long paragraph that holds what is meant."""
    text, line = place.paragraph.text, citation_line(place.citation, with_essay=passages.several)
    before, after = passages.beside(place)
    start = 0
    while True:
        quote, end = quoted_as_fits(
            text, (start, len(text)), (0, 0), lambda quote: Room.of(form).holds(cited(quote, line, form))
        )
        following = len(text) - len(text[end:].lstrip())
        if following > place.start or following == len(text):
            break
        before, start = place.at(start), following
    if following < len(text):
        after = place.at(following)
    return Reply((cited(quote, line, form),), _buttons(place, before, after))


def _end_of(passages: Passages, place: Place, room: Room, form: Form) -> list[str]:
    """The last sentences, as many as fit."""
    last = len(place.paragraph.text)
    return _as_fits(passages, place, [(sentence.start, last) for sentence in place.paragraph.sentences], room, form)


def _beginning_of(passages: Passages, place: Place, room: Room, form: Form) -> list[str]:
    """The first sentences, as many as fit."""
    return _as_fits(passages, place, [(0, sentence.end) for sentence in place.paragraph.sentences[::-1]], room, form)


def _as_fits(passages: Passages, place: Place, spans: Sequence[tuple[int, int]], room: Room, form: Form) -> list[str]:
    """The first of these parts of a paragraph, from longer to shorter ones, that there is room for; none if none is."""
    first = bisect_left(range(len(spans)), True, key=lambda at: room.holds(_block(passages, place, spans[at], form)))
    return [_block(passages, place, span, form) for span in spans[first : first + 1]]


def _block(passages: Passages, place: Place, shown: tuple[int, int], form: Form, *, stands_out: bool = False) -> str:
    quote = quoted(place.paragraph.text, shown, (place.start, place.end))
    return cited(quote, citation_line(place.citation, with_essay=passages.several), form, stands_out=stands_out)


def _buttons(place: Place, before: Place | None, after: Place | None) -> tuple[Button, ...]:
    leafing = [
        Button(label, Action(Kind.LEAF, (to.ref,)).encode()) for label, to in ((EARLIER, before), (LATER, after)) if to
    ]
    return (*leafing, contents_button(place))
