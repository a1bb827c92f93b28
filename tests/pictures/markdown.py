"""Discord's Markdown as HTML, as much of it as the bot writes: quotes, small print, lists, bold, code, mentions."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

__all__ = ["inline", "markdown_html"]

BLOCKS = {"> ": ("blockquote", "p"), "-# ": ("small", "p"), "- ": ("ul", "li")}  # by how a line begins
INLINE = re.compile(
    r"""
    \\(?P<escaped>[^0-9A-Za-z\s])
  | \*\*(?P<bold>(?:\\.|[^\\])+?)\*\*
  | `(?P<code>[^`]+)`
  | <@(?P<mention>\w+)>
  | (?P<text>.)
    """,
    re.VERBOSE | re.DOTALL,
)
TAGS = {"code": "<code>{}</code>", "mention": '<span class="mention">@{}</span>'}


def markdown_html(markdown: str) -> str:
    """Blocks of lines that begin alike, one below the other."""
    return "".join(_block(begin, lines) for begin, lines in groupby(markdown.split("\n"), _begin))


def inline(markdown: str) -> str:
    """What stands in one line."""
    return "".join(map(_inline, INLINE.finditer(markdown)))


def _begin(line: str) -> str:
    return next(filter(line.startswith, BLOCKS), "")


def _block(begin: str, lines: Iterable[str]) -> str:
    block, line = BLOCKS.get(begin, ("div", "p"))
    inside = "".join(f"<{line}>{inline(text.removeprefix(begin))}</{line}>" for text in lines)
    return f"<{block}>{inside}</{block}>"


def _inline(found: "re.Match[str]") -> str:
    if bold := found["bold"]:
        return f"<strong>{inline(bold)}</strong>"
    kind = found.lastgroup or ""
    return TAGS.get(kind, "{}").format(escape(found[kind]))
