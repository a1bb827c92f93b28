"""What else is said: more passages, the contents, a sentence."""

from collections.abc import Iterator, Sequence

from bot.discord_side.replies.fitting import Room, short
from bot.discord_side.replies.ids import Action, Kind, Ref
from bot.discord_side.replies.passages import Passages, Place
from bot.discord_side.replies.quotations import Passage, mark_as_fits, marks_that_fit
from bot.discord_side.replies.reply import Button, Form, Reply
from bot.discord_side.replies.wording import (
    CONTENTS,
    DELETE,
    EARLIER,
    GONE,
    LATER,
    MORE_PASSAGES,
    PAGE,
    SMALL,
    SUGGESTED,
)
from index import Essay, Section
from index.essay import OPENING

__all__ = [
    "contents_button",
    "contents_reply",
    "delete_button",
    "markdown_reply",
    "more_reply",
    "sentence_reply",
    "suggested",
]

SECTIONS_A_PAGE = 10  # of the contents: two rows of buttons

# Characters as Discord's Markdown. Title, author, source, credit and ten headings stay below a plain message's 2,000.
LONGEST_SENTENCE = 1_500
LONGEST_ABOUT = 200
LONGEST_HEADING = 80
LONGEST_SUGGESTION = 120
MOST_SUGGESTIONS = 3


def sentence_reply(text: str, _: Form) -> Reply:
    """Something said in passing; nothing in it is Markdown."""
    return Reply((short(text, LONGEST_SENTENCE),))


def markdown_reply(markdown: str, _: Form) -> Reply:
    """Our own words, at most a plain message of them."""
    return Reply((markdown,))


def more_reply(passages: Passages, refs: Sequence[Ref], form: Form) -> Reply:
    """The marks of further passages, each with a button to its context; what does not fit is behind one more."""
    places = [place for place in map(passages.find, refs) if place]
    if not places:
        return sentence_reply(GONE, form)
    best, *others = [_passage(passages.essay, place) for place in places]
    room = Room.of(form)
    first = mark_as_fits(best, room, form)
    blocks = [first, *marks_that_fit(others, room.without(first), form)]
    buttons = [
        Button(f"¶{place.paragraph.number}", Action(Kind.CONTEXT, (place.ref,)).encode())
        for place in places[: len(blocks)]
    ]
    if rest := places[len(blocks) :]:
        left = Action(Kind.MORE, tuple(place.ref for place in rest))
        buttons.append(Button(MORE_PASSAGES, left.encode()))
    return Reply(tuple(blocks), tuple(buttons))


def contents_reply(essay: Essay, form: Form, *, page: int = 0, suggestions: Sequence[str] = ()) -> Reply:
    """A page of the sections, each with a button that opens it; on the first one also what the essay is."""
    last = max(0, len(essay.sections) - 1) // SECTIONS_A_PAGE
    page = min(page, last)
    sections = essay.sections[page * SECTIONS_A_PAGE :][:SECTIONS_A_PAGE]
    lines = [_listed(section) for section in sections]
    if last:
        lines.append(SMALL[form] + PAGE.format(page=page + 1, pages=last + 1))
    blocks = ["\n".join(_about(essay, is_first=page == 0)), "\n".join(lines)]
    if page == 0 and Room.of(form).holds(*blocks, *suggested(suggestions)):
        blocks += suggested(suggestions)
    return Reply(tuple(filter(None, blocks)), (*_openers(sections), *_turners(page, last)))


def suggested(questions: Sequence[str]) -> list[str]:
    """Questions that could be asked: one block, or none."""
    if not questions:
        return []
    asked = [f"- {short(question, LONGEST_SUGGESTION)}" for question in questions[:MOST_SUGGESTIONS]]
    return ["\n".join([SUGGESTED, *asked])]


def delete_button(asker: int) -> Button:
    """For whoever asked, and for moderators."""
    return Button("", Action(Kind.DELETE, number=asker).encode(), emoji=DELETE)


def contents_button(essay: Essay, section: Section) -> Button:
    """Back to the page of the contents that lists a section."""
    place = [listed.number for listed in essay.sections].index(section.number)
    return Button(CONTENTS, Action(Kind.CONTENTS, number=place // SECTIONS_A_PAGE).encode())


def _passage(essay: Essay, place: Place) -> Passage:
    """What is marked in it; where nothing is, all of it."""
    text = place.paragraph.text
    mark = (place.start, place.end) if place.start < place.end else (0, len(text))
    return Passage(text, mark, essay.cite(place.section, place.paragraph))


def _about(essay: Essay, *, is_first: bool) -> Iterator[str]:
    yield f"**{short(essay.title, LONGEST_ABOUT)}**"
    if is_first:
        yield from (short(about, LONGEST_ABOUT) for about in (essay.author, essay.source, essay.credit) if about)


def _listed(section: Section) -> str:
    """The heading, with the numbers of the paragraphs under it."""
    heading = short(section.label, LONGEST_HEADING)
    if not section.paragraphs:
        return heading
    first, last = section.paragraphs[0].number, section.paragraphs[-1].number
    return f"{heading}, ¶{first}" + f"–{last}" * (first != last)


def _openers(sections: Sequence[Section]) -> Iterator[Button]:
    for section in sections:
        if section.paragraphs:
            label = f"§{section.number}" if section.number else OPENING
            first = Place(section, section.paragraphs[0])
            yield Button(label, Action(Kind.LEAF, (first.ref,)).encode())


def _turners(page: int, last: int) -> Iterator[Button]:
    if page > 0:
        yield Button(EARLIER, Action(Kind.CONTENTS, number=page - 1).encode())
    if page < last:
        yield Button(LATER, Action(Kind.CONTENTS, number=page + 1).encode())
