"""A file -> its bytes, and bytes -> their text, or one sentence on why they can't be read."""

from pathlib import Path

from index.errors import EssayError, NotNowError

__all__ = ["BYTES_PER_MB", "LARGEST_FILE_MB", "LARGEST_TEXT_MB", "read_bytes", "read_text", "text_of"]

LARGEST_TEXT_MB = 5  # about 800,000 words: longer than "War and Peace", far shorter than a memory problem
LARGEST_FILE_MB = 50  # of the formats that carry pictures: an illustrated book; what is larger is a scan of one
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
    """The text of a file that can be nothing else.

    Raises:
        EssayError: it can't be read, or its bytes are no text.
    """
    return text_of(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        EssayError: no such file, no file, or too large in any format.
    """
    try:
        if path.is_dir():
            raise EssayError(f"{path} is a directory: name one file in it.")
        if not path.is_file():
            raise NotNowError(f"There is no file {path}: check the name and the folder.")
        # Read one byte past the limit rather than trust the size: a file can grow, a device has none.
        limit = LARGEST_FILE_MB * BYTES_PER_MB
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be a file's"
        raise NotNowError(f"{path} can't be read: {reason}.") from None
    if len(data) > limit:
        raise EssayError(_too_large(path, path.stat().st_size, LARGEST_FILE_MB))
    return data


def text_of(data: bytes, path: Path) -> str:
    """The text that a file's bytes stand for, its byte-order mark taken off.

    Raises:
        EssayError: too large, empty, binary, or in an encoding other than Unicode.
    """
    if len(data) > LARGEST_TEXT_MB * BYTES_PER_MB:
        raise EssayError(_too_large(path, len(data), LARGEST_TEXT_MB))
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if marked is None and _is_binary(data):
        raise EssayError(f"{path} is not a text file: Quoth reads plain text, Markdown, HTML, DOCX, PDF and EPUB.")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        raise EssayError(_encoding_advice(path, data, marked)) from None
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise EssayError(f"{path} is empty: an essay needs at least one paragraph.")
    return text


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


def _too_large(path: Path, size: int, limit: int) -> str:
    return f"{path} has {size / BYTES_PER_MB:.1f} MB: Quoth reads essays of up to {limit} MB; split it."
