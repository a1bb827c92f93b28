"""Essays prepared side by side, in processes of this program's own."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, NamedTuple, Self

from index import Essay
from index.listing import listed
from index.prepared import prepare
from index.vocabulary import GlossaryEntry

__all__ = ["Prepared", "Preparers"]


class Prepared(NamedTuple):
    """What was made of an essay."""

    listed: dict[str, Any]
    """What a list says of it."""
    data: bytes


class Preparers:
    """As many processes as there are processors, started when there is something to do. Any thread may ask them."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(
            os.cpu_count() or 1, multiprocessing.get_context("spawn"), initializer=_end_with_parent
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, essay: Essay, glossary: Iterable[GlossaryEntry]) -> Future[Prepared]:
        """Prepare an essay as soon as a process is free."""
        return self._pool.submit(_prepare, essay.model_dump_json(), tuple(glossary))


def _prepare(essay: str, glossary: tuple[GlossaryEntry, ...]) -> Prepared:
    read = Essay.model_validate_json(essay)
    [one] = listed({"": read}).values()
    return Prepared(one._asdict(), prepare(read, glossary))


def _end_with_parent() -> None:
    """Leave when whoever started this process does, however that ends; and leave Ctrl+C to them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
