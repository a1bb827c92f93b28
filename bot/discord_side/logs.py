"""The log: a line a record on standard error, which nothing said by others can forge, and without secrets."""

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable

import aiohttp
import discord

from bot.printable import printable
from bot.settings import LogLevel

__all__ = ["set_up_logging"]

LINE = "%(levelname)-7s %(name)s: %(message)s"
TIMED_LINE = f"%(asctime)s {LINE}"
TIME = "%Y-%m-%d %H:%M:%S%z"
CONTINUED = "\n    | "  # before each further line of a traceback, so that none can pass for a record
LINE_BREAKS = re.compile(r"[\n\u2028\u2029]")
LINE_BREAK_SHOWN = "\u240a"  # Unicode's picture of a line feed

REDACTED = "[secret]"
# The token of an interaction or a webhook: where it stands in an address, and how Discord's begin ("interaction:").
INTERACTION_TOKEN = r"(?<=/)(?P<place>(?:webhooks|interactions)/\d+/)[^/?#\s'\"]+|aW50ZXJhY3Rpb246[\w=-]*"  # noqa: S105

AWAY = (discord.DiscordException, aiohttp.ClientError, OSError)

OURS = ("bot", "index")
CHATTY = ("discord.client", "alembic.runtime.migration")  # tell that they log in, and that they look


def set_up_logging(level: LogLevel, secrets: Iterable[str] = ()) -> None:
    """Log to standard error from now on; a secret is never written, wherever in a record it stands.

    The level is for our own loggers. Below INFO libraries log whole messages and addresses with tokens, so theirs
    never go there.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line(LINE if _is_journal() else TIMED_LINE, TIME, secrets))
    logging.basicConfig(level=max(logging.INFO, _number(level)), handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("discord.shard").addFilter(_away_in_one_line)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    # A bot that does not speak has no use for warnings that voice is not installed.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _away_in_one_line(record: logging.LogRecord) -> bool:
    """The library shows at each try where in it Discord could not be reached; that it could not is enough."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, AWAY):
        reason = "".join(traceback.format_exception_only(error)).strip()
        record.msg, record.args, record.exc_info = "%s (%s)", (record.getMessage(), reason), None
    return True


class _Line(logging.Formatter):
    """Works on what is written, so that neither an argument nor a traceback gets past it."""

    def __init__(self, line: str, time: str, secrets: Iterable[str]) -> None:
        super().__init__(line, time)
        known = [re.escape(secret) for secret in secrets if secret]
        self._secret = re.compile("|".join([*known, INTERACTION_TOKEN]))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        return LINE_BREAKS.sub(LINE_BREAK_SHOWN, super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        text = self._secret.sub(lambda match: f"{match['place'] or ''}{REDACTED}", super().format(record))
        return printable(LINE_BREAKS.sub(CONTINUED, text))


def _is_journal() -> bool:
    """Whether standard error goes to systemd's journal, which notes the time itself."""
    try:
        there = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # nothing that has a number
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{there.st_dev}:{there.st_ino}"


def _number(level: LogLevel) -> int:
    return logging.getLevelNamesMapping()[level]
