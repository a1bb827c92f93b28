"""Words that were parted at the end of a line: which hyphen was set for the line alone, and which is the word's own."""

from collections.abc import Iterable

import regex

from index.english import is_common

__all__ = ["known_words", "rejoined"]

WORD = regex.compile(r"[\p{L}\p{M}\p{N}’']+(?:[-‐‑][\p{L}\p{M}\p{N}’']+)*")
END = regex.compile(r"(?P<word>(?:[\p{L}\p{M}\p{N}’']+[-‐‑])*(?P<piece>[\p{L}\p{M}\p{N}’']+))(?P<hyphen>[-‐‑])$")
BEGINNING = regex.compile(r"[\p{L}\p{M}\p{N}’']+")


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a file, folded, to look up how it writes a word elsewhere."""
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def rejoined(before: str, after: str, known: frozenset[str]) -> str | None:
    """Both lines as one text, if the first ends in the middle of a word; else None."""
    end, beginning = END.search(before), BEGINNING.match(after)
    if not end or not beginning:
        return None
    keeps = _keeps_hyphen(end["word"], end["piece"], beginning[0], known)
    return before + after if keeps else before[: end.start("hyphen")] + after


def _keeps_hyphen(word: str, piece: str, rest: str, known: frozenset[str]) -> bool:
    """What the file writes elsewhere counts first, then what is a word of English; most hyphens are the line's."""
    whole, parted = f"{word}{rest}".casefold(), f"{word}-{rest}".casefold()
    if (whole in known) != (parted in known):
        return parted in known
    if not rest[0].islower() or not piece[-1].isalpha():
        return True
    if is_common(f"{piece}{rest}".casefold()):
        return False
    return is_common(piece.casefold()) and is_common(rest.casefold())
