"""The body of a Word document, in order -> headings and paragraphs."""

from collections.abc import Callable, Iterable, Iterator

from lxml.etree import _Element as Element

from index.reading.blocks import Block, Draft
from index.reading.docx.markup import first, name_of, value
from index.reading.docx.numbering import Numbering
from index.reading.docx.styles import Numbered, Styles
from index.reading.docx.words import DELETED, Words, words_of
from index.reading.furniture import furniture_reason
from index.reading.lines import ends_a_sentence
from index.reading.lists import together

__all__ = ["Body"]

LONGEST_BOLD_HEADING = 100  # characters; a longer line in bold is emphasis
LONGEST_CELL = 300  # characters; a table with longer ones arranges paragraphs on the page
HEADERS = {"headerReference": "page header", "footerReference": "page footer"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Notes = dict[str, dict[str, Element]]  # footnotes, endnotes and comments, by their numbers


class Body:
    """One walk over the body, collecting blocks and what is left out."""

    def __init__(
        self, draft: Draft, styles: Styles, numbering: Numbering, notes: Notes, part: Callable[[str], Element | None]
    ) -> None:
        """Begin a walk; `part` gives another part of the file by its relation to the body."""
        self._draft = draft
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._part = part
        self._number = 0  # of the paragraph, as the file counts them
        self._section_begins = 1
        self._listed: Numbered | None = None
        self._items: list[tuple[int, str]] = []  # of the list that is being read: number and line
        self._seen: set[str] = set()
        self._has_title = self._text_began = False

    def read(self, body: Element) -> None:
        """Take in the body, and report the notes that nothing in it refers to any more."""
        self._visit(body)
        self._end_list()
        for kind, notes in self._notes.items():
            for note in notes.values():
                self._left_out(_everything(note), "comment" if kind == "comments" else "deleted")

    def _visit(self, container: Iterable[Element]) -> None:
        for child in container:
            match name_of(child):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._table(child)
                case "sectPr":
                    self._section(child)
                case "sdt" if _is_contents(child):
                    self._left_out(_everything(child), "contents")
                    self._number += sum(1 for _ in _nearest(child, "p"))
                case name if name in DELETED:
                    self._left_out(_everything(child), "deleted")
                case name if not name.endswith("Pr") and name != "Fallback":
                    self._visit(child)

    def _paragraph(self, paragraph: Element) -> None:
        self._number += 1
        words = words_of(paragraph, bold=self._styles.is_bold(paragraph))
        level = self._styles.level(paragraph)
        item = self._styles.numbered(paragraph)
        mark = self._numbering.mark(item) if item else ""
        if self._styles.is_of_contents(paragraph):
            self._left_out([words.text], "contents")
        elif words.text and item and level is None:
            self._item(item, mark + words.text)
        elif words.text:
            self._end_list()
            self._block(paragraph, words, level)
        self._beside(words)
        section = first(paragraph, "pPr", "sectPr")
        if section is not None:
            self._section(section)

    def _block(self, paragraph: Element, words: Words, level: int | None) -> None:
        """A heading or a paragraph; the title heads nothing but the whole."""
        if self._styles.is_title(paragraph):
            if not self._has_title:
                self._draft.metadata["title"] = " ".join(words.text.split("\n"))
            self._has_title, level = True, 1
        is_heading = level is not None or self._looks_like_heading(paragraph, words)
        text = " ".join(words.text.split("\n")) if is_heading else words.text
        block = Block("heading" if is_heading else "paragraph", text, self._number, (text,), level, "paragraph")
        reason = None if level else furniture_reason(text)
        if reason:
            self._draft.left_out += block.left_out(reason)
        else:
            self._text_began = self._text_began or len(text) > LONGEST_BOLD_HEADING
            self._draft.blocks.append(block)

    def _looks_like_heading(self, paragraph: Element, words: Words) -> bool:
        """A short line without a stop that is all in bold or, above the text, in the middle of the page."""
        if len(words.text) > LONGEST_BOLD_HEADING or "\n" in words.text or ends_a_sentence(words.text):
            return False
        is_centred = value(first(paragraph, "pPr", "jc")) == "center"
        return words.is_bold or (is_centred and not self._text_began)

    def _beside(self, words: Words) -> None:
        """What belongs to a paragraph and stands beside it: notes and frames follow it, comments are no text."""
        for text, reason in words.left_out:
            self._left_out([text], reason)
        for number in words.comments:
            self._left_out(_everything(self._take_note("comments", number)), "comment")
        notes = [self._take_note(kind, number) for kind, number in words.notes]
        if notes or words.boxes:
            self._end_list()
        for note in notes:
            self._note(note)
        for box in words.boxes:
            self._visit(box)

    def _note(self, note: Iterable[Element]) -> None:
        for words in map(words_of, _nearest(note, "p")):
            if words.text:
                lines = tuple(words.text.split("\n"))
                self._draft.blocks.append(Block("paragraph", words.text, self._number, lines, place="paragraph"))
            self._beside(words)

    def _take_note(self, kind: str, number: str) -> Iterable[Element]:
        return self._notes.get(kind, {}).pop(number, ())

    def _table(self, table: Element) -> None:
        """A table of short cells is lines; a larger one arranges paragraphs on the page."""
        self._end_list()
        rows = [list(_nearest(row, "tc")) for row in _nearest(table, "tr")]
        is_of_data = sum(map(len, rows)) > 1 and next(table.iterdescendants("{*}tbl"), None) is None
        texts = [[" ".join(_lines(cell)) for cell in row] for row in rows] if is_of_data else []
        if not is_of_data or any(len(text) > LONGEST_CELL for row in texts for text in row):
            self._visit(cell for row in rows for cell in row)
            return
        begins = self._number + 1
        inner = [words_of(each) for each in _nearest(table, "p")]
        lines = [" | ".join(row).rstrip(" |") for row in texts if any(row)]
        for text in together(lines):
            self._draft.blocks.append(Block("paragraph", text, begins, tuple(text.split("\n")), place="paragraph"))
        self._number += len(inner)
        for words in inner:
            self._beside(words)

    def _section(self, properties: Element) -> None:
        """The end of a section, which says what stands at the head and the foot of its pages."""
        for reference in properties:
            reason = HEADERS.get(name_of(reference))
            relation = reference.get(RELATION) or ""
            if reason and relation not in self._seen:
                self._seen.add(relation)
                header = self._part(relation)
                self._left_out(_everything(header if header is not None else ()), reason, self._section_begins)
        self._section_begins = self._number + 1

    def _item(self, item: Numbered, text: str) -> None:
        if self._listed and self._listed.numbering != item.numbering and item.level == 0:
            self._end_list()
        self._listed = item
        self._items.append((self._number, 2 * item.level * " " + text))

    def _end_list(self) -> None:
        """The items read last, as one paragraph or as one each."""
        items, self._items, self._listed = self._items, [], None
        texts = together([line for _, line in items])
        numbers = [number for number, _ in items]
        for number, text in zip(numbers, texts, strict=False):
            lines = tuple(text.split("\n"))
            self._draft.blocks.append(Block("paragraph", text.strip(), number, lines, place="paragraph"))

    def _left_out(self, lines: Iterable[str], reason: str, number: int | None = None) -> None:
        block = Block("paragraph", "", number or max(1, self._number), tuple(lines), place="paragraph")
        self._draft.left_out += block.left_out(reason)


def _is_contents(control: Element) -> bool:
    gallery = value(first(control, "sdtPr", "docPartObj", "docPartGallery"))
    return gallery == "Table of Contents"


def _lines(cell: Iterable[Element]) -> list[str]:
    return [words.text for words in map(words_of, _nearest(cell, "p")) if words.text]


def _everything(container: Iterable[Element]) -> Iterator[str]:
    """The text of what is left out, with what is left out of that, and its frames."""
    for words in map(words_of, _nearest(container, "p")):
        yield words.text
        yield from (text for text, _ in words.left_out)
        for box in words.boxes:
            yield from _everything(box)


def _nearest(container: Iterable[Element], name: str) -> Iterator[Element]:
    """Those of that name, but for what is in one of them."""
    for child in container:
        if name_of(child) == name:
            yield child
        else:
            yield from _nearest(child, name)
