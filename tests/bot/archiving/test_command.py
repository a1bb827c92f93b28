"""`quoth index` as somebody runs it."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.archiving.command import BROKEN_OFF, MOST_TOLD
from bot.archiving.indexing import index_folder
from bot.archiving.making import BROKE_DOWN
from bot.archiving.telling import COMPLETING
from index.archive.durable import UNFINISHED
from index.archive.generations import HIDDEN
from tests.bot.archiving.conftest import lay, segments_of, served
from tests.bot.conftest import COMMAND, DEADLINE, Run, inherited, refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and terminals")

MANY = 120  # essays: they take some seconds
BEES, TIDES = "Bees make honey.", "The moon draws the sea."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two essays, where the command runs."""
    lay(tmp_path / "articles", {"bees.md": BEES, "tides.md": TIDES})
    return tmp_path / "articles"


def test_what_was_done_is_said_in_a_line(quoth: Run, articles: Path) -> None:
    done = quoth("index", "articles")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 files read, 0 unchanged: 2 essays of 2 paragraphs can be asked.\n"
    lay(articles, {"bees.md": "Bees dance."})
    assert quoth("index", "articles").stdout == "1 file read, 1 unchanged: 2 essays of 2 paragraphs can be asked.\n"
    assert quoth("index", "articles").stdout == "Nothing has changed: 2 essays can be asked.\n"


def test_what_is_not_read_is_told_and_where_it_is_much_a_file_says_what(quoth: Run, articles: Path) -> None:
    lay(articles, {"empty.md": ""})
    done = quoth("index", "articles")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stderr == "articles/empty.md is empty: an essay needs at least one paragraph.\n"
    lay(articles, {f"{number}.jpg": "" for number in range(MOST_TOLD)})
    done = quoth("index", "articles")
    assert done.stdout == "Nothing has changed: 2 essays can be asked.\n"
    assert done.stderr == (
        f"{MOST_TOLD + 1} things in articles are not read, or not whole: articles/.quoth/problems.txt says which, and"
        " why.\n"
    )
    told = (articles / ".quoth/problems.txt").read_text(encoding="utf-8").splitlines()
    assert told[-1] == "articles/empty.md is empty: an essay needs at least one paragraph."
    assert len(told) == MOST_TOLD + 1


def test_what_can_not_be_indexed_is_one_sentence(quoth: Run, articles: Path) -> None:
    assert "There is no folder none" in refused(quoth("index", "none"))
    assert "articles/bees.md is no folder" in refused(quoth("index", "articles/bees.md"))
    (articles / HIDDEN).write_text("in the way", encoding="utf-8")
    assert "articles/.quoth/segments can't be written: Not a directory." in refused(quoth("index", "articles"))
    assert quoth("index", "").returncode == 2


def begun(folder: Path) -> "subprocess.Popen[str]":
    """The command at work on many essays, with a first few in a segment that is not finished."""
    process = started(folder)
    until(lambda: any(path.stat().st_size for path in (folder / HIDDEN).glob(f"segments/*{UNFINISHED}")))
    return process


def started(folder: Path) -> "subprocess.Popen[str]":
    """The command, about to work on many essays."""
    lay(folder, {f"essay-{number}.md": f"This is essay {number}." for number in range(MANY)})
    return subprocess.Popen(
        [COMMAND, "index", folder],
        env=inherited(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + DEADLINE
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.01)


@posix
def test_ctrl_c_ends_in_a_line_and_the_next_run_goes_on(tmp_path: Path) -> None:
    process = begun(tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: whoever belongs to the command gets it
    assert process.communicate(timeout=DEADLINE) == ("", f"{BROKEN_OFF}\n")
    assert process.returncode == 130
    assert len(segments_of(tmp_path)) == 1
    indexed = index_folder(tmp_path)
    assert indexed.unchanged > 0
    assert indexed.read + indexed.unchanged == indexed.essays == len(served(tmp_path)) == MANY


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't list processes as files")
def test_ctrl_c_while_its_processes_begin_is_no_more_than_that_line(tmp_path: Path) -> None:
    process = started(tmp_path)
    until(lambda: any(preparing(process.pid)))
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=DEADLINE) == ("", f"{BROKEN_OFF}\n")


@posix
def test_a_second_run_at_once_is_refused_and_the_first_goes_on(quoth: Run, tmp_path: Path) -> None:
    process = begun(tmp_path / "articles")
    assert refused(quoth("index", "articles")) == (
        "quoth: Another `quoth index` is at work in articles: wait until it is done.\n"
    )
    said, wrong = process.communicate(timeout=DEADLINE)
    assert (process.returncode, wrong) == (0, "")
    assert said == f"{MANY} files read, 0 unchanged: {MANY} essays of {MANY} paragraphs can be asked.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't list processes as files")
def test_where_the_system_ends_a_process_that_is_said_and_the_next_run_goes_on(tmp_path: Path) -> None:
    process = begun(tmp_path)
    os.kill(next(preparing(process.pid)), signal.SIGKILL)  # as it does where memory runs out
    assert process.communicate(timeout=DEADLINE) == ("", f"quoth: {BROKE_DOWN}\n")
    assert process.returncode == 2
    indexed = index_folder(tmp_path)
    assert indexed.unchanged > 0
    assert indexed.essays == MANY


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't list processes as files")
def test_where_it_is_killed_no_process_stays(tmp_path: Path) -> None:
    process = begun(tmp_path)
    others = [*preparing(process.pid)]
    process.kill()
    process.communicate(timeout=DEADLINE)
    assert others
    until(lambda: not any(map(is_running, others)))


def is_running(process: int) -> bool:
    """What is over but not yet known to be has no command any more."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def preparing(parent: int) -> Iterator[int]:
    """The processes that prepare essays."""
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that is over
            for child in map(int, children.read_text().split()):
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield child


@posix
def test_a_bar_on_a_terminal_tells_how_far_it_is_and_how_long_it_will_take(articles: Path) -> None:
    master, slave = pty.openpty()
    environment = {**inherited(), "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen([COMMAND, "index", articles], stdout=subprocess.PIPE, stderr=slave, env=environment)
    os.close(slave)
    shown = b"".join(iter(lambda: read(master), b"")).decode()
    os.close(master)
    said, _ = process.communicate(timeout=DEADLINE)
    assert "Reading 0 of 2 files" in shown
    assert re.search(r"\d+%.*(-:--:--|\d:\d\d:\d\d)", shown)
    assert COMPLETING in shown
    assert said.startswith(b"2 files read")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1_000)
    except OSError:  # as Linux tells its end
        return b""


@posix
def test_a_full_disk_is_one_sentence_and_what_was_served_stays(articles: Path) -> None:
    index_folder(articles)
    for text, mosts in ((TIDES, (100, 1_000)), (None, (100, 1_000))):
        lay(articles, {"winds.md": text}) if text else (articles / "bees.md").unlink()
        before = served(articles)
        for most in mosts:
            assert ": File too large. What was indexed before stays" in refused(indexed_where(most, articles))
            assert served(articles) == before
            assert not [*(articles / HIDDEN).rglob(f"*{UNFINISHED}")]
        index_folder(articles)
    assert served(articles).keys() == {"tides", "winds"}


def indexed_where(most: int, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command where no file may grow beyond so many bytes."""
    import resource

    return subprocess.run(
        [COMMAND, "index", folder],
        capture_output=True,
        text=True,
        env=inherited(),
        timeout=DEADLINE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY)),
    )
