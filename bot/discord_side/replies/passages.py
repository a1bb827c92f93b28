"""Finding again the passages that buttons name, in the essays as they are now."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.discord_side.replies.ids import Ref, refer, tag
from index import Citation, Essay, Library, Paragraph, Section
from index.digests import places_by_digest

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
    """The paragraphs of a library's essays by number and by name; an archive's essays are opened as they are needed.

    Made once a library: 5,000 paragraphs take 10 ms, the names of 50,000 essays of an archive 50.
    """

    def __init__(self, library: Library) -> None:
        self.names: Sequence[str] = list(library.essays)
        """The essays', in order."""
        self._library = library
        self._tagged = {tag(name): name for name in self.names}
        if library.archived:
            self._standing = library.archived.find_text
        else:
            places = places_by_digest(library.essays, library.titles)
            self._standing = lambda digest: places.get(digest, [])

    @property
    def several(self) -> bool:
        """Whether it has to be said from which essay a passage is."""
        return len(self.names) > 1

    def essay(self, name: str) -> Essay:
        """An essay by the title that it has in answers: of several of one title each has its name behind it."""
        essay, title = self._library.essays[name], self._library.titles[name]
        return essay if essay.title == title else essay.model_copy(update={"title": title})

    def called(self, name: str) -> str:
        """That title with the author, without opening the essay."""
        listed = self._library.listing[name]
        return listed._replace(title=self._library.titles[name]).called

    def tagged(self, essay: str) -> str | None:
        """The name of the essay that a button means; None if it is gone."""
        return self._tagged.get(essay)

    def find(self, ref: Ref) -> Place | None:
        """The paragraph with this text, of several the one nearest to where it stood; None if it is gone."""
        nearest = sorted(self._standing(ref.digest), key=lambda standing: abs(standing[1] - ref.number))
        places = (_located(name, self.essay(name), number) for name, number in nearest)
        place = next((place for place in places if place and place.ref.digest == ref.digest), None)
        if place is None:
            return None
        is_within = ref.start <= ref.end <= len(place.paragraph.text)
        return place._replace(start=ref.start, end=ref.end) if is_within else place

    def beside(self, place: Place) -> tuple[Place | None, Place | None]:
        """The paragraph before, at its end, where leafing back comes to it; and the one after. Of the same essay."""
        number = place.paragraph.number
        before, after = (_located(place.name, place.essay, beside) for beside in (number - 1, number + 1))
        return before and before.at(len(before.paragraph.text)), after


def _located(name: str, essay: Essay, number: int) -> Place | None:
    """The paragraph of this number, if the essay has one."""
    for section, paragraph in essay.located():
        if paragraph.number == number:
            return Place(name, essay, section, paragraph)
    return None
