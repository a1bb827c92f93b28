"""Files as they are attached: whoever's they are, whatever is said of them, they do no harm and end in a sentence."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.discord_side.owners import fetching, uploads
from bot.library import apart
from bot.storage import Quota
from tests.bot.discord_side.owners.conftest import BEES, HONEY, MOON, TIDES, Keeping, library, mention, uploaded
from tests.discord_server import Attachment, LocalDiscord, text_of

FILES = "/ephemeral-attachments/*"
MB = 1024 * 1024
AGAIN = "attach it again."
ROOT = Path(__file__).parents[4]


async def said_to(local: LocalDiscord, file: Attachment) -> str:
    return text_of(await library(local, "add", file=file))


async def test_a_file_is_fetched_once_and_whole(local: LocalDiscord, keeping: Keeping) -> None:
    long = BEES + "".join(f"\n\nThe {number}th hive is blue, said {number} bees." for number in range(5_000))
    async with keeping():
        file = local.attach("bees.md", long.encode(), length=None)
        assert "5,002 paragraphs" in await said_to(local, file)
        assert file.handed_out == 1


# What is no essay


@pytest.mark.parametrize("name", ["bees.exe", "bees", "bees.md.zip", "md", ".md.", "bees.md\n.exe"])
async def test_a_file_of_another_kind_is_not_even_fetched(local: LocalDiscord, keeping: Keeping, name: str) -> None:
    async with keeping():
        file = local.attach(name, BEES.encode())
        assert "it has to end in .txt, " in await said_to(local, file)
        assert file.handed_out == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "That file is empty."),
        (b" \n ", "bees.md"),
        (b"\x00\xff\xfe\x01" * 500, "bees.md"),
        (b"# A title and nothing else\n", "bees.md"),
    ],
)
async def test_a_file_without_an_essay_leaves_the_one_of_its_name(
    local: LocalDiscord, keeping: Keeping, data: bytes, said: str
) -> None:
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        refused = await said_to(local, local.attach("bees.md", data))
        assert said in refused
        assert "Added" not in refused
        assert "forty kilograms" in text_of(await mention(local, HONEY))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("deed", "said"), [("hang", "takes more than"), ("hoard", "more memory"), ("die", "broke down")]
)
async def test_a_hostile_file_ends_in_a_sentence_and_the_next_is_read(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch, deed: str, said: str
) -> None:
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-m", "tests.bot.discord_side.owners.misbehaving"))
    monkeypatch.setattr(apart, "LONGEST", 5.0)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        assert said in await uploaded(local, "bees.md", f"{deed}\n")
        assert "forty kilograms" in text_of(await mention(local, HONEY))
        assert "Replaced" in await uploaded(local, "bees.md", TIDES)


# What is said of a file, and how it comes


async def test_a_file_that_is_said_to_be_too_large_is_not_even_fetched(local: LocalDiscord, keeping: Keeping) -> None:
    async with keeping():
        file = local.attach("bees.md", BEES.encode(), size=10 * MB + 1)
        assert "A file may have 10 MB at most" in await said_to(local, file)
        assert file.handed_out == 0


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"size": 100, "length": None}, "10 MB at most"),
        ({"size": 100, "length": 20 * MB}, "10 MB at most"),
        ({"size": 10 * MB, "length": None, "endless": True}, "10 MB at most"),
    ],
)
async def test_a_size_that_is_a_lie_is_found_out_while_the_file_comes(
    local: LocalDiscord, keeping: Keeping, told: dict[str, Any], said: str
) -> None:
    async with keeping():
        file = local.attach("bees.md", b"a" * (20 * MB), **told)
        assert said in await said_to(local, file)


@pytest.mark.parametrize("told", [{"size": 1}, {"size": 10_000}, {"cut_after": 20}, {"cut_after": 20, "length": None}])
async def test_half_a_file_is_none(local: LocalDiscord, keeping: Keeping, told: dict[str, Any]) -> None:
    async with keeping():
        said = await said_to(local, local.attach("bees.md", BEES.encode(), **told))
        assert said == f"That file did not come through whole: {AGAIN}"


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_file_that_is_gone_is_told_so(local: LocalDiscord, keeping: Keeping, status: int) -> None:
    async with keeping():
        local.faults.next("GET", FILES, status)
        said = await said_to(local, local.attach("bees.md", BEES.encode()))
        assert said == f"Discord does not hand out that file (status {status}): {AGAIN}"


async def test_a_file_that_takes_too_long_is_given_up(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "WITHIN", 0.2)
    async with keeping():
        file = local.attach("bees.md", BEES.encode(), hold_after=10)
        assert "did not come through within" in await said_to(local, file)
        file.go_on.set()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/x.md", "https://example.org/x.md", "file:///etc/passwd", "http://cdn.discordapp.com/x.md",
     "https://cdn.discordapp.com.example.org/x.md", "https://cdn.discordapp.com@example.org/x.md", "x.md", ""],
)  # fmt: skip
async def test_nothing_is_fetched_from_elsewhere(local: LocalDiscord, keeping: Keeping, address: str) -> None:
    async with keeping():
        file = local.attach("bees.md", BEES.encode(), url=address)
        assert await said_to(local, file) == "I fetch files from Discord alone: attach it to the command."


async def test_nobody_is_sent_elsewhere(local: LocalDiscord, keeping: Keeping) -> None:
    secret = local.attach("secret.md", BEES.encode())
    async with keeping():
        said = await said_to(local, local.attach("bees.md", BEES.encode(), redirects_to=secret.url))
        assert "does not hand out that file (status 302)" in said
        assert secret.handed_out == 0


# How many, how often, how much


async def test_of_a_server_one_file_is_taken_in_at_a_time_and_the_old_essay_answers_meanwhile(
    local: LocalDiscord, keeping: Keeping
) -> None:
    world = local.world
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        slow = local.attach("bees.md", TIDES.encode(), hold_after=10)
        asked = await local.slash(world.keeper, world.general, "library add", file=slow)
        await slow.held.wait()
        assert (await uploaded(local, "b.md", BEES)).startswith("Another file is being added to this server")
        assert "Added" in await uploaded(local, "b.md", BEES, world.elsewhere)
        assert "forty kilograms" in text_of(await mention(local, HONEY))
        slow.go_on.set()
        assert "Replaced" in text_of(await local.answer_to(asked))
        assert "The moon draws" in text_of(await mention(local, MOON))
        assert "Added" in await uploaded(local, "b.md", BEES)


async def test_of_all_servers_only_a_few_files_are_taken_in_at_a_time(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = local.world
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)
    async with keeping():
        slow = local.attach("bees.md", TIDES.encode(), hold_after=10)
        asked = await local.slash(world.keeper, world.general, "library add", file=slow)
        await slow.held.wait()
        assert "files of other servers" in await uploaded(local, "b.md", BEES, world.elsewhere)
        slow.go_on.set()
        await local.answer_to(asked)
        assert "Added" in await uploaded(local, "b.md", BEES, world.elsewhere)


async def test_files_come_only_so_often(local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "A_MINUTE", 1)
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        assert "Files are added faster than I may read them: please wait" in await uploaded(local, "b.md", BEES)
        assert "Added" in await uploaded(local, "b.md", BEES, local.world.elsewhere)


async def test_a_server_has_no_more_than_it_may_and_says_what_that_is(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("servers", "commands"):
        monkeypatch.setattr(f"bot.discord_side.owners.{module}.QUOTA", Quota(essays=2, characters=150))
    async with keeping():
        await uploaded(local, "bees.md", BEES)
        long = "# On Wasps\n\n" + "Wasps build of paper. " * 4
        assert "would have 161 characters, and may have 150: remove one" in await uploaded(local, "wasps.md", long)
        await uploaded(local, "tides.md", TIDES)
        assert "as many essays as it may have (2)" in await uploaded(local, "clocks.md", "A clock.")
        assert "Replaced" in await uploaded(local, "tides.md", "# On Tides\n\nThey come and go.\n")
        assert "**2 of 2 essays, 91 of 150 characters**" in text_of(await library(local, "list"))


async def test_discord_is_told_in_time_that_an_answer_is_coming(
    local: LocalDiscord, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = local.world
    monkeypatch.setattr("bot.discord_side.interactions.ACKNOWLEDGED_AFTER", 0.05)
    async with keeping():
        slow = local.attach("bees.md", BEES.encode(), hold_after=10)
        asked = await local.slash(world.keeper, world.general, "library add", file=slow)
        await local.book.until(lambda: asked.original, "that an answer is coming", 10)
        assert asked.original
        assert asked.original.is_thinking
        assert asked.original.is_ephemeral
        slow.go_on.set()
        assert "Added" in text_of(await local.answer_to(asked))


async def test_while_a_file_is_read_others_are_answered(local: LocalDiscord, keeping: Keeping) -> None:
    world = local.world
    async with keeping():
        slow = local.attach("bees.md", BEES.encode(), hold_after=10)
        asked = await local.slash(world.keeper, world.general, "library add", file=slow)
        await slow.held.wait()
        await asyncio.gather(*(mention(local, HONEY, channel) for channel in (world.general, world.elsewhere)))
        slow.go_on.set()
        await local.answer_to(asked)
