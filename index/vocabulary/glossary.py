"""A glossary that the owner of an essay writes beside it, in the line format of Solr and Elasticsearch synonyms.

# a comment
peace deal, peace treaty, peace agreement      each stands for the others
Brussels => European Union                     one way: a question's left side finds the essay's right side
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.errors import EssayError
from index.reading.files import read_bytes, read_text

__all__ = ["GlossaryEntry", "glossary_beside", "parse_glossary", "read_glossary"]

ARROW = "=>"
COMMENT = "#"


class GlossaryEntry(NamedTuple):
    """`written` in a question may be `meant` in the essay."""

    written: str
    meant: str


def glossary_beside(essay: Path) -> Path:
    """Where an essay's glossary is, if it has one: `essay.glossary.txt` beside `essay.md`."""
    return essay.with_name(f"{essay.stem}.glossary.txt")


def read_glossary(essay: Path) -> list[GlossaryEntry]:
    """The glossary beside an essay's file; none if there is no such file.

    Raises:
        EssayError: the glossary can't be read; the message names the line.
    """
    path = glossary_beside(essay)
    try:
        if not path.is_file() or not read_bytes(path).strip():
            return []
        return parse_glossary(read_text(path))
    except EssayError as error:
        raise EssayError(f"{path}: {error}") from None


def parse_glossary(text: str) -> list[GlossaryEntry]:
    """Every pair that the lines of a glossary give, in their order; raises EssayError at the first bad line."""
    entries: dict[GlossaryEntry, None] = {}  # a set that keeps the order
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        rule = line.strip()
        if rule and not rule.startswith(COMMENT):
            entries.update(dict.fromkeys(_entries(rule, number)))
    return list(entries)


def _entries(rule: str, number: int) -> Iterator[GlossaryEntry]:
    sides = rule.split(ARROW)
    if rule.count(ARROW) > 1:
        raise EssayError(f'line {number} has more than one "{ARROW}".')
    if len(sides) == 1 and "," not in rule:
        raise EssayError(f'line {number} names only "{rule}": write "a, b" for equals or "a {ARROW} b" for one way.')
    written, meant = _phrases(sides[0], number), _phrases(sides[-1], number)
    return (GlossaryEntry(left, right) for left in written for right in meant if left != right)


def _phrases(side: str, number: int) -> list[str]:
    phrases = [" ".join(phrase.split()) for phrase in side.split(",")]
    for phrase in phrases:
        if not phrase:
            raise EssayError(f'line {number} has an empty place beside a comma or "{ARROW}".')
        if not any(character.isalnum() for character in phrase):
            raise EssayError(f'line {number} has "{phrase}", which holds no word.')
    return phrases
