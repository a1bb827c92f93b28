"""HTML -> blocks, by lxml: the article, not the page around it; the page around it is reported.

lxml rather than an HTML5 parser, for it gives up on a page that is nested without end where others take minutes; and
no extractor of articles, for those that there are say what they keep, but not what they drop.
"""

from dataclasses import replace
from itertools import islice, takewhile

import regex
from lxml.etree import ParserError
from lxml.etree import _Element as Element
from lxml.html import HTMLParser, document_fromstring

from index.reading.blocks import Draft
from index.reading.html.article import Article, find_article
from index.reading.html.blocks import read_blocks
from index.reading.html.decoding import decoded
from index.reading.html.unseen import words_of
from index.reading.metadata import state, take_byline_and_date
from index.reading.names import byline_name
from index.reading.unreadable import UnreadableError

__all__ = ["check_size", "parse", "read"]

TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
AUTHORS = ("author", "citation_author", "dc.creator", "article:author")
BESIDE_A_TITLE = regex.compile(r"\s*[|»·•]\s*")  # stands between a page's title and the name of its site
MOST_ELEMENTS = 300_000  # "War and Peace" has 12,000 paragraphs, and few have twenty elements in them
PAGE_END = regex.compile(r"</(?:body|html)\s*>", regex.IGNORECASE)  # lxml drops what stands after it, browsers do not
THE_ARTICLE, AROUND = "the article", "around the article"


def read(data: bytes) -> Draft:
    """Take a page apart into headings and paragraphs.

    Raises:
        UnreadableError: the bytes are no text, or the markup is nested too deeply.
    """
    page = parse(decoded(data))
    draft = Draft()
    body = page.find("body")
    if body is not None:
        article = find_article(body)
        around = _around(body, article)
        read_blocks(article.root, draft, article.reasons.get)
        _take_title(page, draft, around)
        _report(around, draft)
    authors = (_meta(page, name) for name in AUTHORS)
    state(draft, author=next(filter(None, authors), None), language=page.get("lang"))
    take_byline_and_date(draft)
    return draft


def parse(text: str) -> Element:
    """The elements of a page, without its comments.

    Raises:
        UnreadableError: nothing is in it, or it is nested too deeply.
    """
    text = PAGE_END.sub("", text)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except ParserError:
        raise UnreadableError("is empty: an essay needs at least one paragraph.") from None
    if any("depth" in error.message for error in parser.error_log):  # what stands deeper was not read
        raise UnreadableError("is nested too deeply to be read: save or export it anew.")
    check_size(page)
    return page


def check_size(page: Element) -> None:
    """Raises: UnreadableError: it has more elements than can be gone through in a bounded time."""
    if next(islice(page.iter(), MOST_ELEMENTS, None), None) is not None:
        raise UnreadableError(f"has more than {MOST_ELEMENTS:,} elements: no essay does; split it.")


def _around(body: Element, article: Article) -> Draft:
    """What of the page is outside the article."""
    around = Draft()
    if article.root is not body:
        read_blocks(body, around, lambda each: THE_ARTICLE if each is article.root else article.reasons.get(each))
    return around


def _report(around: Draft, draft: Draft) -> None:
    """All that is around the article is left out; if one name is in a byline there, it is the author's."""
    names = {name for block in around.blocks if (name := byline_name(block.text))}
    if len(names) == 1:
        draft.metadata["author"] = names.pop()
    for block in around.blocks:
        draft.left_out += block.left_out("byline" if byline_name(block.text) else AROUND)
    draft.left_out += [left for left in around.left_out if left.reason != THE_ARTICLE]


def _take_title(page: Element, draft: Draft, around: Draft) -> None:
    """The heading that the page's title speaks of, in the article or above it; else what the page states."""
    stated = next(filter(None, (_meta(page, name) for name in TITLES)), None) or _title(page)
    leading = list(takewhile(lambda block: block.kind == "heading", draft.blocks))
    tops = [block for block in draft.blocks if block.level == 1]
    outside = [block for block in around.blocks if block.level == 1]
    heading = next((block for block in leading if block.text.casefold() in stated.casefold()), None)
    if heading is None and not tops and len(outside) == 1:
        [heading] = outside
        around.blocks.remove(heading)
        draft.blocks.insert(0, heading)
    if heading is None and len(tops) == 1 and tops[0] in leading:
        heading = tops[0]
    if heading is None and draft.blocks and draft.blocks[0].text.casefold() == stated.casefold():
        draft.blocks[0] = heading = replace(draft.blocks[0], kind="heading", level=1)
    if heading:
        draft.metadata["title"] = heading.text
    else:
        state(draft, title=stated)


def _title(page: Element) -> str:
    title = page.find("head/title")
    parts = BESIDE_A_TITLE.split(words_of(title)) if title is not None else [""]
    return max(parts, key=len)


def _meta(page: Element, name: str) -> str | None:
    """What the page's head states under the name."""
    for meta in page.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() == name:
            return meta.get("content")
    return None
