"""The process in which files are read: requests come in on standard input, essays as JSON go out, a line each."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel

from bot.library.limits import MB, MOST_MEMORY, allow_time, limit_process
from index import Essay, EssayError
from index.errors import NotNowError
from index.essay import Frozen

__all__ = ["NEEDS_MEMORY", "Reply", "Request", "main"]

NEEDS_MEMORY = (
    f"{{path}} needs more memory than {MOST_MEMORY // MB:,} MB to be read: split it, or save it as plain text."
)
FAILED = "{path} can't be read: what reads it fails ({kind}). Save it anew, or as plain text."


class Request(BaseModel):
    """Which file, in the bytes that name it; where its content is given, so many bytes of it follow."""

    path: str
    size: int | None = None


class Reply(Frozen):
    """The essay, or why there is none."""

    essay: Essay | None = None
    refused: str = ""
    is_for_now: bool = False
    """Whether it may be had another time."""
    is_spent: bool = False
    """Whether the process had better not read another file."""


def main() -> None:
    """Answer requests until there are none."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started this process
    sys.dont_write_bytecode = True
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no reply
        import index.reading  # noqa: F401 - once, for all files

        limit_process()
        with suppress(BrokenPipeError):
            _answer_all(sys.stdin.buffer, replies)


def _answer_all(requests: BinaryIO, replies: BinaryIO) -> None:
    for line in requests:
        request = Request.model_validate_json(line)
        data = None if request.size is None else requests.read(request.size)
        allow_time()
        replies.write(_reply(Path(os.fsdecode(bytes.fromhex(request.path))), data) + b"\n")
        replies.flush()


def _reply(path: Path, data: bytes | None) -> bytes:
    try:
        return Reply(essay=_read(path, data)).model_dump_json().encode()
    except EssayError as error:
        reply = Reply(refused=_sayable(str(error)), is_for_now=isinstance(error, NotNowError))
    except MemoryError:
        reply = Reply(refused=_sayable(NEEDS_MEMORY.format(path=path)), is_spent=True)
    except Exception as error:  # a file can bring a library to anything
        reply = Reply(refused=_sayable(FAILED.format(path=path, kind=type(error).__name__)), is_for_now=True)
    return reply.model_dump_json().encode()


def _read(path: Path, data: bytes | None) -> Essay:
    from index.reading import essay_of, read_essay

    return read_essay(path) if data is None else essay_of(data, path)


def _sayable(text: str) -> str:
    """Without the lone surrogates that stand for stray bytes of a file's name."""
    return text.encode(errors="replace").decode()
