"""Passages as block quotes: letter for letter, the mark in bold, and under it where they stand."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot.discord_side.replies.escaping import escape
from bot.discord_side.replies.fitting import LEFT_OUT, Room, fitting_end, short
from bot.discord_side.replies.reply import Form
from bot.discord_side.replies.wording import CITED
from index import Citation, Quote

__all__ = ["Passage", "citation_line", "cited", "mark_as_fits", "marks_that_fit", "quoted", "quoted_as_fits"]

# Characters as Discord's Markdown: two lines each on a phone.
LONGEST_TITLE = 100
LONGEST_SECTION = 120


class Passage(NamedTuple):
    """A paragraph to be quoted, the characters [start, end) of it that are marked, and where it stands."""

    text: str
    mark: tuple[int, int]
    line: str

    @classmethod
    def of(cls, quote: Quote, *, with_essay: bool) -> "Passage":
        """An answer's quote."""
        return cls(quote.text, quote.highlight, citation_line(quote.citation, with_essay=with_essay))


def quoted(text: str, shown: tuple[int, int], mark: tuple[int, int] = (0, 0)) -> str:
    """The characters [start, end) of a text as a block quote, those of the mark in bold.

    No line of it can end the quote: line feeds are the only line breaks that escaping leaves.
    """
    first, last = shown
    start, end = (min(max(place, first), last) for place in mark)
    if start < end and (start, end) != shown:  # where all is marked, nothing stands out
        inside = escape(text[first:start]) + _bold(escape(text[start:end])) + escape(text[end:last])
    else:
        inside = escape(text[first:last])
    before = f"{LEFT_OUT} " if text[:first].strip() else ""
    after = f" {LEFT_OUT}" if text[last:].strip() else ""
    return "\n".join(f"> {line}" for line in f"{before}{inside}{after}".split("\n"))


def quoted_as_fits(
    text: str, shown: tuple[int, int], mark: tuple[int, int], fits: Callable[[str], bool]
) -> tuple[str, int]:
    """The characters [start, end) of a text as a block quote, as many as fit; and where it ends."""
    start, last = shown
    end = fitting_end(text, start, last, lambda end: fits(quoted(text, (start, end), mark)))
    return quoted(text, (start, end), mark), end


def citation_line(citation: Citation, *, with_essay: bool) -> str:
    """Where a passage stands, and in which essay where there are several; of long titles and headings the beginning."""
    essay = f"{short(citation.essay, LONGEST_TITLE)}, " if with_essay else ""
    number = f"§{citation.section_number} " if citation.section_number else ""
    page = f" (page {citation.page})" if citation.page else ""
    return f"{essay}{short(number + citation.section, LONGEST_SECTION)}, ¶{citation.paragraph}{page}"


def cited(quote: str, line: str, form: Form, *, stands_out: bool = False) -> str:
    """A block quote with the line that says where it stands."""
    return f"{quote}\n**{line}**" if stands_out else f"{quote}\n{CITED[form]}{line}"


def mark_as_fits(passage: Passage, room: Room, form: Form) -> str:
    """What is marked, cited; as much of it as there is room for."""
    text, mark, line = passage
    quote, _ = quoted_as_fits(text, mark, (0, 0), lambda quote: room.holds(cited(quote, line, form)))
    return cited(quote, line, form)


def marks_that_fit(passages: Iterable[Passage], room: Room, form: Form) -> list[str]:
    """What is marked in each passage, cited; as many of them, from the first on, as there is room for."""
    blocks: list[str] = []
    for text, mark, line in passages:
        block = cited(quoted(text, mark), line, form)
        if not room.holds(*blocks, block):
            break
        blocks.append(block)
    return blocks


def _bold(markdown: str) -> str:
    """Bold line by line, without the white space around a line: next to that "**" would be shown."""
    return "\n".join(map(_bold_line, markdown.split("\n")))


def _bold_line(line: str) -> str:
    words = line.strip()
    return line.replace(words, f"**{words}**", 1) if words else line
