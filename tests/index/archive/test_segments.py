"""Segments, whole and damaged."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ArchiveError
from index.archive.segments import ALIGNED, Made, Row, Segment, SegmentWriter, read_rows

RECORDS = (
    (Made("a.md", (1, 2, 3), {"title": "A"}), b"some bytes"),
    (Made("2024/b.md", (4,), {"title": "B"}, "its glossary is none"), bytes(range(256))),
    (Made("\udcff.md", (), None, "it is none"), b""),
)


def written(folder: Path) -> Path:
    writer = SegmentWriter(folder, "me")
    for made, data in RECORDS:
        writer.add(made, data)
    writer.finish()
    return writer.path


def read(path: Path) -> list[tuple[Made, bytes]]:
    """All that can be read of a segment."""
    with Segment(path) as segment:
        return [(row.made, segment.read(row.place)) for row in read_rows(path)[1]]


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert read(path) == list(RECORDS)
    assert read_rows(path)[0] == "me"
    assert all(row.place.offset % ALIGNED == 0 for row in read_rows(path)[1])


def test_a_segment_has_no_name_before_it_is_finished(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path, "me")
    writer.add(*RECORDS[0])
    assert not writer.path.exists()
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_no_two_segments_have_one_name(tmp_path: Path) -> None:
    assert len({written(tmp_path) for _ in range(10)}) == 10


def test_what_is_deleted_can_still_be_read_by_whoever_has_it_open(tmp_path: Path) -> None:
    path = written(tmp_path)
    rows = read_rows(path)[1]
    with Segment(path) as segment:
        path.unlink()
        assert segment.read(rows[1].place) == RECORDS[1][1]


def test_every_flipped_bit_and_every_missing_end_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    padding = {number for row in read_rows(path)[1] for number in padding_after(row)}
    for number in range(len(whole)):
        if number not in padding:
            path.write_bytes(whole[:number] + bytes([whole[number] ^ 1 << number % 8]) + whole[number + 1 :])
            assert not_read(path)
        path.write_bytes(whole[:number])
        assert not_read(path)


def padding_after(row: Row) -> range:
    """What stands between a record and the next, and means nothing."""
    end = row.place.offset + row.place.length
    return range(end, end + -end % ALIGNED)


def not_read(path: Path) -> bool:
    try:
        read(path)
    except ArchiveError as error:
        return str(error) == f"{path} is damaged: `quoth index` makes anew what was in it."
    return False


@given(data=st.binary())
def test_what_is_no_segment_is_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("segments") / "segment"
    path.write_bytes(data)
    assert not_read(path)


def test_a_segment_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read_rows(tmp_path / "none")
