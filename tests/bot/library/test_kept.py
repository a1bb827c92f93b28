"""What is kept of a folder."""

from pathlib import Path

import pytest

from bot.library import kept as kept_module
from bot.library.kept import KeptEssay, keep, kept, kept_name
from index.reading import parse_essay

ONE = KeptEssay(file="61", stamp=(1, 2), essay=parse_essay("Rivers rise.", Path("a.md")))


def file_of(cache: Path) -> Path:
    [file] = (cache / "essays").iterdir()
    return file


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    assert kept(tmp_path) == {}
    keep(tmp_path, [ONE])
    assert kept(tmp_path) == {"61": ONE}
    assert kept(tmp_path / "other") == {}


@pytest.mark.parametrize("content", [b"", b"x", b"\n\n", b"{}\n{}"])
def test_what_is_damaged_is_nothing(tmp_path: Path, own_cache: Path, content: bytes) -> None:
    keep(tmp_path, [ONE])
    file = file_of(own_cache)
    whole = file.read_bytes()
    for damaged in (content, whole[:-1], whole.split(b"\n")[0] + b"\n" + content):
        file.write_bytes(damaged)
        assert kept(tmp_path) == {}


def test_what_other_code_read_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, [ONE])
    monkeypatch.setattr(kept_module, "FORM", 0)
    assert kept(tmp_path) == {}


def test_where_nothing_can_be_kept_nothing_is_lost(
    tmp_path: Path, own_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (own_cache / "essays").write_text("in the way", encoding="utf-8")
    keep(tmp_path, [ONE])
    assert kept(tmp_path) == {}
    assert "it is read anew at each start" in caplog.text


def test_any_name_can_be_kept() -> None:
    names = {kept_name(Path("essays") / name, Path("essays")) for name in ("a", "A", "\udcff", "\n", "b/a")}
    assert len(names) == 5
    assert all(name.isascii() and name.isalnum() for name in names)
