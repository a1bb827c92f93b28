"""The bytes of a page -> its text, by the mark, the page's own word, or as UTF-8."""

from codecs import lookup

import regex

from index.reading.unreadable import UnreadableError

__all__ = ["decoded"]

BEGINNING = 1024  # bytes: within so many a page has to state its encoding, by the HTML standard
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
STATED = regex.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w:.-]+)""", regex.IGNORECASE
)
TEXT_ENCODING = regex.compile(r"utf-8|cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|tis-620")
# What browsers read these names as, by the Encoding standard: the letters that Windows set where others have controls.
AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def decoded(data: bytes) -> str:
    """The page's text.

    Raises:
        UnreadableError: it is in another encoding than it states, or states none and is not UTF-8.
    """
    mark, encoding = next((pair for pair in MARKS if data.startswith(pair[0])), (b"", _stated(data)))
    try:
        text = data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(f"is not in the encoding {encoding}, as it should be: save it again as UTF-8.") from None
    if "\0" in text:
        raise UnreadableError("is not a text file, and so no web page.")
    return text


def _stated(data: bytes) -> str:
    stated = STATED.search(data[:BEGINNING])
    if not stated:
        return "utf-8"
    try:
        name = lookup(stated[1].decode("ascii", "ignore")).name
    except LookupError:
        return "utf-8"
    name = AS_WINDOWS.get(name, name)
    return name if TEXT_ENCODING.fullmatch(name) else "utf-8"
