"""What a reference points at, in one essay or in one of several."""

from collections.abc import Sequence

from index import Library, Paragraph, Section, UnknownEssayError
from index.references import find_reference

__all__ = ["find_passage"]

WHICH = "There are {count:,} essays: say which one is meant, with --in ESSAY, in a chat with /in ESSAY."


def find_passage(library: Library, essay: str | None, reference: str) -> Sequence[tuple[Section, Sequence[Paragraph]]]:
    """The paragraphs, with their sections; where no essay is named, a citation may begin with its title.

    Raises:
        UnknownEssayError: it has to be said which essay is meant.
        UnknownReferenceError: it points at nothing in it.
    """
    if essay is None:
        essay, reference = _cited(library, reference)
    else:
        reference = _without_title(library.titles[essay], reference)
    return find_reference(library.essays[essay], reference)


def _without_title(title: str, citation: str) -> str:
    is_titled = citation.casefold().startswith(f"{title},".casefold())
    return citation[len(title) + 1 :] if is_titled else citation


def _cited(library: Library, citation: str) -> tuple[str, str]:
    """The essay's name, and the citation without its title."""
    named = [(name, title) for name, title in library.titles.items() if _without_title(title, citation) != citation]
    if not named:
        raise UnknownEssayError(WHICH.format(count=len(library.essays)))
    name, title = max(named, key=lambda pair: len(pair[1]))  # one title may begin as another
    return name, _without_title(title, citation)
