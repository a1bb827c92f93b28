"""The elements of a page, in order -> headings and paragraphs, as its reader sees them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import regex
from lxml.etree import _Element as Element

from index.essay import Place
from index.reading.blocks import Block, Draft, Kind
from index.reading.furniture import furniture_reason_of_block
from index.reading.html.elements import BLOCKS, ITEMS, LISTS, TABLE_PARTS, holding, local_name, parts_text
from index.reading.html.unseen import words_of
from index.reading.lines import ends_a_sentence
from index.reading.lists import list_mark, together

__all__ = ["read_blocks"]

HEADING = regex.compile(r"h([1-6])")
NOT_IN_LISTS = BLOCKS - LISTS - ITEMS
NOT_IN_TABLES = BLOCKS - TABLE_PARTS - {"p"}
CELLS = ("td", "th")
LINES = ("tr", "caption", "dt", "dd")
NUMBER = regex.compile(r"-?\d{1,9}", regex.ASCII)
QUOTING = frozenset(("blockquote", "li", "dd", "td", "th"))  # what is marked as a heading in them heads no section
BOLD = ("b", "strong")
LONGEST_BOLD_HEADING = 100  # characters; a longer line in bold is emphasis
DEEPEST = 7  # below h6 stands a line in bold
LONGEST_CELL = 300  # characters; a table with longer ones arranges paragraphs on the page
LONGEST_REPORTED_CODE = 100  # characters of a script or a style sheet

LINE_END, FIXED_SPACE = "\ue000", "\ue001"  # stand for what is kept while other white space is not; no page has them
KEPT = str.maketrans({"\n": LINE_END, " ": FIXED_SPACE, "\t": FIXED_SPACE})
UNSEEN_CHARACTERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ue000\ue001"))  # soft hyphens and the like
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CODE = ("script", "style")
HEADED = frozenset(("navigation", "contents", "related", "comments", "invitation"))  # goes with the heading above it


def read_blocks(
    root: Element,
    draft: Draft,
    reason_of: Callable[[Element], str | None],
    place: Place = "line",
    number: int | None = None,
) -> None:
    """Walk through an element and all that it holds.

    Args:
        root: where to begin.
        draft: takes what is found.
        reason_of: why an element is left out with all that it holds, or None.
        place: what the file is counted in.
        number: where in the file all of it stands; without it, each at its own line.
    """
    walk = _Walk(root, draft, reason_of, place, number)
    walk.visit(root)
    walk.end()


class _Walk:
    """One walk over elements, collecting blocks and what is left out."""

    def __init__(
        self,
        root: Element,
        draft: Draft,
        reason_of: Callable[[Element], str | None],
        place: Place,
        number: int | None,
    ) -> None:
        self._draft = draft
        self._reason_of = reason_of
        self._place = place
        self._number = number
        self._loose = holding(root, NOT_IN_LISTS)
        self._arranging = holding(root, NOT_IN_TABLES)
        self._counted: dict[Element, int] = {}
        self._pieces: list[str] = []
        self._line: int | None = None  # of the first word since the last block
        self._all_bold = True
        self._bold = self._kept = self._quoting = self._gathering = self._lists = self._lists_around = (
            0  # how many of each are open
        )
        self._prefix = ""
        self._bare: dict[int, str] = {}  # where in the draft a heading stands over what was left out, and why that was

    def visit(self, element: Element) -> None:
        """Take in the element and all that it holds."""
        name = local_name(element)
        reason = self._reason_of(element)
        is_apart = parts_text(element)
        if is_apart:
            self._flush()
        if reason:
            self.leave_out(element, reason)
        elif (heading := HEADING.fullmatch(name)) and not self._gathering:
            self._add(self._gather(element).replace("\n", " "), int(heading[1]))
        elif not self._gathering and self._is_of_lines(element, name):
            for text in together(self._gather(element).split("\n")):
                self._add(text)
        elif name == "br":
            self._pieces.append(LINE_END)
        else:
            self._children(element, name)
        if is_apart:
            self._flush()

    def leave_out(self, element: Element, reason: str) -> None:
        """Report all words of an element."""
        words = words_of(element)
        if reason in CODE and len(words) > LONGEST_REPORTED_CODE:
            words = words[:LONGEST_REPORTED_CODE] + " …"
        self._draft.left_out += self._block(words, self._line_of(element)).left_out(reason)
        blocks = self._draft.blocks
        is_title = len(blocks) == 1 or (blocks and blocks[-1].level == 1)
        if reason in HEADED and blocks and blocks[-1].kind == "heading" and not is_title:
            self._bare[len(blocks) - 1] = reason

    def end(self) -> None:
        """A heading under which nothing is left goes with what stood there: "See also", "Contents"."""
        self._flush()
        blocks = self._draft.blocks
        for place in sorted(self._bare, reverse=True):
            below = blocks[place + 1 :][:1]
            if all(each.kind == "heading" and _depth(each) <= _depth(blocks[place]) for each in below):
                self._draft.left_out += blocks.pop(place).left_out(self._bare[place])

    def _children(self, element: Element, name: str) -> None:
        with self._within(element, name):
            self._feed(element.text, element)
            for child in element:
                if isinstance(child.tag, str):
                    self.visit(child)
                self._feed(child.tail, child)

    @contextmanager
    def _within(self, element: Element, name: str) -> Iterator[None]:
        """What is known of the words inside an element, and the marks that it sets around them."""
        opened = (name in BOLD, name == "pre", name in QUOTING, name in LISTS)
        self._open(*opened)
        before, after = self._marks(element, name)
        self._pieces.append(before)
        yield
        self._pieces.append(after)
        self._open(*(-each for each in opened))

    def _open(self, bold: int, kept: int, quoting: int, lists: int) -> None:
        self._bold += bold
        self._kept += kept
        self._quoting += quoting
        self._lists += lists

    def _marks(self, element: Element, name: str) -> tuple[str, str]:
        if name == "q":
            return "“", "”"
        if name == "li":
            marker = self._marker(element)
            if self._gathering:
                return LINE_END + 2 * FIXED_SPACE * (self._lists - self._lists_around) + marker, LINE_END
            self._prefix = marker
        elif self._gathering and name in LINES:
            return LINE_END, LINE_END
        elif self._gathering and name in CELLS and next(element.itersiblings("*", preceding=True), None) is not None:
            return " | ", ""
        return "", ""

    def _marker(self, item: Element) -> str:
        """What stands before an item: a dash, or its number in the list."""
        listed = item.getparent()
        if listed is None or local_name(listed) != "ol":
            return "- "
        last = self._counted.get(listed, _number(listed, "start", 1) - 1)
        self._counted[listed] = _number(item, "value", last + 1)
        return list_mark(self._counted[listed], listed.get("type") or "1") + ". "

    def _feed(self, text: str | None, element: Element) -> None:
        if not text:
            return
        text = text.translate(UNSEEN_CHARACTERS)
        if text and not text.isspace():
            self._all_bold = self._all_bold and self._bold > 0
            self._line = self._line or self._line_of(element)
        if text.isdecimal() and local_name(element) == "sup":
            text = text.translate(RAISED)
        self._pieces.append(text.translate(KEPT) if self._kept else text)

    def _is_of_lines(self, element: Element, name: str) -> bool:
        """Whether a list, with the lists inside it, holds nothing but lines, or a table nothing but short cells."""
        if name in LISTS:
            return element not in self._loose
        if name != "table" or element in self._arranging:
            return False
        cells = [each for each in element.iter("*") if local_name(each) in CELLS]
        return len(cells) > 1 and all(len(words_of(cell)) <= LONGEST_CELL for cell in cells)

    def _gather(self, element: Element) -> str:
        """The words of an element and what it holds, as lines of one text."""
        self._gathering, self._lists_around = 1, self._lists + 1
        self._children(element, local_name(element))
        self._gathering = 0
        return "\n".join(line for line in self._taken().split("\n") if line.strip())

    def _taken(self) -> str:
        """The words since the last block, white space as a browser shows it."""
        lines = "".join(self._pieces).split(LINE_END)
        self._pieces.clear()
        return "\n".join(" ".join(line.split()).replace(FIXED_SPACE, " ").rstrip() for line in lines)

    def _flush(self) -> None:
        """The end of a block; two line breaks in a row part paragraphs, as on pages of old and in plain text."""
        if self._gathering:
            self._pieces.append(" ")
            return
        is_bold = self._all_bold
        text = self._taken()
        for part in regex.split(r"\n(?:\s*\n)+", text):
            is_heading = is_bold and len(part) <= LONGEST_BOLD_HEADING and not ends_a_sentence(part)
            self._add(part, 0 if is_heading and "\n" not in part.strip("\n") else None)
        self._all_bold, self._line = True, None

    def _add(self, text: str, level: int | None = None) -> None:
        """A heading if it has a level, 0 for one that is only in bold; else a paragraph, or page furniture."""
        text = text.strip("\n")
        if not text.strip():
            return
        prefix, self._prefix = self._prefix, ""
        is_heading = level is not None and not self._quoting
        line = self._line or 1
        block = self._block(text, line, level or None, "heading") if is_heading else self._block(prefix + text, line)
        reason = None if is_heading and level else furniture_reason_of_block(block.text, block.lines)
        if reason:
            self._draft.left_out += block.left_out(reason)
        else:
            self._draft.blocks.append(block)

    def _block(self, text: str, line: int, level: int | None = None, kind: Kind = "paragraph") -> Block:
        return Block(kind, text, line, tuple(text.split("\n")), level, self._place)

    def _line_of(self, element: Element) -> int:
        return self._number or element.sourceline or 1


def _depth(heading: Block) -> int:
    return heading.level or DEEPEST


def _number(element: Element, attribute: str, otherwise: int) -> int:
    stated = element.get(attribute, "").strip()
    return int(stated) if NUMBER.fullmatch(stated) else otherwise
