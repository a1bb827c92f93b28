from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from tests.bot.conftest import Run, refused


def test_settings_that_are_not_utf_8_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QUOTH_ESSAY=caf\xe9.md\n")
    assert "The settings in .env are not UTF-8" in refused(quoth("ask", "x"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that nobody can read")
def test_settings_that_cannot_be_read_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    assert "The settings in .env can't be read" in refused(quoth("ask", "x"))


class WithNumber(Settings):
    number: int = 0


def test_a_setting_that_cannot_be_what_it_says_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.settings.Settings", WithNumber)
    monkeypatch.setenv("QUOTH_NUMBER", "many")
    with pytest.raises(SettingsError, match=r"^The setting QUOTH_NUMBER can't be used: input should be a valid int"):
        load_settings()


def test_a_tilde_is_the_home_folder(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text("# Bread\n\nSourdough is baked. It rises first.\n", encoding="utf-8")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert "Sourdough" in quoth("read", "1", "--essay", "~/bread.md", **home).stdout
    assert "Sourdough" in quoth("read", "1", QUOTH_ESSAY="~/bread.md", **home).stdout
    assert "There is no file ~nobody-has-this-name/x" in refused(
        quoth("ask", "x", "--essay", "~nobody-has-this-name/x")
    )
