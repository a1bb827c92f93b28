"""The words in a block of HTML, and the tags between them: an essay in Markdown may be written in both."""

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import regex

__all__ = ["Piece", "html_pieces", "is_line_break"]

# A comment, a script or a style sheet is one piece of markup with all that it holds, to the end where it is not closed.
MARKUP = regex.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?(?P<name>[a-z][a-z0-9]*)[^<>]*>|<[!?][^<>]*>",
    regex.DOTALL | regex.IGNORECASE,
)
LINE_BREAK = regex.compile(r"<br\b[^<>]*>", regex.IGNORECASE)
HEADING = regex.compile(r"<h([1-6])\b", regex.IGNORECASE)
INSIDE_A_LINE = frozenset(
    "a abbr b bdi bdo big br cite code del dfn em font i img ins kbd mark q s small span strong sub sup tt u var "
    "wbr".split()
)


class Piece(NamedTuple):
    """Words or markup; `line` counts from 0 in the block, `level` is that of an HTML heading."""

    is_markup: bool
    text: str
    line: int
    level: int | None = None


def html_pieces(html: str) -> Iterator[Piece]:
    """The block taken apart; nothing is left over but white space."""
    begin, line, level = 0, 0, None  # of the words since the last tag that stands between paragraphs
    for tag in MARKUP.finditer(html):
        if tag["name"] and tag["name"].lower() not in INSIDE_A_LINE:
            yield from _pieces_of_a_paragraph(html[begin : tag.start()], line, level)
            line += html.count("\n", begin, tag.start())
            yield Piece(True, tag.group(), line)
            line += tag.group().count("\n")
            heading = HEADING.match(tag.group())
            begin, level = tag.end(), int(heading[1]) if heading else None
    yield from _pieces_of_a_paragraph(html[begin:], line, level)


def is_line_break(tag: str) -> bool:
    """Whether the tag stands for the end of a line."""
    return LINE_BREAK.fullmatch(tag) is not None


def _pieces_of_a_paragraph(html: str, line: int, level: int | None) -> Iterator[Piece]:
    """The words as one piece, and the tags among them; a line end of the file is a space to HTML."""
    first = line + html[: len(html) - len(html.lstrip())].count("\n")
    words = MARKUP.sub("", LINE_BREAK.sub("\0", html))
    text = "\n".join(" ".join(unescape(part).split()) for part in words.split("\0")).strip()
    if text:
        yield Piece(False, text, first, level)
    at = 0
    for tag in MARKUP.finditer(html):
        line += html.count("\n", at, tag.start())
        at = tag.start()
        yield Piece(True, tag.group(), line)
