"""Markdown -> blocks, by markdown-it. The text is what a reader of the page sees: markup is read, not quoted.

Link targets, HTML and rules are no text of the essay; they are reported as left out.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import regex
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote.index import footnote_def

from index.essay import LeftOut
from index.reading.blocks import Block, Draft
from index.reading.front_matter import take_front_matter
from index.reading.furniture import furniture_reason

__all__ = ["read_markdown"]

LONGEST_BOLD_HEADING = 100  # characters; a longer line in bold is emphasis
LISTS = ("bullet_list", "ordered_list")


def read_markdown(text: str) -> Draft:
    """Take Markdown apart into headings and paragraphs.

    Raises:
        EssayError: the front matter is no YAML.
    """
    draft = Draft()
    body = take_front_matter(text, draft)
    walk = _Walk(body.split("\n"), draft)
    walk.visit(SyntaxTreeNode(_parser().parse(body)).children)
    walk.report_uncovered()
    return draft


def _parser() -> MarkdownIt:
    # Footnotes stay where they are written, and stay when nothing refers to them: of the footnote plug-in only the
    # rule that finds them is used.
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    return parser


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
                    if node.info:
                        self._report(node, node.info, "markup")
                    self._add("paragraph", prefix + node.content.rstrip(), node)
                case "table":
                    self._add("paragraph", prefix + "\n".join(line.strip() for line in self._lines(node)), node)
                case kind:
                    self._leave_out(node, "HTML" if kind == "html_block" else "separator")
                    continue
            prefix = ""

    def report_uncovered(self) -> None:
        """Lines that markup alone accounts for: the targets of reference links."""
        for number, line in enumerate(self._source):
            if number not in self._covered and regex.search(r"\w", line):
                self._draft.left_out.append(LeftOut(line=number + 1, text=line.strip(), reason="link target"))

    def _text_block(self, node: SyntaxTreeNode, prefix: str) -> None:
        text = prefix + self._inline(node)
        level = int(node.tag[1]) if node.type == "heading" else None
        is_heading = node.type == "heading" or (not prefix and _is_bold_heading(node, text))
        self._add("heading" if is_heading else "paragraph", text, node, level)

    def _list(self, node: SyntaxTreeNode, prefix: str) -> None:
        """A tight list is one paragraph, a line an item; the items of a loose one are paragraphs of their own."""
        if _is_tight(node):
            self._add("paragraph", prefix + "\n".join(self._item_lines(node, "")), node)
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
                    yield lead + self._inline(child)
                    lead = indent + "  "

    def _inline(self, node: SyntaxTreeNode) -> str:
        """The words of a block as they are read; link targets and inline HTML are reported."""
        text = ""
        for part in _leaves(node):
            match part.type:
                case "softbreak":
                    text += " "
                case "hardbreak":
                    text += "\n"
                case "html_inline":
                    self._report(node, part.content, "HTML")
                case _:
                    text += part.content
        for link in (part for part in node.walk() if part.type in ("link", "image")):
            target = str(link.attrs.get("href") or link.attrs.get("src") or "")
            if target and target not in text:
                self._report(node, target, "link target")
        return "\n".join(line.strip() for line in text.split("\n"))

    def _add(
        self, kind: Literal["heading", "paragraph"], text: str, node: SyntaxTreeNode, level: int | None = None
    ) -> None:
        block = Block(kind, text.strip(), self._first(node), self._lines(node), level)
        reason = furniture_reason(block.text) or _common_reason(block.lines)
        if reason:
            self._draft.left_out += block.left_out(reason)
        elif block.text:
            self._draft.blocks.append(block)

    def _leave_out(self, node: SyntaxTreeNode, reason: str) -> None:
        for number, line in enumerate(self._lines(node), self._first(node)):
            if line.strip():
                self._draft.left_out.append(LeftOut(line=number, text=line.strip(), reason=reason))

    def _report(self, node: SyntaxTreeNode, text: str, reason: str) -> None:
        self._draft.left_out.append(LeftOut(line=self._first(node), text=text, reason=reason))

    def _first(self, node: SyntaxTreeNode) -> int:
        return node.map[0] + 1 if node.map else 1

    def _lines(self, node: SyntaxTreeNode) -> tuple[str, ...]:
        start, end = node.map or (0, 0)
        self._covered.update(range(start, end))
        return tuple(self._source[start:end])


def _common_reason(lines: tuple[str, ...]) -> str | None:
    reasons = [furniture_reason(line) for line in lines if line.strip()]
    return reasons[0] if reasons and all(reasons) else None


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
    short = len(text) <= LONGEST_BOLD_HEADING and not text.endswith((".", ":", "!", "?", ";", ","))
    return short and len(parts) == 1 and parts[0].type == "strong"
