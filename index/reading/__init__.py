"""Read a file into an essay: what is text becomes paragraphs, what is page furniture is left out and reported."""

from pathlib import Path

import regex

from index.essay import Essay
from index.reading.assembly import assemble
from index.reading.files import read_text
from index.reading.markdown import looks_like_markdown, read_markdown
from index.reading.plain_text import read_plain_text

__all__ = ["parse_essay", "read_essay"]

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
LINE_ENDS = regex.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read_essay(path: Path | str) -> Essay:
    """Read a plain-text or Markdown file.

    Raises:
        EssayError: the file can't be read, or holds no essay; the message says why in one sentence.
    """
    path = Path(path)
    return parse_essay(read_text(path), path)


def parse_essay(text: str, path: Path) -> Essay:
    """Make an essay of a file's text; the path tells the format and, without a title, the name.

    Raises:
        EssayError: the text holds no essay.
    """
    text = LINE_ENDS.sub("\n", text)
    is_markdown = path.suffix.lower() in MARKDOWN_SUFFIXES or looks_like_markdown(text)
    return assemble(read_markdown(text) if is_markdown else read_plain_text(text), path)
