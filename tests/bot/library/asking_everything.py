"""Read the folder that is named, ask what standard input says, and tell on standard output what came of it."""

import json
import resource
import sys
from pathlib import Path

from bot.evidence import Without
from bot.library.apart import Readers
from bot.library.folder import FolderLibrary

KB = 1_024


def main() -> None:
    """Ask question after question of all essays that could be read."""
    folder = FolderLibrary(Path(sys.argv[1]), [Without.MEANING])
    with Readers() as readers:
        library = folder.read(readers)
    answers = [library.answer(question) for question in json.load(sys.stdin)]
    told = {
        "quotes": [[quote.text for quote in answer.quotes] for answer in answers],
        "problems": folder.problems,
        "our_bytes": _most_memory(),
        "worker_bytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KB,
    }
    json.dump(told, sys.stdout)


def _most_memory() -> int:
    """Of this process alone: what `resource` says holds for whoever started it too."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * KB


if __name__ == "__main__":
    main()
