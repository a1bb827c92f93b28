"""What reading a file may cost, and how a process that reads is held to it."""

import os
import sys
import threading
import time

__all__ = ["LONGEST", "MOST_MEMORY", "MOST_WRITTEN", "OUT_OF_MEMORY", "allow_time", "limit_process"]

MB = 1_000_000

LONGEST = 30.0  # seconds a file: the longest text there may be takes two, a book of 1,000 pages as PDF some ten
MOST_MEMORY = 1_000 * MB  # of addresses: Python and what reads take 150 MB, the longest text 100 more
MOST_WRITTEN = 100 * MB  # of a file: what tells languages apart unpacks itself into a temporary one, of 68 MB
MOST_OPEN = 64  # files: its streams, the file it reads, and modules while they are loaded
OUT_OF_MEMORY = 71  # the exit status of a process that ended itself for it
LOOKED_AFTER_EVERY = 0.05  # seconds


def limit_process() -> None:
    """Hold this process to little memory, little writing and no new processes. What it needs should be loaded before.

    Windows has no such limits: there only the time is kept, by whoever waits for the process.
    """
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(limit, most)
    if sys.platform == "darwin":  # it accepts a limit for addresses, or refuses it, but never keeps it
        threading.Thread(target=watch_memory, args=(MOST_MEMORY,), daemon=True).start()
    _lower(resource.RLIMIT_NPROC, 0)


def allow_time() -> None:
    """Let this process compute for another LONGEST seconds: should nobody wait any more, it ends all the same."""
    if sys.platform == "win32":
        return
    import resource

    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + LONGEST) + 1, hard))


def watch_memory(most: int) -> None:
    """End this process as soon as it has ever held more bytes than that."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1_024
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
        time.sleep(LOOKED_AFTER_EVERY)
    os._exit(OUT_OF_MEMORY)


def _lower(limit: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(limit, (lowered, lowered))
    except (OSError, ValueError):  # a system that doesn't know it, or has used more already
        return
