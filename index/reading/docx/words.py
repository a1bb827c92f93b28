"""The words of one paragraph as its reader sees them, and what else is in its markup."""

from dataclasses import dataclass, field

import regex
from lxml.etree import _Element as Element

from index.reading.docx.markup import children, first, is_on, name_of, value

__all__ = ["Words", "words_of"]

DELETED = ("del", "moveFrom")  # what an editor struck out; what was put in is text
UNREAD = ("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "Fallback")
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
CHARACTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
BREAKS_OF_A_PAGE = ("page", "column")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# The arrows and faces that Word sets for "-->", ":)" and the like, in a font of its own; others have their characters.
SYMBOLS = dict(zip((0xF0E0, 0xF0DF, 0xF0E8, 0xF0E7, 0xF0F3, 0xF04A, 0xF04B, 0xF04C), "→←➔⇐⇔☺😐☹", strict=True))
CODE = regex.compile(r"[0-9A-Fa-f]{1,4}")
UNKNOWN = "\ufffd"
UNSEEN_CHARACTERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and the like


@dataclass
class Words:
    """A paragraph taken apart."""

    pieces: list[str] = field(default_factory=list)
    is_bold: bool = True  # so far; of no words nothing can be said
    notes: list[tuple[str, str]] = field(default_factory=list)  # footnotes or endnotes, and which
    comments: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # text that stands beside the paragraph, in a frame
    left_out: list[tuple[str, str]] = field(default_factory=list)  # text and reason

    @property
    def text(self) -> str:
        """The words, line by line; Word shows every space, so only those at the ends go."""
        lines = "".join(self.pieces).translate(UNSEEN_CHARACTERS).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()


def words_of(paragraph: Element, *, bold: bool = False) -> Words:
    """Take a paragraph apart; `bold` is what it is where its words say nothing else."""
    words = Words()
    for child in paragraph:
        _take(child, words, bold)
    return words


def _take(element: Element, words: Words, bold: bool) -> None:
    name = name_of(element)
    if name in UNREAD:
        return
    if name in ("t", "delText"):
        words.pieces.append(element.text or "")
        words.is_bold = words.is_bold and (bold or not (element.text or "").strip())
    elif name in CHARACTERS:
        words.pieces.append(CHARACTERS[name])
    elif name == "sym":
        words.pieces.append(_symbol(element))
    elif name == "br":
        words.pieces.append("" if value(element, "type") in BREAKS_OF_A_PAGE else "\n")
    elif name in NOTES:
        words.notes.append((NOTES[name], value(element, "id") or ""))
    elif name == "commentReference":
        words.comments.append(value(element, "id") or "")
    elif name == "txbxContent":
        words.boxes.append(element)
    else:
        _take_inner(element, name, words, bold)


def _take_inner(element: Element, name: str, words: Words, bold: bool) -> None:
    if name in DELETED:
        words.left_out.append((_all(element), "deleted"))
    elif name == "rt":
        words.left_out.append((_all(element), "reading aid"))
    elif name == "r":
        _take_run(element, words, bold)
    elif name == "AlternateContent" and next(children(element, "Choice"), None) is None:
        for child in (child for other in children(element, "Fallback") for child in other):
            _take(child, words, bold)
    else:
        for child in element:
            _take(child, words, bold)


def _take_run(run: Element, words: Words, bold: bool) -> None:
    """A run of characters that look alike: hidden ones are no text, raised digits stay raised."""
    properties = first(run, "rPr")
    if is_on(properties, "vanish"):
        words.left_out.append((_all(run), "hidden"))
        return
    stated = is_on(properties, "b")
    begins = len(words.pieces)
    for child in run:
        _take(child, words, bold if stated is None else stated)
    if value(first(properties, "vertAlign")) == "superscript" and "".join(words.pieces[begins:]).strip().isdecimal():
        words.pieces[begins:] = [piece.translate(RAISED) for piece in words.pieces[begins:]]


def _symbol(element: Element) -> str:
    """A character that is named by its number."""
    stated = value(element, "char") or ""
    code = int(stated, 16) if CODE.fullmatch(stated) else 0
    return SYMBOLS.get(code) or (chr(code) if chr(code).isprintable() else UNKNOWN)


def _all(element: Element) -> str:
    return " ".join("".join(element.itertext("{*}t", "{*}delText")).split())
