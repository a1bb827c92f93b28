"""The one place where what goes wrong in a database becomes a sentence. It holds no address's password and no text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from index import QuothError

__all__ = ["NoDatabaseError", "StorageError", "troubles_as_sentences"]

CANT_BE_USED = "What is kept of servers, in {where}, can't be used now: {reason}."

# What a driver says, and what is to be said of it.
REASONS = {
    "unable to open database file": "the file can't be made or opened; see that its folder is there and may be written",
    "file is not a database": "the file is no database; name another one in QUOTH_DATABASE",
    "readonly database": "the file may not be written",
    "database is locked": "another program has held it for too long",
    "disk is full": "the disk is full",
    "malformed": "the file is damaged; put a copy from before in its place",
    "disk I/O error": "the disk can't be read or written",
    "password authentication failed": "the user or the password in QUOTH_DATABASE is not accepted",
    "does not exist": "there is no such database or user; look at QUOTH_DATABASE",
    "permission denied": "the user in QUOTH_DATABASE may not do that",
}
NOT_REACHED = "it is not to be reached there"
TOO_SLOW = "it does not answer in time"
OTHERWISE = "the database says no ({kind})"


class StorageError(QuothError):
    """What is kept of servers can't be read or written."""


class NoDatabaseError(StorageError):
    """There is no such file."""

    def __init__(self, message: str, file: Path) -> None:
        super().__init__(message)
        self.file = file


@contextmanager
def troubles_as_sentences(where: str, drivers: tuple[type[Exception], ...]) -> Iterator[None]:
    """Raise whatever goes wrong as a `StorageError`.

    Args:
        where: the database, as one may show it.
        drivers: what the driver raises beside what SQLAlchemy does.
    """
    troubles: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, *drivers)
    try:
        yield
    except TimeoutError:
        raise StorageError(CANT_BE_USED.format(where=where, reason=TOO_SLOW)) from None
    except troubles as error:
        raise StorageError(CANT_BE_USED.format(where=where, reason=_reason(error))) from None


def _reason(error: Exception) -> str:
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = str(original)
    known = next((reason for part, reason in REASONS.items() if part in said), None)
    if known:
        return known
    return NOT_REACHED if isinstance(original, OSError) else OTHERWISE.format(kind=type(original).__name__)
