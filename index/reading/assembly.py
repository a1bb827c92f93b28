"""Blocks -> an Essay: which heading is the title, who wrote it, and the numbers that citations use."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from index.errors import EssayError
from index.essay import OPENING, Essay, LeftOut, Paragraph, Section
from index.reading.blocks import MOST_HEADINGS_IN_A_ROW, Block, Draft
from index.reading.files import BYTES_PER_MB, LARGEST_TEXT_MB
from index.reading.language import language_of_text, stated_language
from index.reading.names import byline_name, is_caption, is_date, is_department, is_sure_name, stands_beside_a_title
from index.reading.sentences import split_sentences

__all__ = ["assemble"]

# A paragraph is what a citation points at: one of 50,000 characters (20 pages) points at nothing.
LONGEST_PARAGRAPH = 50_000
# What stands under every quote and is offered to choose from has to be short. A longer heading is a paragraph.
LONGEST_HEADING = 500  # characters
LONGEST_STATED = 2_000  # of what the file states: a credit may be a paragraph
MOST_BLOCKS = 100_000  # "War and Peace" has 12,000; what has more than eight times as many is no essay


def assemble(draft: Draft, path: Path) -> Essay:
    """Make the essay of a file's blocks.

    Raises:
        EssayError: no paragraph is left, or one is too long to be cited.
    """
    blocks = [_no_heading(block) if len(block.text) > LONGEST_HEADING else block for block in draft.blocks]
    stated = {name: value for name, value in draft.metadata.items() if len(value) <= LONGEST_STATED}
    title = _take_title(blocks, stated.get("title"))
    author = stated.get("author") or _take_author(blocks, draft.left_out)
    _check(blocks, path, is_headed=title is not None)
    blocks = list(_without_page_top(blocks, title, draft.left_out))
    text = "\n".join(block.text for block in blocks)
    language = stated_language(stated) or language_of_text(text)
    return Essay(
        title=title.text if title else stated.get("title") or _named_after(path),
        author=author,
        source=stated.get("source"),
        credit=stated.get("credit"),
        language=language,
        sections=_sections(blocks, language),
        left_out=tuple(sorted(draft.left_out, key=lambda left: left.line)),
    )


def _named_after(path: Path) -> str:
    """The file's name on one line, without the lone surrogates that stand for bytes which are no text."""
    return " ".join(path.stem.encode(errors="replace").decode().split())


def _no_heading(block: Block) -> Block:
    return replace(block, kind="paragraph", level=None)


def _leading(blocks: Iterable[Block]) -> list[Block]:
    """The headings above the first paragraph: the title, and names beside it."""
    return list(takewhile(lambda block: block.kind == "heading", blocks))


def _take_title(blocks: list[Block], stated: str | None) -> Block | None:
    """Take the block that is the title out of the blocks, if one is."""
    candidates = _leading(blocks)
    if stated is not None:
        title = next((block for block in candidates if block.text.casefold() == stated.casefold()), None)
    elif any(block.level for block in candidates):
        title = _only_top_heading(blocks, candidates)
    else:
        departments = (block for block in candidates if is_department(block.text))  # "Opinion" alone is a title
        title = next((block for block in candidates if not stands_beside_a_title(block.text)), next(departments, None))
    if title:
        blocks.remove(title)
    return title


def _only_top_heading(blocks: list[Block], candidates: list[Block]) -> Block | None:
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    return tops[0] if len(tops) == 1 and tops[0] in candidates else None


def _take_author(blocks: list[Block], left_out: list[LeftOut]) -> str | None:
    """The author's name from a line beside the title: "By ..." or what can be nothing but a name."""
    headings = _leading(blocks)
    for block in blocks[: len(headings) + 1]:
        name = byline_name(block.text)
        if name:
            blocks.remove(block)
            left_out += block.left_out("byline")
            return name
        if block in headings and block.level is None and is_sure_name(block.text):
            blocks.remove(block)
            return block.text
    return None


def _without_page_top(blocks: list[Block], title: Block | None, left_out: list[LeftOut]) -> Iterator[Block]:
    """What a page sets around the title is no section: a department and a date are reported, the rest is text."""
    top = [block for block in _leading(blocks) if block.level is None]
    dates = [block for block in blocks if block.kind == "heading" and is_date(block.text)]
    reasons = {block.line: "date" for block in top if dates == [block]}  # a diary has a date above every part
    reasons |= {
        block.line: "department" for block in top if title and block.line < title.line and is_department(block.text)
    }
    remaining = [block.line for block in top if block.line not in reasons]
    for block in blocks:
        if block.line in reasons:
            left_out += block.left_out(reasons[block.line])
        elif block.line in remaining and (len(remaining) > MOST_HEADINGS_IN_A_ROW or is_caption(block.text)):
            yield replace(block, kind="paragraph")
        else:
            yield block


def _sections(blocks: list[Block], language: str) -> tuple[Section, ...]:
    groups: list[tuple[str, list[Paragraph]]] = [(OPENING, [])]
    number = 0
    for block in blocks:
        if block.kind == "heading":
            groups.append((block.text, []))
        else:
            number += 1
            sentences = split_sentences(block.text, language)
            groups[-1][1].append(Paragraph(number=number, text=block.text, sentences=sentences, page=block.page))
    sections = tuple(
        Section(number=position, heading=heading, paragraphs=tuple(paragraphs))
        for position, (heading, paragraphs) in enumerate(groups)
    )
    return sections if sections[0].paragraphs else sections[1:]


def _check(blocks: list[Block], path: Path, *, is_headed: bool) -> None:
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    if not paragraphs:
        what = "headings but no paragraphs" if blocks or is_headed else "only page furniture"
        raise EssayError(f"{path} holds {what}: an essay needs at least one paragraph.")
    if len(blocks) > MOST_BLOCKS:
        raise EssayError(f"{path} has {len(blocks):,} paragraphs and headings (at most {MOST_BLOCKS:,}): split it.")
    if sum(len(block.text) for block in blocks) > LARGEST_TEXT_MB * BYTES_PER_MB:
        raise EssayError(f"{path} holds more than {LARGEST_TEXT_MB} MB of text: split it.")
    longest = max(paragraphs, key=lambda block: len(block.text))
    if len(longest.text) > LONGEST_PARAGRAPH:
        parted = "a blank line" if longest.place == "line" else "line ends"
        raise EssayError(
            f"{path}, {longest.place} {longest.line}: one paragraph has {len(longest.text):,} characters (at most "
            f"{LONGEST_PARAGRAPH:,}): put {parted} between paragraphs, so that they can be cited."
        )
