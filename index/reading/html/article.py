"""Where on a page the article stands, and which elements in it are the page's and not the article's.

No site is known here, only what pages of many sites have in common: what HTML and ARIA call a part of the page, what
classes are named, and how much of an element's text leads elsewhere. What is left out is reported, and an element that
holds half of the page's text is never left out, whatever it is called.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import regex
from lxml.etree import _Element as Element

from index.reading.html.elements import local_name
from index.reading.html.unseen import UNSEEN, unseen_reason

__all__ = ["Article", "find_article"]

PARTS = {"nav": "navigation", "footer": "page footer", "dialog": "notice"}
ROLES = {
    **dict.fromkeys(("navigation", "search", "menu", "menubar", "toolbar", "tablist", "doc-toc"), "navigation"),
    **dict.fromkeys(("dialog", "alertdialog", "alert", "status"), "notice"),
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "beside the article",
}
# Words of which the names of classes are made: "post-share-buttons", "relatedArticles".
CLASS_WORDS = {
    **dict.fromkeys(
        "nav navigation navbar menu breadcrumb breadcrumbs pagination pager toc skip hatnote".split(), "navigation"
    ),
    **dict.fromkeys("noprint editsection".split(), "navigation"),
    **dict.fromkeys("share sharing sharedaddy social addthis".split(), "sharing"),
    **dict.fromkeys("related relatedposts recommended recirc recommendations trending popular".split(), "related"),
    **dict.fromkeys("comment comments commentlist respond disqus".split(), "comments"),
    **dict.fromkeys("cookie cookies consent gdpr popup modal overlay paywall boilerplate".split(), "notice"),
    **dict.fromkeys("newsletter subscribe subscription signup promo promotion donate".split(), "invitation"),
    **dict.fromkeys("ad ads advert advertisement adsense sponsor sponsored".split(), "advertisement"),
    **dict.fromkeys("sidebar widget widgets masthead".split(), "beside the article"),
    "pullquote": "pull quote",
    **dict.fromkeys("pagenum pageno".split(), "page number"),
    "footer": "page footer",
}
WORDS_OF_A_CLASS = regex.compile(r"\p{Lu}?\p{Ll}+|\p{Lu}+|\d+")

MOST_OF = 0.5  # of the page's text
NEARLY_ALL = 0.9  # of it: who holds so much has the article in it
LEADING_ELSEWHERE = 0.8  # of an element's characters: so many stand in links where it is navigation
FEWEST_LINKS = 3  # a paragraph may be one link

# An element whose class names one of these may be the article's own ("social history", "popular songs"): where it has
# as much text outside links as a few paragraphs have, it stays.
MOST_OF_FURNITURE = 600  # characters
SURE = frozenset(("comments", "notice", "pull quote", "page number"))

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HOLDING_ARTICLES = frozenset(("article", "main", "section", "div", "center", "form", "td"))
QUOTING = frozenset(("blockquote",))  # the footer of one says whose words they are
SECTIONING = frozenset(("article", "main", "section", "aside", "nav"))  # the header of one of these is not the page's


class Article(NamedTuple):
    """The element that holds the article, and the reasons why elements are left out of it, or of the page."""

    root: Element
    reasons: Mapping[Element, str]


class _Size(NamedTuple):
    text: int  # characters outside links
    linked: int
    links: int


def find_article(body: Element) -> Article:
    """Find the element that holds nearly all of the page's text but for its furniture."""
    reasons = _furnishings(body, _sizes(body, {}))
    prose = _sizes(body, reasons)
    least = max(1, MOST_OF * prose[body].text)
    marked = [each for each in body.iter("*") if _is_marked(each) and prose[each].text >= least]
    marked = [each for each in marked if not any(above in reasons for above in each.iterancestors())]
    return Article(_innermost(next(iter(marked), body), prose), reasons)


def _innermost(root: Element, prose: Mapping[Element, _Size]) -> Element:
    """The last that may hold an article: a list or a table of data may be the longest part of one."""
    inner: Element | None = root
    while inner is not None:
        root = inner if local_name(inner) in HOLDING_ARTICLES else root
        inner = next((each for each in inner if _holds_nearly_all(each, inner, prose)), None)
    return root


def _is_marked(element: Element) -> bool:
    return (
        local_name(element) in ("article", "main")
        or element.get("role") in ("main", "article")
        or element.get("itemprop") == "articleBody"
    )


def _holds_nearly_all(element: Element, root: Element, prose: Mapping[Element, _Size]) -> bool:
    return len(element) > 0 and prose[element].text >= NEARLY_ALL * max(1, prose[root].text)


def _sizes(body: Element, without: Mapping[Element, str]) -> dict[Element, _Size]:
    """How much text stands in each element and all that it holds, in links and outside of them."""
    sizes: dict[Element, _Size] = {}
    for element in reversed(list(body.iter("*"))):  # what stands in an element comes before it
        if local_name(element) in UNSEEN or element in without:
            sizes[element] = _Size(0, 0, 0)
            continue
        inner = [sizes[child] for child in element]
        own = _length(element.text) + sum(_length(child.tail) for child in element)
        text, linked, links = own, 0, 0
        for size in inner:
            text, linked, links = text + size.text, linked + size.linked, links + size.links
        is_link = local_name(element) == "a"
        sizes[element] = _Size(0, text + linked, 1) if is_link else _Size(text, linked, links)
    return sizes


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _furnishings(body: Element, sizes: Mapping[Element, _Size]) -> dict[Element, str]:
    """The outermost elements that are no part of the article, or nothing to read."""
    reasons: dict[Element, str] = {}
    stack = list(body)
    while stack:
        element = stack.pop()
        if reason := unseen_reason(element) or _furniture(element, sizes[element], sizes[body]):
            reasons[element] = reason
        else:
            stack += element
    return reasons


def _furniture(element: Element, size: _Size, page: _Size) -> str | None:
    name = local_name(element)
    if size.text > MOST_OF * max(1, page.text) or (name == "footer" and _is_within(element, QUOTING)):
        return None
    if reason := PARTS.get(name) or ROLES.get(element.get("role", "")):
        return reason
    if name == "header" and not _is_within(element, SECTIONING) and next(element.iter(*HEADINGS), None) is None:
        return "page header"
    reason = _by_class(element)
    if reason and (reason in SURE or size.text <= MOST_OF_FURNITURE):
        return reason
    is_navigation = size.links >= FEWEST_LINKS and size.linked > LEADING_ELSEWHERE * (size.text + size.linked)
    return "navigation" if is_navigation and name not in ("p", "h1", "h2") else None


def _by_class(element: Element) -> str | None:
    name = local_name(element)
    if name in (*HEADINGS, "p", "figcaption"):
        return None
    words = (word.lower() for each in element.get("class", "").split() for word in WORDS_OF_A_CLASS.findall(each))
    # What identifies a part of an essay is made of its heading, "popular-songs"; only the page's parts are called so.
    by_id = CLASS_WORDS.get(element.get("id", "").lower()) if name == "div" else None
    return next((CLASS_WORDS[word] for word in words if word in CLASS_WORDS), by_id)


def _is_within(element: Element, names: Collection[str]) -> bool:
    return any(local_name(above) in names for above in element.iterancestors())
