"""What the style of a paragraph makes of it: a heading, an entry of the contents, an item of a list, bold.

A style's own name is free, and in every language another; what it is based on and how deep it stands in the outline are
not.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import regex
from lxml.etree import _Element as Element

from index.reading.docx.markup import children, first, is_on, number, value

__all__ = ["Numbered", "Styles"]

HEADING = regex.compile(r"heading ([1-6])", regex.IGNORECASE)  # as files call these in every language
CONTENTS = regex.compile(r"(?:toc|table of (?:figures|authorities)|contents|index) ?\d*(?: heading)?", regex.IGNORECASE)
TITLE = "title"
DEEPEST_LEVEL = 6  # of the outline's nine: a heading of a page has no more
MOST_ANCESTORS = 50  # of a style; those that Word brings along have up to five
DEEPEST_LIST = 8  # of Word's nine, from 0
Found = TypeVar("Found")


class Numbered(NamedTuple):
    """Of which list, and how deep in it, a paragraph is an item."""

    numbering: str
    level: int


class Styles:
    """The styles of a document, by what paragraphs refer to them with."""

    def __init__(self, styles: Element | None) -> None:
        """Note the styles of paragraphs; those of characters and tables say nothing of this."""
        found = [style for style in children(styles, "style") if value(style, "type") == "paragraph"]
        self._styles = {value(style, "styleId"): style for style in found}
        self._default = next((style for style in found if value(style, "default") in ("1", "true")), None)

    def level(self, paragraph: Element) -> int | None:
        """How deep a heading stands, from 1; None for what is no heading."""
        stated = _outline(paragraph) or self._nearest(paragraph, lambda style: _outline(style) or _named_level(style))
        return stated if stated and stated <= DEEPEST_LEVEL else None

    def is_title(self, paragraph: Element) -> bool:
        """Whether the document's title is set in it."""
        return any(_name(style).lower() == TITLE for style in self._chain(paragraph))

    def is_of_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of a list of contents, made by the program."""
        return any(CONTENTS.fullmatch(_name(style)) for style in self._chain(paragraph))

    def is_bold(self, paragraph: Element) -> bool:
        """Whether its words are bold where they say nothing else."""
        return bool(self._nearest(paragraph, lambda style: is_on(first(style, "rPr"), "b")))

    def numbered(self, paragraph: Element) -> Numbered | None:
        """The list that it is an item of; number 0 takes it out of its style's list."""
        found = _numbered(paragraph) or self._nearest(paragraph, _numbered)
        return found if found and found.numbering != "0" else None

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """The style, the one it is based on, and so on; a circle is left where it closes."""
        name, seen = value(first(paragraph, "pPr", "pStyle")), set[str | None]()
        if name not in self._styles and self._default is not None:
            yield self._default
            return
        while name in self._styles and name not in seen and len(seen) < MOST_ANCESTORS:
            seen.add(name)
            yield self._styles[name]
            name = value(first(self._styles[name], "basedOn"))

    def _nearest(self, paragraph: Element, ask: Callable[[Element], Found | None]) -> Found | None:
        return next((found for style in self._chain(paragraph) if (found := ask(style)) is not None), None)


def _name(style: Element) -> str:
    return value(first(style, "name")) or ""


def _outline(element: Element) -> int | None:
    stated = number(first(element, "pPr", "outlineLvl"))
    return None if stated is None else stated + 1


def _named_level(style: Element) -> int | None:
    named = HEADING.fullmatch(_name(style))
    return int(named[1]) if named else None


def _numbered(element: Element) -> Numbered | None:
    properties = first(element, "pPr", "numPr")
    numbering, level = value(first(properties, "numId")), number(first(properties, "ilvl")) or 0
    return Numbered(numbering, min(level, DEEPEST_LIST)) if numbering else None
