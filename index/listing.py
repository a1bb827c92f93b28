"""What is known of an essay without opening it: what lists, names and limits need of each of many."""

from collections.abc import Mapping

from index.essay import Essay, Frozen

__all__ = ["Listed", "listed"]


class Listed(Frozen):
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
