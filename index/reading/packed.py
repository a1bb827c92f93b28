"""A file that is a ZIP archive inside, as DOCX and EPUB are: its parts, each unpacked within limits."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from index.reading.files import BYTES_PER_MB
from index.reading.unreadable import UnreadableError

__all__ = ["Packed"]

# "War and Peace" as a DOCX is one part of 4 MB. An editor's notes on every change make that several times as much.
LARGEST_PART_MB = 20
LARGEST_READ_MB = 50  # of all parts that are read: ten times as much as the text of an essay may be
LARGEST_UNPACKED_MB = 200  # pictures shrink little: what unpacks to more than four times the largest file is a bomb
MOST_PARTS = 10_000  # an illustrated book has a thousand
MOST_BYTES_A_PART = 200  # that the archive's directory says of it, its name of 60 to 100 characters among them
DIRECTORY_END = b"PK\x05\x06"
LARGE_DIRECTORY, MOST_BEHIND_DIRECTORY = b"PK\x06\x07", 70_000  # ZIP64's mark; a comment has 65,535 bytes at most
DIRECTORY_SIZE_AT = 12  # in the record that begins so
METHODS = (ZIP_STORED, ZIP_DEFLATED)  # that the standards of both formats allow
ENCRYPTED = 0x1  # a flag of the ZIP format

DAMAGED = "can't be read: the archive inside it is damaged; save or export it anew."
TOO_LARGE = f"unpacks to more than {LARGEST_UNPACKED_MB} MB: take pictures out of it, or split it."
TOO_MANY = f"holds more than {MOST_PARTS:,} parts: no essay does."


class Packed:
    """The parts of the archive by name."""

    def __init__(self, data: bytes) -> None:
        """Look at what the archive says of itself; nothing is unpacked yet.

        Raises:
            UnreadableError: damaged, locked, or too large for an essay.
        """
        _check_directory(data)
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, struct.error):
            raise UnreadableError(DAMAGED) from None
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS:
            raise UnreadableError(TOO_MANY)
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED_MB * BYTES_PER_MB:
            raise UnreadableError(TOO_LARGE)
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise UnreadableError("is locked by a password: save it without one.")
        if any(part.compress_type not in METHODS for part in parts):
            raise UnreadableError(DAMAGED)
        self._left = LARGEST_READ_MB * BYTES_PER_MB
        self.names = frozenset(part.filename for part in parts)

    def check_markup(self) -> None:
        """Look at the sizes of the parts that are markup, for a library that reads them all.

        An archive can't state less than it unpacks to: what goes on beyond is damaged to whoever unpacks it.

        Raises:
            UnreadableError: one is too large, or all together.
        """
        sizes = [part.file_size for part in self._archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        if max(sizes, default=0) > LARGEST_PART_MB * BYTES_PER_MB or sum(sizes) > LARGEST_READ_MB * BYTES_PER_MB:
            raise UnreadableError(_part_too_large(LARGEST_PART_MB))

    def read(self, name: str, largest: int = LARGEST_PART_MB) -> bytes:
        """Unpack one part; nothing is unpacked beyond the limit, whatever size the archive states.

        Raises:
            UnreadableError: there is no such part, it is damaged, or it is too large.
        """
        limit = largest * BYTES_PER_MB
        try:
            with self._archive.open(name) as part:
                data = part.read(limit + 1)
        except Exception:
            raise UnreadableError(DAMAGED) from None
        self._left -= len(data)
        if len(data) > limit or self._left < 0:
            raise UnreadableError(_part_too_large(largest))
        return data


def _check_directory(data: bytes) -> None:
    """The size that the directory has, before a million entries are made of it."""
    if LARGE_DIRECTORY in data[-MOST_BEHIND_DIRECTORY:]:  # what only archives of more than 4 GB need
        raise UnreadableError(TOO_MANY)
    end = data.rfind(DIRECTORY_END)
    if end < 0 or len(data) < end + DIRECTORY_SIZE_AT + 4:
        raise UnreadableError(DAMAGED)
    (size,) = struct.unpack_from("<I", data, end + DIRECTORY_SIZE_AT)
    if size > MOST_PARTS * MOST_BYTES_A_PART:
        raise UnreadableError(TOO_MANY)


def _part_too_large(largest: int) -> str:
    return f"holds a part of more than {largest} MB, or too many of them: split it."
