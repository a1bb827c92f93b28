"""A small archive, made without reading a file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from index.archive.building import Building, Entry
from index.archive.generations import CURRENT, GENERATIONS, HIDDEN, SEGMENTS, current_name, make_current
from index.archive.segments import Made, SegmentWriter
from index.listing import listed
from index.prepared import prepare
from index.reading import parse_essay

TEXTS = {
    "bees": "# On Bees\n\nA hive of bees makes forty kilograms of honey a year.",
    "tides": "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.",
    "more-bees": "# On bees!\n\nBees dance.\n\nDrones don't.",
}
MAKERS = {"texts": "by hand", "generation": "by hand"}

Write = Callable[[Mapping[str, str]], str]
"""Indexes these texts, by name, and gives the name of the generation that is current then."""


def entries_of(folder: Path, texts: Mapping[str, str]) -> list[Entry]:
    """The texts prepared, in a segment of their own."""
    (folder / HIDDEN / SEGMENTS).mkdir(parents=True, exist_ok=True)
    writer = SegmentWriter(folder / HIDDEN / SEGMENTS, MAKERS["texts"])
    for name, text in texts.items():
        essay = parse_essay(text, Path(f"{name}.md"))
        about = listed({name: essay})[name]._asdict()
        writer.add(Made(f"in/{name}.md", (1, 2), about), prepare(essay))
    writer.finish()
    return [
        Entry(name, row.made.way, row.made.listed or {}, writer.path.name, row.place)
        for name, row in zip(texts, writer.rows, strict=True)
    ]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(texts: Mapping[str, str]) -> str:
        name = Building(tmp_path, entries_of(tmp_path, texts), MAKERS).write()
        make_current(tmp_path, name)
        return name

    return write


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    """A folder that is indexed."""
    write(TEXTS)
    return tmp_path


def files_of(folder: Path) -> Sequence[Path]:
    """All that is current of the index of a folder, and all segments."""
    home = folder / HIDDEN
    generation = (home / GENERATIONS / current_name(folder)).rglob("*")
    return [home / CURRENT, *sorted(filter(Path.is_file, generation)), *sorted((home / SEGMENTS).iterdir())]
