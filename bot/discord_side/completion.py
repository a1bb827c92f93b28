"""What Discord offers while somebody types an essay, a section or a reference."""

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from discord.app_commands import Choice
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from bot.discord_side.replies.ids import tag
from index import Essay, Section
from index.naming import Names

__all__ = ["MOST_CHOICES", "complete_essay", "complete_reference", "complete_section"]

MOST_CHOICES = 25  # Discord's limit
LONGEST_NAME = 100  # characters, Discord's limit
TEXT_SHOWN = 2 * LONGEST_NAME  # of a paragraph; more than enough, however much of it is white space
SURROGATES = re.compile("[\ud800-\udfff]")
ALIKE = 65  # of 100: a wrong letter or two in a word

Key = TypeVar("Key", bound=Hashable)


def complete_essay(names: Names, typed: str) -> list[Choice[str]]:
    """The essays whose title, author or name holds what is typed, or nearly does; with nothing typed the first ones."""
    return [
        Choice(name=_essay_choice(names, name), value=name if _can_be_sent(name) else tag(name))
        for name in names.like(typed[:LONGEST_NAME], MOST_CHOICES)
    ]


def complete_section(essay: Essay, typed: str) -> list[Choice[str]]:
    """The sections whose heading holds what is typed, or nearly does; with nothing typed the first ones."""
    labels = {place: section.label for place, section in enumerate(essay.sections)}
    return [_section_choice(essay.sections[place]) for place in _alike(labels, typed)]


def complete_reference(essay: Essay, typed: str) -> list[Choice[str]]:
    """Paragraphs whose number begins with what is typed, and sections."""
    digits = "".join(character for character in typed if character.isdecimal())
    paragraphs = list(_paragraph_choices(essay, digits)) if digits or not typed.strip("¶ ") else []
    sections = [] if "¶" in typed else complete_section(essay, typed)
    return (paragraphs + sections)[:MOST_CHOICES]


def _alike(labels: Mapping[Key, str], typed: str) -> list[Key]:
    """Those whose label holds what is typed, or nearly does, best first; with nothing typed the first ones."""
    typed = typed[:LONGEST_NAME]
    if not typed.strip():
        return list(islice(labels, MOST_CHOICES))
    found = process.extract(
        typed, labels, scorer=fuzz.partial_ratio, processor=default_process, score_cutoff=ALIKE, limit=MOST_CHOICES
    )
    return [key for _, _, key in found]


def _paragraph_choices(essay: Essay, digits: str) -> Iterator[Choice[str]]:
    wanted = (paragraph for paragraph in essay.paragraphs if str(paragraph.number).startswith(digits))
    for paragraph in islice(wanted, MOST_CHOICES):
        reference = f"¶{paragraph.number}"
        yield Choice(name=_short(f"{reference} {paragraph.text[:TEXT_SHOWN]}"), value=reference)


def _essay_choice(names: Names, name: str) -> str:
    """The title; where others have it too, the name before it, for what stands behind is cut first."""
    title = names.essays[name].title
    return _short(title if names.titles[name] == title and title.strip() else f"{name}: {title}")


def _section_choice(section: Section) -> Choice[str]:
    return Choice(name=_short(section.label), value=f"§{section.number}" if section.number else section.heading)


def _can_be_sent(name: str) -> bool:
    """Whether Discord takes it; bytes of a file's name that are no text reach Python as what can't be written."""
    return len(name) <= LONGEST_NAME and not SURROGATES.search(name)


def _short(name: str) -> str:
    """On one line, cut between words."""
    line = " ".join(SURROGATES.sub("\N{REPLACEMENT CHARACTER}", name).split())
    if len(line) <= LONGEST_NAME:
        return line
    kept = line[: LONGEST_NAME - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept) + "…"
