"""What those who manage a server are told: its essays, its settings, what they lack."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bot.discord_side.feedback import HELPFUL, LABELS, UNHELPFUL
from bot.discord_side.replies.fitting import short
from bot.discord_side.replies.reply import Form, Reply
from bot.storage import GAPS_KEPT_FOR, Gap, Quota, ServerSettings, Upload, Visibility
from index import Essay

__all__ = [
    "Operators",
    "added_reply",
    "elsewhere_reply",
    "gaps_reply",
    "listed_reply",
    "settings_reply",
    "used_reply",
]

Line = TypeVar("Line")

LINES_A_PAGE = 10

# Characters as Discord's Markdown. A page of ten lines stays below a plain message's 2,000.
LONGEST_NAME = 60
LONGEST_TITLE = 60
LONGEST_CALLED = 300
LONGEST_REASONS = 200
LONGEST_GAP = 110
LONGEST_GAPS_ESSAY = 40
MOST_CHANNELS = 20  # that are named in one sentence
MOST_OF_ESSAY = 2  # channels that are named behind an essay

ELSEWHERE = "In this server I answer in {channels} only."

ADDED = "**{what}: {called}**, which here goes by {name}."
SIZE = "{sections}, {paragraphs}, {characters}."
LEFT_OUT = "Left out, as no part of it: {lines} ({reasons})."
HOW_TO_ASK = (
    "It is asked from now on: mention me, or take `/ask`, where `essay:` names it alone. `/library use` ties a channel"
    " to it."
)

USED = "From {channel} and its threads now {called} is asked alone."
USED_ALL = "From {channel} and its threads now all essays are asked."

NONE_ADDED = "This server has no essays of its own: `/library add` takes one in. {house}"
LISTED = "**{count} of {most} essays, {characters:,} of {most_characters:,} characters**"
UNREADABLE = "can't be read by the version of me that runs: add it anew"
HOUSE = "I answer from {count} beside them, which whoever runs me has chosen; `/contents` lists all."
ASIDE = (
    "The archive of {count:,} essays that whoever runs me has chosen is not asked in this server as long as it has"
    " essays of its own."
)
HOUSE_ALONE = "I answer from what whoever runs me has chosen; `/contents` shows it."

KEPT = (
    f"kept, without who asked, until nobody has asked them for {GAPS_KEPT_FOR.days} days; `/library gaps` shows them,"
    " and `/privacy` tells everybody"
)
NOT_KEPT = "not kept"
GAPS = "**What the essays did not answer**, most asked first"
NO_GAPS = "Nothing was asked yet that the essays don't answer."
GAPS_NOT_KEPT = (
    "Questions that are not answered are not kept here. `/library settings unanswered:keep` keeps them from then on,"
    f" without who asked, until nobody has asked them for {GAPS_KEPT_FOR.days} days; `/privacy` tells everybody."
)
MORE = "Page {page} of {pages}: `{command} page:{next}` goes on."
LAST = "Page {page} of {pages}."


class Operators(NamedTuple):
    """What holds where a server has set nothing."""

    plain_text: bool
    feedback: bool


def elsewhere_reply(channels: Collection[int], _: Form) -> Reply:
    """Where questions are answered, for who asks where they are not."""
    return Reply((ELSEWHERE.format(channels=_channels(channels)),))


def added_reply(name: str, essay: Essay, replaced: bool, aside: int, _: Form) -> Reply:
    """What was found in a file, what was left out of it, how to ask it, and how many others are asked no longer."""
    lines = [
        ADDED.format(
            what="Replaced" if replaced else "Added",
            called=short(essay.called, LONGEST_CALLED),
            name=_quoted(name),
        ),
        SIZE.format(
            sections=_number(len(essay.sections), "section"),
            paragraphs=_number(len(essay.paragraphs), "paragraph"),
            characters=_number(sum(len(paragraph.text) for paragraph in essay.paragraphs), "character"),
        ),
    ]
    if essay.left_out:
        counts = Counter(line.reason for line in essay.left_out).most_common()
        reasons = ", ".join(f"{reason} {count}" for reason, count in counts)
        lines.append(
            LEFT_OUT.format(lines=_number(len(essay.left_out), "line"), reasons=short(reasons, LONGEST_REASONS))
        )
    return Reply(tuple(filter(None, ("\n".join(lines), HOW_TO_ASK, _aside(aside)))))


def listed_reply(
    uploads: Sequence[Upload],
    unreadable: Collection[str],
    bound: Mapping[int, str],
    _: Form,
    *,
    house: int,
    aside: int,
    quota: Quota,
    page: int,
) -> Reply:
    """A server's essays, which channels ask them alone, and how much room there is.

    Args:
        uploads: its essays.
        unreadable: the names of those that can't be read.
        bound: by channel, the name of the essay that it asks.
        house: how many essays there are beside them.
        aside: how many are not asked because of them.
        quota: what it may have.
        page: which part of them, from 1.
    """
    if not uploads:
        return Reply((NONE_ADDED.format(house=HOUSE_ALONE),))
    heading = LISTED.format(
        count=len(uploads),
        most=quota.essays,
        characters=sum(upload.characters for upload in uploads),
        most_characters=quota.characters,
    )
    shown, turn = _page(uploads, page, "/library list")
    lines = [_listed(upload, unreadable, bound) for upload in shown]
    beside = HOUSE.format(count=house) if house else _aside(aside)
    return Reply(tuple(filter(None, (heading, "\n".join(lines), turn, beside))))


def used_reply(channel: int, called: str | None, _: Form) -> Reply:
    """What a channel asks now: the essay that is called so; None: all of them."""
    where = _channels([channel])
    if called is None:
        return Reply((USED_ALL.format(channel=where),))
    return Reply((USED.format(channel=where, called=short(called, LONGEST_CALLED)),))


def settings_reply(
    settings: ServerSettings, operators: Operators, counts: Mapping[tuple[str, str], int], _: Form
) -> Reply:
    """What is set, and what feedback there was."""
    return Reply(("**In this server**", "\n".join(_settings(settings, operators, counts))))


def gaps_reply(gaps: Sequence[Gap], keeps_gaps: bool, page: int, _: Form) -> Reply:
    """Questions that were not answered."""
    if not gaps:
        return Reply((NO_GAPS if keeps_gaps else GAPS_NOT_KEPT,))
    shown, turn = _page(gaps, page, "/library gaps")
    return Reply(tuple(filter(None, (GAPS, "\n".join(map(_gap, shown)), turn))))


def _aside(count: int) -> str:
    return ASIDE.format(count=count) if count else ""


def _listed(upload: Upload, unreadable: Collection[str], bound: Mapping[int, str]) -> str:
    channels = [channel for channel, essay in bound.items() if essay == upload.name]
    said = f"- {_quoted(upload.name)}: "
    if upload.name in unreadable:
        return said + UNREADABLE
    said += f"{short(upload.title, LONGEST_TITLE)}, {upload.characters:,} characters"
    return f"{said}; alone in {_channels(channels, MOST_OF_ESSAY)}" if channels else said


def _settings(settings: ServerSettings, operators: Operators, counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    plain = operators.plain_text if settings.plain_text is None else settings.plain_text
    yield f"- Answers: {'plain text' if plain else 'rich'}{_by_default(settings.plain_text)}"
    alone = settings.visibility is Visibility.ONLY_ME
    yield f"- The answer to `/ask` is for {'whoever asked' if alone else 'everyone'}, if they don't say otherwise"
    feedback = operators.feedback if settings.feedback is None else settings.feedback
    yield f"- Buttons for feedback: {'on' if feedback else 'off'}{_by_default(settings.feedback)}{_counted(counts)}"
    yield f"- Questions are answered in {_channels(settings.answers_in)}{' only' if settings.answers_in else ''}"
    yield f"- Questions that the essays don't answer are {KEPT if settings.keeps_gaps else NOT_KEPT}"


def _by_default(value: bool | None) -> str:
    return ", as whoever runs me has it" if value is None else ""


def _counted(counts: Mapping[tuple[str, str], int]) -> str:
    if not counts:
        return ""
    totals = Counter[str]()
    for (kind, _), count in counts.items():
        totals[kind] += count
    reasons = [
        f"\n  - {LABELS[reason]}: {counts[UNHELPFUL, reason]}" for reason in LABELS if (UNHELPFUL, reason) in counts
    ]
    return f"; so far 👍 {totals[HELPFUL]}, 👎 {totals[UNHELPFUL]}{''.join(reasons)}"


def _gap(gap: Gap) -> str:
    essay = f" (asked of {_quoted(gap.essay, LONGEST_GAPS_ESSAY)})" if gap.essay else ""
    return f"- **{gap.times} ×** {short(gap.question, LONGEST_GAP)}{essay}"


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}" + "s" * (count != 1)


def _quoted(name: str, most: int = LONGEST_NAME) -> str:
    return f"“{short(name, most)}”"


def _channels(channels: Collection[int], most: int = MOST_CHANNELS) -> str:
    """As mentions, which ping nobody."""
    if not channels:
        return "every channel"
    named = [f"<#{channel}>" for channel in sorted(channels)[:most]]
    more = len(channels) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _page(lines: Sequence[Line], page: int, command: str) -> tuple[Sequence[Line], str]:
    """A page of them, and where there are more."""
    pages = -(-len(lines) // LINES_A_PAGE)
    page = min(page, pages)
    turn = "" if pages == 1 else (MORE if page < pages else LAST)
    said = turn.format(page=page, pages=pages, command=command, next=page + 1)
    return lines[(page - 1) * LINES_A_PAGE :][:LINES_A_PAGE], said
