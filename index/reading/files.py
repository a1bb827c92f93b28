"""A file's bytes -> its text, or one sentence on why it can't be read."""

from pathlib import Path

from index.errors import EssayError

__all__ = ["LARGEST_FILE_MB", "read_bytes", "read_text", "text_of"]

LARGEST_FILE_MB = 5  # about 800,000 words: longer than "War and Peace", far shorter than a memory problem
BYTES_PER_MB = 1_000_000

# Longest first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# More control characters than this share, and it is no text. ESC, form feeds and the like do slip into real essays.
BINARY_SHARE = 0.02
TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x85")


def read_text(path: Path) -> str:
    """The file's text, its byte-order mark taken off.

    Raises:
        EssayError: no such file, no file, too large, empty, binary, or in an encoding other than Unicode.
    """
    return text_of(read_bytes(path), path)


def text_of(data: bytes, path: Path) -> str:
    """The text of a file with these bytes, its byte-order mark taken off.

    Raises:
        EssayError: they are empty, binary, or in an encoding other than Unicode.
    """
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if marked is None and _is_binary(data):
        raise EssayError(f"{path} is not a text file: Quoth reads plain text (.txt) and Markdown (.md).")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        raise EssayError(_encoding_advice(path, data, marked)) from None
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise EssayError(f"{path} is empty: an essay needs at least one paragraph.")
    return text


def read_bytes(path: Path) -> bytes:
    """What the file holds.

    Raises:
        EssayError: no such file, no file, unreadable or too large.
    """
    try:
        if path.is_dir():
            raise EssayError(f"{path} is a directory: name one file in it.")
        if not path.is_file():
            raise EssayError(f"There is no file {path}: check the name and the folder.")
        # Read one byte past the limit rather than trust the size: a file can grow, a device has none.
        limit = LARGEST_FILE_MB * BYTES_PER_MB
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be a file's"
        raise EssayError(f"{path} can't be read: {reason}.") from None
    if len(data) > limit:
        size = path.stat().st_size / BYTES_PER_MB
        raise EssayError(f"{path} has {size:.1f} MB: Quoth reads essays of up to {LARGEST_FILE_MB} MB; split it.")
    return data


def _is_binary(data: bytes) -> bool:
    controls = sum(data.count(byte) for byte in range(32) if byte not in TEXT_CONTROLS)
    return b"\x00" in data or controls > BINARY_SHARE * len(data)


def _encoding_advice(path: Path, data: bytes, marked: str | None) -> str:
    if marked is not None:
        return f"{path} begins as {marked.upper()} but is damaged further on: save it again as UTF-8."
    from charset_normalizer import from_bytes  # only a file that is not UTF-8 pays for it

    guess = from_bytes(data).best()
    likely = f"it looks like {guess.encoding}" if guess else "its encoding can't be told"
    return f"{path} is not UTF-8 ({likely}): save it again as UTF-8."
