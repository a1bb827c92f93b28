"""How far a long run is: a bar on a terminal, elsewhere a line every so often."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.layout import counted

__all__ = ["advancing", "completing"]

Advance = Callable[[int], None]
"""Is told the size of each file that is done, in bytes."""

EVERY = 30.0  # seconds between two lines
MINUTE, HOUR = 60, 3_600
COMPLETING = "Making what searches all of them"
TOLD = "{done:,} of {files:,} files are read ({share:.0%}), {left} left."


@contextmanager
def advancing(files: int, size: int) -> Iterator[Advance]:
    """Tell on standard error how far it is with so many files of so many bytes, until the block is left."""
    if not files:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar(files, size) as advance:
            yield advance
    else:
        yield _lines(files, size)


@contextmanager
def completing() -> Iterator[None]:
    """Show on a terminal that what follows takes a while, until the block is left."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(COMPLETING):
        yield


@contextmanager
def _bar(files: int, size: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading {task.fields[done]:,} of {task.fields[files]:,} files"), BarColumn())
    bar = Progress(*columns, TaskProgressColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=max(size, 1), done=0, files=files)
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += 1
        bar.update(task, advance=more, done=done)

    with bar:
        yield advance


def _lines(files: int, size: int) -> Advance:
    began = told = time.monotonic()
    done = read = 0

    def advance(more: int) -> None:
        nonlocal done, read, told
        done, read = done + 1, read + more
        now = time.monotonic()
        if now - told >= EVERY and read:
            told = now
            left = _in_words((now - began) * (size - read) / read)
            print(TOLD.format(done=done, files=files, share=read / size, left=left), file=sys.stderr, flush=True)

    return advance


def _in_words(seconds: float) -> str:
    """About so long."""
    if seconds < 2 * MINUTE:
        return counted(round(seconds), "second")
    if seconds < 2 * HOUR:
        return counted(round(seconds / MINUTE), "minute")
    return counted(round(seconds / HOUR), "hour")
