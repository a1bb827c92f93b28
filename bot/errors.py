"""The one place where exceptions turn into sentences.

QuothError        what the essay's side or ours says itself          its own words
ValidationError   a setting that can't be what it says                which setting, and why
UnicodeError      standard input that is not UTF-8                    what to do
BrokenPipeError   whoever read our output has read enough             nothing: silence, as other programs keep
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic_core import ValidationError

from bot.printable import printable
from index import QuothError

__all__ = ["BAD_INPUT", "errors_as_sentences", "sentence"]

BAD_INPUT = 2  # the exit status for a command that was used wrongly, or whose input is bad


def sentence(error: Exception) -> str | None:
    """What to tell the user of an error they can mend; None for any other, which is a fault of the program."""
    match error:
        case QuothError():
            return str(error)
        case ValidationError():
            problem = error.errors()[0]
            name = "_".join(str(part) for part in problem["loc"]).upper()
            return f"The setting QUOTH_{name} can't be used: {problem['msg'][:1].lower()}{problem['msg'][1:]}."
        case UnicodeDecodeError():
            return "Standard input is not UTF-8: save it as UTF-8 and try again."
        case _:
            return None


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """End the program with one sentence on standard error and status 2 where the user can mend what went wrong."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out; what is left of the output goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BAD_INPUT)
    except (QuothError, ValidationError, UnicodeDecodeError) as error:
        print(f"quoth: {printable(sentence(error) or '')}", file=sys.stderr)
        sys.exit(BAD_INPUT)
