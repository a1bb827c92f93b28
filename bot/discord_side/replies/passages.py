"""Finding again the passages that buttons name, in the essays as they are now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.discord_side.replies.ids import Ref, refer, tag
from index import Citation, Essay, Paragraph, Section
from index.naming import told_apart

__all__ = ["Passages", "Place"]


class Place(NamedTuple):
    """A paragraph, and in it the characters [start, end) that are meant; none if they are equal."""

    name: str
    """The essay's, in its library."""
    essay: Essay
    section: Section
    paragraph: Paragraph
    start: int = 0
    end: int = 0

    def at(self, offset: int) -> "Place":
        """The same paragraph, from there on."""
        return self._replace(start=offset, end=offset)

    @property
    def ref(self) -> Ref:
        """Its name in a button's id."""
        return refer(self.essay.title, self.paragraph.text, self.paragraph.number, (self.start, self.end))

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return self.essay.cite(self.section, self.paragraph)


class Passages:
    """The paragraphs of a library's essays by number and by name. Made once a library: 5,000 paragraphs take 10 ms."""

    def __init__(self, essays: Mapping[str, Essay]) -> None:
        self.essays = {name: _called(title, essays[name]) for name, title in told_apart(essays).items()}
        self._places = {
            name: [Place(name, essay, section, paragraph) for section, paragraph in essay.located()]
            for name, essay in self.essays.items()
        }
        self._tagged = {tag(name): name for name in essays}
        self._named: defaultdict[bytes, list[Place]] = defaultdict(list)
        for places in self._places.values():
            for place in places:
                self._named[place.ref.digest].append(place)

    @property
    def several(self) -> bool:
        """Whether it has to be said from which essay a passage is."""
        return len(self.essays) > 1

    def of(self, essay: str) -> Sequence[Place]:
        """An essay's paragraphs, in order."""
        return self._places[essay]

    def tagged(self, essay: str) -> str | None:
        """The name of the essay that a button means; None if it is gone."""
        return self._tagged.get(essay)

    def find(self, ref: Ref) -> Place | None:
        """The paragraph with this text, of several the one nearest to where it stood; None if it is gone."""
        named = self._named.get(ref.digest)
        if not named:
            return None
        place = min(named, key=lambda place: abs(place.paragraph.number - ref.number))
        is_within = ref.start <= ref.end <= len(place.paragraph.text)
        return place._replace(start=ref.start, end=ref.end) if is_within else place

    def beside(self, place: Place) -> tuple[Place | None, Place | None]:
        """The paragraph before, at its end, where leafing back comes to it; and the one after. Of the same essay."""
        places, number = self._places[place.name], place.paragraph.number
        before = places[number - 2] if number > 1 else None
        after = places[number] if number < len(places) else None
        return before and before.at(len(before.paragraph.text)), after


def _called(title: str, essay: Essay) -> Essay:
    """The essay by the title that it has in answers: of several of one title each has its name behind it."""
    return essay if essay.title == title else essay.model_copy(update={"title": title})
