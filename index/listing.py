"""What is known of an essay without opening it: what lists, names and limits need of each of many."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from index.essay import Essay

__all__ = ["Archived", "Listed", "listed"]


class Listed(NamedTuple):
    """An essay in a list."""

    title: str
    author: str | None
    language: str
    fingerprint: str
    sections: int
    """Those with a number: the opening is none."""
    paragraphs: int
    characters: int

    @property
    def called(self) -> str:
        """Title and author, as one names an essay in passing."""
        return f"“{self.title}” by {self.author}" if self.author else f"“{self.title}”"


class Archived(NamedTuple):
    """What is known of all essays of an archive, of which each is opened only when it is asked for."""

    listing: Mapping[str, Listed]
    """By the names they go by."""
    titles: Mapping[str, str]
    """What answers call them: titles, told apart."""
    find_text: Callable[[bytes], Sequence[tuple[str, int]]]
    """By its digest, where a paragraph stands: the essay's name and the paragraph's number. None, or more than one."""


def listed(essays: Mapping[str, Essay]) -> dict[str, Listed]:
    """By name, what a list says of each."""
    return {
        name: Listed(
            title=essay.title,
            author=essay.author,
            language=essay.language,
            fingerprint=essay.fingerprint,
            sections=sum(section.number > 0 for section in essay.sections),
            paragraphs=len(essay.paragraphs),
            characters=sum(len(paragraph.text) for paragraph in essay.paragraphs),
        )
        for name, essay in essays.items()
    }
