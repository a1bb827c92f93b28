"""What lies in a folder."""

import os
import socket
import sys
from pathlib import Path

import pytest

from bot.library import files
from bot.library.files import FolderError, Most, look_through, names_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files or names")


def lay(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Rivers rise.", encoding="utf-8")
    return paths


def test_every_file_that_may_be_an_essay_is_found_in_order(tmp_path: Path) -> None:
    lay(tmp_path, "week 2/b.md", "c.txt", "a.md", "week 2/more/a.MD")
    found = look_through(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == [
        "a.md",
        "c.txt",
        "week 2/b.md",
        "week 2/more/a.MD",
    ]
    assert found.problems == ()


def test_what_programs_leave_behind_is_passed_over_without_a_word(tmp_path: Path) -> None:
    lay(tmp_path, ".a.md", "a.glossary.txt", "a.md.meaning.npz", "a.md.meaning.npz.0f3a", "a.questions.jsonl")
    lay(
        tmp_path,
        "~$a.docx",
        "a.md~",
        "#a.md#",
        ".#a.md",
        ".a.md.swp",
        "a.tmp",
        "Thumbs.db",
        ".git/a.md",
        "__MACOSX/a.md",
    )
    assert look_through(tmp_path) == ({}, ())


def test_what_can_be_no_essay_is_told_and_stops_nothing(tmp_path: Path) -> None:
    good, picture = lay(tmp_path, "b.md", "a.jpg")
    found = look_through(tmp_path)
    assert list(found.files) == [good]
    [problem] = found.problems
    assert problem.startswith(f"{picture} is passed over: an essay's file ends in .txt, ")


@linux
def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(os.path.relpath(tmp_path / "socket.md"))
    (tmp_path / "device.md").symlink_to("/dev/zero")
    found = look_through(tmp_path)
    assert not found.files
    assert [problem.split(" is a device")[0] for problem in found.problems] == [
        str(tmp_path / name) for name in ("device.md", "pipe.md", "socket.md")
    ]


@linux
def test_links_are_followed_to_files_and_nowhere_else(tmp_path: Path) -> None:
    [good] = lay(tmp_path, "good.md")
    (tmp_path / "link.md").symlink_to(good)
    (tmp_path / "itself.md").symlink_to("itself.md")
    (tmp_path / "nowhere.md").symlink_to("none.md")
    (tmp_path / "round").symlink_to(tmp_path)
    found = look_through(tmp_path)
    assert list(found.files) == [good, tmp_path / "link.md"]
    assert [problem.removeprefix(f"{tmp_path}/") for problem in found.problems] == [
        "round is a link to a folder, which is not followed: put the files themselves there.",
        "itself.md can't be read: Too many levels of symbolic links.",
        "nowhere.md can't be read: No such file or directory.",
    ]


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    [good, _] = lay(tmp_path, "a.md", "locked/b.md")
    (tmp_path / "locked").chmod(0)
    if os.access(tmp_path / "locked", os.R_OK):
        pytest.skip("whoever runs the tests may look everywhere")
    found = look_through(tmp_path)
    (tmp_path / "locked").chmod(0o700)
    assert list(found.files) == [good]
    assert found.problems == (f"{tmp_path / 'locked'} can't be read: Permission denied.",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none", "There is no folder"),
        ("a.md", "is no folder: to ask a single essay"),
        ("x" * 300, "can't be read: "),
        ("\0", "the name can't be a folder's"),
    ],
)
def test_what_is_no_folder_is_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    lay(tmp_path, "a.md")
    with pytest.raises(FolderError, match=said):
        look_through(tmp_path / name)


def test_a_folder_without_end_is_looked_through_as_far_as_the_limits_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = Most(files=3, looked_at=20)
    monkeypatch.setattr(files, "DEEPEST", 2)
    lay(tmp_path, "1.md", "2/3/4/5.md", "2/3/6.md")
    found = look_through(tmp_path, most)
    assert len(found.files) == 2
    assert found.problems == (f"{tmp_path / '2/3/4'} lies more than 2 folders deep: it is passed over.",)
    lay(tmp_path, "3.jpg", "4.md", "5.md")
    found = look_through(tmp_path, most)
    assert len(found.files) == 3
    assert (
        found.problems[-1]
        == f"{tmp_path} holds more than 3 files: {tmp_path / '2/3/6.md'} and what follows is passed over."
    )
    assert list(look_through(tmp_path, most._replace(looked_at=2)).files) == [tmp_path / "1.md"]


def test_a_stamp_tells_a_change_of_the_essay_and_of_its_glossary(tmp_path: Path) -> None:
    [path] = lay(tmp_path, "a.md")
    stamps = [look_through(tmp_path).files[path]]
    assert look_through(tmp_path).files[path] == stamps[0]
    path.write_text("Rivers fall.", encoding="utf-8")
    os.utime(path, ns=(stamps[0][0], stamps[0][0]))
    stamps.append(look_through(tmp_path).files[path])
    lay(tmp_path, "a.glossary.txt")
    stamps.append(look_through(tmp_path).files[path])
    (tmp_path / "a.glossary.txt").unlink()
    stamps.append(look_through(tmp_path).files[path])
    assert [stamps.index(stamp) for stamp in stamps] == [0, 1, 2, 1]


def test_an_essay_goes_by_its_files_name_where_that_is_its_alone() -> None:
    folder = Path("essays")
    names = names_of(
        [folder / "a.md", folder / "b.md", folder / "b.pdf", folder / "w 2/A.md", folder / "w 2/c.md"], folder
    )
    assert list(names.values()) == ["a.md", "b.md", "b.pdf", "w 2/A.md", "c"]


def test_no_two_essays_go_by_the_same_name() -> None:
    ways = ["a.md", "A.md", "b.md.txt", "b.md", "b.txt", "c\n.md", "c .md", "\udcff.md", "\udcfe.md", " d.md", "d .md"]
    names = names_of([Path(way) for way in ways], Path())
    assert len({name.strip().casefold() for name in names.values()}) == len(ways)


def test_a_name_is_safe_to_print() -> None:
    [name] = names_of([Path("a\n\x1b[31m\udcff.md")], Path()).values()
    assert name == "a ␛[31m?"
