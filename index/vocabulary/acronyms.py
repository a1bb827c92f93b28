"""Acronyms that an essay itself explains: "long form (LF)", "LF (long form)", or initials of a capitalised name."""

from collections.abc import Collection, Iterator

import regex

__all__ = ["learn_acronyms", "written_acronyms"]

CAPITALS = regex.compile(r"\b\p{Lu}[\p{Lu}\p{N}]{1,9}s?\b|\b(?:\p{Lu}\.){2,}")
IN_BRACKETS = regex.compile(r"\(([^()]{2,80})\)")
SHORT_FORM = regex.compile(r"\p{L}[\p{L}\p{N}.&/-]{1,9}")
WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}]+)?")
# Words that a name is spoken with but that its initials skip.
CONNECTING = "of|for|and|in|on|the|de|du|la|to|against"
CAPITALISED = r"\p{Lu}[\p{L}\p{N}]*+(?!['’.])"
POSSESSIVE = r"\p{Lu}[\p{L}\p{N}]*['’]s?"  # may end a name, never continue one: "Europe's Minsk Group"
JOINED = rf"[ -](?:(?:{CONNECTING}) )*"
RUN = regex.compile(rf"{CAPITALISED}(?:{JOINED}{CAPITALISED})*(?:{JOINED}{POSSESSIVE})?|{POSSESSIVE}")
AND = regex.compile(r" and (?:the )?")
ENDING = regex.compile(r"['’]s?$")
FEWEST_INITIALS = 2  # of a whole name; of a part of one at least three, as two are too easily met
LONGEST_INITIALS = 7
FEWEST_CAPITALS = 2  # of a short form in brackets: "(NATO)" and "(ECtHR)", not "(Brussels)"
LONGEST_LONG_FORM = 200  # characters before a bracket


def learn_acronyms(text: str, stop_words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a short form and its long form."""
    yield from _explained(text)
    yield from _initials(text, stop_words)


def written_acronyms(text: str) -> set[str]:
    """The words of the text in capitals, without dots."""
    return {match.group().replace(".", "") for match in CAPITALS.finditer(text)}


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for bracket in IN_BRACKETS.finditer(text):
        inside, before = (
            bracket[1].strip(),
            text[max(0, bracket.start() - LONGEST_LONG_FORM) : bracket.start()].rstrip(),
        )
        last_word = before.split()[-1] if before else ""
        if SHORT_FORM.fullmatch(inside) and sum(map(str.isupper, inside)) >= FEWEST_CAPITALS:
            short, long_form = inside, _long_form(inside, before)
        elif CAPITALS.fullmatch(last_word):
            short, long_form = last_word, _long_form(last_word, inside)
        else:
            continue
        if long_form:
            yield short, long_form


def _long_form(short: str, before: str) -> str:
    """The words just before a bracket that spell the short form in it (Schwartz and Hearst, 2003)."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    words = list(WORD.finditer(before))[-min(len(letters) + 5, 2 * len(letters)) :]
    start = words[0].start() if words else len(before)
    text, at = before.casefold(), len(before)
    for position, letter in reversed(list(enumerate(letters))):
        at = text.rfind(letter, start, at)
        while position == 0 and at > start and text[at - 1].isalnum():  # the first letter begins a word
            at = text.rfind(letter, start, at)
        if at < start:
            return ""
    return before[at:] if " " in before[at:] or "-" in before[at:] else ""


def _initials(text: str, stop_words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Initials of each capitalised run, and of its parts from three words on: two words are too easily met."""
    for run in RUN.finditer(text):
        for name in {run.group(), *AND.split(run.group())}:
            yield from _initials_of_parts(name, stop_words)


def _initials_of_parts(name: str, stop_words: Collection[str]) -> Iterator[tuple[str, str]]:
    words = [word for word in WORD.finditer(name) if _is_counted(word.group(), stop_words)]
    for first in range(len(words)):
        for end in range(first + FEWEST_INITIALS, min(len(words), first + LONGEST_INITIALS) + 1):
            if end - first > FEWEST_INITIALS or end - first == len(words):
                part = name[words[first].start() : words[end - 1].end()]
                yield "".join(word.group()[0] for word in words[first:end]), ENDING.sub("", part)


def _is_counted(word: str, stop_words: Collection[str]) -> bool:
    return word[0].isupper() and word.casefold() not in stop_words
