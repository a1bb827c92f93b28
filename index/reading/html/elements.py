"""Which elements of a page part its text into blocks; all others, even unknown, stand in a line, as in browsers."""

from collections.abc import Collection

from lxml.etree import _Element as Element

__all__ = ["BLOCKS", "ITEMS", "LISTS", "TABLE_PARTS", "holding", "local_name", "parts_text"]

LISTS = frozenset("ul ol menu dir dl".split())
ITEMS = frozenset("li dt dd".split())
TABLE_PARTS = frozenset("thead tbody tfoot tr td th caption colgroup col".split())
BLOCKS = (
    LISTS
    | ITEMS
    | TABLE_PARTS
    | frozenset(
        "address article aside blockquote body center details dialog div fieldset figcaption figure footer form "
        "frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend listing main nav noframes option p plaintext pre "
        "search section summary table xmp".split()
    )
)
TEXTS = frozenset(("p", "li", "dd", "td", "blockquote"))  # a day or an hour in one of these is part of a sentence


def local_name(element: Element) -> str:
    """The tag without the name space that it has in XHTML."""
    return str(element.tag).rpartition("}")[2].lower()


def parts_text(element: Element) -> bool:
    """Whether what stands before the element and after it are two blocks: a date beside a byline is one too."""
    name = local_name(element)
    if name == "time":
        return not any(local_name(above) in TEXTS for above in element.iterancestors())
    return name in BLOCKS


def holding(root: Element, names: Collection[str]) -> set[Element]:
    """The elements that hold, however deep, one of these names."""
    found: set[Element] = set()
    for each in root.iter("*"):
        if local_name(each) in names:
            for above in each.iterancestors():
                if above in found:
                    break
                found.add(above)
    return found
