"""Folders of essays to be indexed."""

from collections.abc import Mapping
from pathlib import Path

from index.archive import Archive
from index.archive.generations import GENERATIONS, HIDDEN, SEGMENTS, current_name
from index.archive.listing import LISTING
from index.prepared import Prepared


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def lay(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files, by the way from the folder."""
    for way, text in texts.items():
        write(folder / way, text)


def served(folder: Path) -> dict[str, str]:
    """The first paragraph of each essay that is served, by name, with all of them read from the disk."""
    with Archive(folder) as archive:
        essays = {name: Prepared(archive.prepared(name)).essay for name in archive.listing}
        assert {name: essay.fingerprint for name, essay in essays.items()} == {
            name: listed.fingerprint for name, listed in archive.listing.items()
        }
        return {name: essay.paragraphs[0].text for name, essay in essays.items()}


def listing_of(folder: Path) -> bytes:
    return (folder / HIDDEN / GENERATIONS / current_name(folder) / LISTING).read_bytes()


def segments_of(folder: Path) -> list[Path]:
    return sorted((folder / HIDDEN / SEGMENTS).iterdir())


def all_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of the index, with its number and its bytes."""
    home = folder / HIDDEN
    return {
        path.relative_to(home).as_posix(): (path.stat().st_ino, path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
