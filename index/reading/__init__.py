"""Read a file into an essay: what is text becomes paragraphs, what is page furniture is left out and reported."""

from itertools import islice
from pathlib import Path

import regex

from index.essay import Essay
from index.reading.files import read_bytes, text_of
from index.reading.formats import FORMATS, format_of

__all__ = ["SUFFIXES", "essay_of", "parse_essay", "read_essay"]

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
# Front matter, or a "# heading" at the top; further down one alone may be a number sign, two are headings.
MARKDOWN_SIGN = regex.compile(r"\A(?:---[ \t]*\n\w+:|\s*\#{1,6}[ \t]+\S)")
HEADING_SIGN = regex.compile(r"^\#{1,6}[ \t]+\S", regex.MULTILINE)
FEWEST_HEADING_SIGNS = 2
SUFFIXES = (".txt", *MARKDOWN_SUFFIXES, *(suffix for each in FORMATS for suffix in each.suffixes))
"""What the names of files that may be essays end with, in lower case."""

LINE_ENDS = regex.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read_essay(path: Path | str) -> Essay:
    """Read a file of plain text, Markdown, HTML, DOCX, PDF or EPUB.

    Raises:
        EssayError: the file can't be read, or holds no essay; the message says why in one sentence.
    """
    path = Path(path)
    return essay_of(read_bytes(path), path)


def essay_of(data: bytes, path: Path) -> Essay:
    """Make an essay of a file's bytes; what they are tells the format, the path's suffix only where they do not.

    Raises:
        EssayError: the bytes hold no essay, or a format that can't be read here.
    """
    file_format = format_of(data, path)
    if file_format is None:
        return parse_essay(text_of(data, path), path)
    draft = file_format.read(data, path)
    from index.reading.assembly import assemble

    return assemble(draft, path)


def parse_essay(text: str, path: Path) -> Essay:
    """Make an essay of a file's text; the path tells the format and, without a title, the name.

    Raises:
        EssayError: the text holds no essay.
    """
    # What parses is loaded when there is something to parse: Markdown's parsers alone take 50 ms.
    from index.reading.assembly import assemble

    text = LINE_ENDS.sub("\n", text)
    if _is_markdown(text, path):
        from index.reading.markdown import read_markdown

        return assemble(read_markdown(text), path)
    from index.reading.plain_text import read_plain_text

    return assemble(read_plain_text(text), path)


def _is_markdown(text: str, path: Path) -> bool:
    if path.suffix.lower() in MARKDOWN_SUFFIXES or MARKDOWN_SIGN.match(text):
        return True
    signs = islice(HEADING_SIGN.finditer(text), FEWEST_HEADING_SIGNS)
    return len(list(signs)) == FEWEST_HEADING_SIGNS
