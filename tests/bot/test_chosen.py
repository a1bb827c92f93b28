"""Which essays are asked, and how they are read."""

import sys
from pathlib import Path

import pytest

from bot.chosen import Choice, choose, essay_for, open_essays
from bot.library import apart
from bot.library.limits import OUT_OF_MEMORY
from index import EssayError, QuothError
from index.essays import SHIPPED_ESSAY

PAGE = "<!doctype html><title>Rivers</title><p>Rivers rise in the hills, and they fall into the sea."


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("QUOTH_ESSAY", "QUOTH_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_what_is_named_wins_over_what_is_set_and_that_over_what_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(open_essays(choose(None, None)).library.essays) == [SHIPPED_ESSAY.stem]
    monkeypatch.setenv("QUOTH_LIBRARY", "readings")
    assert choose(None, None) == Choice(folder=Path("readings"))
    assert choose(Path("a.md"), None) == Choice(essay=Path("a.md"))
    with pytest.raises(QuothError, match="not both"):
        choose(Path("a.md"), Path("readings"))


def test_text_is_read_at_once_and_all_else_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, page, hidden = (tmp_path / name for name in ("rivers.md", "rivers.html", "hidden.md"))
    text.write_text("# Rivers\n\nRivers rise.\n", encoding="utf-8")
    page.write_text(PAGE, encoding="utf-8")
    hidden.write_bytes(b"%PDF-1.4\n")
    assert essay_for(page).title == "Rivers"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", f"raise SystemExit({OUT_OF_MEMORY})"))
    assert essay_for(text).title == "Rivers"
    for path in (page, hidden):
        with pytest.raises(EssayError, match="needs more memory"):
            essay_for(path)
