"""What the essays of a library are called: by their names there, and by their titles where a reader sees them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeVar

from index.errors import UnknownEssayError
from index.essay import Essay
from index.lines import Lines, plain
from index.listing import Listed

__all__ = ["Names", "told_apart"]

MOST_LISTED = 10  # essays: more is no help in a message
# Where nothing is called as is typed, the longest of the words are looked for, each in so many places: they tell most,
# and to count all of 50,000 essays that hold a common one takes longer than somebody who types should wait.
MOST_WORDS = 3
MOST_HOLDING = 2_000

LINES = 3  # of each essay: title, name, author
AUTHOR = 2

Called = Mapping[str, Essay] | Mapping[str, Listed]
"""Whatever has title and author, by name."""

Thing = TypeVar("Thing", bound=Hashable)


def told_apart(essays: Called) -> dict[str, str]:
    """By name, each essay's title; behind one that several have, the name: "On Bees (bees-2)"."""
    plain_titles = {name: plain(essay.title) for name, essay in essays.items()}
    shared = Counter(plain_titles.values())
    return {
        name: f"{essay.title} ({name})" if shared[plain_titles[name]] > 1 else essay.title
        for name, essay in essays.items()
    }


class Names:
    """Finds essays by what people type. Immutable; made once a library, for of 50,000 essays it takes half a second.

    Letter case, accents, dashes and other signs don't matter, unless two names differ by nothing else.
    """

    def __init__(self, essays: Called, titles: Mapping[str, str] | None = None) -> None:
        """Of essays by their names; with what answers call them, if that is known already."""
        self.essays = essays
        self.titles = told_apart(essays) if titles is None else titles
        self._names = list(essays)
        self._lines = Lines(
            plain(line) for name, essay in essays.items() for line in (self.titles[name], name, essay.author or "")
        )

    def find(self, wanted: str) -> str:
        """The name of the essay that is meant: by its name or title, or by a part of them that no other has.

        Raises:
            UnknownEssayError: no essay is, or more than one; the message lists those that come nearest.
        """
        if wanted in self.essays:
            return wanted
        words = plain(wanted)
        found = self._meant(words) if words else []
        if len(found) == 1:
            return found[0]
        shown = " ".join(wanted.split())
        if found:
            raise UnknownEssayError(f"“{shown}” may be {_listed(found, 'or')}: say more of the name.")
        raise UnknownEssayError(f"No essay is called “{shown}”: {self._there_are(words)}.")

    def like(self, typed: str, most: int) -> list[str]:
        """The names of essays whose title, name or author holds what is typed, or nearly does, best first.

        With nothing typed the first ones.
        """
        words = plain(typed)
        if not words:
            return self._names[:most]
        found = list(islice(_once(self._holding(words)), most)) or self._near(words)[:most]
        return [self._names[essay] for essay in found]

    def _meant(self, words: str) -> list[str]:
        """Those that are called so, else those that a part of is."""
        for lines in (self._lines.whole(words), self._lines.with_a_word(words)):
            if found := list(_once(line // LINES for line in lines if line % LINES != AUTHOR)):
                return [self._names[essay] for essay in found]
        return []

    def _holding(self, words: str) -> Iterator[int]:
        if words in self._lines:
            for look in (self._lines.beginning, self._lines.with_a_word, self._lines.holding):
                yield from (line // LINES for line in look(words))

    def _near(self, words: str) -> list[int]:
        """Those that have at least half of the words, each as it is typed or nearly so, the most first."""
        typed = sorted(set(words.split()), key=len, reverse=True)[:MOST_WORDS]
        counts = Counter(essay for word in typed for essay in self._with(word))
        return [essay for essay, count in counts.most_common() if 2 * count >= len(typed)]

    def _with(self, word: str) -> Iterator[int]:
        """Those with a word that begins so, or else with one that is like it, the likest first."""
        lines = chain.from_iterable(map(self._lines.with_a_word, self._lines.nearest(word)))
        return _once(line // LINES for line in islice(lines, MOST_HOLDING))

    def _there_are(self, words: str) -> str:
        near = (self._names[essay] for essay in self._near(words))
        names = list(islice(_once([*near, *self._names]), MOST_LISTED))
        rest = len(self._names) - len(names)
        if rest:
            return f"there are {', '.join(names)} and {rest:,} more"
        return f"there {'is' if len(names) == 1 else 'are'} {_listed(names, 'and')}"


def _once(things: Iterable[Thing]) -> Iterator[Thing]:
    """Each of them, in order, as if it came but once."""
    seen: set[Thing] = set()
    for thing in things:
        if thing not in seen:
            seen.add(thing)
            yield thing


def _listed(names: list[str], joining: str) -> str:
    """At most ten of them, in words."""
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:MOST_LISTED])} {joining} {len(names) - MOST_LISTED:,} more"
    return f" {joining} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
