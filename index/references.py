"""References that people type: ¶8, 8, §2, 2.3, a heading's beginning, or a citation as Quoth prints it."""

import regex

from index.errors import UnknownReferenceError
from index.essay import Essay, Paragraph, Section

__all__ = ["find_reference"]

PARAGRAPH = regex.compile(r"(?:¶|#|p(?:ar)?(?:agraph)?\.?)?\s*(?P<paragraph>\d{1,6})", regex.IGNORECASE)
SECTION = regex.compile(r"(?:§|s(?:ec)?(?:tion)?\.?)\s*(?P<section>\d{1,6})", regex.IGNORECASE)
PARAGRAPH_OF_SECTION = regex.compile(
    r"(?:§|s(?:ec)?(?:tion)?\.?)?\s*(?P<section>\d{1,6})\s*(?:[.:,]|\s)\s*(?P<place>\d{1,6})", regex.IGNORECASE
)
CITATION = regex.compile(r".*\S\s*,?\s*(?:¶|par(?:agraph)?\.?)\s*(?P<paragraph>\d{1,6})", regex.IGNORECASE)
DASHES = regex.compile(r"\s*[-‐‑‒–—―−]+\s*")

Found = tuple[Section, tuple[Paragraph, ...]]


def find_reference(essay: Essay, reference: str) -> list[Found]:
    """The paragraphs that a reference points at, with their sections, in order.

    Raises:
        UnknownReferenceError: it points at nothing; the message says what there is.
    """
    wanted = " ".join(reference.split())
    if match := PARAGRAPH.fullmatch(wanted):
        return [_paragraph(essay, int(match["paragraph"]))]
    if match := SECTION.fullmatch(wanted):
        return [_whole(_section(essay, int(match["section"])))]
    if match := PARAGRAPH_OF_SECTION.fullmatch(wanted):
        return [_place(_section(essay, int(match["section"])), int(match["place"]))]
    if match := CITATION.fullmatch(wanted):
        return [_paragraph(essay, int(match["paragraph"]))]
    return [_whole(section) for section in _headed(essay, wanted)]


def _whole(section: Section) -> Found:
    return section, section.paragraphs


def _paragraph(essay: Essay, number: int) -> Found:
    for section, paragraph in essay.located():
        if paragraph.number == number:
            return section, (paragraph,)
    raise UnknownReferenceError(f"There is no ¶{number}: the essay has ¶1 to ¶{len(essay.paragraphs)}.")


def _section(essay: Essay, number: int) -> Section:
    for section in essay.sections:
        if section.number == number:
            return section
    raise UnknownReferenceError(f"There is no §{number}: the essay has {_sections_there_are(essay)}.")


def _place(section: Section, place: int) -> Found:
    if 1 <= place <= len(section.paragraphs):
        return section, (section.paragraphs[place - 1],)
    raise UnknownReferenceError(
        f"There is no {section.number}.{place}: {_name(section)} has {len(section.paragraphs)} paragraphs."
    )


def _headed(essay: Essay, wanted: str) -> list[Section]:
    """The sections whose heading begins so; the whole heading, or none, rather than several beginnings."""
    start = _plain(wanted)
    found = [section for section in essay.sections if start and _plain(section.heading).startswith(start)]
    found = found or [section for section in essay.sections if start and _plain(section.label).startswith(start)]
    exact = [section for section in found if _plain(section.heading) == start]
    if not found:
        raise UnknownReferenceError(
            f"Nothing is called “{wanted}”: give a paragraph (¶1 to ¶{len(essay.paragraphs)}), "
            f"a place (2.3) or a heading; the essay has {_sections_there_are(essay)}."
        )
    return exact[:1] or found


def _plain(text: str) -> str:
    return DASHES.sub("-", " ".join(text.casefold().split()).rstrip("….").strip())


def _name(section: Section) -> str:
    return f"§{section.number}" if section.number else f"the {section.heading.lower()}"


def _sections_there_are(essay: Essay) -> str:
    numbers = [section.number for section in essay.sections if section.number]
    if not numbers:
        return "no headed sections"
    return "one section, §1" if len(numbers) == 1 else f"§1 to §{numbers[-1]}"
