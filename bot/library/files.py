"""Which files of a folder may be essays, how each goes by name, and how one knows that it has changed."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple

from bot.printable import printable
from index import EssayError, QuothError
from index.reading import SUFFIXES
from index.vocabulary import glossary_beside

__all__ = ["ENDINGS", "FolderError", "Found", "Most", "Stamp", "look_through", "names_of"]

DEEPEST = 20  # folders within folders

# What lies in folders of essays and is none: hidden files, what Quoth keeps or is given beside an essay, what editors,
# word processors, browsers and systems leave behind while they work. Compared in small letters.
PASSED_OVER = (
    ".*",
    "*.glossary.txt",
    "*.questions.jsonl",
    "*.meaning.npz",
    "*.meaning.npz.*",
    "~$*",
    "*~",
    "#*#",
    "*.swp",
    "*.tmp",
    "*.bak",
    "*.part",
    "*.crdownload",
    "thumbs.db",
    "desktop.ini",
    "__macosx",
)
IS_PASSED_OVER = re.compile("|".join(map(translate, PASSED_OVER))).match

ENDINGS = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"

NO_FOLDER = "There is no folder {path}: check the name."
NOT_A_FOLDER = "{path} is no folder: to ask a single essay, name it with --essay or QUOTH_ESSAY."
UNREADABLE = "{path} can't be read: {reason}."
NO_FORMAT = "{path} is passed over: an essay's file ends in {endings}."
LINK_TO_FOLDER = "{path} is a link to a folder, which is not followed: put the files themselves there."
NOT_A_FILE = "{path} is a device, a pipe or a socket, and no file: take it away."
TOO_MANY = "{path} holds more than {most:,} files: {first} and what follows is passed over."
TOO_DEEP = "{path} lies more than {most} folders deep: it is passed over."


class Most(NamedTuple):
    """As much of a folder as is looked at."""

    files: int
    """By their names essays."""
    looked_at: int
    """Files of any kind."""


MOST_OF_A_LIBRARY = Most(files=1_000, looked_at=20_000)

Stamp = tuple[int, ...]
"""What stays the same as long as a file and the glossary beside it do: times, sizes and numbers."""


class FolderError(QuothError):
    """A folder is missing, can't be looked into, or holds no essay."""


class Found(NamedTuple):
    """What lies in a folder: the files that may be essays, in order, and a sentence for each that can't be one."""

    files: Mapping[Path, Stamp]
    problems: tuple[str, ...]


def look_through(folder: Path, most: Most = MOST_OF_A_LIBRARY) -> Found:
    """Look at what lies in a folder and in those within it, opening no file.

    Raises:
        FolderError: there is no such folder, or it can't be looked into.
    """
    _check(folder)
    files: dict[Path, Stamp] = {}
    problems: list[str] = []
    for count, path in enumerate(_lying_in(folder, problems)):
        if len(files) == most.files or count == most.looked_at:
            reached = most.files if count < most.looked_at else most.looked_at
            problems.append(TOO_MANY.format(path=folder, most=reached, first=path))
            break
        try:
            files[path] = _stamp(path)
        except EssayError as error:
            problems.append(str(error))
        except FileNotFoundError:
            continue  # it went away just now
    return Found(files, tuple(problems))


def names_of(paths: Iterable[Path], folder: Path) -> dict[Path, str]:
    """What each goes by: its file's name without the ending where that is its alone, else its way from the folder."""
    ways = [path.relative_to(folder) for path in paths]
    counts = Counter(_plain(way.stem) for way in ways)
    names = [_shown(way.stem if counts[_plain(way.stem)] == 1 else way.as_posix()) for way in ways]
    again = Counter[str]()
    for place, name in enumerate(names):  # two that only differ in what can't be typed, or in capitals
        again[_plain(name)] += 1
        if again[_plain(name)] > 1:
            names[place] = f"{name} ({again[_plain(name)]})"
    return {folder / way: name for way, name in zip(ways, names, strict=True)}


def _check(folder: Path) -> None:
    try:
        with os.scandir(folder):
            return
    except FileNotFoundError:
        raise FolderError(NO_FOLDER.format(path=folder)) from None
    except NotADirectoryError:
        raise FolderError(NOT_A_FOLDER.format(path=folder)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be a folder's"
        raise FolderError(UNREADABLE.format(path=folder, reason=reason)) from None


def _lying_in(folder: Path, problems: list[str]) -> Iterator[Path]:
    """Each file that is not passed over, a folder's own before those of the folders in it."""

    def tell(error: OSError) -> None:
        problems.append(UNREADABLE.format(path=error.filename, reason=error.strerror))

    for place, folders, files in os.walk(folder, onerror=tell):
        here = Path(place)
        inner = [here / name for name in sorted(folders) if not _is_passed_over(name)]
        is_deepest = len(here.relative_to(folder).parts) == DEEPEST
        problems += [TOO_DEEP.format(path=path, most=DEEPEST) for path in inner if is_deepest]
        problems += [LINK_TO_FOLDER.format(path=path) for path in inner if path.is_symlink()]
        folders[:] = [] if is_deepest else [path.name for path in inner if not path.is_symlink()]
        yield from (here / name for name in sorted(files) if not _is_passed_over(name))


def _is_passed_over(name: str) -> bool:
    return IS_PASSED_OVER(name.lower()) is not None


def _stamp(path: Path) -> Stamp:
    """Raises EssayError if the file can't be an essay, FileNotFoundError if there is none."""
    if path.suffix.lower() not in SUFFIXES:
        raise EssayError(NO_FORMAT.format(path=path, endings=ENDINGS))
    try:
        status = path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            raise
        raise EssayError(UNREADABLE.format(path=path, reason=error.strerror)) from None
    if not stat.S_ISREG(status.st_mode):
        raise EssayError(NOT_A_FILE.format(path=path))
    return _told_by(status) + _glossary_stamp(path)


def _glossary_stamp(path: Path) -> Stamp:
    try:
        return _told_by(glossary_beside(path).stat())
    except OSError:
        return ()


def _told_by(status: os.stat_result) -> Stamp:
    """The time of the last change to the file's status can't be set back, as the other can."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _plain(name: str) -> str:
    """As names are compared when somebody asks for an essay."""
    return name.strip().casefold()


def _shown(name: str) -> str:
    """On one line, and with a stand-in for each character that is none or steers a terminal."""
    return printable(" ".join(name.encode(errors="replace").decode().split()))
