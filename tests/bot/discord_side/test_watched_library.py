"""`quoth serve` with a folder of essays: what changes in it is answered without a restart."""

import asyncio
from pathlib import Path

from tests.bot.discord_side.conftest import Serve, Served
from tests.discord_server import LocalDiscord, text_of

BEES = "# On Bees\n\nA hive of bees makes forty kilograms of honey a year.\n"
DEADLINE = 30  # seconds


async def says(served: Served, text: str) -> None:
    """Until the process has said that."""
    async with asyncio.timeout(DEADLINE):
        while text not in served.said:
            assert served.process.returncode is None, served.said
            await asyncio.sleep(0.01)


async def answer(local: LocalDiscord) -> str:
    question = await local.say(local.world.ben, local.world.general, "@Quoth How much honey does a hive make?")
    return text_of(await local.answer_to(question))


async def test_what_changes_in_the_folder_is_answered_from_then_on(
    local: LocalDiscord, serve: Serve, tmp_path: Path
) -> None:
    folder = tmp_path / "readings"
    folder.mkdir()
    (folder / "bees.md").write_text(BEES, encoding="utf-8")
    (folder / "tides.md").write_text("# On Tides\n\nThe moon draws the sea.\n", encoding="utf-8")
    (folder / "empty.md").touch()
    served = await serve("--library", "readings", XDG_CACHE_HOME=str(tmp_path))
    await local.ready()
    assert "readings/empty.md is empty" in served.said
    assert "forty" in await answer(local)
    (folder / "bees.md").write_text(BEES.replace("forty", "fifty"), encoding="utf-8")
    await says(served, "readings has changed: 2 essays from now on.")
    assert "fifty" in await answer(local)
    (folder / "bees.md").write_text("", encoding="utf-8")
    await says(served, "readings/bees.md is empty")
    assert "fifty" in await answer(local)
    assert await served.stop() == 0
    assert "Traceback" not in served.said
