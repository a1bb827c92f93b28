from pathlib import Path

import numpy as np
import pytest

from index import Paragraph, shipped_essay
from index.essays import SHIPPED_ESSAY
from index.meaning import Meaning
from index.meaning.e5 import E5
from index.meaning.keeping import file_beside, fingerprint, kept
from index.reading.sentences import split_sentences
from tests.index.meaning.conftest import WordHashes


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number=n, text=text, sentences=split_sentences(text)) for n, text in enumerate(texts, 1)]


ESSAY = paragraphs("Rivers rise. Bridges fall.", "Bread is baked at dawn.")


def test_an_essay_is_read_once(hashes: WordHashes, tmp_path: Path) -> None:
    first = Meaning(ESSAY, hashes, tmp_path / "notes.md")
    again = Meaning(ESSAY, hashes, tmp_path / "notes.md")
    assert hashes.read == len(ESSAY)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.meaning.npz"]
    assert (first.closeness("bread").tokens == again.closeness("bread").tokens).all()


def test_another_text_or_model_is_read_anew(hashes: WordHashes, tmp_path: Path) -> None:
    Meaning(ESSAY, hashes, tmp_path / "notes.md")
    Meaning(ESSAY[:1], hashes, tmp_path / "notes.md")
    assert hashes.read == 3
    hashes.name = "word hashes, 2"
    Meaning(ESSAY[:1], hashes, tmp_path / "notes.md")
    assert hashes.read == 4


@pytest.mark.parametrize("place", [0, 100, 400, -30])
def test_a_damaged_file_is_noticed_and_made_anew(hashes: WordHashes, tmp_path: Path, place: int) -> None:
    whole = Meaning(ESSAY, hashes, tmp_path / "notes.md").closeness("bread dawn").tokens
    file = file_beside(tmp_path / "notes.md")
    spoiled = bytearray(file.read_bytes())
    spoiled[place] ^= 0x55
    file.write_bytes(spoiled)
    assert (Meaning(ESSAY, hashes, tmp_path / "notes.md").closeness("bread dawn").tokens == whole).all()
    file.write_bytes(file.read_bytes()[:200])
    assert (Meaning(ESSAY, hashes, tmp_path / "notes.md").closeness("bread dawn").tokens == whole).all()


def test_where_nothing_can_be_written_the_essay_is_asked_all_the_same(hashes: WordHashes, tmp_path: Path) -> None:
    assert Meaning(ESSAY, hashes, tmp_path / "absent" / "notes.md").closeness("bread").tokens.argmax() == 1


def test_the_shipped_essays_states_fit_text_and_model(e5: E5) -> None:
    made_of = fingerprint(shipped_essay().paragraphs, e5)
    states = kept(file_beside(SHIPPED_ESSAY), made_of)
    assert states is not None
    assert len(states.paragraphs) == len(shipped_essay().paragraphs)
    assert file_beside(SHIPPED_ESSAY).stat().st_size < 400_000
    assert np.isfinite(states.differences()).all()
