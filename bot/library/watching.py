"""A folder looked at every few seconds: what has changed in it is read anew and swapped in as a whole.

By looking, not by the system's notices: from network file systems and mounted folders none come, nor for a folder that
has gone and come back.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.layout import counted
from bot.library.apart import Readers
from bot.library.files import FolderError, look_through
from bot.library.folder import FolderLibrary
from index import Library

__all__ = ["watch"]

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds; what is the same twice is no longer being written


async def watch(folder: FolderLibrary, on_change: Callable[[Library], None], every: float = EVERY) -> None:
    """Look after a folder that has been read, until cancelled.

    Args:
        folder: the folder.
        on_change: is given all its essays whenever one of them has come, changed or gone.
        every: how many seconds to let pass between two looks.
    """
    before, trouble = folder.found, ""
    with Readers() as readers:
        while True:
            await asyncio.sleep(every)
            try:
                now = await asyncio.to_thread(look_through, folder.path)
                if folder.found != now == before:
                    await _read(folder, readers, on_change)
                before, trouble = now, ""
            except Exception as error:  # whatever it is, what can be answered goes on being answered
                if str(error) != trouble:
                    _tell(error)
                trouble = str(error)


def _tell(error: Exception) -> None:
    """A fault of ours with where it happened."""
    fault = None if isinstance(error, FolderError) else error
    log.warning("%s What was read of it before stays.", error, exc_info=fault)


async def _read(folder: FolderLibrary, readers: Readers, on_change: Callable[[Library], None]) -> None:
    essays, known = folder.essays, set(folder.problems)
    try:
        library = await asyncio.to_thread(folder.read, readers)
    finally:
        for problem in folder.problems:
            if problem not in known:
                log.warning("%s", problem)
    if folder.essays.keys() != essays.keys() or any(folder.essays[name] is not essays[name] for name in essays):
        log.info("%s has changed: %s from now on.", folder.path, counted(len(folder.essays), "essay"))
        await asyncio.to_thread(on_change, library)
