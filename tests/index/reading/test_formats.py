"""What a file is its bytes say; a format whose extra is not installed is told with its name."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import EssayError
from index.reading.formats import DOCX, EPUB, FORMATS, HTML, PDF, Format, format_of
from tests.index.reading.test_packed import archive

WORD, BOOK = archive({"word/document.xml": b""}), archive({"META-INF/container.xml": b""})


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.4", "essay.pdf", PDF),
        (b"%PDF-1.4", "essay.txt", PDF),
        (b"\xef\xbb\xbf\n %PDF-1.4", "essay", PDF),
        (b"some lines of a mail\n%PDF-1.4", "essay.pdf", PDF),
        (b"some lines of a mail\n%PDF-1.4", "essay.txt", None),
        (WORD, "essay.docx", DOCX),
        (WORD, "essay.md", DOCX),
        (BOOK, "essay.zip", EPUB),
        (b"<!doctype html><p>x", "essay", HTML),
        (b"\n<HTML>", "saved.php", HTML),
        (b"<p>x", "essay.html", HTML),
        (b"<p>x", "essay.HTM", HTML),
        (b"<html> is how a page begins.", "essay.md", None),
        (b"Rivers rise.", "essay.txt", None),
        (b"Rivers rise.", "essay.pdf", None),
        (b"", "essay.docx", None),
    ],
)
def test_the_bytes_tell_the_format_and_the_name_where_they_do_not(
    data: bytes, name: str, expected: Format | None
) -> None:
    assert format_of(data, Path(name)) is expected


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Word document, or one with a password: save it as .docx without one"),
        (archive({"a.txt": b""}), "is an archive, but no DOCX and no EPUB: save what is in it as one of them"),
        (b"PK\x03\x04", "the archive inside it is damaged"),
    ],
)
def test_formats_that_are_not_read_are_told_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(EssayError, match=f"^essay {said}|^essay can't be read: {said}"):
        format_of(data, Path("essay"))


@pytest.mark.parametrize("missing", FORMATS, ids=lambda one: one.extra)
def test_the_extra_that_is_missing_is_named(missing: Format, tmp_path: Path) -> None:
    (tmp_path / f"{missing.libraries[0]}.py").write_text(f"raise ModuleNotFoundError(name={missing.libraries[0]!r})")
    path = tmp_path / f"essay{missing.suffixes[0]}"
    path.write_bytes({"pdf": b"%PDF-1.4", "docx": WORD, "epub": BOOK, "html": b"<html><p>x"}[missing.extra])
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from index.reading import read_essay; read_essay(sys.argv[1])", path],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[3]}"},
    )
    assert done.returncode == 1
    said = f"{path} is {missing.name}: pip install 'quoth[{missing.extra}]' to read it."
    assert done.stderr.strip().splitlines()[-1].endswith(said)


def test_a_library_that_fails_in_any_way_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, said in ((RecursionError(), "nested"), (MemoryError(), "memory"), (KeyError("x"), "damaged")):

        def read(_: bytes, error: BaseException = raised) -> None:
            raise error

        monkeypatch.setattr("index.reading.html.read", read)
        with pytest.raises(EssayError, match=f"^essay can't be read as a web page: it (is|needs).* ?{said}.*\\.$"):
            HTML.read(b"", Path("essay"))
