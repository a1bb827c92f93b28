"""An archive on Discord: what is indexed is what is answered, and when its engine is away askers are told so."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.archiving.indexing import index_folder
from bot.discord_side.shelf import Shelves
from bot.engines import BY_SIZE, Search
from bot.library.archived import ArchiveLibrary
from tests.bot.discord_side.conftest import on_discord, operators
from tests.discord_server import LocalDiscord, text_of
from tests.milvus import MilvusServer

HONEY, MOON = "How much honey does a hive make?", "What draws the water of the sea?"
AWAY = "The search engine does not answer."
ASKERS = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "essays"
    folder.mkdir()
    (folder / "bees.md").write_text(
        "# On Bees\n\nA hive of bees makes forty kilograms of honey a year.\n\nThey dance.\n"
    )
    (folder / "tides.md").write_text("# On Tides\n\nThe moon draws the water of the sea twice a day.\n\nIt is far.\n")
    return folder


@pytest.fixture
def milvus(tmp_path: Path) -> Iterator[MilvusServer]:
    server = MilvusServer(tmp_path / "engine.db")
    server.start()
    yield server
    server.kill()


def shelves(folder: Path, search: Search = BY_SIZE) -> Shelves:
    archive = ArchiveLibrary(folder, search)
    return Shelves(archive.library, operators(), archive)


async def answer_to(local: LocalDiscord, question: str) -> str:
    return text_of(await local.answer_to(await local.say(local.world.ada, local.world.general, f"@Quoth {question}")))


async def test_what_another_process_has_removed_is_not_served_at_the_next_question(
    local: LocalDiscord, folder: Path
) -> None:
    index_folder(folder)
    async with on_discord(local, shelves(folder)):
        asked = await local.say(local.world.ada, local.world.general, f"@Quoth {HONEY}")
        answer = await local.answer_to(asked)
        assert "forty" in text_of(answer)
        (folder / "bees.md").unlink()
        await asyncio.to_thread(index_folder, folder)
        assert "forty" not in await answer_to(local, HONEY)
        assert "moon" in await answer_to(local, MOON)
        opened = await local.click(local.world.ada, answer, "In context")
        assert "forty" not in text_of(await local.answer_to(opened))


async def test_what_was_added_is_asked_at_the_next_question(local: LocalDiscord, folder: Path) -> None:
    index_folder(folder)
    async with on_discord(local, shelves(folder)):
        assert "sourdough" not in await answer_to(local, "What rises?")
        (folder / "bread.md").write_text("# On Bread\n\nA sourdough rises for a day.\n")
        await asyncio.to_thread(index_folder, folder)
        assert "sourdough" in await answer_to(local, "What rises?")


async def test_while_milvus_is_away_askers_are_told_and_answered_when_it_is_back(
    local: LocalDiscord, folder: Path, milvus: MilvusServer
) -> None:
    search = Search("milvus", milvus.uri)
    index_folder(folder, search)
    async with on_discord(local, shelves(folder, search)):
        assert "forty" in await answer_to(local, HONEY)
        asked = [asyncio.create_task(answer_to(local, HONEY)) for _ in range(ASKERS)]
        await asyncio.to_thread(milvus.kill)
        answers = await asyncio.gather(*asked)
        assert all("forty" in answer or AWAY in answer for answer in answers)
        assert AWAY in await answer_to(local, HONEY)
        await asyncio.to_thread(milvus.start)
        while AWAY in (answer := await answer_to(local, HONEY)):
            pass
        assert "forty" in answer
