"""A folder indexed: what is new or has changed is read, and then all of it is served at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from bot.archiving.cluster import Cluster
from bot.archiving.made_by import makers
from bot.archiving.making import PATH, Wanted, make
from bot.archiving.records import Key, Record, records_in
from bot.archiving.shelving import Shelving
from bot.archiving.telling import advancing, completing
from bot.archiving.tidying import delete_others, move, sweep, to_rewrite
from bot.engines import BY_SIZE, Search
from bot.library.files import ENDINGS, FolderError, Most, look_through, names_of
from bot.printable import on_one_line
from index import ArchiveError
from index.archive.building import Building, Entry
from index.archive.durable import write_whole, writing
from index.archive.generations import GENERATIONS, HIDDEN, SEGMENTS, current_name, make_current

__all__ = ["Indexed", "index_folder"]

MOST = Most(files=1_000_000, looked_at=10_000_000)  # of an archive; to look at so many takes minutes
SIZE = 2  # where a stamp has a file's size
LOCK, PROBLEMS = "lock", "problems.txt"

NOTHING = "There is no essay in {path}: put files there that end in {endings}."
NONE_READABLE = "None of the files in {path} can be read as an essay: {told} says why."
AT_WORK = "Another `quoth index` is at work in {path}: wait until it is done."


class Indexed(NamedTuple):
    """What was done."""

    essays: int
    """That can be asked now."""
    paragraphs: int
    read: int
    """Files that were read now, whatever came of it."""
    unchanged: int
    """Those that had been read before."""
    has_changed: bool
    """Whether anything else is served than before."""
    problems: tuple[str, ...]
    """A sentence on each thing that is not, or not all of it, on one line and safe to print."""
    told: Path
    """The file in which these sentences stand."""


def index_folder(folder: Path, search: Search = BY_SIZE) -> Indexed:
    """Index a folder. What a run before this one has made, even if it was broken off, is not made again.

    Raises:
        FolderError: there is no such folder, or nothing in it can be read as an essay.
        ArchiveError: another run is at work, or the index can't be written.
    """
    found = look_through(folder, MOST)
    if not found.files:
        raise FolderError(NOTHING.format(path=folder, endings=ENDINGS))
    for part in (SEGMENTS, GENERATIONS):
        with writing(folder / HIDDEN):
            (folder / HIDDEN / part).mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        files = {(path.relative_to(folder).as_posix(), stamp): path for path, stamp in found.files.items()}
        return _Run(folder, files, found.problems, search).run()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / HIDDEN / LOCK, timeout=0)
    with writing(folder / HIDDEN / LOCK):
        try:
            lock.acquire()
        except Timeout:
            raise ArchiveError(AT_WORK.format(path=folder)) from None
    try:
        yield
    finally:
        lock.release()


class _Run:
    """One run, by whoever is alone with the folder."""

    def __init__(self, folder: Path, files: Mapping[Key, Path], problems: tuple[str, ...], search: Search) -> None:
        self._folder = folder
        self._home = folder / HIDDEN
        self._segments = folder / HIDDEN / SEGMENTS
        self._files = files
        self._problems = problems
        self._search = search
        self._makers = makers()

    def run(self) -> Indexed:
        records = self._made_before()
        unchanged = len(records)
        not_now = self._make(records)
        self._tidy(records)
        building = Building(self._folder, self._entries(records), self._makers)
        problems = self._told(records, not_now)
        if not building.counts["essays"]:
            raise FolderError(NONE_READABLE.format(path=self._folder, told=self._home / PROBLEMS))
        return Indexed(
            essays=building.counts["essays"],
            paragraphs=building.counts["paragraphs"],
            read=len(self._files) - unchanged,
            unchanged=unchanged,
            has_changed=self._serve(building, records),
            problems=problems,
            told=self._home / PROBLEMS,
        )

    def _made_before(self) -> dict[Key, Record]:
        """What was made of these files, as they are now, by this code; what was left behind goes."""
        for part in (self._home, self._segments, self._home / GENERATIONS):
            sweep(part)
        delete_others(self._home / GENERATIONS, self._current())
        known = records_in(self._segments, self._makers["texts"])
        return {key: known[key] for key in self._files if key in known}

    def _make(self, records: dict[Key, Record]) -> list[str]:
        """Make the records that are not there; a sentence on each file of which none can be made now."""
        missing = [key for key in self._files if key not in records]
        wanted = [Wanted(self._files[way, stamp], way, stamp, stamp[SIZE]) for way, stamp in missing]
        shelving = self._shelving()
        with advancing(len(wanted), sum(one.size for one in wanted)) as advance:
            not_now = make(wanted, shelving, advance)
        records.update((record.key, record) for record in shelving.records)
        return not_now

    def _tidy(self, records: dict[Key, Record]) -> None:
        names = {record.segment for record in records.values()}
        sparse = to_rewrite(records.values(), {name: (self._segments / name).stat().st_size for name in names})
        if sparse:
            shelving = self._shelving()
            move((record for record in records.values() if record.segment in sparse), self._segments, shelving)
            records.update((record.key, record) for record in shelving.records)

    def _serve(self, building: Building, records: Mapping[Key, Record]) -> bool:
        """Serve it from now on, if it is not served already.

        The generation before stays until the next run, for questions that are being answered. Segments that it alone
        needs go: whoever opened it has them open.
        """
        cluster = Cluster(self._folder, self._search)
        has_changed = not building.is_current()
        with completing():
            if has_changed:
                make_current(self._folder, building.write(cluster.add))
            cluster.hold()
        delete_others(self._segments, {record.segment for record in records.values()})
        return has_changed

    def _current(self) -> list[str]:
        """The name of the generation that is served, if there is one."""
        try:
            return [current_name(self._folder)]
        except ArchiveError:
            return []

    def _shelving(self) -> Shelving:
        return Shelving(self._segments, self._makers["texts"])

    def _entries(self, records: Mapping[Key, Record]) -> list[Entry]:
        essays = {
            path: records[key] for key, path in self._files.items() if key in records and records[key].made.listed
        }
        names = names_of(essays, self._folder)
        return [
            Entry(names[path], record.made.way, record.made.listed or {}, record.segment, record.place)
            for path, record in essays.items()
        ]

    def _told(self, records: Mapping[Key, Record], not_now: list[str]) -> tuple[str, ...]:
        """The sentences, which are written down too where they are others than before."""
        kept = ((path, records[key].made.problem) for key, path in self._files.items() if key in records)
        told = (problem.replace(PATH, str(path)) for path, problem in kept if problem)
        problems = tuple(map(on_one_line, (*self._problems, *told, *not_now)))
        path, text = self._home / PROBLEMS, "".join(f"{problem}\n" for problem in problems).encode()
        with writing(path):
            has_changed = not path.exists() or path.read_bytes() != text
        if has_changed:
            write_whole(path, text)
        return problems
