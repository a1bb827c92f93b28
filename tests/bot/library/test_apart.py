"""Files read apart: good ones as anywhere, bad ones without harm to anybody."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import apart
from bot.library.apart import Readers
from bot.library.limits import OUT_OF_MEMORY
from index import EssayError
from index.errors import NotNowError
from index.reading import read_essay

GOOD = "# Rivers\n\nRivers rise in the hills.\n"
MISBEHAVING = (sys.executable, "-m", "tests.bot.library.misbehaving")
ROOT = Path(__file__).parents[3]
DEADLINE = 30

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers() as opened:
        yield opened


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch, readers: Readers) -> Readers:
    monkeypatch.setattr(apart, "COMMAND", MISBEHAVING)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return readers


def write(folder: Path, content: str, name: str = "essay.md") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def refusal(readers: Readers, path: Path, data: bytes | None = None) -> str:
    with pytest.raises(EssayError) as refused:
        readers.submit(path, data).result(DEADLINE)
    assert str(path) in str(refused.value)
    return str(refused.value)


def reads_on(readers: Readers, folder: Path) -> bool:
    return readers.submit(write(folder, GOOD, "next.md")).result(DEADLINE).title == "Rivers"


def test_a_file_is_read_as_it_is_read_at_home(readers: Readers, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert readers.submit(path).result(DEADLINE) == read_essay(path)


@pytest.mark.parametrize("name", ["canal", "buchdruck", "magistral"])
def test_other_languages_are_known_apart_too(readers: Readers, name: str) -> None:
    path = ROOT / "tests" / "data" / "languages" / f"{name}.md"
    assert readers.submit(path).result(DEADLINE) == read_essay(path)


def test_bytes_are_read_as_the_file_they_would_be(readers: Readers, tmp_path: Path) -> None:
    data = "# Rivers\r\n\r\nRivers rise in the hills – and fall.\r\n".encode()
    (tmp_path / "essay.md").write_bytes(data)
    assert readers.submit(Path("essay.md"), data).result(DEADLINE) == read_essay(tmp_path / "essay.md")
    assert "is empty" in refusal(readers, Path("essay.md"), b"")


def test_what_is_no_essay_is_refused_as_at_home(readers: Readers, tmp_path: Path) -> None:
    path = write(tmp_path, "\x00\x01")
    with pytest.raises(EssayError) as at_home:
        read_essay(path)
    assert refusal(readers, path) == str(at_home.value)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_of_any_bytes_can_be_read(readers: Readers, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/line\nbreak\xff.md"))
    path.write_text("Rivers rise.", encoding="utf-8")
    assert readers.submit(path).result(DEADLINE).title == "line break?"
    path.write_bytes(b"")
    with pytest.raises(EssayError, match=r"line\nbreak\?\.md is empty"):
        readers.submit(path).result(DEADLINE)


def test_what_takes_too_long_is_broken_off(
    misbehaving: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(apart, "LONGEST", 2.0)  # mostly enough for it to begin with the file
        assert "takes more than 30 seconds to read: " in refusal(misbehaving, write(tmp_path, "hang"))
    assert reads_on(misbehaving, tmp_path)


@posix
def test_a_worker_whom_nobody_breaks_off_ends_all_the_same() -> None:
    code = "from bot.library import limits; limits.LONGEST = 0; limits.allow_time()\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=DEADLINE, cwd=ROOT)
    assert done.returncode == -signal.SIGXCPU


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is watched, see below")
def test_what_needs_too_much_memory_is_refused(misbehaving: Readers, tmp_path: Path) -> None:
    assert "needs more memory than 1,000 MB to be read: " in refusal(misbehaving, write(tmp_path, "hoard"))
    assert reads_on(misbehaving, tmp_path)


@posix
def test_memory_can_be_watched_where_the_system_does_not() -> None:
    code = "from bot.library.limits import watch_memory; watch_memory(1)"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=DEADLINE, cwd=ROOT)
    assert done.returncode == OUT_OF_MEMORY


def test_a_worker_that_ended_itself_for_memory_says_so(
    readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", f"raise SystemExit({OUT_OF_MEMORY})"))
    assert "needs more memory" in refusal(readers, tmp_path / "essay.md")


@pytest.mark.parametrize("deed", ["die", "lie"])
def test_what_breaks_its_reader_is_refused(misbehaving: Readers, tmp_path: Path, deed: str) -> None:
    assert "broke down over it" in refusal(misbehaving, write(tmp_path, deed))
    assert reads_on(misbehaving, tmp_path)


def test_a_fault_of_a_reader_is_named(misbehaving: Readers, tmp_path: Path) -> None:
    assert "what reads it fails (RecursionError)" in refusal(misbehaving, write(tmp_path, "recurse"))
    assert reads_on(misbehaving, tmp_path)


def test_a_reply_without_end_is_not_waited_for(
    readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LONGEST_REPLY", 100)
    code = "import os\nwhile True: os.write(1, b'x' * 1000)"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", code))
    assert "broke down over it" in refusal(readers, tmp_path / "essay.md")


@posix
def test_a_reader_can_not_fill_the_disk(misbehaving: Readers, tmp_path: Path) -> None:
    assert "fails (OSError)" in refusal(misbehaving, write(tmp_path, "write"))
    assert not (tmp_path / "essay.written").stat().st_size


def test_what_a_reader_prints_is_no_essay(misbehaving: Readers, tmp_path: Path) -> None:
    assert misbehaving.submit(write(tmp_path, "chatter")).result(DEADLINE).title == "essay"


def test_a_worker_knows_no_settings(misbehaving: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", "secret")
    names = misbehaving.submit(write(tmp_path, "settings")).result(DEADLINE).title.split()
    assert "PATH" in names
    assert not [name for name in names if name.startswith("QUOTH_")]


def test_nothing_of_the_current_folder_is_run(
    readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "numpy.py", "index.py", "bot.py"):
        write(tmp_path, "raise SystemExit(3)", name)
    monkeypatch.chdir(tmp_path)
    assert reads_on(readers, tmp_path)


def test_few_workers_read_many_files_and_none_stays(misbehaving: Readers, tmp_path: Path) -> None:
    paths = [write(tmp_path, "who", f"{number}.md") for number in range(40)]
    essays = [future.result(DEADLINE) for future in [misbehaving.submit(path) for path in paths]]
    workers = {int(essay.title) for essay in essays}
    assert len(workers) <= (os.cpu_count() or 1)
    misbehaving._threads.shutdown()
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_workers_that_are_kept_wait_for_more_and_end_with_the_block(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(apart, "COMMAND", MISBEHAVING)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    path = write(tmp_path, "who")
    with Readers(most=1, are_kept=True) as readers:
        workers = {int(readers.submit(path).result(DEADLINE).title) for _ in range(3)}
        assert len(workers) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(workers.pop(), 0)


@posix
@pytest.mark.parametrize(
    ("text", "is_for_now"),
    [("die", True), ("recurse", True), ("write", True), (None, True), ("\0", False), ("hoard", False)],
)
def test_what_may_be_had_another_time_is_told_from_what_is_no_essay(
    misbehaving: Readers, tmp_path: Path, text: str | None, *, is_for_now: bool
) -> None:
    path = tmp_path / "none.md" if text is None else write(tmp_path, text)
    with pytest.raises(EssayError) as refused:
        misbehaving.submit(path).result(DEADLINE)
    assert isinstance(refused.value, NotNowError) is is_for_now


def test_leaving_breaks_off_what_is_being_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import time; time.sleep(1_000_000)"))
    with Readers(most=1) as readers:
        begun, waiting = readers.submit(tmp_path / "a.md"), readers.submit(tmp_path / "b.md")
    with pytest.raises(EssayError, match="broke down"):  # and not that it took too long
        begun.result(0)
    assert waiting.cancelled() or isinstance(waiting.exception(0), EssayError)


async def test_an_event_loop_goes_on_meanwhile(readers: Readers, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    essays = await asyncio.gather(*(readers.read(path) for _ in range(3)), readers.read(Path("a.md"), GOOD.encode()))
    assert {essay.title for essay in essays} == {"Rivers"}
    with pytest.raises(EssayError, match="There is no file"):
        await readers.read(tmp_path / "none.md")


async def test_who_gives_up_waiting_leaves_no_worker_behind(readers: Readers, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    waiting = [asyncio.ensure_future(readers.read(path)) for _ in range(10)]
    for one in waiting[1:]:
        one.cancel()
    assert (await waiting[0]).title == "Rivers"
    await asyncio.to_thread(readers._threads.shutdown)
    assert (readers._wanted, readers._idle, readers._busy) == (0, [], set())
