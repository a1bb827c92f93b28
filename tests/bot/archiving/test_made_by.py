"""The digests of the code."""

import ast
import shutil
from pathlib import Path

import pytest

from bot.archiving import made_by
from bot.archiving.made_by import makers


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the essay's side, which may be changed."""
    shutil.copytree(made_by.ROOT / "index", tmp_path / "index", ignore=shutil.ignore_patterns("__pycache__"))
    before = makers()
    monkeypatch.setattr(made_by, "ROOT", tmp_path)
    assert makers() == before
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("module", "changed"),
    [
        ("essay.py", {"texts", "generation"}),
        ("reading/pdf/columns.py", {"texts"}),
        ("prepared.py", {"texts", "generation"}),
        ("vocabulary/synonyms.py", {"texts", "generation"}),
        ("naming.py", {"generation"}),
        ("archive/completing.py", {"generation"}),
        ("engines/bm25s.py", {"generation"}),
        ("library.py", set()),
        ("evaluation/measures.py", set()),
    ],
)
def test_they_change_with_the_code_by_which_things_are_made_and_with_no_other(
    source: Path, module: str, changed: set[str]
) -> None:
    before = makers()
    path = source / module
    path.write_text(path.read_text(encoding="utf-8") + "# otherwise\n", encoding="utf-8")
    assert {what for what, digest in makers().items() if digest != before[what]} == changed


def test_they_change_with_the_version_of_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    before = makers()
    monkeypatch.setattr(made_by, "version", lambda package: "0" if package == "pystemmer" else "1")
    assert not set(makers().values()) & set(before.values())


def test_every_import_of_the_essays_side_is_seen() -> None:
    for path in (made_by.ROOT / "index").rglob("*.py"):
        source = path.read_bytes()
        nodes = list(ast.walk(ast.parse(source)))
        names = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
        names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        own = {name for name in names if name and name.partition(".")[0] == "index"}
        assert own == {name.decode() for name in made_by.IMPORTED.findall(source)}
