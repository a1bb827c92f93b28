"""What else is said: more passages, the contents, the list of essays, a sentence."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bot.discord_side.replies.fitting import Room, short
from bot.discord_side.replies.ids import Action, Kind, Ref, tag
from bot.discord_side.replies.passages import Passages, Place
from bot.discord_side.replies.quotations import Passage, citation_line, mark_as_fits, marks_that_fit
from bot.discord_side.replies.reply import Button, Form, Reply
from bot.discord_side.replies.wording import (
    ALL_ESSAYS,
    CONTENTS,
    DELETE,
    EARLIER,
    ESSAYS,
    FIND_ESSAY,
    GONE,
    GONE_ESSAY,
    GONE_FROM_ESSAYS,
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
    "essays_reply",
    "gone_reply",
    "markdown_reply",
    "more_reply",
    "sentence_reply",
    "suggested",
]

LINES_A_PAGE = 10  # sections or essays: two rows of buttons

FEW_PAGES = 5  # of a list of essays are leafed through; of more somebody has to be told how to come by one

# Characters as Discord's Markdown. Title, author, source, credit and ten headings stay below a plain message's 2,000.
LONGEST_SENTENCE = 1_500
LONGEST_ABOUT = 200
LONGEST_HEADING = 80
LONGEST_ESSAY = 150  # title and author, in the list of essays
LONGEST_SUGGESTION = 120
MOST_SUGGESTIONS = 3


def sentence_reply(text: str, _: Form) -> Reply:
    """Something said in passing; nothing in it is Markdown."""
    return Reply((short(text, LONGEST_SENTENCE),))


def markdown_reply(markdown: str, _: Form) -> Reply:
    """Our own words, at most a plain message of them."""
    return Reply((markdown,))


def gone_reply(passages: Passages, form: Form) -> Reply:
    """A passage is not found again."""
    return sentence_reply(GONE_FROM_ESSAYS if passages.several else GONE, form)


def more_reply(passages: Passages, refs: Sequence[Ref], form: Form) -> Reply:
    """The marks of further passages, each with a button to its context; what does not fit is behind one more."""
    places = [place for place in map(passages.find, refs) if place]
    if not places:
        return gone_reply(passages, form)
    best, *others = [_passage(place, with_essay=passages.several) for place in places]
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


def contents_reply(
    passages: Passages, name: str | None, form: Form, *, page: int = 0, suggestions: Sequence[str] = ()
) -> Reply:
    """A page of an essay's sections, each with a button that opens it; on the first one also what the essay is."""
    if name is None:
        return sentence_reply(GONE_ESSAY, form)
    essay = passages.essay(name)
    page, last = _page(page, len(essay.sections))
    sections = essay.sections[page * LINES_A_PAGE :][:LINES_A_PAGE]
    blocks = [
        "\n".join(_about(essay, is_first=page == 0)),
        "\n".join([*map(_listed, sections), *_page_line(page, last, form)]),
    ]
    if page == 0 and Room.of(form).holds(*blocks, *suggested(suggestions)):
        blocks += suggested(suggestions)
    buttons = [*_openers(name, essay, sections), *_turners(page, last, partial(_contents, name))]
    if passages.several:
        place = passages.names.index(name)
        buttons.append(Button(ALL_ESSAYS, _essays(place // LINES_A_PAGE).encode()))
    return Reply(tuple(filter(None, blocks)), tuple(buttons))


def essays_reply(passages: Passages, form: Form, *, page: int = 0) -> Reply:
    """A page of the essays that there are, each with a button to its contents."""
    page, last = _page(page, len(passages.names))
    first = page * LINES_A_PAGE
    listed = list(enumerate(passages.names[first : first + LINES_A_PAGE], first + 1))
    lines = [f"**{number}** {short(passages.called(name), LONGEST_ESSAY)}" for number, name in listed]
    buttons = [Button(str(number), _contents(name, 0).encode()) for number, name in listed]
    heading = [ESSAYS.format(count=len(passages.names)), *([FIND_ESSAY] if last >= FEW_PAGES else [])]
    blocks = ("\n".join(heading), "\n".join([*lines, *_page_line(page, last, form)]))
    return Reply(blocks, (*buttons, *_turners(page, last, _essays)))


def suggested(questions: Sequence[str]) -> list[str]:
    """Questions that could be asked: one block, or none."""
    if not questions:
        return []
    asked = [f"- {short(question, LONGEST_SUGGESTION)}" for question in questions[:MOST_SUGGESTIONS]]
    return ["\n".join([SUGGESTED, *asked])]


def delete_button(asker: int) -> Button:
    """For whoever asked, and for moderators."""
    return Button("", Action(Kind.DELETE, number=asker).encode(), emoji=DELETE)


def contents_button(place: Place) -> Button:
    """Back to the page of the contents that lists a paragraph's section."""
    at = [section.number for section in place.essay.sections].index(place.section.number)
    return Button(CONTENTS, _contents(place.name, at // LINES_A_PAGE).encode())


def _contents(name: str, page: int) -> Action:
    return Action(Kind.CONTENTS, number=page, essay=tag(name))


def _essays(page: int) -> Action:
    return Action(Kind.ESSAYS, number=page)


def _page(page: int, lines: int) -> tuple[int, int]:
    """The page that is meant, and the last one."""
    last = max(0, lines - 1) // LINES_A_PAGE
    return min(page, last), last


def _page_line(page: int, last: int, form: Form) -> Iterator[str]:
    if last:
        yield SMALL[form] + PAGE.format(page=page + 1, pages=last + 1)


def _passage(place: Place, *, with_essay: bool) -> Passage:
    """What is marked in it; where nothing is, all of it."""
    text = place.paragraph.text
    mark = (place.start, place.end) if place.start < place.end else (0, len(text))
    return Passage(text, mark, citation_line(place.citation, with_essay=with_essay))


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


def _openers(name: str, essay: Essay, sections: Sequence[Section]) -> Iterator[Button]:
    for section in sections:
        if section.paragraphs:
            label = f"§{section.number}" if section.number else OPENING
            first = Place(name, essay, section, section.paragraphs[0])
            yield Button(label, Action(Kind.LEAF, (first.ref,)).encode())


def _turners(page: int, last: int, to: Callable[[int], Action]) -> Iterator[Button]:
    if page > 0:
        yield Button(EARLIER, to(page - 1).encode())
    if page < last:
        yield Button(LATER, to(page + 1).encode())
