"""A worker whose reader does what the file says: it stands for whatever a hostile file can bring a library to."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import index.reading
from bot.library import worker
from bot.library.limits import MOST_WRITTEN
from index import Essay

READ = index.reading.read_essay
ENDLESS = 1_000_000  # seconds
REPLIES = 3  # the stream's number: the first that is free in a new process


def misbehave(path: Path) -> Essay:
    """Do as the file's first word says, then read it."""
    word = path.read_text(encoding="utf-8").split()[0]
    if word in TITLES:
        return READ(path).model_copy(update={"title": TITLES[word]()})
    if word in DEEDS:
        DEEDS[word](path)
    return READ(path)


TITLES: dict[str, Callable[[], str]] = {
    "who": lambda: str(os.getpid()),
    "settings": lambda: " ".join(os.environ),
}
DEEDS: dict[str, Callable[[Path], object]] = {
    "hang": lambda _: time.sleep(ENDLESS),
    "hoard": lambda _: [bytes(10_000_000) for _ in range(10_000)],
    "recurse": misbehave,
    "die": lambda _: os.abort(),
    "lie": lambda _: os.write(REPLIES, b'{"essay": {"title": 1}}\n'),
    "chatter": lambda _: print("and so on", flush=True),
    "write": lambda path: path.with_suffix(".written").open("wb").truncate(MOST_WRITTEN + 1),
}


if __name__ == "__main__":
    index.reading.read_essay = misbehave  # type: ignore[assignment]
    worker.main()
