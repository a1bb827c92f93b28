"""Which essays are asked: those named on the command line, else those that are set, else the one that ships."""

import logging
import os
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.engines import BY_SIZE, Search
from bot.evidence import Without, meaning_of, reasons
from index import Answerer, Essay, Library, QuothError, shipped_essay
from index.essays import SHIPPED_ESSAY
from index.vocabulary import read_glossary

if TYPE_CHECKING:
    from bot.library.archived import ArchiveLibrary
    from bot.library.folder import FolderLibrary

__all__ = ["Choice", "Opened", "choose", "essay_for", "named_in", "open_essays"]

log = logging.getLogger(__name__)

MOST_TOLD = 3  # sentences before an answer
IN_BRIEF = "%s things in %s are not read: `quoth contents` says which, and why."
BOTH = "An essay and a library are named: take --essay or --library, not both."


class Choice(NamedTuple):
    """An essay's file or a folder of essays; neither is the essay that ships."""

    essay: Path | None = None
    folder: Path | None = None
    search: Search = BY_SIZE
    """What searches them."""


class Opened(NamedTuple):
    """What can be asked, and the folder or the archive it was read from, if it was."""

    library: Library
    folder: "FolderLibrary | None" = None
    archive: "ArchiveLibrary | None" = None

    def latest(self) -> Library:
        """What can be asked now: of an archive, what another process has indexed meanwhile.

        Raises:
            ArchiveError: that is damaged. What was there before is not put in its place.
        """
        if self.archive is None:
            return self.library
        return self.archive.library if self.archive.is_current() else self.archive.open()


def choose(essay: Path | None, folder: Path | None) -> Choice:
    """What is named here, else what is set.

    Raises:
        QuothError: both are named, or the settings can't be used.
    """
    if essay and folder:
        raise QuothError(BOTH)
    search = BY_SIZE
    if _anything_is_set():
        from bot.settings import load_settings  # 70 ms of start that only those who set something wait for

        settings = load_settings()
        search = settings.search
        if not essay and not folder:
            essay, folder = settings.essay, settings.library
    return Choice(_at_home(essay), _at_home(folder), search)


def open_essays(
    choice: Choice, without: Collection[Without] = (), *, explains: bool = False, in_brief: bool = False
) -> Opened:
    """Read the essays and the glossaries beside them; each essay is made ready when it is first asked.

    What can't be read of a folder is told, and that is all; in brief for who is waiting for an answer.

    Raises:
        QuothError: there is no essay to ask.
    """
    if choice.folder:
        return _open_folder(choice.folder, choice.search, without, explains=explains, in_brief=in_brief)
    path = choice.essay or SHIPPED_ESSAY
    essay = essay_for(choice.essay)  # first, for an essay that can't be read has nothing beside it
    glossary = read_glossary(path)

    @cache
    def answerer_of(_: str) -> Answerer:
        meaning = meaning_of(essay, path, without)
        make_engine = choice.search.of_essay(len(essay.paragraphs), essay.fingerprint)
        return Answerer(essay, glossary, reasons(without), meaning=meaning, explains=explains, make_engine=make_engine)

    return Opened(Library({path.stem: essay}, answerer_of))


def essay_for(path: Path | None) -> Essay:
    """The essay in a file, else the one that ships.

    Raises:
        EssayError: the file can't be read, or holds no essay.
    """
    if path is None:
        return shipped_essay()
    from index.reading import essay_of
    from index.reading.files import read_bytes
    from index.reading.formats import format_of

    data = read_bytes(path)
    if format_of(data, path) is None:  # text, which can do no harm
        return essay_of(data, path)
    from bot.library.apart import Readers

    with Readers() as readers:
        return readers.submit(path, data).result()


def named_in(library: Library, name: str | None) -> str | None:
    """The one essay that is meant: by name or title, or because it is the only one; None is all of them.

    Raises:
        UnknownEssayError: none goes by that name, or more than one.
    """
    if name is not None:
        return library.named(name)
    return next(iter(library.essays)) if len(library.essays) == 1 else None


def _open_folder(path: Path, search: Search, without: Collection[Without], *, explains: bool, in_brief: bool) -> Opened:
    from index.archive import is_indexed

    if is_indexed(path):
        from bot.library.archived import ArchiveLibrary

        archive = ArchiveLibrary(path, search, without, explains=explains)
        return Opened(archive.library, archive=archive)
    from bot.library.apart import Readers
    from bot.library.folder import FolderLibrary

    folder = FolderLibrary(path, without, search, explains=explains)
    try:
        with Readers() as readers:
            return Opened(folder.read(readers), folder)
    finally:
        is_long = in_brief and len(folder.problems) > MOST_TOLD
        for problem in folder.problems[: 0 if is_long else None]:
            log.warning("%s", problem)
        if is_long:
            log.warning(IN_BRIEF, len(folder.problems), path)


def _at_home(path: Path | None) -> Path | None:
    try:
        return path.expanduser() if path else None
    except RuntimeError:  # "~nobody": there is no such home, and reading will say that there is no such file
        return path


def _anything_is_set() -> bool:
    return Path(".env").exists() or any(name.startswith("QUOTH_") for name in os.environ)
