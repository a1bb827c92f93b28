"""Something to kill: a process that writes and says what it has written, forked off one that has loaded everything.

Started as a program, it forks for each line it reads, "ADDRESS SEED"; the child's first line is its number, and each
further one what is on the disk: a step, and which of the server's things has that step's value.
"""

import asyncio
import itertools
import os
import random
import signal
import sys

from bot.storage import open_storage
from tests.bot.storage.conftest import NOW, ROOMY, essay_of

__all__ = ["END", "SERVER", "THINGS", "long_text"]

SERVER = 1
END = "end"  # said back at once
THINGS = ("first", "second", "channel", "settings")
SENTENCES = 2_000  # of an essay: a hundred kilobytes, many pages of a database


def long_text(step: int) -> str:
    """An essay's text that is of this step from its beginning to its end."""
    return " ".join(f"Sentence {number} of the text of step {step}." for number in range(SENTENCES))[:49_000]


async def write(address: str, seed: int) -> None:
    """Change one thing after the other, until killed."""
    chance = random.Random(seed)
    async with open_storage(address) as storage:
        server = storage.of(SERVER)
        for step in itertools.count(seed):
            thing = chance.choice(THINGS)
            match thing:
                case "channel":
                    await server.use(5, str(step))
                case "settings":
                    await server.change(answers_in={step})
                case name:
                    await server.put(name, essay_of(long_text(step)), ROOMY, NOW)
            say(f"{step} {thing}")


def say(line: str) -> None:
    """At once, by a single write: no buffer that a kill could take along."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no one to wait for them
    for line in sys.stdin:
        if line.strip() == END:
            say(END)
        elif os.fork() == 0:
            to, since = line.rsplit(maxsplit=1)
            say(str(os.getpid()))
            asyncio.run(write(to, int(since)))
