"""A folder's files read apart and side by side; what is kept of them is not read again."""

from collections.abc import Collection, Mapping
from concurrent.futures import as_completed
from pathlib import Path

from bot.library.apart import Readers
from bot.library.files import Stamp
from bot.library.kept import KeptEssay, keep, kept, kept_name
from bot.progress import with_bar
from index import Essay, EssayError

__all__ = ["read_files"]


def read_files(
    folder: Path, files: Mapping[Path, Stamp], wanted: Collection[Path], readers: Readers
) -> dict[Path, Essay | EssayError]:
    """Each file that is wanted: its essay, or why there is none.

    Args:
        folder: where they lie.
        files: all that lie there; of others nothing is kept any longer.
        wanted: those of them to read.
        readers: who reads them.
    """
    known = kept(folder) if wanted else {}
    names = {path: kept_name(path, folder) for path in files}
    at_hand = {
        path: known[names[path]].essay
        for path in wanted
        if names[path] in known and known[names[path]].stamp == files[path]
    }
    read = _read([path for path in wanted if path not in at_hand], readers)
    new = {
        names[path]: KeptEssay(file=names[path], stamp=files[path], essay=essay)
        for path, essay in read.items()
        if isinstance(essay, Essay)
    }
    if new:
        merged = known | new
        keep(folder, [merged[name] for name in names.values() if name in merged])
    return {**at_hand, **read}


def _read(paths: Collection[Path], readers: Readers) -> dict[Path, Essay | EssayError]:
    futures = {readers.submit(path): path for path in paths}
    read: dict[Path, Essay | EssayError] = {}
    for future in with_bar(as_completed(futures), len(futures), "Reading"):
        try:
            read[futures[future]] = future.result()
        except EssayError as error:
            read[futures[future]] = error
    return read
