"""Segments of which little is wanted, and too many of them."""

from pathlib import Path

import pytest

from bot.archiving import tidying
from bot.archiving.indexing import index_folder
from bot.archiving.records import Record
from bot.archiving.tidying import FEWER, MOST_SEGMENTS, to_rewrite
from index.archive.segments import Made, Place
from tests.bot.archiving.conftest import lay, listing_of, segments_of, served


def record(segment: str, length: int) -> Record:
    return Record(Made("a.md", (), {}), segment, Place(0, length, 0))


@pytest.mark.parametrize(("length", "is_rewritten"), [(4_000, True), (6_000, False)])
def test_a_segment_is_rewritten_when_less_than_half_of_it_is_wanted(length: int, *, is_rewritten: bool) -> None:
    records = [record("a", length), record("b", 9_000)]
    assert to_rewrite(records, {"a": 10_000, "b": 10_000}) == ({"a"} if is_rewritten else set())


def test_where_there_are_too_many_the_smallest_become_one() -> None:
    def chosen(count: int) -> set[str]:
        sizes = {f"{number:03}": 1_000 + number for number in range(count)}
        return to_rewrite([record(name, size) for name, size in sizes.items()], sizes)

    assert chosen(MOST_SEGMENTS) == set()
    assert chosen(MOST_SEGMENTS + 1) == {f"{number:03}" for number in range(MOST_SEGMENTS + 1 - FEWER)}


def test_segments_give_back_their_room_and_what_is_listed_stays(tmp_path: Path) -> None:
    lay(tmp_path, {f"{number}.md": f"Essay {number}. " * 200 for number in range(6)})
    index_folder(tmp_path)
    [before] = segments_of(tmp_path)
    size = before.stat().st_size
    (tmp_path / "0.md").unlink()
    index_folder(tmp_path)
    assert segments_of(tmp_path) == [before]
    for number in (1, 2, 3):
        (tmp_path / f"{number}.md").unlink()
    index_folder(tmp_path)
    [after] = segments_of(tmp_path)
    assert after != before
    assert after.stat().st_size < size / 2
    assert served(tmp_path).keys() == {"4", "5"}
    assert not index_folder(tmp_path).has_changed


def test_many_small_segments_become_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "MOST_SEGMENTS", 3)
    monkeypatch.setattr(tidying, "FEWER", 1)
    for number in range(4):
        lay(tmp_path, {f"{number}.md": f"Essay {number}."})
        index_folder(tmp_path)
    assert len(segments_of(tmp_path)) == 2
    listing = listing_of(tmp_path)
    assert not index_folder(tmp_path).has_changed
    assert listing_of(tmp_path) == listing
    assert len(served(tmp_path)) == 4
