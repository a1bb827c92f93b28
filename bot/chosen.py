"""Which essay is asked: the one named on the command line, else the one that is set, else the one that ships."""

import os
from collections.abc import Collection
from pathlib import Path

from bot.evidence import Without, meaning_of, reasons
from index import Answerer, Essay, Library, shipped_essay
from index.essays import SHIPPED_ESSAY
from index.vocabulary import read_glossary

__all__ = ["answerer_for", "essay_for", "library_for"]


def essay_for(named: Path | None) -> Essay:
    """The essay named, else the one that is set, else the one that ships."""
    path = _path(named)
    if path is None:
        return shipped_essay()
    from index.reading import read_essay

    return read_essay(path)


def answerer_for(named: Path | None, without: Collection[Without] = (), *, explains: bool = False) -> Answerer:
    """The essay with the glossary that lies beside it, ready to be asked."""
    essay = essay_for(named)  # first, for an essay that can't be read has nothing beside it
    path = _path(named) or SHIPPED_ESSAY
    meaning = meaning_of(essay, path, without)
    return Answerer(essay, read_glossary(path), reasons(without), meaning=meaning, explains=explains)


def library_for(named: Path | None, without: Collection[Without] = ()) -> Library:
    """The essay alone, ready to be asked on Discord."""
    answerer = answerer_for(named, without)
    return Library({(_path(named) or SHIPPED_ESSAY).stem: answerer.essay}, lambda _: answerer)


def _path(named: Path | None) -> Path | None:
    path = named or (_set_essay() if _anything_is_set() else None)
    try:
        return path.expanduser() if path else None
    except RuntimeError:  # "~nobody": there is no such home, and reading will say that there is no such file
        return path


def _anything_is_set() -> bool:
    return Path(".env").exists() or any(name.startswith("QUOTH_") for name in os.environ)


def _set_essay() -> Path | None:
    from bot.settings import load_settings  # 70 ms of start that only those who set something wait for

    return load_settings().essay
