"""A folder that is looked after."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.evidence import Without
from bot.library import watching
from bot.library.apart import Readers
from bot.library.files import Found, look_through
from bot.library.folder import FolderLibrary
from bot.library.watching import watch
from index import Library

BEES = "# On Bees\n\nA hive of bees makes forty kilograms of honey a year.\n"
TIDES = "# On Tides\n\nThe moon draws the water of the sea twice a day.\n"
DEADLINE = 30  # seconds until a change that is never told fails its test
OFTEN = 0.01  # seconds between two looks


class Looks:
    """Counts how often the folder was looked at; something can be done each time."""

    def __init__(self) -> None:
        self.before_each: Callable[[], object] = lambda: None
        self._loop = asyncio.get_running_loop()
        self._looks: asyncio.Queue[None] = asyncio.Queue()

    def __call__(self, folder: Path) -> Found:
        self.before_each()
        try:
            return look_through(folder)
        finally:
            self._loop.call_soon_threadsafe(self._looks.put_nowait, None)

    async def several(self) -> None:
        """Wait until whatever there is to see has been seen, and acted upon."""
        while not self._looks.empty():
            self._looks.get_nowait()
        async with asyncio.timeout(DEADLINE):
            for _ in range(4):
                await self._looks.get()


class Changes:
    """The libraries that were handed on."""

    def __init__(self) -> None:
        self._libraries: asyncio.Queue[Library] = asyncio.Queue()
        self.handed_on = self._libraries.put_nowait

    async def next(self) -> Library:
        async with asyncio.timeout(DEADLINE):
            return await self._libraries.get()

    @property
    def are_over(self) -> bool:
        return self._libraries.empty()


@pytest.fixture
async def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    counted = Looks()
    monkeypatch.setattr(watching, "look_through", counted)
    return counted


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    folder = tmp_path / "essays"
    folder.mkdir()
    write(folder / "bees.md", BEES)
    return folder


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Changes]:
    shelf = FolderLibrary(folder, [Without.MEANING])
    with Readers() as readers:
        await asyncio.to_thread(shelf.read, readers)
    changes = Changes()
    watching_it = asyncio.create_task(watch(shelf, changes.handed_on, OFTEN))
    try:
        yield changes
    finally:
        watching_it.cancel()
        with pytest.raises(asyncio.CancelledError):
            await watching_it


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


async def test_what_comes_changes_and_goes_is_handed_on_as_a_whole(essays: Path, looks: Looks) -> None:
    async with watched(essays) as changes:
        write(essays / "tides.md", TIDES)
        assert list((await changes.next()).essays) == ["bees", "tides"]
        write(essays / "bees.md", BEES.replace("forty", "fifty"))
        assert "fifty" in (await changes.next()).answer("honey").quotes[0].text
        (essays / "bees.md").unlink()
        assert list((await changes.next()).essays) == ["tides"]
        await looks.several()
        assert changes.are_over


async def test_a_broken_file_leaves_the_old_one_in_place_and_is_told_once(
    essays: Path, looks: Looks, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(essays) as changes:
        write(essays / "bees.md", "")
        write(essays / "new.md", "\x00")
        await looks.several()
        await looks.several()
        assert changes.are_over
        write(essays / "bees.md", BEES.replace("forty", "fifty"))
        assert "fifty" in (await changes.next()).essays["bees"].paragraphs[0].text
    told = sorted(record.message for record in caplog.records if record.levelname == "WARNING")
    assert [line.removeprefix(f"{essays}/").split(":")[0] for line in told] == [
        "bees.md is empty",
        "new.md is not a text file",
    ]
    assert told[0].endswith("What was read of it before stays.")


async def test_a_file_is_read_when_it_is_no_longer_being_written(essays: Path, looks: Looks) -> None:
    lines = [f"This is line {number} of the essay.\n" for number in range(20)]
    left = iter(lines)

    def write_on() -> None:
        with (essays / "long.md").open("a", encoding="utf-8") as file:
            file.write(next(left, ""))

    async with watched(essays) as changes:
        looks.before_each = write_on
        essay = (await changes.next()).essays["long"]
        assert essay.paragraphs[0].text == "".join(lines).replace("\n", " ").strip()
        await looks.several()
        assert changes.are_over


async def test_a_folder_that_goes_stays_in_mind_until_it_comes_back(
    essays: Path, looks: Looks, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(essays) as changes:
        away = essays.rename(essays.with_name("away"))
        await looks.several()
        write(away / "tides.md", TIDES)
        away.rename(essays)
        assert list((await changes.next()).essays) == ["bees", "tides"]
        for path in essays.iterdir():
            path.unlink()
        await looks.several()
        assert changes.are_over
        write(essays / "tides.md", TIDES)
        assert list((await changes.next()).essays) == ["tides"]
    told = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert told == [
        f"There is no folder {essays}: check the name. What was read of it before stays.",
        f"There is no essay in {essays}: put text or Markdown files there. What was read of it before stays.",
    ]
