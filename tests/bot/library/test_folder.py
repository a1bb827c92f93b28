"""A folder as a library."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from bot import evidence
from bot.evidence import Without
from bot.library import answerers, folder
from bot.library.answerers import Answerers, Shelved
from bot.library.apart import Readers
from bot.library.files import FolderError
from bot.library.folder import FolderLibrary
from index import Essay, Verdict
from index.reading import read_essay

BEES = "# On Bees\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n"
TIDES = "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n"
BY_WORDS = [Without.MEANING]


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers() as opened:
        yield opened


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_every_essay_of_the_folder_is_asked_and_cited(tmp_path: Path, readers: Readers) -> None:
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "week 2/tides.md", TIDES)
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    library = shelf.read(readers)
    assert shelf.problems == ()
    assert library.essays == {
        "bees": read_essay(tmp_path / "bees.md"),
        "tides": read_essay(tmp_path / "week 2/tides.md"),
    }
    answer = library.answer("How much honey does a hive make?")
    assert (answer.verdict, answer.essays_asked) == (Verdict.ANSWERED, 2)
    assert answer.quotes[0].citation.with_essay == "On Bees, §1 Hives, ¶1"
    assert library.answer("How much honey does a hive make?", essay="tides").verdict is Verdict.NOT_IN_ESSAY


def test_what_can_not_be_read_is_told_on_one_line_each_and_the_rest_answers(tmp_path: Path, readers: Readers) -> None:
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "empty.md", "")
    write(tmp_path / "picture.jpg", "")
    write(tmp_path / "two\nlines\x1b[2J.md", "\x00")
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    assert list(shelf.read(readers).essays) == ["bees"]
    assert [problem.removeprefix(f"{tmp_path}/").split(" is ")[0] for problem in shelf.problems] == [
        "picture.jpg",
        "empty.md",
        "two␊lines␛[2J.md",
    ]


@pytest.mark.parametrize("names", [[], ["empty.md", "picture.jpg"]])
def test_a_folder_without_an_essay_is_one_sentence(tmp_path: Path, readers: Readers, names: list[str]) -> None:
    for name in names:
        write(tmp_path / name, "")
    shelf = FolderLibrary(tmp_path)
    with pytest.raises(FolderError, match="There is no essay in "):
        shelf.read(readers)
    assert len(shelf.problems) == len(names)


def test_a_glossary_beside_an_essay_is_used_and_one_that_is_wrong_is_told(tmp_path: Path, readers: Readers) -> None:
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "tides.md", TIDES)
    write(tmp_path / "bees.glossary.txt", "ambrosia => honey\n")
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    assert shelf.read(readers).answer("ambrosia", essay="bees").verdict is Verdict.ANSWERED
    write(tmp_path / "bees.glossary.txt", "ambrosia\n")
    assert shelf.read(readers).answer("ambrosia", essay="bees").verdict is Verdict.NOT_IN_ESSAY
    assert "bees.glossary.txt: line 1 names only" in shelf.problems[0]


def test_what_has_changed_is_read_again_and_what_is_broken_stays_as_it_was(tmp_path: Path, readers: Readers) -> None:
    bees, tides = write(tmp_path / "bees.md", BEES), write(tmp_path / "tides.md", TIDES)
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    before = dict(shelf.read(readers).essays)
    write(bees, BEES.replace("forty", "fifty"))
    after = shelf.read(readers).essays
    assert "fifty" in after["bees"].paragraphs[0].text
    assert after["tides"] is before["tides"]
    write(tides, "")
    write(tmp_path / "new.md", "Rivers rise.")
    bees.unlink()
    library = shelf.read(readers)
    assert library.essays == {"new": read_essay(tmp_path / "new.md"), "tides": before["tides"]}
    assert shelf.problems[0].endswith("What was read of it before stays.")
    assert library.answer("moon").verdict is Verdict.ANSWERED
    write(tides, TIDES)
    assert shelf.read(readers).essays["tides"] is not before["tides"]
    assert shelf.problems == ()


def test_an_answer_comes_from_the_essay_as_it_is_now(tmp_path: Path, readers: Readers) -> None:
    write(tmp_path / "bees.md", BEES)
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    old = shelf.read(readers)
    assert "forty" in old.answer("honey").quotes[0].text
    write(tmp_path / "bees.md", BEES.replace("forty", "fifty"))
    new = shelf.read(readers)
    assert "fifty" in new.answer("honey").quotes[0].text
    assert "forty" in old.answer("honey").quotes[0].text


def test_no_more_text_is_read_than_memory_allows(
    tmp_path: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MOST_TEXT", 60)
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "tides.md", TIDES)
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    assert list(shelf.read(readers).essays) == ["bees"]
    assert "tides.md is passed over: the essays before it have 60 characters already" in shelf.problems[0]


@pytest.mark.parametrize("most", [0, 60, 1_000])
def test_answers_are_the_same_however_few_essays_are_kept_ready(
    tmp_path: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(answerers, "MOST_KEPT", most)
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "tides.md", TIDES)
    shelf = FolderLibrary(tmp_path, BY_WORDS)
    library = shelf.read(readers)
    for word, title in [("honey", "On Bees"), ("moon", "On Tides"), ("hive", "On Bees")]:
        assert library.answer(word).quotes[0].citation.essay == title
    assert shelf._answerers._kept.currsize <= most


def test_an_essay_that_was_made_ready_with_meaning_is_not_taken_for_one_by_words(tmp_path: Path) -> None:
    shelved = Shelved(tmp_path / "bees.md", read_essay(write(tmp_path / "bees.md", BEES)))
    ready = Answerers()
    with_meaning, by_words = ready.of(shelved, []), ready.of(shelved, BY_WORDS)
    assert with_meaning is ready.of(shelved, [])
    assert by_words is ready.of(shelved, BY_WORDS)
    assert with_meaning is not by_words


def test_essays_too_long_together_are_all_asked_by_words_and_that_is_said_once(
    tmp_path: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    evidence._say_that_they_are_long.cache_clear()
    monkeypatch.setattr(evidence, "PACKAGES", ())
    monkeypatch.setattr(evidence, "LONGEST_READ", 80)
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "tides.md", TIDES)
    shelf = FolderLibrary(tmp_path)
    for _ in range(2):
        shelf.read(readers).answer("honey")
    assert [record.message for record in caplog.records] == [
        "The essays are together longer than 0 kB: words alone will answer."
    ]
    assert not list(tmp_path.glob("*.npz"))


def test_an_essay_that_has_not_changed_is_not_read_again(
    tmp_path: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    read: list[str] = []
    submit = readers.submit

    def noted(path: Path) -> Future[Essay]:
        read.append(path.name)
        return submit(path)

    monkeypatch.setattr(readers, "submit", noted)
    write(tmp_path / "bees.md", BEES)
    write(tmp_path / "tides.md", TIDES)
    write(tmp_path / "empty.md", "")
    first = FolderLibrary(tmp_path, BY_WORDS).read(readers).essays
    again = FolderLibrary(tmp_path, BY_WORDS)
    assert again.read(readers).essays == first
    assert read == ["bees.md", "empty.md", "tides.md", "empty.md"]
    write(tmp_path / "bees.md", BEES.replace("forty", "fifty"))
    again.read(readers)
    (tmp_path / "tides.md").unlink()
    FolderLibrary(tmp_path, BY_WORDS).read(readers)
    assert read[4:] == ["bees.md", "empty.md"]
    [file] = (own_cache / "essays").iterdir()
    assert b"forty" not in file.read_bytes()
    assert (own_cache / "essays").stat().st_mode & 0o077 == 0
