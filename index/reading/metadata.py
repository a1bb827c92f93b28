"""What a file says of itself: its title, its author and its language, where that is more than a program's stopgap."""

import regex

from index.reading.blocks import Draft
from index.reading.lines import words_in
from index.reading.names import byline_name, is_date

__all__ = ["state", "take_byline_and_date"]

MOST_AT_THE_TOP = 8  # blocks: title, subtitle, byline, date, place, caption
LONGEST_AT_THE_TOP = 150  # characters; a longer paragraph is the text
LONGEST = 500  # characters; a longer one is no title and no name
NO_TITLE = regex.compile(
    r"untitled.*|no ?title|(?:new |word |scanned )?document\s?\d*|microsoft (?:word|powerpoint|office)\b.*|scan\s?\d+"
    r"|powerpoint presentation|slide \d+|presentation\s?\d+|layout \d+|home(?: ?page)?|index|(?:https?|file):.*|www\..*"
    r"|.*\.(?:docx?|odt|rtf|pdf|html?|te?xt?|indd|qxp|pages|ppt|dvi|pub|md|cdr)",
    regex.IGNORECASE,
)
NO_NAME = regex.compile(
    r"(?:the )?(?:user|admin|administrator|owner|author|unknown|anonymous|root|guest|default|test|staff|student|teacher"
    r"|office|home|pc|hp|dell|acer|asus|lenovo|toshiba|windows|microsoft|apple|macbook|scanner|canon|xerox|epson)"
    r"(?:[\s_-]?(?:user|author|name|account|pc|office|\d+))*|microsoft office.*|.*\buser\d*|python-docx|calibre.*"
    r"|(?:libre|open)office.*|adobe.*|acrobat.*|pdf\w*|(?:https?:|www\.).*|.*@.*|n/?a|none|null",
    regex.IGNORECASE,
)


def state(draft: Draft, *, title: str | None = None, author: str | None = None, language: str | None = None) -> None:
    """Note in the draft what a file states, but for what only the program that wrote it means by it.

    English is what many programs state for whatever is written in them; there the words have to tell.
    """
    stated = {"title": _title(title), "author": _author(author), "language": (language or "").strip().replace("_", "-")}
    if stated["language"].lower().startswith("en"):
        stated["language"] = ""
    draft.metadata.update({field: text for field, text in stated.items() if text})


def take_byline_and_date(draft: Draft) -> None:
    """Report the lines between the title and the text that say who wrote it and when; take the author from them."""
    for block in draft.blocks[:MOST_AT_THE_TOP]:
        if block.kind == "paragraph" and len(block.text) > LONGEST_AT_THE_TOP:
            return
        is_stated = block.kind == "paragraph" and block.text.casefold() == draft.metadata.get("author", "").casefold()
        name = block.text if is_stated else byline_name(block.text)
        if name or (block.kind == "paragraph" and is_date(block.text)):
            draft.blocks.remove(block)
            draft.left_out += block.left_out("byline" if name else "date")
        if name:
            draft.metadata.setdefault("author", name)


def _title(stated: str | None) -> str:
    """No name of a file, such as "essay_final-2"."""
    title = _line(stated)
    is_file_name = words_in(title) == 1 and regex.search(r"[_\d]|\w-\w+-\w", title)
    return "" if NO_TITLE.fullmatch(title) or is_file_name else title


def _author(stated: str | None) -> str:
    """No name of an account, such as "jdoe" or "ADMIN2"."""
    author = _line(stated)
    is_account = words_in(author) == 1 and (author.islower() or regex.search(r"[\d_]", author))
    return "" if NO_NAME.fullmatch(author) or is_account else author


def _line(stated: str | None) -> str:
    text = " ".join((stated or "").split())
    return text if len(text) <= LONGEST and regex.search(r"\p{L}", text) else ""
