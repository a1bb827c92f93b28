"""Files read, prepared and shelved: many at a time, and never all at once."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bot.archiving.preparing import Preparers
from bot.archiving.shelving import Shelving
from bot.library.apart import Readers
from bot.library.files import Stamp
from index import EssayError, QuothError
from index.archive.segments import Made
from index.errors import NotNowError
from index.vocabulary import GlossaryEntry, read_glossary

__all__ = ["PATH", "Wanted", "make"]

PROCESSORS = os.cpu_count() or 1
MOST_AT_ONCE = 3 * PROCESSORS  # files: one is read and one prepared for each processor, and one is on its way
PATH = "\0"  # stands for a file's path in what is kept of its problem: folders are moved, and named in several ways

FAILS = "{path} is passed over: what prepares it fails ({kind}). That is a fault of Quoth: please report it."
BROKE_DOWN = (
    "A process that prepares essays was ended, perhaps because memory ran out. Run the command again: it goes on where"
    " it stopped."
)


class Wanted(NamedTuple):
    """A file to be read."""

    path: Path
    way: str
    stamp: Stamp
    size: int


class _Done(NamedTuple):
    """A file that was read, or not."""

    wanted: Wanted
    made: Made | None
    """None if it can't be had now."""
    data: bytes = b""
    problem: str = ""


def make(wanted: Iterable[Wanted], shelving: Shelving, advance: Callable[[int], None]) -> list[str]:
    """Read, prepare and shelve files; a sentence on each that can't be had now, but may another time.

    Args:
        wanted: the files.
        shelving: where what is made of them goes.
        advance: is told the size of each when it is done.

    Raises:
        ArchiveError: nothing more can be written.
        QuothError: nothing more can be prepared.
    """
    problems = []
    with (
        ThreadPoolExecutor(MOST_AT_ONCE, "making", _leave_interrupts_to_others) as threads,
        Preparers() as preparers,
        Readers(PROCESSORS, are_kept=True) as readers,
        shelving,
    ):
        for done in _side_by_side(threads, lambda one: _make(one, readers, preparers), wanted):
            if done.made:
                shelving.add(done.made, done.data)
            else:
                problems.append(done.problem)
            advance(done.wanted.size)
    return problems


def _side_by_side(
    threads: ThreadPoolExecutor, work: Callable[[Wanted], _Done], wanted: Iterable[Wanted]
) -> Iterator[_Done]:
    """What is done, as it comes; nothing is begun for which there is no thread."""
    left = iter(wanted)
    under_way: set[Future[_Done]] = {threads.submit(work, one) for one in islice(left, MOST_AT_ONCE)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        under_way |= {threads.submit(work, one) for one in islice(left, len(done))}
        yield from (future.result() for future in done)


def _make(one: Wanted, readers: Readers, preparers: Preparers) -> _Done:
    try:
        essay = readers.submit(one.path).result()
        glossary, problem = _glossary(one)
        prepared = preparers.submit(essay, glossary).result()
    except NotNowError as error:
        return _Done(one, None, problem=str(error))
    except EssayError as error:
        return _Done(one, Made(one.way, one.stamp, None, _sayable(error, one)))
    except BrokenProcessPool:
        raise QuothError(BROKE_DOWN) from None
    except Exception as error:  # an essay such as nobody has thought of is no reason to stop
        return _Done(one, None, problem=FAILS.format(path=one.path, kind=type(error).__name__))
    return _Done(one, Made(one.way, one.stamp, prepared.listed, problem), prepared.data)


def _glossary(one: Wanted) -> tuple[list[GlossaryEntry], str]:
    """What is in the glossary beside a file, and why nothing is."""
    try:
        return read_glossary(one.path), ""
    except NotNowError:
        raise
    except EssayError as error:
        return [], _sayable(error, one)


def _sayable(error: EssayError, one: Wanted) -> str:
    return str(error).replace(str(one.path), PATH)


def _leave_interrupts_to_others() -> None:
    """Processes that a thread starts inherit this: Ctrl+C is for the program, not for each of them."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
