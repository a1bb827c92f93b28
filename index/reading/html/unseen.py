"""What stands in the markup of a page, but is none of the words that its reader reads on."""

import regex
from lxml.etree import _Element as Element

from index.reading.html.elements import local_name

__all__ = ["UNSEEN", "types_of", "unseen_reason", "words_of"]

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
# called by EPUB and ARIA, by pandoc, by Word and by LibreOffice, by Project Gutenberg and by Substack.
NOTE_TYPES = frozenset(
    "noteref doc-noteref doc-backlink backlink footnote-ref footnoteref footnote-back footnote-backref "
    "msofootnotereference msoendnotereference sdfootnoteanc sdfootnotesym sdendnoteanc sdendnotesym fnanchor "
    "footnote-anchor footnote-number".split()
)
EPUB_TYPES = ("{http://www.idpf.org/2007/ops}type", "epub:type")  # read as XML, read as HTML
LONGEST_MARK = 6  # characters: "[123]", "iv", "*"
PAGE_TYPES = frozenset("pagenum pageno pagebreak doc-pagebreak".split())  # where a page of the printed book begins
LONGEST_PAGE_NUMBER = 12  # characters: "[Page 1234]"


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
    if _is_hidden(element):
        return "hidden"
    if (
        not PAGE_TYPES.isdisjoint(types_of(element))
        and len(_beginning(element, LONGEST_PAGE_NUMBER)) <= LONGEST_PAGE_NUMBER
    ):
        return "page number"
    return "note mark" if name in ("a", "sup") and _is_note_mark(element) else None


def _is_hidden(element: Element) -> bool:
    """A formula that is hidden is shown as a picture of it, and its words are all there is to quote."""
    is_hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style", "")) is not None
    return is_hidden and next(element.iterchildren("{*}math"), None) is None


def _is_note_mark(element: Element) -> bool:
    """Whether a link into the page is raised, said to be a note's, or has no letter: "Figure [3]" stays."""
    text = _beginning(element, LONGEST_MARK)
    links = [element] if local_name(element) == "a" else list(element)
    if not links or len(text) > LONGEST_MARK or not all("#" in link.get("href", "") for link in links):
        return False
    around = [element, element.getparent(), *element]
    is_raised = any(each is not None and local_name(each) == "sup" for each in around)
    types = frozenset[str]().union(*(types_of(each) for each in around if each is not None))
    return is_raised or not NOTE_TYPES.isdisjoint(types) or not any(map(str.isalnum, text))


def _beginning(element: Element, longest: int) -> str:
    """The words, as far as it takes to see that they are more than so many characters."""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > longest:
            break
    return text
