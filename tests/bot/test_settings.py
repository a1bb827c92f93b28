from pathlib import Path

import pytest

from tests.bot.conftest import Run, refused


def test_settings_that_are_not_utf_8_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QUOTH_ESSAY=caf\xe9.md\n")
    assert "The settings in .env are not UTF-8" in refused(quoth("ask", "x"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that nobody can read")
def test_settings_that_cannot_be_read_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    assert "The settings in .env can't be read" in refused(quoth("ask", "x"))


def test_settings_may_begin_with_a_byte_order_mark(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeffQUOTH_ESSAY=none.md\n", encoding="utf-8")
    assert "There is no file none.md" in refused(quoth("ask", "x"))


def test_a_tilde_is_the_home_folder(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text("# Bread\n\nSourdough is baked. It rises first.\n", encoding="utf-8")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert "Sourdough" in quoth("read", "1", "--essay", "~/bread.md", **home).stdout
    assert "Sourdough" in quoth("read", "1", QUOTH_ESSAY="~/bread.md", **home).stdout
    assert "There is no file ~nobody-has-this-name/x" in refused(
        quoth("ask", "x", "--essay", "~nobody-has-this-name/x")
    )
