"""Markdown -> blocks, by markdown-it. The text is what a reader of the page sees: markup is read, not quoted.

Link targets, tags of HTML and rules are no text of the essay; they are reported as left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import regex
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote.index import footnote_def

from index.errors import EssayError
from index.essay import LeftOut
from index.reading.blocks import Block, Draft, Kind
from index.reading.front_matter import take_front_matter
from index.reading.furniture import furniture_reason_of_block
from index.reading.html_words import html_pieces, is_line_break
from index.reading.lines import ends_a_sentence, join_lines

__all__ = ["read_markdown"]

LONGEST_BOLD_HEADING = 100  # characters; a longer line in bold is emphasis
LISTS = ("bullet_list", "ordered_list")

# How deep blocks may stand in each other: deeper than any essay, and the parser's recursion stays within Python's.
# The parser drops what stands deeper; the walk reports it.
DEEPEST_NESTING = 100
SOFT_BREAK = "\0"  # the parser has replaced every such character of the file


def read_markdown(text: str) -> Draft:
    """Take Markdown apart into headings and paragraphs.

    Raises:
        EssayError: the front matter is no YAML, or the markup is nested too deeply to be read.
    """
    draft = Draft()
    body = take_front_matter(text, draft)
    walk = _Walk(body.split("\n"), draft)
    links: dict[str, Any] = {}
    try:
        walk.visit(SyntaxTreeNode(_parser().parse(body, links)).children)
    except RecursionError:
        raise EssayError(
            "The Markdown is nested too deeply: take away some of its emphasis, quotes or lists."
        ) from None
    walk.report_uncovered(_definition_lines(links))
    return draft


def _parser() -> MarkdownIt:
    # Footnotes stay where they are written, and stay when nothing refers to them: of the footnote plug-in only the
    # rule that finds them is used.
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST_NESTING}).enable("table")
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    return parser


def _definition_lines(links: dict[str, Any]) -> set[int]:
    """The lines, from 0, that say where reference links lead."""
    definitions = [*links.get("references", {}).values(), *links.get("duplicate_refs", [])]
    return {number for definition in definitions for number in range(*definition["map"])}


class _Walk:
    """One walk over the parsed tree, top to bottom, collecting blocks and what is left out."""

    def __init__(self, source: Sequence[str], draft: Draft) -> None:
        self._source = source
        self._draft = draft
        self._covered: set[int] = set()

    def visit(self, nodes: Sequence[SyntaxTreeNode], prefix: str = "") -> None:
        """Take in the nodes; `prefix` (an item's marker, a footnote's label) stands before the first paragraph."""
        for node in nodes:
            match node.type:
                case "heading" | "paragraph":
                    self._text_block(node, prefix)
                case "bullet_list" | "ordered_list":
                    self._list(node, prefix)
                case "blockquote":
                    self.visit(node.children, prefix)
                case "footnote_reference":
                    self.visit(node.children, f"{prefix}[^{node.meta['label']}]: ")
                case "fence" | "code_block":
                    self._report(node, node.info, "markup")
                    self._paragraph(prefix + node.content.rstrip(), node)
                case "table":
                    self._paragraph(prefix + "\n".join(line.strip() for line in self._lines(node)), node)
                case "html_block":
                    self._html(node)
                    continue
                case _:
                    self._report(node, "\n".join(self._lines(node)), "separator")
                    continue
            prefix = ""

    def report_uncovered(self, definitions: set[int]) -> None:
        """Lines that no block holds: the targets of reference links, and what the parser dropped."""
        for number, line in enumerate(self._source):
            if number not in self._covered and regex.search(r"\w", line):
                reason = "link target" if number in definitions else "unread markup"
                self._draft.left_out.append(LeftOut(line=number + 1, text=line.strip(), reason=reason))

    def _text_block(self, node: SyntaxTreeNode, prefix: str) -> None:
        """A heading or a paragraph; what is marked as a heading inside a list or a quotation heads no section."""
        text = prefix + self._inline(node)
        if _is_outermost(node) and (node.type == "heading" or _is_bold_heading(node, text)):
            level = int(node.tag[1]) if node.type == "heading" else None
            self._add(Block("heading", " ".join(text.split("\n")).strip(), _first(node), self._lines(node), level))
        else:
            self._paragraph(text, node)

    def _html(self, node: SyntaxTreeNode) -> None:
        """The words stay, as paragraphs and headings of the page; the tags are reported."""
        self._lines(node)
        for piece in html_pieces(node.content):
            lines = tuple(piece.text.split("\n"))
            kind: Kind = "heading" if piece.level and _is_outermost(node) else "paragraph"
            block = Block(kind, piece.text, _first(node) + piece.line, lines, piece.level)
            if piece.is_markup:
                self._draft.left_out += block.left_out("HTML")
            else:
                self._add(block)

    def _list(self, node: SyntaxTreeNode, prefix: str) -> None:
        """A tight list is one paragraph, a line an item; the items of a loose one are paragraphs of their own."""
        if _is_tight(node):
            text = prefix + "\n".join(self._item_lines(node, ""))
            self._add(Block("paragraph", text.strip(), _first(node), self._source_of(node)))
            return
        for item in node.children:
            self.visit(item.children, prefix + _marker(item))
            prefix = ""

    def _item_lines(self, node: SyntaxTreeNode, indent: str) -> Iterator[str]:
        for item in node.children:
            lead = indent + _marker(item)
            for child in item.children:
                if child.type in LISTS:
                    yield from self._item_lines(child, indent + "  ")
                else:
                    self._lines(child)
                    yield lead + self._inline(child)
                    lead = indent + "  "

    def _inline(self, node: SyntaxTreeNode) -> str:
        """The words of a block as they are read; link targets and inline HTML are reported."""
        text = ""
        for part in _leaves(node):
            match part.type:
                case "softbreak":
                    text += SOFT_BREAK
                case "hardbreak":
                    text += "\n"
                case "html_inline":
                    self._report(node, part.content, "HTML")
                    text += "\n" if is_line_break(part.content) else ""
                case _:
                    text += part.content
        for link in (part for part in node.walk() if part.type in ("link", "image")):
            if link.markup != "autolink":
                self._report(node, str(link.attrs.get("href") or link.attrs.get("src") or ""), "link target")
            self._report(node, str(link.attrs.get("title") or ""), "link title")
        return "\n".join(join_lines(line.split(SOFT_BREAK)).strip() for line in text.split("\n"))

    def _paragraph(self, text: str, node: SyntaxTreeNode) -> None:
        self._add(Block("paragraph", text.strip(), _first(node), self._lines(node)))

    def _add(self, block: Block) -> None:
        """Only where nothing marks a line as a heading is it asked whether it is page furniture."""
        is_marked = block.kind == "heading" and block.level is not None
        reason = None if is_marked else furniture_reason_of_block(block.text, block.lines)
        if reason:
            self._draft.left_out += block.left_out(reason)
        elif block.text:
            self._draft.blocks.append(block)

    def _report(self, node: SyntaxTreeNode, text: str, reason: str) -> None:
        self._draft.left_out += Block("paragraph", text, _first(node), tuple(text.split("\n"))).left_out(reason)

    def _lines(self, node: SyntaxTreeNode) -> tuple[str, ...]:
        """The file's lines that the block stands on; they are accounted for."""
        self._covered.update(range(*(node.map or (0, 0))))
        return self._source_of(node)

    def _source_of(self, node: SyntaxTreeNode) -> tuple[str, ...]:
        return tuple(self._source[slice(*(node.map or (0, 0)))])


def _first(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _is_outermost(node: SyntaxTreeNode) -> bool:
    return node.parent is None or node.parent.is_root


def _leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """The innermost parts of an inline text, in order; an image counts as its description."""
    for child in node.children:
        if child.children:
            yield from _leaves(child)
        else:
            yield child


def _marker(item: SyntaxTreeNode) -> str:
    return f"{item.info}{item.markup} "


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Whether a list, with the lists inside it, stands without blank lines and holds nothing but text."""
    return all(
        _is_tight(child) if child.type in LISTS else child.type == "paragraph" and child.hidden
        for item in node.children
        for child in item.children
    )


def _is_bold_heading(node: SyntaxTreeNode, text: str) -> bool:
    """A short line all in bold, without a full stop, is how many pages write a heading."""
    inline = node.children[0].children if node.children else []
    parts = [part for part in inline if part.content.strip() or part.children]
    short = len(text) <= LONGEST_BOLD_HEADING and not ends_a_sentence(text)
    return short and len(parts) == 1 and parts[0].type == "strong"
