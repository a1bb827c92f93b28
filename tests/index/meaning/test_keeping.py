import logging
import os
from errno import EACCES
from pathlib import Path

import numpy as np
import pytest

from index import Paragraph, shipped_essay
from index.essays import SHIPPED_ESSAY
from index.meaning import Meaning
from index.meaning.e5 import E5
from index.meaning.keeping import digest, file_beside, keep, kept
from index.meaning.states import PackedPassage, pack
from index.reading.sentences import split_sentences
from tests.index.meaning.conftest import WordHashes, near


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number=n, text=text, sentences=split_sentences(text)) for n, text in enumerate(texts, 1)]


ESSAY = paragraphs("Rivers rise. Bridges fall.", "Bread is baked at dawn.")


def assert_same(one: PackedPassage, other: PackedPassage) -> None:
    for name in PackedPassage._fields:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), strict=True)


@pytest.fixture
def file(tmp_path: Path, hashes: WordHashes) -> Path:
    path = tmp_path / "notes.md.meaning.npz"
    keep(path, {digest(paragraph): pack(paragraph, hashes) for paragraph in ESSAY}, hashes)
    return path


def test_what_was_kept_is_what_was_made(hashes: WordHashes, file: Path) -> None:
    found = kept(file, hashes)
    assert list(found) == [digest(paragraph) for paragraph in ESSAY]
    for paragraph in ESSAY:
        assert_same(found[digest(paragraph)], pack(paragraph, hashes))
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_another_model_made_does_not_fit(hashes: WordHashes, file: Path) -> None:
    hashes.name = "word hashes, 2"
    assert not kept(file, hashes)


def test_the_same_words_with_other_sentences_are_another_passage() -> None:
    whole = ESSAY[0].model_copy(update={"sentences": ESSAY[0].sentences[:1]})
    assert digest(whole) != digest(ESSAY[0])
    assert digest(ESSAY[0].model_copy(update={"number": 7})) == digest(ESSAY[0])


@pytest.mark.parametrize("place", range(0, 2_000, 37))
def test_a_damaged_file_gives_nothing_or_what_was_kept(
    hashes: WordHashes, file: Path, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    whole = near(Meaning(ESSAY, hashes), "bread dawn").tokens
    spoiled = bytearray(file.read_bytes())
    spoiled[place % len(spoiled)] ^= 0x55
    file.write_bytes(spoiled)
    read = hashes.read
    assert (near(Meaning(ESSAY, hashes, file.with_name("notes.md")), "bread dawn").tokens == whole).all()
    assert (hashes.read > read) == any("is damaged" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("length", [0, 1, 200, 900])
def test_a_file_that_was_cut_off_is_told_and_made_anew(
    hashes: WordHashes, file: Path, length: int, caplog: pytest.LogCaptureFixture
) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:length])
    Meaning(ESSAY, hashes, file.with_name("notes.md"))
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, f"{file} is damaged: the essay is read for its meaning anew.")
    ]
    assert list(kept(file, hashes)) == [digest(paragraph) for paragraph in ESSAY]


def test_a_file_whose_parts_do_not_fit_each_other_is_damaged(
    hashes: WordHashes, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with np.load(file) as arrays:
        np.savez(file, **{**arrays, "tokens": arrays["tokens"] + 1})
    assert not kept(file, hashes)
    assert "is damaged" in caplog.text


def test_what_is_no_file_is_not_waited_for(hashes: WordHashes, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "notes.md.meaning.npz")
    assert not kept(tmp_path / "notes.md.meaning.npz", hashes)


def test_a_file_that_can_not_be_opened_is_told(
    hashes: WordHashes, file: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert not kept(file, hashes)
    assert "can't be read (Permission denied)" in caplog.text


def test_the_shipped_essays_states_fit_text_and_model(e5: E5) -> None:
    found = kept(file_beside(SHIPPED_ESSAY), e5)
    assert list(found) == [digest(paragraph) for paragraph in shipped_essay().paragraphs]
    assert file_beside(SHIPPED_ESSAY).stat().st_size < 400_000


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("levels", np.zeros((2, 3), dtype=np.uint8)),
        ("steps", np.full(9, np.nan, dtype=np.float32)),
        ("sentences", np.array([0, 2, 99], dtype=np.int32)),
        ("sentences", np.array([2, 0, 0], dtype=np.int32)),
        ("pieces", np.array(["a"] * 9)),
        ("tokens", np.array([-1, 10], dtype=np.int64)),
        ("tokens", np.array([0, 9], dtype=np.int64)),
        ("counts", np.array([3.0, 0.0])),
    ],
)
def test_a_file_of_something_else_under_the_same_names_is_made_anew(
    hashes: WordHashes, file: Path, name: str, array: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"
) -> None:
    with np.load(file) as opened:
        arrays = {**opened, name: array}
    np.savez(file, allow_pickle=False, **arrays)
    assert kept(file, hashes) == {}
    assert near(Meaning(ESSAY, hashes, file.with_name("notes.md")), "Rivers rise.").near.argmax() == 0


def test_whoever_breaks_off_the_writing_leaves_nothing_behind(
    hashes: WordHashes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "notes.md.meaning.npz", {digest(ESSAY[0]): pack(ESSAY[0], hashes)}, hashes)
    assert not list(tmp_path.iterdir())
