"""What the essays of a library are called: by their names there, and by their titles where a reader sees them."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

import regex

from index.errors import UnknownEssayError
from index.essay import Essay
from index.listing import Listed

__all__ = ["find_name", "told_apart"]

NOT_WORDS = regex.compile(r"[\p{M}\p{P}\p{S}\p{Z}\p{C}]+")
MOST_LISTED = 10  # essays: more is no help in a message


def told_apart(essays: Mapping[str, Essay] | Mapping[str, Listed]) -> dict[str, str]:
    """By name, each essay's title; behind one that several have, the name: "On Bees (bees-2)"."""
    plain = {name: _plain(essay.title) for name, essay in essays.items()}
    counts = Counter(plain.values())
    return {
        name: f"{essay.title} ({name})" if counts[plain[name]] > 1 else essay.title for name, essay in essays.items()
    }


def find_name(wanted: str, titles: Mapping[str, str]) -> str:
    """The name of the essay that is meant: by its name or title, or by a part of them that no other has.

    Letter case, accents, dashes and other signs don't matter, unless two names differ by nothing else.

    Raises:
        UnknownEssayError: no essay is, or more than one; the message lists those that come nearest.
    """
    if wanted in titles:
        return wanted
    words = _plain(wanted)
    found: list[str] = []
    for is_meant in _readings(words) if words else ():
        found = [name for name, title in titles.items() if is_meant(_plain(name)) or is_meant(_plain(title))]
        if found:
            break
    if len(found) == 1:
        return found[0]
    raise UnknownEssayError(_which(wanted, {name: titles[name] for name in found}, titles))


def _readings(words: str) -> tuple[Callable[[str], bool], ...]:
    """How words may name what is called so, the surest first."""
    return (
        lambda called: called == words,
        lambda called: f" {words}" in f" {called}",
    )


def _plain(text: str) -> str:
    """The words alone, as they are typed in haste."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(NOT_WORDS.sub(" ", regex.sub(r"\p{M}+", "", decomposed)).split())


def _which(wanted: str, found: Mapping[str, str], titles: Mapping[str, str]) -> str:
    shown = " ".join(wanted.split())
    if found:
        return f"“{shown}” may be {_listed(list(found), 'or')}: say more of the name."
    from rapidfuzz import process, utils  # few mistype a name

    near = process.extract(wanted, titles.keys(), limit=MOST_LISTED, processor=utils.default_process)
    names = [name for name, _, _ in near]
    rest = len(titles) - len(names)
    more = f" and {rest} more" if rest else ""
    there = f"{', '.join(names)}{more}" if rest else _listed(names, "and")
    return f"No essay is called “{shown}”: there {'is' if len(titles) == 1 else 'are'} {there}."


def _listed(names: list[str], joining: str) -> str:
    """At most ten of them, in words."""
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:MOST_LISTED])} {joining} {len(names) - MOST_LISTED} more"
    return f" {joining} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
