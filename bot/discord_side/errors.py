"""The one place where exceptions on Discord's side turn into sentences for whoever asked.

StorageError                   the database is away             that it is; where and why is for the log alone
QuothError                     what the essay's side or ours says itself     its own words
CommandSignatureMismatch       commands of an older Quoth                    to try again after a while
any other                      a fault of the program                        that it is one; the log has the rest
"""

import logging

from discord import app_commands

from bot.storage import StorageError
from index import QuothError

__all__ = ["as_sentence"]

log = logging.getLogger(__name__)

OUTDATED = "This command has changed: restart Discord, or try again in some minutes."
OUT_OF_REACH = (
    "What this server has of its own is out of reach just now: please try again in a minute. My log says why, to"
    " whoever runs me."
)
FAULT = "Something went wrong, and it is my fault, not yours. It was written to my log."


def as_sentence(error: BaseException) -> str:
    """What to tell the asker; a fault of ours is logged with where it happened."""
    match error:
        case StorageError():
            log.warning("%s", error)
            return OUT_OF_REACH
        case QuothError():
            return str(error)
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            return OUTDATED
        case app_commands.CommandInvokeError():
            return as_sentence(error.original)
        case _:
            log.error("A fault of Quoth; please report what follows.", exc_info=error)
            return FAULT
