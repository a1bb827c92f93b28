"""`quoth doctor` as people run it, against the local Discord."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bot.conftest import COMMAND, DEADLINE, inherited
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import LocalDiscord

TOKEN = "MTIz.c4n4ry.T0ken-of-nobody"  # noqa: S105 - it opens nothing


class Done(NamedTuple):
    status: int
    said: str


class Doctor:
    """Runs the command in a folder of its own."""

    def __init__(self, local: LocalDiscord, folder: Path) -> None:
        self._local = local
        self._folder = folder

    async def __call__(self, *arguments: str, **settings: str) -> Done:
        """What it says, which is never the token."""
        discord = {"QUOTH_DISCORD_API_BASE": self._local.api_base, "QUOTH_DISCORD_TOKEN": TOKEN}
        process = await asyncio.create_subprocess_exec(
            *(str(COMMAND), "doctor", *arguments),
            env=inherited() | discord | settings,
            cwd=self._folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        async with asyncio.timeout(DEADLINE):
            said, _ = await process.communicate()
        assert TOKEN.encode() not in said
        assert b"Traceback" not in said
        return Done(await process.wait(), said.decode())


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(token=TOKEN) as discord:
        yield discord
        assert discord.violations == []


@pytest.fixture
def doctor(local: LocalDiscord, tmp_path: Path) -> Doctor:
    return Doctor(local, tmp_path)


async def test_where_all_is_right_it_says_so_and_gives_the_invitation(local: LocalDiscord, doctor: Doctor) -> None:
    async with on_discord(local):
        done = await doctor("--channel", str(local.world.general.id))
    assert done.status == 0
    lines = [line for line in done.said.splitlines() if not line.startswith(" ")]
    assert [line for line in lines if not line.startswith("✓")] == [
        "• Database: quoth.sqlite3 is not there yet; `quoth serve` makes it."
    ]
    assert "Commands: Discord has Quoth's 8 commands as they are." in done.said
    assert "Channel: The bot may do in #general all that it needs to." in done.said
    assert f"client_id={local.world.me.id}" in "".join(done.said.split())


async def test_before_the_first_start_commands_are_missing_and_in_nobodys_way(doctor: Doctor) -> None:
    done = await doctor()
    assert done.status == 0
    assert "• Commands: Discord does not have Quoth's commands yet." in done.said
    assert "→ `quoth serve` sends them" in done.said


async def test_it_changes_nothing_at_discord(local: LocalDiscord, doctor: Doctor) -> None:
    await doctor("--channel", str(local.world.general.id))
    assert {sent.method for sent in local.sent} == {"GET"}
    assert not local.gateway.identified


async def test_a_channel_where_something_is_missing_is_told_with_what_to_do(
    local: LocalDiscord, doctor: Doctor
) -> None:
    await local.forbid(local.world.general, send_messages=True, embed_links=True)
    done = await doctor("--channel", str(local.world.general.id))
    assert done.status == 2
    assert "✗ Channel: The bot lacks permissions in #general: Send Messages, Embed Links." in done.said
    done = await doctor("--channel", str(local.world.strange_channel.id))
    assert done.status == 2
    assert "The bot can't see the channel" in done.said


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"QUOTH_DISCORD_TOKEN": ""}, "✗ Token: No token is set: put QUOTH_DISCORD_TOKEN=..."),
        ({"QUOTH_DISCORD_TOKEN": f'"{TOKEN}"'}, "✗ Token: The setting QUOTH_DISCORD_TOKEN can't be used: the token"),
        ({"QUOTH_DISCORD_TOKEN": f"Bot {TOKEN}"}, "the token has a word before it"),
        ({"QUOTH_DISCORD_TOKEN": "a.b.c"}, "✗ Discord: Discord does not accept the token."),
        ({"QUOTH_ESSAY": "none.md"}, "✗ Essay: There is no file"),
        ({"QUOTH_SHARD_COUNT": "x"}, "quoth: The setting QUOTH_SHARD_COUNT can't be used:"),
        ({"QUOTH_DISCORD_API_BASE": "http://127.0.0.1:1/api/v10"}, "✗ Discord: 127.0.0.1:1 can't be reached"),
    ],
)
async def test_a_setting_that_is_wrong_is_told_with_status_2(
    doctor: Doctor, settings: dict[str, str], found: str
) -> None:
    done = await doctor(**settings)
    assert done.status == 2
    assert found in " ".join(done.said.split())


@pytest.mark.parametrize(
    ("path", "status", "found"),
    [
        ("/users/@me", 503, "✗ Discord: 127.0.0.1:{port} has trouble of its own (status 503)."),
        ("/users/@me", 404, "✗ Discord: 127.0.0.1:{port} refuses to tell (status 404)."),
        ("/gateway/bot", 503, "✗ Gateway: 127.0.0.1:{port} has trouble of its own (status 503)."),
    ],
)
async def test_trouble_of_discord_is_told_apart(
    local: LocalDiscord, doctor: Doctor, path: str, status: int, found: str
) -> None:
    local.faults.next("GET", path, status, times=None)
    done = await doctor()
    assert done.status == 2
    assert found.format(port=local.port) in " ".join(done.said.split())


async def test_a_connection_that_breaks_is_told(local: LocalDiscord, doctor: Doctor) -> None:
    local.faults.next("GET", "/users/@me", cut=True, times=None)
    done = await doctor()
    assert done.status == 2
    assert f"✗ Discord: The connection to 127.0.0.1:{local.port} broke." in " ".join(done.said.split())
