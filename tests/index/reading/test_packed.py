import struct
import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest

from index.reading.packed import LARGEST_PART_MB, MOST_PARTS, Packed
from index.reading.unreadable import UnreadableError
from tests.index.reading.pages import packed

MB = 1_000_000
SIZE_AT = 24  # of what a part unpacks to, in its entry of the directory
FLAGS_AT = 8
ENTRY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def refused(data: bytes, name: str | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        Packed(data).read(name or "a")
    return str(caught.value)


def changed(data: bytes, at: int, value: bytes) -> bytes:
    """The archive with another value in the only entry of its directory."""
    entry = data.index(ENTRY)
    return data[: entry + at] + value + data[entry + at + len(value) :]


def test_parts_are_read_by_name() -> None:
    parts = Packed(packed({"a": b"one", "b/c": b"two"}))
    assert parts.names == {"a", "b/c"}
    assert (parts.read("b/c"), parts.read("a")) == (b"two", b"one")


def test_what_is_no_archive_is_refused() -> None:
    data = packed({"a": b"one"})
    for damaged in (b"", b"PK\x03\x04", data[:30], data[:-20], data[40:], b"PK\x05\x06" + bytes(10)):
        assert "damaged" in refused(damaged)


def test_a_part_that_is_not_there_or_damaged_is_refused() -> None:
    data = packed({"a": b"one two three four"})
    assert "damaged" in refused(data, "b")
    at = data.index(b"a", data.index(LOCAL)) + 1
    assert "damaged" in refused(data[:at] + b"\xff\xff\xff" + data[at + 3 :])


def test_a_part_that_is_too_large_is_refused() -> None:
    assert len(Packed(packed({"a": bytes(LARGEST_PART_MB * MB)})).read("a")) == LARGEST_PART_MB * MB
    assert f"more than {LARGEST_PART_MB} MB" in refused(packed({"a": bytes(LARGEST_PART_MB * MB + 1)}))


def test_parts_that_are_too_large_together_are_refused() -> None:
    parts = Packed(packed({"a": bytes(18 * MB)}))
    assert len(parts.read("a")) == len(parts.read("a")) == 18 * MB
    with pytest.raises(UnreadableError, match="too many of them"):
        parts.read("a")


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    assert "more than 200 MB" in refused(packed({str(number): bytes(21 * MB) for number in range(10)}))


@pytest.mark.parametrize("stated", [0, 10, 2**31])
def test_no_more_is_unpacked_than_a_part_may_hold_whatever_the_archive_states(stated: int) -> None:
    data = changed(packed({"a": bytes(30 * MB)}), SIZE_AT, struct.pack("<I", stated))
    sentence = refused(data)
    assert "damaged" in sentence or "MB" in sentence


def test_of_a_part_that_is_too_large_no_more_is_unpacked_than_a_part_may_hold() -> None:
    data = packed({"a": bytes(150 * MB)})
    tracemalloc.start()
    try:
        refused(data)
        assert tracemalloc.get_traced_memory()[1] < 3 * LARGEST_PART_MB * MB
    finally:
        tracemalloc.stop()


def test_an_archive_of_archives_is_unpacked_once() -> None:
    inner = packed({"inner": bytes(MB)})
    assert Packed(packed({"a": inner})).read("a") == inner


def test_parts_without_number_are_refused() -> None:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for number in range(MOST_PARTS + 1):
            archive.writestr(str(number), b"")
    assert "10,000 parts" in refused(data.getvalue())


def test_a_directory_that_is_too_large_is_not_read() -> None:
    data = packed({"a": b"one"})
    size = data.rindex(b"PK\x05\x06") + 12
    assert "10,000 parts" in refused(data[:size] + struct.pack("<I", 2**31) + data[size + 4 :])


def test_an_archive_with_a_password_is_refused() -> None:
    assert "password" in refused(changed(packed({"a": b"one"}), FLAGS_AT, b"\x01"))


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    data = BytesIO()
    with ZipFile(data, "w", method) as archive:
        archive.writestr("a", bytes(100))
    assert "damaged" in refused(data.getvalue())


def test_markup_is_looked_at_before_a_library_reads_it() -> None:
    Packed(packed({"a.xml": bytes(20 * MB), "b.png": bytes(60 * MB)})).check_markup()
    for parts in ({"a.xml": bytes(21 * MB)}, {f"{number}.rels": bytes(18 * MB) for number in range(3)}):
        with pytest.raises(UnreadableError, match="more than 20 MB"):
            Packed(packed(parts)).check_markup()
