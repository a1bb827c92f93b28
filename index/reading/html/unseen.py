"""What stands in the markup of a page, but is none of the words that its reader reads on."""

import regex
from lxml.etree import _Element as Element

__all__ = ["local_name", "types_of", "unseen_reason", "words_of"]

UNSEEN = {
    **dict.fromkeys(("script", "template", "noscript"), "script"),
    "style": "style",
    **dict.fromkeys(("button", "select", "textarea", "datalist", "input", "label", "legend"), "control"),
    **dict.fromkeys(("svg", "canvas", "audio", "video", "iframe", "object", "embed"), "embedded"),
    **dict.fromkeys(("rt", "rp"), "reading aid"),  # how a Chinese character is said, set in small above it
    "annotation": "formula",  # the same formula once more, as TeX
}
HIDDEN = regex.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", regex.IGNORECASE)

# A footnote's number, and the arrow back from the footnote: links that stand for a place, not for a word. What they are
# called by EPUB and ARIA, by pandoc, by Word and by LibreOffice.
NOTE_TYPES = frozenset(
    "noteref doc-noteref doc-backlink backlink footnote-ref footnoteref footnote-back footnote-backref "
    "msofootnotereference msoendnotereference sdfootnoteanc sdfootnotesym sdendnoteanc sdendnotesym".split()
)
EPUB_TYPES = ("{http://www.idpf.org/2007/ops}type", "epub:type")  # read as XML, read as HTML
LONGEST_MARK = 6  # characters: "[123]", "iv", "*"


def local_name(element: Element) -> str:
    """The tag without the name space that it has in XHTML."""
    return str(element.tag).rpartition("}")[2].lower()


def types_of(element: Element) -> frozenset[str]:
    """What the element is said to be: its roles, its EPUB types and its classes, in lower case."""
    said = " ".join(element.get(kind, "") for kind in ("class", "role", *EPUB_TYPES))
    return frozenset(said.lower().split())


def words_of(element: Element) -> str:
    """All words under the element, in one line."""
    return " ".join(" ".join(element.itertext()).split())


def unseen_reason(element: Element) -> str | None:
    """Why the element is nothing to read, or None."""
    name = local_name(element)
    if name in UNSEEN:
        return UNSEEN[name]
    if "hidden" in element.attrib or HIDDEN.search(element.get("style", "")):
        return "hidden"
    return "note mark" if name in ("a", "sup") and _is_note_mark(element) else None


def _is_note_mark(element: Element) -> bool:
    """Whether a link into the page is raised, said to be a note's, or has no letter: "Figure [3]" stays."""
    text = _beginning(element)
    links = [element] if local_name(element) == "a" else list(element)
    if not links or len(text) > LONGEST_MARK or not all("#" in link.get("href", "") for link in links):
        return False
    around = [element, element.getparent(), *element]
    is_raised = any(each is not None and local_name(each) == "sup" for each in around)
    types = frozenset[str]().union(*(types_of(each) for each in around if each is not None))
    return is_raised or not NOTE_TYPES.isdisjoint(types) or not any(map(str.isalnum, text))


def _beginning(element: Element) -> str:
    """The words, as far as it takes to see that they are too many for a mark."""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > LONGEST_MARK:
            break
    return text
