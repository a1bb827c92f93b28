"""Why a file of some format can't be read, said inside its reader, which does not know the file's name."""

__all__ = ["UnreadableError"]


class UnreadableError(Exception):
    """The rest of a sentence that the file's name begins: "is locked by a password: save it without one."."""
