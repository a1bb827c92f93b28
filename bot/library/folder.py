"""A folder as a library: every essay in it is read, and what can't be read is told."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.engines import BY_SIZE, Search
from bot.evidence import Without, for_all, in_bytes
from bot.library.answerers import Answerers, Shelved, length
from bot.library.apart import Readers
from bot.library.files import ENDINGS, FolderError, Found, Stamp, look_through, names_of
from bot.library.reading import read_files
from bot.printable import on_one_line
from index import Answerer, Essay, EssayError, Library
from index.cataloging import Cataloging
from index.vocabulary import read_glossary

__all__ = ["FolderLibrary"]

MOST_TEXT = 30_000_000  # characters of all essays together: 200 MB of memory
NOTHING = "There is no essay in {path}: put files there that end in {endings}."
TOO_MUCH = "{path} is passed over: the essays before it have {most:,} characters already, which is as much as is read."
STAYS = "{problem} What was read of it before stays."


class Entry(NamedTuple):
    """A file as it was last read: an essay or a problem, and both where it could be read once but no more."""

    stamp: Stamp
    shelved: Shelved | None
    problem: str | None = None


class FolderLibrary:
    """The essays of a folder, as they were when they were last read. One thread at a time may read it."""

    def __init__(
        self, folder: Path, without: Collection[Without] = (), search: Search = BY_SIZE, *, explains: bool = False
    ) -> None:
        self.path = folder
        self.found = Found({}, ())
        """What lay in the folder when it was last read."""
        self.essays: Mapping[str, Essay] = {}
        """By the names they go by."""
        self.problems: tuple[str, ...] = ()
        """A sentence for each thing in the folder that is no essay, on one line and safe to print."""
        self._without = without
        self._entries: Mapping[Path, Entry] = {}
        self._library: Library | None = None
        self._cataloging = Cataloging(search.in_memory)
        self._answerers = Answerers(explains=explains)

    def read(self, readers: Readers) -> Library:
        """Read the files that are new or have changed; one that can't be read any more stays as it was.

        Raises:
            FolderError: there is no such folder, or no essay in it.
        """
        self.found = look_through(self.path)
        self._entries = self._up_to_date(self.found.files, readers)
        shelved, too_much = _shelves([entry.shelved for entry in self._entries.values() if entry.shelved])
        told = [entry.problem for entry in self._entries.values() if entry.problem]
        self.problems = tuple(map(on_one_line, (*self.found.problems, *told, *too_much)))
        if not shelved:
            raise FolderError(NOTHING.format(path=self.path, endings=ENDINGS))
        return self._put_together(shelved)

    def _put_together(self, shelved: Iterable[Shelved]) -> Library:
        by_path = {one.path: one for one in shelved}
        by_name = {name: by_path[path] for path, name in names_of(by_path, self.path).items()}
        self.essays = {name: one.essay for name, one in by_name.items()}
        without = for_all(sum(map(in_bytes, self.essays.values())), self._without)

        def answerer_of(name: str) -> Answerer:
            return self._answerers.of(by_name[name], without)

        before = self._library
        self._library = (
            before.changed(self.essays, answerer_of) if before else Library(self.essays, answerer_of, self._cataloging)
        )
        return self._library

    def _up_to_date(self, files: Mapping[Path, Stamp], readers: Readers) -> dict[Path, Entry]:
        same = {path: entry for path, entry in self._entries.items() if files.get(path) == entry.stamp}
        new = [path for path in files if path not in same]
        read = read_files(self.path, files, new, readers)
        return {path: same.get(path) or self._entry(path, stamp, read[path]) for path, stamp in files.items()}

    def _entry(self, path: Path, stamp: Stamp, read: Essay | EssayError) -> Entry:
        if isinstance(read, EssayError):
            before = self._entries.get(path)
            stays = before and before.shelved
            return Entry(stamp, stays, STAYS.format(problem=read) if stays else str(read))
        try:
            return Entry(stamp, Shelved(path, read, tuple(read_glossary(path))))
        except EssayError as error:
            return Entry(stamp, Shelved(path, read), str(error))


def _shelves(essays: Iterable[Shelved]) -> tuple[list[Shelved], list[str]]:
    """The essays that memory allows, and a sentence on each other."""
    room = MOST_TEXT
    shelved, problems = [], []
    for one in essays:
        room -= length(one.essay)
        if room >= 0:
            shelved.append(one)
        else:
            problems.append(TOO_MUCH.format(path=one.path, most=MOST_TEXT))
    return shelved, problems
