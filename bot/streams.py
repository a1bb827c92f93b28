"""Standard input and output as they really are: closed, not UTF-8, or in an encoding that lacks our letters."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

from index import QuothError

__all__ = ["prepare_streams", "standard_input"]


def prepare_streams() -> None:
    """Input is UTF-8 or refused, its byte-order mark dropped; what the output's encoding lacks is replaced.

    Raises:
        QuothError: standard output is closed.
    """
    if sys.stderr is None:  # Python has none where the caller closed it
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it stays open as long as we run
    if sys.stdout is None:
        raise QuothError("Standard output is closed: there is nowhere to put an answer.")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        # In the C locale Python would let stray bytes through as lone surrogates, which nothing can print.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")


@contextmanager
def standard_input() -> Iterator[TextIO]:
    """Standard input, to be read in the block.

    Raises:
        QuothError: it is closed, unreadable or not UTF-8.
    """
    if sys.stdin is None:
        raise QuothError("Standard input is closed: there is nothing to read from it.")
    try:
        yield sys.stdin
    except UnicodeDecodeError:
        raise QuothError("Standard input is not UTF-8: save it as UTF-8 and try again.") from None
    except OSError as error:
        raise QuothError(f"Standard input can't be read: {error.strerror or error}.") from None
