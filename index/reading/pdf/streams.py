"""Whether the streams in a PDF unpack to sizes that a page's text can have, before a library unpacks them whole.

What is written here sees streams that are packed once, by Flate, as nearly all are. Other ways to keep a reader busy,
such as forms that draw each other without end, only a limit on its time and memory ends.
"""

import zlib

import regex

from index.reading.files import BYTES_PER_MB
from index.reading.unreadable import UnreadableError

__all__ = ["check_streams"]

LARGEST_STREAM_MB = 50  # a page of a city's map has ten
LARGEST_UNPACKED_MB = 200  # of all streams but pictures, which are not unpacked for their text
STEP = 65_536  # bytes that are unpacked at once
LONGEST_DICTIONARY = 1_000  # bytes: what stands before a stream and describes it

STREAM = regex.compile(rb"(?<!end)stream\r?\n")
PACKED = regex.compile(rb"/(?:Flate|LZW|RunLength)Decode|/(?:Fl|LZW|RL)\b")
PACKED_BY_FLATE = regex.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\b")
PICTURE = regex.compile(rb"/Subtype\s*/Image\b")
BOMB = "holds data that unpacks to more than a page can show: export it anew."


def check_streams(data: bytes) -> None:
    """Unpack all streams piece by piece, and keep nothing of them.

    Raises:
        UnreadableError: one is too large unpacked, or all together are, or one is packed twice.
    """
    total = 0
    for stream in STREAM.finditer(data):
        before = data[max(0, stream.start() - LONGEST_DICTIONARY) : stream.start()]
        dictionary = before[max(0, before.rfind(b"obj")) :]
        if PICTURE.search(dictionary):
            continue
        if len(PACKED.findall(dictionary)) > 1:
            raise UnreadableError(BOMB)
        if PACKED_BY_FLATE.search(dictionary):
            total += _unpacked(data, stream.end())
        if total > LARGEST_UNPACKED_MB * BYTES_PER_MB:
            raise UnreadableError(BOMB)


def _unpacked(data: bytes, begin: int) -> int:
    """How large the stream that begins there is unpacked; 0 if it is damaged, which the library has to see to."""
    unpacking, size, at = zlib.decompressobj(), 0, begin
    try:
        while not unpacking.eof and (piece := unpacking.unconsumed_tail or data[at : at + STEP]):
            at += 0 if unpacking.unconsumed_tail else len(piece)
            size += len(unpacking.decompress(piece, STEP))
            if size > LARGEST_STREAM_MB * BYTES_PER_MB:
                raise UnreadableError(BOMB)
    except zlib.error:
        return size
    return size
