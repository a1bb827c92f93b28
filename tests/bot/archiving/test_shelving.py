"""How soon what was made is on the disk."""

from pathlib import Path

import pytest

from bot.archiving import shelving
from bot.archiving.records import records_in
from bot.archiving.shelving import MOST_LOST, Shelving
from index import ArchiveError
from index.archive.segments import Made


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(shelving, "time", clock)
    return clock


def made(number: int) -> Made:
    return Made(f"{number}.md", (number,), {"title": str(number)})


def segments(folder: Path) -> int:
    return len([path for path in folder.iterdir() if not path.suffix])


def test_what_was_added_is_kept_when_the_block_is_left_however_that_happens(tmp_path: Path, clock: Clock) -> None:
    shelf = Shelving(tmp_path, "me")

    def broken_off() -> None:
        with shelf:
            shelf.add(made(1), b"one")
            shelf.add(made(2), b"two")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert [record.made for record in shelf.records] == [made(1), made(2)]
    assert {record.key: record for record in shelf.records} == records_in(tmp_path, "me")
    assert records_in(tmp_path, "others") == {}


def test_what_breaks_it_off_is_not_hidden_by_what_can_not_be_written_then(tmp_path: Path) -> None:
    shelf = Shelving(tmp_path, "me")

    def broken_off() -> None:
        with shelf:
            shelf.add(made(1), b"one")
            obstruct(tmp_path)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert shelf.records == []


def obstruct(folder: Path) -> None:
    """Leave the files of a folder without their names, and their names without room."""
    for path in folder.iterdir():
        path.unlink()
        path.mkdir()


def test_no_more_is_lost_than_some_seconds_of_work_and_later_a_share_of_it(tmp_path: Path, clock: Clock) -> None:
    with Shelving(tmp_path, "me") as shelf:
        for number in range(5):
            shelf.add(made(number), bytes(1_000))
            clock.now += MOST_LOST
        assert segments(tmp_path) == 2
        shelf.add(made(5), bytes(1_000_000))
        assert segments(tmp_path) == 3
        for number in range(6, 40):  # each a thousandth of what was written
            shelf.add(made(number), bytes(1_000))
            clock.now += MOST_LOST
        assert segments(tmp_path) == 3
    assert segments(tmp_path) == 4
    assert len(records_in(tmp_path, "me")) == 40


def test_where_nothing_is_added_nothing_is_written(tmp_path: Path) -> None:
    with Shelving(tmp_path, "me"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError), Shelving(tmp_path / "none", "me") as shelf:
        shelf.add(made(1), b"one")
    with Shelving(tmp_path, "me") as shelf:
        shelf.add(made(1), b"one")
        obstruct(tmp_path)
        with pytest.raises(ArchiveError):
            shelf._finish()
