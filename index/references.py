"""References that people type: ¶8, 8, ¶8–9, §2, 2.3, a heading's beginning, or a citation as Quoth prints it."""

from collections.abc import Sequence

import regex

from index.errors import UnknownReferenceError
from index.essay import Essay, Paragraph, Section

__all__ = ["Found", "find_reference"]

# A reference is made plain before these are tried: small letters, "-" for every dash, nothing around it.
SIGN = r"(?:¶¶?|#|pp?\.?|par(?:agraph)?s?\.?)"
RANGE = rf"(?P<first>\d{{1,6}})(?:-{SIGN}?\s*(?P<last>\d{{1,6}}))?"
SECTION_SIGN = r"(?:§|s(?:ec(?:tion)?)?\.?)"
PARAGRAPHS = regex.compile(rf"{SIGN}?\s*{RANGE}")
SECTION = regex.compile(rf"{SECTION_SIGN}\s*(?P<section>\d{{1,6}})\b")
PLACE = regex.compile(rf"{SECTION_SIGN}?\s*(?P<section>\d{{1,6}})\s*[.:,\s]\s*(?P<place>\d{{1,6}})")
PAGE = regex.compile(r"\s*\(page \d{1,6}\)\s*$", regex.IGNORECASE)  # stands behind what a file with pages is cited by
CITATION = regex.compile(rf"(?P<where>.*\S)\s*(?<!\w){SIGN}\s*{RANGE}")

DASHES = regex.compile(r"\s*[-‐‑‒–—―−]+\s*")
AROUND = " \"'“”„‟‘’‚«»‹›()[].,;:…"
APOSTROPHES = str.maketrans("’‘", "''")

Found = tuple[Section, tuple[Paragraph, ...]]


def find_reference(essay: Essay, reference: str) -> list[Found]:
    """The paragraphs that a reference points at, with their sections, in order.

    A whole heading comes first, so that a section called "Section 9" or "1914–1918" can be named.

    Raises:
        UnknownReferenceError: it points at nothing; the message says what there is.
    """
    wanted = _plain(PAGE.sub("", reference))
    if exact := _headed(essay, wanted):
        return _whole(exact)
    if match := PARAGRAPHS.fullmatch(wanted):
        return _paragraphs(essay, *_ends(match))
    if match := SECTION.fullmatch(wanted):
        return _whole([_section(essay, int(match["section"]))])
    if match := PLACE.fullmatch(wanted):
        return [_place(_section(essay, int(match["section"])), int(match["place"]))]
    if match := CITATION.fullmatch(wanted):
        return _cited(essay, match, reference)
    if found := _beginning(essay, wanted):
        return _whole(found)
    raise UnknownReferenceError(
        f"Nothing is called “{' '.join(reference.split())}”: give a paragraph ({_paragraphs_there_are(essay)}), "
        f"a place (2.3) or a heading; the essay has {_sections_there_are(essay)}."
    )


def _plain(text: str) -> str:
    return DASHES.sub("-", " ".join(text.casefold().translate(APOSTROPHES).split()).strip(AROUND))


def _ends(match: "regex.Match[str]") -> tuple[int, int]:
    first = int(match["first"])
    return first, int(match["last"] or first)


def _whole(sections: Sequence[Section]) -> list[Found]:
    return [(section, section.paragraphs) for section in sections]


def _headed(essay: Essay, wanted: str) -> list[Section]:
    """The sections whose heading, or heading with its number, is this and nothing more."""
    return [
        section for section in essay.sections if wanted and wanted in (_plain(section.heading), _plain(section.label))
    ]


def _beginning(essay: Essay, wanted: str) -> list[Section]:
    """The sections whose heading begins so, or else whose heading with its number does."""
    found = [section for section in essay.sections if wanted and _plain(section.heading).startswith(wanted)]
    return found or [section for section in essay.sections if wanted and _plain(section.label).startswith(wanted)]


def _paragraphs(essay: Essay, first: int, last: int) -> list[Found]:
    numbers = range(min(first, last), max(first, last) + 1)
    there_are = len(essay.paragraphs)
    for number in (first, last):
        if not 1 <= number <= there_are:
            raise UnknownReferenceError(f"There is no ¶{number}: the essay has {_paragraphs_there_are(essay)}.")
    found = [(section, tuple(p for p in section.paragraphs if p.number in numbers)) for section in essay.sections]
    return [(section, paragraphs) for section, paragraphs in found if paragraphs]


def _section(essay: Essay, number: int) -> Section:
    for section in essay.sections:
        if section.number == number:
            return section
    raise UnknownReferenceError(f"There is no §{number}: the essay has {_sections_there_are(essay)}.")


def _place(section: Section, place: int) -> Found:
    if 1 <= place <= len(section.paragraphs):
        return section, (section.paragraphs[place - 1],)
    raise UnknownReferenceError(
        f"There is no {section.number}.{place}: {_name(section)} has {_counted(len(section.paragraphs))}."
    )


def _cited(essay: Essay, citation: "regex.Match[str]", reference: str) -> list[Found]:
    """The paragraphs if they stand where the citation says; after a mere number (§2 ¶3) the section's third will do."""
    where, (first, last) = _plain(citation["where"]), _ends(citation)
    found = _paragraphs(essay, first, last)
    sections = _called(essay, where)
    if all(section in sections for section, _ in found):
        return found
    if first == last and sections and SECTION.fullmatch(where) and first <= len(sections[0].paragraphs):
        return [_place(sections[0], first)]
    raise UnknownReferenceError(
        f"¶{first} is in {_name(found[0][0])}, not where “{' '.join(reference.split())}” says: ask for ¶{first} alone."
    )


def _called(essay: Essay, where: str) -> list[Section]:
    """The sections that a citation may mean; its number counts more than what follows, for headings are reworded."""
    numbered = SECTION.match(where)
    named = [section for section in essay.sections if numbered and section.number == int(numbered["section"])]
    return _headed(essay, where) or named or _beginning(essay, where)


def _name(section: Section) -> str:
    return f"§{section.number}" if section.number else f"the {section.heading.lower()}"


def _counted(paragraphs: int) -> str:
    return "1 paragraph" if paragraphs == 1 else f"{paragraphs or 'no'} paragraphs"


def _paragraphs_there_are(essay: Essay) -> str:
    last = len(essay.paragraphs)
    return "only ¶1" if last == 1 else f"¶1 to ¶{last}"


def _sections_there_are(essay: Essay) -> str:
    numbers = [section.number for section in essay.sections if section.number]
    if not numbers:
        return "no headed sections"
    return "one section, §1" if len(numbers) == 1 else f"§1 to §{numbers[-1]}"
