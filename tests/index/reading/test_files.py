from pathlib import Path

import pytest

from index import EssayError
from index.reading import read_essay
from index.reading.files import LARGEST_TEXT_MB


def refusal(path: Path) -> str:
    with pytest.raises(EssayError) as caught:
        read_essay(path)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    return message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.txt")


def test_a_directory_is_no_essay(tmp_path: Path) -> None:
    assert "directory" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf \n", "\ufeff\n".encode("utf-16")])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(content)
    assert "empty" in refusal(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    assert "not a text file" in refusal(path)


def test_a_few_control_characters_make_no_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(b"It rained. " * 100 + b"\x01" * 22)
    assert read_essay(path).paragraphs
    path.write_bytes(b"It rained. " * 100 + b"\x01" * 24)
    assert "not a text file" in refusal(path)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(
        "Der Präsident äußerte sich über die Verträge. Die Gespräche führten zu größerer Nähe.".encode("cp1252")
    )
    message = refusal(path)
    assert "not UTF-8" in message
    assert "cp125" in message or "latin" in message or "8859" in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes("Երևան is the capital. It is old.".encode(encoding))
    assert [paragraph.text for paragraph in read_essay(path).paragraphs] == ["Երևան is the capital. It is old."]


def test_a_damaged_utf_16_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes("An essay. It ends badly.".encode("utf-16")[:-1])
    assert "damaged" in refusal(path)


def test_a_file_of_50_mb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    message = refusal(path)
    assert "50.0 MB" in message
    assert f"{LARGEST_TEXT_MB} MB" in message


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert "There is no file" in refusal(Path("a\x00b"))
