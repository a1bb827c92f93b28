"""The one place where exceptions turn into sentences, and these into exit statuses.

QuothError        what the essay's side or ours says itself       its own words, 2
OSError           a file or a stream that can't be used           which, and why, 2
BrokenPipeError   whoever read our output has read enough         silence, as other programs keep, 2
any other         a fault of the program                          where it happened, and to report it, 70
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from bot.printable import printable
from index import QuothError

__all__ = ["BAD_INPUT", "FAULT", "errors_as_sentences"]

BAD_INPUT = 2  # the exit status for a command that was used wrongly, or whose input is bad
FAULT = 70  # EX_SOFTWARE of sysexits.h: 1, with which Python ends, means that the essay does not say
REPORT = "This is a fault of Quoth, not yours: please report what is above."


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """End the program with one sentence on standard error where something goes wrong."""
    try:
        try:
            yield
        finally:
            _flush()  # while a full disk can still end in a sentence
    except BrokenPipeError:
        _leave(BAD_INPUT)
    except QuothError as error:
        _leave(BAD_INPUT, f"quoth: {error}")
    except OSError as error:
        _leave(BAD_INPUT, f"quoth: {_what_the_system_says(error)}")
    except Exception:
        import traceback

        _leave(FAULT, traceback.format_exc(), f"quoth: {REPORT}")


def _what_the_system_says(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)} can't be used: {reason}."
    return f"Reading or writing failed: {reason}; mend that and try again."


def _flush() -> None:
    if sys.stdout:  # Python has none where the caller closed it
        sys.stdout.flush()


def _leave(status: int, *said: str) -> NoReturn:
    with suppress(OSError):  # where standard error can't be written either, the status has to do
        for text in said:
            print(printable(text), file=sys.stderr)
    try:
        _flush()
    except OSError:  # Python flushes once more on its way out; what is left of the output goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
