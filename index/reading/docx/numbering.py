"""The marks before the items of lists, which Word counts and a file only describes."""

from collections import defaultdict

import regex
from lxml.etree import _Element as Element

from index.reading.docx.markup import children, first, number, value
from index.reading.docx.styles import Numbered
from index.reading.lists import list_mark

__all__ = ["Numbering"]

KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
BULLET, NO_MARK = "bullet", "none"
PLACE = regex.compile(r"%([1-9])")  # in a pattern such as "%1.%2."
LONGEST_PATTERN = 40  # characters: nine places with what stands between them; more is no number


class Numbering:
    """Counts the items of all lists of a document, in the order in which they are asked for."""

    def __init__(self, numbering: Element | None) -> None:
        """Note what the document describes."""
        described = {value(each, "abstractNumId"): each for each in children(numbering, "abstractNum")}
        self._levels: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        shared: dict[str, dict[int, int]] = defaultdict(dict)  # lists of one description go on counting
        for each in children(numbering, "num"):
            name, described_by = value(each, "numId") or "", value(first(each, "abstractNumId")) or ""
            levels = children(described.get(described_by), "lvl")
            self._levels[name] = {level: each for each in levels if (level := number(each, "ilvl")) is not None}
            anew = _begun_anew(each)
            self._counts[name] = shared[described_by] if anew is None else anew

    def mark(self, item: Numbered) -> str:
        """What stands before the next item of this list at this level."""
        levels, counts = self._levels.get(item.numbering, {}), self._counts.get(item.numbering, {})
        level = levels.get(item.level)
        kind, pattern = value(first(level, "numFmt")) or BULLET, value(first(level, "lvlText")) or ""
        counts[item.level] = counts.get(item.level, _start(level) - 1) + 1
        for deeper in [each for each in counts if each > item.level]:
            del counts[deeper]
        if kind == NO_MARK:
            return ""
        if kind == BULLET or not pattern.strip() or len(pattern) > LONGEST_PATTERN:
            return "- "
        return PLACE.sub(lambda place: _counted(levels, counts, int(place[1]) - 1), pattern) + " "


def _counted(levels: dict[int, Element], counts: dict[int, int], level: int) -> str:
    kind = value(first(levels.get(level), "numFmt")) or ""
    return list_mark(counts.get(level, _start(levels.get(level))), KINDS.get(kind, "1"))


def _begun_anew(numbering: Element) -> dict[int, int] | None:
    """What its levels count on from where it does not go on with another list of its description."""
    overrides = list(children(numbering, "lvlOverride"))
    starts = {number(each, "ilvl"): number(first(each, "startOverride")) for each in overrides}
    begun = {level: start - 1 for level, start in starts.items() if level is not None and start is not None}
    return begun if overrides else None


def _start(level: Element | None) -> int:
    stated = number(first(level, "start"))
    return 1 if stated is None else stated
