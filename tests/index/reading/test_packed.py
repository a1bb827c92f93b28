"""Archives unpack within limits, whatever they say of themselves."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import packed as limits
from index.reading.packed import Packed
from index.reading.unreadable import UnreadableError

MB = 1_000_000


def archive(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def test_a_part_comes_out_as_it_went_in() -> None:
    packed = Packed(archive({"a.xml": b"river", "b/c.xml": b""}))
    assert packed.names == {"a.xml", "b/c.xml"}
    assert (packed.read("a.xml"), packed.read("b/c.xml")) == (b"river", b"")


def read_all(data: bytes) -> None:
    packed = Packed(data)
    for name in packed.names:
        packed.read(name)


def check_all(data: bytes) -> None:
    Packed(data).check_markup()


@pytest.mark.parametrize(
    ("megabytes", "do", "said"),
    [
        ({"a.xml": 21}, read_all, "part of more than 20 MB"),
        ({"a.xml": 21}, check_all, "part of more than 20 MB"),
        ({"a.xml": 19, "b.xml": 19, "c.xml": 19}, read_all, "too many of them"),
        ({"a.xml": 19, "b.xml": 19, "c.xml": 19}, check_all, "too many of them"),
        ({"a.png": 201}, Packed, "unpacks to more than 200 MB"),
    ],
)
def test_what_unpacks_to_too_much_is_not_unpacked(
    megabytes: dict[str, int], do: Callable[[bytes], object], said: str
) -> None:
    data = archive({name: bytes(size * MB) for name, size in megabytes.items()})
    with pytest.raises(UnreadableError, match=said):
        do(data)


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        Packed(archive({"a": b""})).read("b")


def test_pictures_are_no_markup() -> None:
    Packed(archive({"a.xml": b"x", "picture.png": bytes(60 * MB)})).check_markup()


def test_too_many_parts_are_refused_before_a_list_is_made_of_them() -> None:
    with pytest.raises(UnreadableError, match="more than 10,000 parts"):
        Packed(archive({str(n): b"" for n in range(limits.MOST_PARTS + 1)}))
    lying = bytearray(archive({"a": b""}))
    end = lying.rfind(b"PK\x05\x06")
    struct.pack_into("<I", lying, end + 12, 2**31)
    with pytest.raises(UnreadableError, match="more than 10,000 parts"):
        Packed(bytes(lying))


def test_a_part_that_states_a_smaller_size_than_it_has_is_damaged() -> None:
    data = archive({"a.xml": b"river " * 1_000})
    lying = data.replace(struct.pack("<I", 6_000), struct.pack("<I", 60))
    assert lying != data
    with pytest.raises(UnreadableError, match="damaged"):
        Packed(lying).read("a.xml")


@pytest.mark.parametrize("method", [ZIP_BZIP2])
def test_what_these_formats_do_not_allow_is_refused(method: int) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        Packed(archive({"a": b"x" * 100}, method))


def test_a_locked_archive_is_told_as_such() -> None:
    locked = bytearray(archive({"a": b"river"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + flags] |= 1
    with pytest.raises(UnreadableError, match="locked by a password"):
        Packed(bytes(locked))


@given(st.binary(max_size=300), st.booleans(), st.integers(0, 300))
def test_whatever_is_damaged_ends_in_a_sentence(noise: bytes, begins_well: bool, at: int) -> None:
    good = archive({"a.xml": b"river", "b.xml": b"sea"})
    data = good[:at] + noise + good[at + len(noise) :] if begins_well else b"PK\x03\x04" + noise
    try:
        packed = Packed(data)
        for name in packed.names:
            packed.read(name)
    except UnreadableError as error:
        assert str(error).endswith(".")  # noqa: PT017 - others are raised on
