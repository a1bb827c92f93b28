"""A bar on a terminal's standard error for what takes longer than a moment."""

import sys
from collections.abc import Iterable, Iterator
from threading import Timer
from typing import TypeVar

__all__ = ["with_bar"]

PATIENCE = 1.0  # seconds; nobody needs a bar for what takes no longer

Thing = TypeVar("Thing")


def with_bar(things: Iterable[Thing], total: int, doing: str) -> Iterator[Thing]:
    """Hand on one thing after the other, and show how far that is."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(doing, total=total)
    begin = Timer(PATIENCE, bar.start)
    begin.start()
    try:
        for thing in things:
            yield thing
            bar.advance(task)
    finally:
        begin.cancel()
        begin.join()
        bar.stop()
