"""The elements of a page, in order -> headings and paragraphs, as its reader sees them."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

import regex
from lxml.etree import _Element as Element

from index.essay import Place
from index.reading.blocks import Block, Draft, Kind
from index.reading.furniture import furniture_reason
from index.reading.html.unseen import UNSEEN, local_name, words_of
from index.reading.html_words import INSIDE_A_LINE
from index.reading.lines import ends_a_sentence
from index.reading.lists import list_mark, together

__all__ = ["read_blocks"]

HEADING = regex.compile(r"h([1-6])")
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
IN_LISTS = LISTS | INSIDE_A_LINE | UNSEEN.keys() | {"li", "dt", "dd"}
IN_TABLES = frozenset("thead tbody tfoot tr td th caption colgroup col p".split()) | INSIDE_A_LINE | UNSEEN.keys()
CELLS = ("td", "th")
LINES = ("tr", "caption", "dt", "dd")
NUMBER = regex.compile(r"-?\d{1,9}", regex.ASCII)
QUOTING = frozenset(("blockquote", "li", "dd", "td", "th"))  # what is marked as a heading in them heads no section
BOLD = ("b", "strong")
LONGEST_BOLD_HEADING = 100  # characters; a longer line in bold is emphasis
LONGEST_CELL = 300  # characters; a table with longer ones arranges paragraphs on the page
LONGEST_REPORTED_CODE = 100  # characters of a script or a style sheet

LINE_END, FIXED_SPACE = "\ue000", "\ue001"  # stand for what is kept while other white space is not; no page has them
KEPT = str.maketrans({"\n": LINE_END, " ": FIXED_SPACE, "\t": FIXED_SPACE})
UNSEEN_CHARACTERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ue000\ue001"))  # soft hyphens and the like
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CODE = ("script", "style")


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
    _Walk(root, draft, reason_of, place, number).visit(root)


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
        self._loose = _holding_other(root, IN_LISTS)
        self._arranging = _holding_other(root, IN_TABLES)
        self._counted: dict[Element, int] = {}
        self._pieces: list[str] = []
        self._line: int | None = None  # of the first word since the last block
        self._all_bold = True
        self._bold = self._kept = self._quoting = self._gathering = self._lists = self._lists_around = (
            0  # how many of each are open
        )
        self._prefix = ""

    def visit(self, element: Element) -> None:
        """Take in the element and all that it holds."""
        name = local_name(element)
        reason = self._reason_of(element)
        if name not in INSIDE_A_LINE:
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
        if name not in INSIDE_A_LINE:
            self._flush()

    def leave_out(self, element: Element, reason: str) -> None:
        """Report all words of an element."""
        words = words_of(element)
        if reason in CODE and len(words) > LONGEST_REPORTED_CODE:
            words = words[:LONGEST_REPORTED_CODE] + " …"
        self._draft.left_out += self._block(words, self._line_of(element)).left_out(reason)

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
        """The end of a block; two line breaks in a row part paragraphs, as on pages of old."""
        if self._gathering:
            self._pieces.append(" ")
            return
        is_bold = self._all_bold
        text = self._taken()
        for part in [text] if self._kept else regex.split(r"\n(?:\s*\n)+", text):
            is_heading = is_bold and len(part) <= LONGEST_BOLD_HEADING and not ends_a_sentence(part)
            self._add(part, 0 if is_heading and "\n" not in part.strip("\n") else None)
        self._all_bold, self._line = True, None

    def _add(self, text: str, level: int | None = None) -> None:
        """A heading if it has a level, 0 for one that is only in bold; else a paragraph, or page furniture."""
        text = text.strip("\n") if self._kept else text.strip()
        if not text:
            return
        prefix, self._prefix = self._prefix, ""
        is_heading = level is not None and not self._quoting
        block = self._block(
            text if is_heading else prefix + text, self._line or 1, level or None, is_heading=is_heading
        )
        reason = None if is_heading and level else _reason(block)
        if reason:
            self._draft.left_out += block.left_out(reason)
        else:
            self._draft.blocks.append(block)

    def _block(self, text: str, line: int, level: int | None = None, *, is_heading: bool = False) -> Block:
        kind: Kind = "heading" if is_heading else "paragraph"
        return Block(kind, text, line, tuple(text.split("\n")), level, self._place)

    def _line_of(self, element: Element) -> int:
        return self._number or element.sourceline or 1


def _reason(block: Block) -> str | None:
    """Why the block is page furniture: as a whole, or line by line."""
    if reason := furniture_reason(block.text):
        return reason
    reasons = [furniture_reason(line) for line in block.lines if line.strip()]
    return reasons[0] if reasons and all(reasons) else None


def _holding_other(root: Element, names: Collection[str]) -> set[Element]:
    """The elements that hold, however deep, one of another name than these."""
    found: set[Element] = set()
    for each in root.iter("*"):
        if local_name(each) not in names:
            for above in each.iterancestors():
                if above in found:
                    break
                found.add(above)
    return found


def _number(element: Element, attribute: str, otherwise: int) -> int:
    stated = element.get(attribute, "").strip()
    return int(stated) if NUMBER.fullmatch(stated) else otherwise
