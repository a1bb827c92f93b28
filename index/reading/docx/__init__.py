"""DOCX -> blocks, by python-docx: it opens the file and knows its parts and relations.

The text is read from the markup itself, for only there stand tracked changes, notes and frames.
"""

from io import BytesIO

from docx import Document
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml.etree import _Element as Element

from index.reading.blocks import Block, Draft
from index.reading.docx.body import Body, Notes
from index.reading.docx.markup import children, value
from index.reading.docx.numbering import Numbering
from index.reading.docx.styles import Styles
from index.reading.metadata import state, take_byline_and_date
from index.reading.packed import Packed
from index.reading.unreadable import UnreadableError

__all__ = ["read"]

OTHER_KIND = "not a Word file"  # as python-docx puts it
NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def read(data: bytes) -> Draft:
    """Take a Word document apart into headings and paragraphs.

    Raises:
        UnreadableError: it is too large, or no document but a template or one with macros.
    """
    Packed(data).check_markup()
    try:
        document = Document(BytesIO(data))
    except ValueError as error:
        if OTHER_KIND not in str(error):
            raise
        raise UnreadableError("is a Word template, or has macros in it: save it as .docx.") from None
    parts = document.part.rels
    by_kind = {each.reltype.rpartition("/")[2]: each.target_part for each in parts.values() if not each.is_external}
    draft = Draft()
    stated = document.core_properties
    state(draft, title=stated.title, author=stated.author, language=stated.language)
    notes: Notes = {kind: _numbered(_markup(by_kind.get(kind)), name) for kind, name in NOTES.items()}
    styles, numbering = Styles(_markup(by_kind.get("styles"))), Numbering(_markup(by_kind.get("numbering")))
    body = Body(draft, styles, numbering, notes, lambda relation: _markup(document.part.related_parts.get(relation)))
    body.read(document.element.body)
    if "title" not in draft.metadata and _begins_with_title(draft.blocks):
        draft.metadata["title"] = draft.blocks[0].text
    take_byline_and_date(draft)
    return draft


def _begins_with_title(blocks: list[Block]) -> bool:
    """Whether the first heading has another at once under it that is not set below it: it heads the whole."""
    if len(blocks) < 2 or not all(block.kind == "heading" and block.level for block in blocks[:2]):  # noqa: PLR2004
        return False
    return blocks[0].level == blocks[1].level


def _markup(part: Part | None) -> Element | None:
    """A part's markup; python-docx reads that of the parts that it has a name for."""
    if part is None:
        return None
    element: Element | None = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _numbered(notes: Element | None, name: str) -> dict[str, Element]:
    return {value(note, "id") or "": note for note in children(notes, name)}
