"""A worker whose reader does what the file's first word says: it stands for whatever a hostile file can bring about."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import index.reading
from bot.library import worker
from index import Essay

READ = index.reading.essay_of
DEEDS: dict[str, Callable[[], object]] = {
    "hang": lambda: time.sleep(1_000_000),
    "hoard": lambda: [bytes(10_000_000) for _ in range(10_000)],
    "die": os.abort,
}


def misbehave(data: bytes, path: Path) -> Essay:
    """Do as it says, then read it."""
    deed = DEEDS.get(data.decode().split()[0])
    if deed:
        deed()
    return READ(data, path)


if __name__ == "__main__":
    index.reading.essay_of = misbehave
    worker.main()
