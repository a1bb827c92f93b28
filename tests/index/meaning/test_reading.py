from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index import Paragraph
from index.meaning import MeaningError
from index.meaning.keeping import digest, kept
from index.meaning.reading import KEPT_EVERY, read_passages
from tests.index.meaning.conftest import WordHashes
from tests.index.meaning.test_keeping import paragraphs

ESSAY = paragraphs(*(f"Paragraph {number} has words of its own, w{number}." for number in range(KEPT_EVERY + 9)))
FILE = "notes.md.meaning.npz"


class PulledPlugError(Exception):
    pass


def read(essay: Sequence[Paragraph], embedder: WordHashes, file: Path | None) -> list[bytes]:
    return [passage.levels.tobytes() for passage in read_passages(essay, embedder, file, iter)]


def test_a_paragraph_is_read_once(hashes: WordHashes, tmp_path: Path) -> None:
    first = read(ESSAY, hashes, tmp_path / FILE)
    assert read(ESSAY, hashes, tmp_path / FILE) == first
    assert hashes.read == len(ESSAY)


def test_of_an_essay_that_changed_only_what_is_new_is_read_and_what_is_gone_is_forgotten(
    hashes: WordHashes, tmp_path: Path
) -> None:
    read(ESSAY, hashes, tmp_path / FILE)
    changed = [*ESSAY[5:], *paragraphs("Something else.")]
    assert read(changed, hashes, tmp_path / FILE) == read(changed, WordHashes(), None)
    assert hashes.read == len(ESSAY) + 1
    assert kept(tmp_path / FILE, hashes).keys() == {digest(paragraph) for paragraph in changed}
    read(changed[:3], hashes, tmp_path / FILE)
    assert len(kept(tmp_path / FILE, hashes)) == 3


def test_a_paragraph_that_stands_twice_is_read_once(hashes: WordHashes) -> None:
    one, other = read([ESSAY[0], ESSAY[0]], hashes, None)
    assert one == other
    assert hashes.read == 1


def test_reading_that_is_broken_off_goes_on_where_it_was(hashes: WordHashes, tmp_path: Path) -> None:
    def interrupted(essay: Sequence[Paragraph]) -> Iterator[Paragraph]:
        yield from essay[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_passages(ESSAY, hashes, tmp_path / FILE, interrupted)
    read(ESSAY, hashes, tmp_path / FILE)
    assert hashes.read == len(ESSAY)


def test_what_was_read_is_kept_along_the_way(hashes: WordHashes, tmp_path: Path) -> None:
    def looked_at(essay: Sequence[Paragraph]) -> Iterator[Paragraph]:
        for number, paragraph in enumerate(essay):
            assert len(kept(tmp_path / FILE, hashes)) == number // KEPT_EVERY * KEPT_EVERY
            yield paragraph

    read_passages(ESSAY, hashes, tmp_path / FILE, looked_at)


def test_only_what_has_to_be_read_is_watched(hashes: WordHashes, tmp_path: Path) -> None:
    read(ESSAY[:-2], hashes, tmp_path / FILE)
    watched: list[Paragraph] = []

    def noted(essay: Sequence[Paragraph]) -> Sequence[Paragraph]:
        watched.extend(essay)
        return essay

    read_passages(ESSAY, hashes, tmp_path / FILE, noted)
    read_passages(ESSAY, hashes, tmp_path / FILE, noted)
    assert watched == ESSAY[-2:]


def test_where_nothing_can_be_written_the_essay_is_read_all_the_same_and_that_is_told_once(
    hashes: WordHashes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "absent" / FILE
    assert len(read(ESSAY, hashes, file)) == len(ESSAY)
    assert [record.getMessage() for record in caplog.records] == [
        f"{file} can't be written (No such file or directory): the essay is read anew at each start."
    ]


def test_a_damaged_model_reads_nothing_that_would_be_kept(hashes: WordHashes, tmp_path: Path) -> None:
    def damaged() -> None:
        raise MeaningError("The model is damaged.")

    read(ESSAY[:3], hashes, tmp_path / FILE)
    hashes.verify = damaged  # type: ignore[method-assign]
    assert len(read(ESSAY[:3], hashes, tmp_path / FILE)) == 3
    with pytest.raises(MeaningError):
        read(ESSAY, hashes, tmp_path / FILE)
