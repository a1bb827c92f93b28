"""`quoth index` killed at any moment: what is served is whole, and the next run ends as one that was never killed."""

import os
import random
import subprocess
import sys
from pathlib import Path

from bot.archiving.indexing import index_folder
from tests.bot.archiving.conftest import lay, listing_of, served
from tests.bot.conftest import COMMAND, DEADLINE, inherited

KILLS = int(os.environ.get("QUOTH_TEST_KILLS", "6"))  # the more, the more moments
ESSAYS = 60
PARAGRAPHS = 3
LONGEST_RUN = 4.0  # seconds, about, that indexing them takes; within these any moment is as likely

# What the program does to the disk that outlives it. Each of these, counted, may be the last thing it ever does.
DYING = """
import os, shutil, sys
from pathlib import Path
from bot.archiving.indexing import index_folder

left = int(sys.argv[2])

def counted(function):
    def call(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return function(*arguments, **options)
    return call

os.fsync = counted(os.fsync)
shutil.rmtree = counted(shutil.rmtree)
for name in ("mkdir", "open", "rename", "replace", "unlink", "write_bytes"):
    setattr(Path, name, counted(getattr(Path, name)))
index_folder(Path(sys.argv[1]))
print(int(sys.argv[2]) - left)
"""
ENDLESS, DIED = 10_000, 9


def essays(step: int) -> dict[str, str]:
    """Essays of which each says in every paragraph of which step it is; some come and go."""
    return {
        f"{number % 5}/essay-{number}.md": "\n\n".join(f"Walker {number}, step {step}, {n}." for n in range(PARAGRAPHS))
        for number in range(ESSAYS)
        if number % 7 != step % 7
    }


def change(folder: Path, step: int) -> None:
    """Have the essays of this step in the folder, and no others."""
    wanted = essays(step)
    for path in folder.glob("[0-9]/*.md"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    lay(folder, wanted)


def step_served(folder: Path) -> int:
    """The step whose essays are served, all of them and no others."""
    texts = served(folder)
    [step] = {int(text.split("step ")[1].split(",")[0]) for text in texts.values()}
    assert texts.keys() == {Path(way).stem for way in essays(step)}
    return step


def kill_after(seconds: float, folder: Path) -> bool:
    """Begin to index and kill it; whether it was done before."""
    process = subprocess.Popen(
        [COMMAND, "index", folder], env=inherited(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate(timeout=DEADLINE)  # until the processes that it started have gone too
    assert process.returncode in (0, -9)
    return process.returncode == 0


def test_a_kill_at_any_moment_leaves_a_whole_index_and_the_next_run_goes_on(tmp_path: Path) -> None:
    chance, folder = random.Random(KILLS), tmp_path / "essays"
    change(folder, 0)
    index_folder(folder)
    old, new = 0, 1
    for kill in range(KILLS):
        change(folder, new)
        is_done = kill_after(chance.uniform(0, LONGEST_RUN), folder)
        try:
            step = step_served(folder)
            assert step == new or (step == old and not is_done)
        except Exception as error:
            error.add_note(f"After kill {kill} of {KILLS}.")
            raise
        if step == new:
            old, new = new, new + 1
        elif chance.random() < 0.5:  # else the next run is over the same essays, and finds what this one has made
            new += 1
    index_folder(folder)
    last = step_served(folder)
    change(tmp_path / "again", last)
    index_folder(tmp_path / "again")
    assert listing_of(folder) == listing_of(tmp_path / "again")


def test_whatever_is_the_last_thing_that_is_done_to_the_disk_the_index_is_whole(tmp_path: Path) -> None:
    left = [f"essay-{number}" for number in range(KILLS + 2)]
    lay(tmp_path, {f"{name}.md": f"This is {name}." for name in left})
    index_folder(tmp_path)
    deeds = int(index_until(ENDLESS, tmp_path, left.pop()).stdout)
    for deed in sorted({deeds * kill // KILLS for kill in range(KILLS)}):
        gone = left.pop()
        assert index_until(deed, tmp_path, gone).returncode == DIED
        assert {*served(tmp_path)} in ({*left, gone}, {*left})
        assert index_folder(tmp_path).read == 0
        assert {*served(tmp_path)} == {*left}


def index_until(deeds: int, folder: Path, gone: str) -> subprocess.CompletedProcess[str]:
    """Take an essay away and index, until so many things are done to the disk."""
    (folder / f"{gone}.md").unlink()
    command = [sys.executable, "-c", DYING, str(folder), str(deeds)]
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)
