"""Files that are there whole or not at all."""

import os
import sys
import zlib
from pathlib import Path

import pytest

from index import ArchiveError
from index.archive import durable
from index.archive.durable import UNFINISHED, checksum, write_whole, writing


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't tell which file is written")
def test_a_name_is_given_only_to_what_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        settled.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        assert (tmp_path / "current").exists() == (len(settled) > 1)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    write_whole(tmp_path / "current", b"new")
    assert settled == [f"current{UNFINISHED}", tmp_path.name]


def test_what_can_not_be_written_is_a_sentence_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_whole(path, b"old")
    (tmp_path / f"current{UNFINISHED}").mkdir()
    with pytest.raises(ArchiveError, match=r"^.*current\.unfinished can't be written: Is a directory\. What was"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    with pytest.raises(ArchiveError, match=r"^here can't be written: no room\."), writing(Path("here")):
        raise OSError("no room")


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 16, 17])
def test_a_sum_is_that_of_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(durable, "BLOCK", 8)
    data = bytes(range(size))
    (tmp_path / "file").write_bytes(data)
    assert checksum(tmp_path / "file") == zlib.crc32(data)
