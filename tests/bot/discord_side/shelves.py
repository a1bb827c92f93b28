"""What shelves hold, made of essays alone."""

from collections.abc import Mapping

from bot.discord_side.replies.passages import Passages, Place
from index import Answerer, Essay, Library

__all__ = ["passages_of", "places_of"]


def passages_of(essays: Mapping[str, Essay]) -> Passages:
    """The passages of a library of these essays."""
    return Passages(Library(essays, lambda name: Answerer(essays[name])))


def places_of(passages: Passages, name: str) -> list[Place]:
    """All of an essay's, in order."""
    essay = passages.essay(name)
    return [Place(name, essay, section, paragraph) for section, paragraph in essay.located()]
