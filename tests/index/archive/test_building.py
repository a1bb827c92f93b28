"""Generations, built and compared with what is current."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import ArchiveError
from index.archive import Archive, building
from index.archive.building import Building
from index.archive.completing import PreparedOf
from index.archive.generations import GENERATIONS, HIDDEN, SEGMENTS, make_current
from index.archive.listing import Listing
from tests.index.archive.conftest import MAKERS, TEXTS, entries_of, files_of


def essays_in(folder: Path) -> int:
    with Archive(folder) as archive:
        return len(archive.listing)


def test_what_is_served_stays_until_the_next_is_made_current(folder: Path) -> None:
    name = Building(folder, entries_of(folder, {"tides": TEXTS["tides"]}), MAKERS).write()
    assert essays_in(folder) == 3
    make_current(folder, name)
    assert essays_in(folder) == 1


def test_what_would_be_the_same_is_known_before_it_is_written(folder: Path, tmp_path: Path) -> None:
    entries = entries_of(tmp_path, TEXTS)
    again = Building(folder, entries, MAKERS)
    assert not again.is_current()  # its texts are elsewhere
    name = again.write()
    make_current(folder, name)
    assert Building(folder, entries, MAKERS).is_current()
    assert not Building(folder, entries[:2], MAKERS).is_current()
    assert not Building(folder, entries[::-1], MAKERS).is_current()
    assert not Building(folder, entries, {**MAKERS, "generation": "others"}).is_current()
    assert Building(folder, entries, MAKERS).write() == name  # and can be written over what is there
    assert essays_in(folder) == 3


def test_what_is_damaged_is_not_current(folder: Path) -> None:
    entries = entries_of(folder, TEXTS)
    make_current(folder, Building(folder, entries, MAKERS).write())
    for path in [path for path in files_of(folder) if path.parent.name != SEGMENTS]:
        whole = path.read_bytes()
        path.write_bytes(whole + b"?")
        assert not Building(folder, entries, MAKERS).is_current()
        path.write_bytes(whole)
    assert Building(folder, entries, MAKERS).is_current()


def test_what_completes_a_generation_reads_all_terms_and_is_sealed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Sequence[Sequence[str]]] = {}

    def complete(generation: Path, listing: Listing, prepared_of: PreparedOf) -> None:
        seen.update((name, prepared_of(name).contents()) for name in listing)
        (generation / "engines/passages").mkdir(parents=True)
        (generation / "engines/passages/terms").write_bytes(b"terms")

    monkeypatch.setattr(building, "complete", complete)
    make_current(tmp_path, Building(tmp_path, entries_of(tmp_path, TEXTS), MAKERS).write())
    assert seen["more-bees"] == [["bee", "danc"], ["drone"]]
    with Archive(tmp_path) as archive:
        file = archive.folder / "engines/passages/terms"
        assert file.read_bytes() == b"terms"
    file.write_bytes(b"germs")
    with pytest.raises(ArchiveError, match="engines/passages/terms"):
        Archive(tmp_path)


def test_what_can_not_be_completed_leaves_nothing_that_is_served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def complete(generation: Path, listing: Listing, prepared_of: PreparedOf) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "complete", complete)
    with pytest.raises(
        ArchiveError, match=r"can't be written: No space left on device\. What was indexed before stays"
    ):
        Building(folder, entries_of(folder, {"tides": TEXTS["tides"]}), MAKERS).write()
    assert essays_in(folder) == 3
    assert len([path for path in (folder / HIDDEN / GENERATIONS).iterdir() if not path.suffix]) == 1
