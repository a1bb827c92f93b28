"""The essay and its parts: what reading makes of a file, and what a citation points at."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["OPENING", "Citation", "Essay", "Frozen", "LeftOut", "Paragraph", "Place", "Section", "Sentence"]

Place = Literal["line", "page", "paragraph", "chapter"]  # what a file is counted in: a PDF has no lines

OPENING = "Opening"  # the part before the first heading is shown by this name; its number is 0


class Frozen(BaseModel):
    """A value: made once, compared by content, safe to share between threads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Frozen):
    """The characters [start, end) of its paragraph's text."""

    start: int
    end: int


class Paragraph(Frozen):
    """The unit that is indexed, quoted and cited; `number` counts from 1 through the whole essay."""

    number: int
    text: str
    sentences: tuple[Sentence, ...]
    page: int | None = None
    """The page on which it begins, as the file counts them from 1; formats without pages have none."""


class Section(Frozen):
    """A headed part, numbered from 1; the opening has number 0."""

    number: int
    heading: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def label(self) -> str:
        """As it stands in a citation: "§1 Current Stage", or the opening's name alone."""
        return f"§{self.number} {self.heading}" if self.number else self.heading


class LeftOut(Frozen):
    """Text of the file that is in no paragraph, heading, title or author, and why.

    `line` counts from 1 in what `place` names: a PDF's pages, a Word file's own paragraphs, the files of an e-book.
    """

    line: int
    text: str
    reason: str
    place: Place = "line"


class Citation(Frozen):
    """Where a quote stands."""

    essay: str
    section_number: int
    section: str
    paragraph: int
    page: int | None = None

    def __str__(self) -> str:
        section = f"§{self.section_number} {self.section}" if self.section_number else self.section
        page = f" (page {self.page})" if self.page else ""
        return f"{section}, ¶{self.paragraph}{page}"

    @property
    def with_essay(self) -> str:
        """The same with the essay it stands in, for where there are several."""
        return f"{self.essay}, {self}"


class Essay(Frozen):
    """One document as its reader sees it. Sections stand in order; the opening comes first if there is one."""

    title: str
    author: str | None = None
    source: str | None = None
    credit: str | None = None
    language: str = "en"
    """By ISO 639-1; "und" where it is not known."""
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def called(self) -> str:
        """Title and author, as one names an essay in passing."""
        return f"“{self.title}” by {self.author}" if self.author else f"“{self.title}”"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph in order: paragraph number n stands at position n - 1."""
        return tuple(paragraph for _, paragraph in self.located())

    @cached_property
    def fingerprint(self) -> str:
        """What tells its paragraphs from those of any other essay, and from its own before a change."""
        digest = blake2b(self.language.encode(), digest_size=16)
        for paragraph in self.paragraphs:
            digest.update(b"\0" + paragraph.text.encode(errors="surrogatepass"))
        return digest.hexdigest()

    def located(self) -> Iterator[tuple[Section, Paragraph]]:
        """Each paragraph with the section it stands in."""
        return ((section, paragraph) for section in self.sections for paragraph in section.paragraphs)

    def cite(self, section: Section, paragraph: Paragraph) -> Citation:
        """The citation of a paragraph of this essay."""
        return Citation(
            essay=self.title,
            section_number=section.number,
            section=section.heading,
            paragraph=paragraph.number,
            page=paragraph.page,
        )
