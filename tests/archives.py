"""An archive of as many essays as wanted, of which each is made when it is asked for by name, and noted."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import get_ident

from index import Answerer, Essay, Library, Paragraph, Section, Sentence
from index.digests import DigestFiles, digest_of, write_digests
from index.listing import Archived, Listed

__all__ = ["Opening", "archive"]

PLACES = ("Baku", "Ganja", "Lankaran", "Shusha", "Quba", "Sheki", "Gabala", "Nakhchivan")
SUBJECTS = ("harbour", "railway", "market", "theatre", "observatory", "orchard", "lighthouse", "library")
PARAGRAPHS = 2  # of each essay


class Opening(Mapping[str, Essay]):
    """Essays of an archive: to know which there are costs nothing; which are opened, and by which threads, is noted."""

    def __init__(self, count: int) -> None:
        self.opened: list[str] = []
        self.threads: set[int] = set()
        self._numbers = {name_of(number): number for number in range(count)}

    def __getitem__(self, name: str) -> Essay:
        number = self._numbers[name]
        self.opened.append(name)
        self.threads.add(get_ident())
        paragraphs = tuple(_paragraph(number, n) for n in range(1, PARAGRAPHS + 1))
        section = Section(number=1, heading="Records", paragraphs=paragraphs)
        return Essay(title=title_of(number), author=author_of(number), sections=(section,))

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers


def archive(count: int, folder: Path) -> tuple[Library, Opening]:
    """A library of so many essays, and what notes which of them are opened; their digests lie in the folder."""
    essays = Opening(count)
    listing = {
        name: Listed(
            title=title_of(number),
            author=author_of(number),
            language="en",
            fingerprint=f"{number:032x}",
            sections=1,
            paragraphs=PARAGRAPHS,
            characters=sum(len(text_of(number, n)) for n in range(1, PARAGRAPHS + 1)),
        )
        for number, name in enumerate(essays)
    }
    titles = {name: listed.title for name, listed in listing.items()}  # no two are the same
    write_digests(
        folder,
        (
            (number, n, digest_of(title, text_of(number, n)))
            for number, title in enumerate(titles.values())
            for n in range(1, PARAGRAPHS + 1)
        ),
    )
    archived = Archived(listing, titles, DigestFiles(folder, list(essays)).find)
    return Library(essays, lambda name: Answerer(essays[name]), archived=archived), essays


def _paragraph(number: int, place: int) -> Paragraph:
    text = text_of(number, place)
    return Paragraph(number=place, text=text, sentences=(Sentence(start=0, end=len(text)),))


def name_of(number: int) -> str:
    return f"{1980 + number % 45}/{number:05}-{SUBJECTS[number % 8]}"


def title_of(number: int) -> str:
    place, subject = PLACES[number // 8 % 8], SUBJECTS[number % 8]
    return f"How the old {subject} of {place} was kept from ruin, part {number + 1}"


def author_of(number: int) -> str | None:
    return f"Leyla {PLACES[number % 8]}ova" if number % 3 else None


def text_of(number: int, paragraph: int) -> str:
    return f"Record {number}.{paragraph}: the {SUBJECTS[number % 8]} had {number + paragraph} visitors that year."
