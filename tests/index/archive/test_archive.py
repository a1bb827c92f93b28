"""An archive, opened, replaced and damaged."""

import gc
import shutil
from pathlib import Path

import pytest

from index import ArchiveError
from index.archive import Archive, generations, is_indexed
from index.archive.generations import GENERATIONS, HIDDEN, SEGMENTS, current_name, make_current
from index.prepared import Prepared
from index.reading import parse_essay
from tests.index.archive.conftest import MAKERS, TEXTS, Write, files_of

FEWER = {"tides": TEXTS["tides"]}


def read(folder: Path) -> dict[str, str]:
    """All paragraphs of all essays, from the disk."""
    with Archive(folder) as archive:
        return {name: text_of(archive, name) for name in archive.listing}


def text_of(archive: Archive, name: str) -> str:
    return "\n\n".join(paragraph.text for paragraph in Prepared(archive.prepared(name)).essay.paragraphs)


def text_in(name: str) -> str:
    return "\n\n".join(paragraph.text for paragraph in parse_essay(TEXTS[name], Path("a.md")).paragraphs)


def test_what_was_indexed_is_listed_and_read(folder: Path) -> None:
    assert is_indexed(folder)
    with Archive(folder) as archive:
        assert list(archive.listing) == list(TEXTS)
        assert archive.listing["tides"].title == "On Tides"
        assert archive.listing.ways == [f"in/{name}.md" for name in TEXTS]
        assert {name: text_of(archive, name) for name in archive.listing} == {name: text_in(name) for name in TEXTS}
        assert archive.counts == {"essays": 3, "paragraphs": 4, "characters": sum(map(len, read(folder).values())) - 2}
        assert archive.makers == MAKERS
        assert (archive.folder / "listing.json").is_file()
        with pytest.raises(KeyError):
            archive.prepared("none")


def test_one_that_was_replaced_knows_it_and_reads_on_to_its_end(folder: Path, write: Write) -> None:
    with Archive(folder) as before:
        assert before.is_current()
        old = before.folder, *(folder / HIDDEN / SEGMENTS).iterdir()
        write(FEWER)
        for path in old:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert not before.is_current()
        assert {name: text_of(before, name) for name in before.listing} == {name: text_in(name) for name in TEXTS}
        with Archive(folder) as after:
            assert after.is_current()
            assert list(after.listing) == ["tides"]


def test_one_whose_folder_is_gone_is_not_current(folder: Path) -> None:
    with Archive(folder) as archive:
        shutil.rmtree(folder / HIDDEN)
        assert not archive.is_current()
        assert text_of(archive, "tides") == text_in("tides")


def test_one_that_is_replaced_while_it_is_opened_is_opened_as_it_is_then(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [current_name(folder)]
    read_manifest = generations.read_manifest

    def replaced_first(where: Path, name: str) -> generations.Manifest:
        if len(names) == 1:
            names.append(write(FEWER))
            shutil.rmtree(folder / HIDDEN / GENERATIONS / names[0])
        return read_manifest(where, name)

    monkeypatch.setattr("index.archive.archive.read_manifest", replaced_first)
    with Archive(folder) as archive:
        assert (list(archive.listing), archive.is_current()) == (["tides"], True)


def test_a_folder_that_was_never_indexed_says_how(tmp_path: Path) -> None:
    assert not is_indexed(tmp_path)
    with pytest.raises(ArchiveError, match=r"has no index: `quoth index .*` makes one\.$"):
        Archive(tmp_path / "two words")
    with pytest.raises(ArchiveError, match=r"`quoth index '.*two words'`"):
        Archive(tmp_path / "two words")


def test_what_another_version_wrote_is_refused(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "FORM", 0)
    write(FEWER)
    monkeypatch.undo()
    with pytest.raises(ArchiveError, match=r"is of another version of Quoth: `quoth index .*` makes it anew\.$"):
        Archive(folder)


@pytest.mark.parametrize("file", ["current", "listing.json", "manifest.json", "places.npy", "segments"])
def test_damage_anywhere_is_noticed_and_said(folder: Path, file: str) -> None:
    whose = (HIDDEN, SEGMENTS, current_name(folder))
    path = next(path for path in files_of(folder) if file in path.parts[-2:] and path.parent.name in whose)
    whole, undamaged = path.read_bytes(), read(folder)
    steps = range(0, len(whole), max(len(whole) // 50, 1))
    for place in steps:
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :], whole + b"\0"):
            path.write_bytes(damaged)
            assert is_refused(folder) or (file == SEGMENTS and read(folder) == undamaged)
    path.unlink()
    assert is_refused(folder)


def test_a_segment_of_another_size_is_noticed_when_it_is_opened(folder: Path) -> None:
    with files_of(folder)[-1].open("ab") as segment:
        segment.write(b"\0")
    with pytest.raises(ArchiveError, match=f"is damaged \\({SEGMENTS}/"):
        Archive(folder)


def test_one_that_nobody_has_any_more_closes_itself(folder: Path) -> None:
    archive = Archive(folder)
    [segment] = archive._texts._segments
    del archive
    gc.collect()
    assert segment._file.closed


def is_refused(folder: Path) -> bool:
    try:
        read(folder)
    except ArchiveError as error:
        return str(error).endswith((f": `quoth index {folder}` makes it anew.", f": `quoth index {folder}` makes one."))
    return False


def test_a_name_in_current_that_points_elsewhere_is_refused(folder: Path) -> None:
    shutil.copytree(folder / HIDDEN / GENERATIONS / current_name(folder), folder / HIDDEN / GENERATIONS / ("a" * 32))
    make_current(folder, "a" * 32)
    assert is_refused(folder)
    for name in ("", "a" * 31, "../" * 10 + "aa", "é" * 32):
        (folder / HIDDEN / "current").write_text(f"{name}\n", encoding="utf-8")
        assert is_refused(folder)
