import time

from tests.bot.discord_side.owners.conftest import Keeping, library, uploaded
from tests.discord_server import LocalDiscord, text_of


async def test_smoke(local: LocalDiscord, keeping: Keeping) -> None:
    t = time.perf_counter()
    async with keeping() as bot:
        print("open", time.perf_counter() - t)
        t = time.perf_counter()
        print(
            await uploaded(
                local,
                "bees.md",
                "# On Bees\n\nBy Ann\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n",
            )
        )
        print("up", time.perf_counter() - t)
        print(text_of(await library(local, "list")))
        print(text_of(await library(local, "settings")))
        print(
            text_of(await library(local, "settings", unanswered="keep", answer_in=local.world.general, answers="plain"))
        )
        q = await local.slash(
            local.world.ada, local.world.other_channel, "ask", question="How much honey does a hive make?"
        )
        print(text_of(await local.answer_to(q)))
        q = await local.slash(local.world.ada, local.world.general, "ask", question="How much honey does a hive make?")
        print(text_of(await local.answer_to(q)))
        q = await local.slash(local.world.ada, local.world.general, "ask", question="Which oven bakes sourdough bread?")
        print(text_of(await local.answer_to(q)))
        print(text_of(await library(local, "gaps")))
        q = await local.slash(local.world.ada, local.world.general, "privacy")
        print(text_of(await local.answer_to(q)))
        print(text_of(await library(local, "use", essay="bees")))
        print(text_of(await library(local, "list")))
        print(text_of(await library(local, "remove", essay="Bees")))
        print(text_of(await library(local, "list")))
        print(text_of(await library(local, "gaps", forget=True)))
