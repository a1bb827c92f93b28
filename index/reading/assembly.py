"""Blocks -> an Essay: which heading is the title, who wrote it, and the numbers that citations use."""

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import regex

from index.errors import EssayError
from index.essay import OPENING, Essay, LeftOut, Paragraph, Section
from index.reading.blocks import Block, Draft
from index.reading.sentences import split_sentences

__all__ = ["assemble"]

# A paragraph is what a citation points at: one of 50,000 characters (20 pages) points at nothing.
LONGEST_PARAGRAPH = 50_000

HONORIFIC = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Rev|Ambassador|Amb)\.?\s"
NAME_WORD = r"(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|da|di|van|von|der|den|bin|ibn|al|el|la|le)"
NAME = regex.compile(rf"(?:{HONORIFIC})*{NAME_WORD}(?:\s{NAME_WORD}){{1,4}}(?:,\s(?:Ph\.?D|M\.?D|Jr|Sr)\.?)?")
SURE_NAME = regex.compile(rf"{HONORIFIC}.{{2,60}}|.{{1,30}}\s\p{{Lu}}\.\s.{{1,30}}")
BYLINE = regex.compile(r"(?:written\s)?by\s(?P<name>\p{Lu}[^.!?]{2,80}(?:\p{Lu}\.[^.!?]{1,40})*)", regex.IGNORECASE)


def assemble(draft: Draft, path: Path) -> Essay:
    """Make the essay of a file's blocks.

    Raises:
        EssayError: no paragraph is left, or one is too long to be cited.
    """
    blocks = list(draft.blocks)
    title = _take_title(blocks, draft.metadata.get("title"))
    author = draft.metadata.get("author") or _take_author(blocks, title, draft.left_out)
    _check(blocks, path)
    return Essay(
        title=title.text if title else draft.metadata.get("title") or path.stem,
        author=author,
        source=draft.metadata.get("source"),
        credit=draft.metadata.get("credit"),
        sections=_sections(blocks),
        left_out=tuple(sorted(draft.left_out, key=lambda left: left.line)),
    )


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
        title = next((block for block in candidates if not _is_name(block)), next(iter(candidates), None))
    if title:
        blocks.remove(title)
    return title


def _only_top_heading(blocks: list[Block], candidates: list[Block]) -> Block | None:
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    return tops[0] if len(tops) == 1 and tops[0] in candidates else None


def _is_name(block: Block) -> bool:
    return block.level is None and NAME.fullmatch(block.text) is not None


def _take_author(blocks: list[Block], title: Block | None, left_out: list[LeftOut]) -> str | None:
    """The author's name from a line beside the title: "By ..." anywhere there, a bare name only above the title."""
    if title is None:
        return None
    beside = [*_leading(blocks), *blocks[len(_leading(blocks)) :][:1]]
    for block in beside:
        byline = BYLINE.fullmatch(block.text)
        if byline:
            blocks.remove(block)
            left_out += block.left_out("byline")
            return str(byline["name"])
        above = block.line < title.line
        if block.kind == "heading" and _is_name(block) and (above or SURE_NAME.fullmatch(block.text)):
            blocks.remove(block)
            return block.text
    return None


def _sections(blocks: list[Block]) -> tuple[Section, ...]:
    groups: list[tuple[str, list[Paragraph]]] = [(OPENING, [])]
    number = 0
    for block in blocks:
        if block.kind == "heading":
            groups.append((block.text, []))
        else:
            number += 1
            groups[-1][1].append(Paragraph(number=number, text=block.text, sentences=split_sentences(block.text)))
    sections = tuple(
        Section(number=position, heading=heading, paragraphs=tuple(paragraphs))
        for position, (heading, paragraphs) in enumerate(groups)
    )
    return sections if sections[0].paragraphs else sections[1:]


def _check(blocks: list[Block], path: Path) -> None:
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    if not paragraphs:
        what = "headings but no paragraphs" if blocks else "only page furniture"
        raise EssayError(f"{path} holds {what}: an essay needs at least one paragraph.")
    longest = max(paragraphs, key=lambda block: len(block.text))
    if len(longest.text) > LONGEST_PARAGRAPH:
        raise EssayError(
            f"{path}, line {longest.line}: one paragraph has {len(longest.text):,} characters (at most "
            f"{LONGEST_PARAGRAPH:,}): put a blank line between paragraphs, so that they can be cited."
        )
