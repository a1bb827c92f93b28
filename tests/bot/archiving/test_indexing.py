"""A folder indexed: what is read, what is not read again, and what is served."""

import os
import sys
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path

import pytest
from filelock import FileLock

from bot.archiving import indexing
from bot.archiving.indexing import Indexed, index_folder
from bot.archiving.preparing import Prepared, Preparers
from bot.library.files import FolderError, Found, Most, look_through
from index import ArchiveError, Essay
from index.archive import Archive
from index.archive.generations import GENERATIONS, HIDDEN, SEGMENTS, current_name
from index.vocabulary import GlossaryEntry
from tests.bot.archiving.conftest import all_of, lay, listing_of, segments_of, served, write
from tests.index.archive.conftest import files_of

BEES, TIDES, WINDS = "Bees make honey.", "The moon draws the sea.", "Winds blow from high to low."
TEXTS = {"bees.md": BEES, "week 2/tides.md": TIDES, "week 2/winds.txt": WINDS}


def counts(indexed: Indexed) -> tuple[int, int, int, bool]:
    return indexed.essays, indexed.read, indexed.unchanged, indexed.has_changed


def test_what_lies_in_a_folder_is_served_by_its_names(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS)
    indexed = index_folder(tmp_path)
    assert counts(indexed) == (3, 3, 0, True)
    assert (indexed.paragraphs, indexed.problems) == (3, ())
    assert served(tmp_path) == {"bees": BEES, "tides": TIDES, "winds": WINDS}


def test_where_nothing_has_changed_nothing_is_read_or_written(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS | {"empty.md": "", "picture.jpg": ""})
    first, before = index_folder(tmp_path), all_of(tmp_path)
    again = index_folder(tmp_path)
    assert counts(first) == (3, 4, 0, True)
    assert counts(again) == (3, 0, 4, False)
    assert again.problems == first.problems
    assert all_of(tmp_path) == before


def test_only_what_has_changed_is_read_again(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS)
    index_folder(tmp_path)
    write(tmp_path / "bees.md", "Bees dance.")
    assert counts(index_folder(tmp_path)) == (3, 1, 2, True)
    assert served(tmp_path)["bees"] == "Bees dance."
    write(tmp_path / "rivers.md", "Rivers rise.")
    assert counts(index_folder(tmp_path)) == (4, 1, 3, True)
    (tmp_path / "rivers.md").rename(tmp_path / "streams.md")
    assert counts(index_folder(tmp_path)) == (4, 1, 3, True)
    assert served(tmp_path)["streams"] == "Rivers rise."
    (tmp_path / "streams.md").unlink()
    assert counts(index_folder(tmp_path)) == (3, 0, 3, True)
    assert served(tmp_path) == {"bees": "Bees dance.", "tides": TIDES, "winds": WINDS}
    write(tmp_path / "bees.glossary.txt", "apian => bee")
    assert counts(index_folder(tmp_path)) == (3, 1, 2, True)


def test_however_it_came_about_the_same_files_are_listed_in_the_same_bytes(tmp_path: Path) -> None:
    lay(tmp_path / "a", TEXTS)
    index_folder(tmp_path / "a")
    for way, text in TEXTS.items():
        lay(tmp_path / "b", {way: text})
        index_folder(tmp_path / "b")
    assert len(segments_of(tmp_path / "b")) == 3
    assert listing_of(tmp_path / "a") == listing_of(tmp_path / "b")


def test_what_can_not_be_read_is_told_at_each_run_and_the_rest_is_served(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS | {"empty.md": "", "picture.jpg": "", "tw\no.md": "\0"})
    write(tmp_path / "bees.glossary.txt", "no rule")
    for read in (5, 0):
        indexed = index_folder(tmp_path)
        assert (indexed.essays, indexed.read) == (3, read)
        assert [problem.removeprefix(f"{tmp_path}/") for problem in indexed.problems] == [
            "picture.jpg is passed over: an essay's file ends in .txt, .md, .markdown, .mdown, .mkd, .html, .htm,"
            " .xhtml, .docx, .pdf or .epub.",
            'bees.glossary.txt: line 1 names only "no rule": write "a, b" for equals or "a => b" for one way.',
            "empty.md is empty: an essay needs at least one paragraph.",
            "tw\N{SYMBOL FOR LINE FEED}o.md is not a text file: Quoth reads plain text, Markdown, HTML, DOCX, PDF and"
            " EPUB.",
        ]
        assert indexed.told.read_text(encoding="utf-8").splitlines() == list(indexed.problems)


def test_a_folder_that_was_moved_is_told_by_its_new_name(tmp_path: Path) -> None:
    lay(tmp_path / "old", TEXTS | {"empty.md": ""})
    index_folder(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    indexed = index_folder(tmp_path / "new")
    assert counts(indexed) == (3, 0, 4, False)
    assert indexed.problems == (f"{tmp_path / 'new/empty.md'} is empty: an essay needs at least one paragraph.",)


def test_what_may_be_had_another_time_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, TEXTS)
    gone = tmp_path / "gone.md"

    def and_one_that_goes(folder: Path, most: Most) -> Found:
        found = look_through(folder, most)
        return found._replace(files={**found.files, gone: (1, 1, 1, 1)})

    monkeypatch.setattr(indexing, "look_through", and_one_that_goes)
    for read, unchanged in ((4, 0), (1, 3)):
        indexed = index_folder(tmp_path)
        assert (indexed.essays, indexed.read, indexed.unchanged) == (3, read, unchanged)
        assert indexed.problems == (f"There is no file {gone}: check the name and the folder.",)


def test_an_essay_that_can_not_be_prepared_is_told_and_the_rest_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, TEXTS)
    submit = Preparers.submit

    def but_for_bees(self: Preparers, essay: Essay, glossary: Iterable[GlossaryEntry]) -> Future[Prepared]:
        if essay.title != "bees":
            return submit(self, essay, glossary)
        failed = Future[Prepared]()
        failed.set_exception(ZeroDivisionError())
        return failed

    monkeypatch.setattr(Preparers, "submit", but_for_bees)
    assert index_folder(tmp_path).problems == (
        f"{tmp_path / 'bees.md'} is passed over: what prepares it fails (ZeroDivisionError). That is a fault of Quoth:"
        " please report it.",
    )
    assert served(tmp_path).keys() == {"tides", "winds"}
    monkeypatch.undo()
    assert counts(index_folder(tmp_path)) == (3, 1, 2, True)


def test_another_run_at_work_is_said(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS)
    index_folder(tmp_path)
    with FileLock(tmp_path / HIDDEN / "lock"), pytest.raises(ArchiveError, match="Another `quoth index` is at work in"):
        index_folder(tmp_path)
    assert not index_folder(tmp_path).has_changed


def test_what_another_version_made_is_made_anew_and_served_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, TEXTS)
    index_folder(tmp_path)
    before = segments_of(tmp_path)
    monkeypatch.setattr(indexing, "makers", lambda: {"texts": "newer", "generation": "newer"})
    assert counts(index_folder(tmp_path)) == (3, 3, 0, True)
    assert not {*before} & {*segments_of(tmp_path)}
    monkeypatch.setattr(indexing, "makers", lambda: {"texts": "newer", "generation": "newest"})
    assert counts(index_folder(tmp_path)) == (3, 0, 3, True)


def test_damage_is_mended_by_running_again_and_no_more_is_read_than_has_to_be(tmp_path: Path) -> None:
    for way, text in TEXTS.items():  # a segment each
        lay(tmp_path, {way: text})
        index_folder(tmp_path)
    listing = listing_of(tmp_path)
    for number in range(len(files_of(tmp_path))):
        path = files_of(tmp_path)[number]
        harm(path, number % 3)
        with pytest.raises(ArchiveError, match=r"`quoth index .*` makes"):
            served(tmp_path)
        indexed = index_folder(tmp_path)
        assert (indexed.has_changed, indexed.read) == (True, path.parent.name == SEGMENTS)
        assert listing_of(tmp_path) == listing
        assert served(tmp_path) == {"bees": BEES, "tides": TIDES, "winds": WINDS}


def harm(path: Path, kind: int) -> None:
    """Take a file away, cut it short, or change it where it begins."""
    whole = path.read_bytes()
    match kind:
        case 1 if whole:
            path.write_bytes(whole[:-1])
        case 2 if whole:
            path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        case _:
            path.unlink()


def test_nothing_else_stays_than_what_is_served(tmp_path: Path) -> None:
    lay(tmp_path, TEXTS)
    index_folder(tmp_path)
    home = tmp_path / HIDDEN
    for way in ("current.unfinished", "segments/0.unfinished", "segments/none", "generations/old/listing.json"):
        write(home / way, "left behind")
    before = set(all_of(tmp_path)) - {"current.unfinished"}
    index_folder(tmp_path)
    after = set(all_of(tmp_path))
    assert before - after == {"segments/0.unfinished", "segments/none", "generations/old/listing.json"}
    assert after <= before


def test_a_generation_stays_until_the_run_after_the_one_that_replaced_it(tmp_path: Path) -> None:
    names = []
    for text in (BEES, "Bees dance.", "Bees sleep."):
        write(tmp_path / "bees.md", text)
        index_folder(tmp_path)
        names.append(current_name(tmp_path))
        assert {path.name for path in (tmp_path / HIDDEN / GENERATIONS).iterdir()} == {*names[-2:]}
    index_folder(tmp_path)
    assert [path.name for path in (tmp_path / HIDDEN / GENERATIONS).iterdir()] == names[-1:]


def test_a_folder_without_essays_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path / "picture.jpg", "")
    with pytest.raises(FolderError, match="There is no essay in"):
        index_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["picture.jpg"]
    with pytest.raises(FolderError, match="There is no folder"):
        index_folder(tmp_path / "none")


def test_where_nothing_can_be_read_any_more_what_was_served_stays(tmp_path: Path) -> None:
    write(tmp_path / "bees.md", BEES)
    index_folder(tmp_path)
    write(tmp_path / "bees.md", "")
    with pytest.raises(FolderError, match=r"None of the files in .* can be read as an essay: .*problems.txt says why"):
        index_folder(tmp_path)
    assert served(tmp_path) == {"bees": BEES}


def test_essays_of_one_name_or_title_are_told_apart(tmp_path: Path) -> None:
    lay(tmp_path, {"a/bees.md": f"# On Bees\n\n{BEES}", "b/bees.md": f"# On Bees\n\n{BEES}"})
    assert index_folder(tmp_path).essays == 2
    with Archive(tmp_path) as archive:
        assert archive.listing.titles == {
            "a/bees.md": "On Bees (a/bees.md)",
            "b/bees.md": "On Bees (b/bees.md)",
        }


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_of_stray_bytes_is_served(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"b\xffes.md")
    write(path, BEES)
    assert counts(index_folder(tmp_path)) == (1, 1, 0, True)
    assert counts(index_folder(tmp_path)) == (1, 0, 1, False)
    assert served(tmp_path) == {"b?es": BEES}
