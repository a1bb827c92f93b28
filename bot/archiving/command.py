"""`quoth index`: what it says when it is done, or broken off."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.archiving.indexing import Indexed, index_folder
from bot.engines import Search
from bot.layout import Line, counted
from bot.terminal import show

__all__ = ["run_index"]

MOST_TOLD = 10  # sentences on what is not read; more of them stand in a file
MANY = "{many} in {folder} are not read, or not whole: {path} says which, and why."
NOTHING_NEW = "Nothing has changed: {essays} can be asked."
DONE = "{read} read, {unchanged} unchanged: {essays} of {paragraphs} can be asked."
BROKEN_OFF = "Broken off: the next `quoth index` goes on from here. What was indexed before is still there to be asked."


def run_index(folder: Path, search: Search) -> bool:
    """Index a folder and say what came of it; whether it was not broken off by Ctrl-C."""
    try:
        indexed = index_folder(folder, search)
    except KeyboardInterrupt:
        print(BROKEN_OFF, file=sys.stderr)
        return False
    for sentence in _problems(indexed, folder):
        print(sentence, file=sys.stderr)
    show(_lines(indexed))
    return True


def _problems(indexed: Indexed, folder: Path) -> Iterator[str]:
    if len(indexed.problems) <= MOST_TOLD:
        yield from indexed.problems
    else:
        yield MANY.format(many=counted(len(indexed.problems), "thing"), folder=folder, path=indexed.told)


def _lines(indexed: Indexed) -> Iterator[Line]:
    essays = counted(indexed.essays, "essay")
    if not indexed.has_changed:
        yield Line(NOTHING_NEW.format(essays=essays))
        return
    read, paragraphs = counted(indexed.read, "file"), counted(indexed.paragraphs, "paragraph")
    yield Line(DONE.format(read=read, unchanged=f"{indexed.unchanged:,}", essays=essays, paragraphs=paragraphs))
