"""A process that is killed at any moment has lost nothing that it said was kept, and left nothing half-written."""

import asyncio
import os
import random
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage, open_storage
from tests.bot.conftest import inherited
from tests.bot.storage.conftest import new_database
from tests.bot.storage.crashing import END, SERVER, THINGS, long_text

KILLS_OF_SQLITE, KILLS_OF_POSTGRESQL = 100, 20
STEPS = 1_000  # more than any process takes before it is killed
LONGEST_STEP = 0.02  # seconds; within it, any moment is as likely
DEADLINE = 60  # seconds until a process that says nothing fails the test
ROOT = Path(__file__).parents[3]


@pytest.fixture
async def forking() -> AsyncIterator[Process]:
    """The program that forks."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.storage.crashing", stdin=PIPE, stdout=PIPE, cwd=ROOT, env=inherited()
    )
    yield process
    assert process.stdin
    process.stdin.close()
    await process.wait()


async def killed(forking: Process, address: str, seed: int, chance: random.Random) -> dict[str, int]:
    """What a process said it had written when it was killed: by each thing the last step."""
    assert forking.stdin
    assert forking.stdout
    forking.stdin.write(f"{address} {seed}\n".encode())
    child = int(await forking.stdout.readline())
    said: dict[str, int] = {}
    for _ in range(chance.randrange(6)):
        step, thing = (await forking.stdout.readline()).decode().split()
        said[thing] = int(step)
    time.sleep(chance.uniform(0, LONGEST_STEP))
    os.kill(child, signal.SIGKILL)
    while Path(f"/proc/{child}").exists():
        await asyncio.sleep(0)
    forking.stdin.write(f"{END}\n".encode())  # comes back behind all that the dead one has said
    while (line := (await forking.stdout.readline()).decode().strip()) != END:
        step, thing = line.split()
        said[thing] = int(step)
    return said


async def found(storage: Storage) -> dict[str, int]:
    """By each thing the step whose value it has; a text is of one step from its beginning to its end."""
    server = storage.of(SERVER)
    steps = {}
    for name, essay in (await server.essays()).items():
        [paragraph] = essay.paragraphs
        steps[name] = int(paragraph.text.split("step ", 1)[1].split(".", 1)[0])
        assert paragraph.text == long_text(steps[name]).strip()
    steps.update(("channel", int(essay)) for essay in (await server.channels()).values())
    steps.update(("settings", step) for step in (await server.settings()).answers_in)
    return steps


async def survives(forking: Process, address: str, kills: int) -> None:
    chance = random.Random(kills)
    for number in range(kills):
        async with open_storage(address) as storage:
            before = await found(storage)
        async with asyncio.timeout(DEADLINE):
            said = await killed(forking, address, number * STEPS, chance)
        async with open_storage(address) as storage:
            after = await found(storage)
        last_said = max(said.values(), default=number * STEPS - 1)
        for thing in THINGS:
            expected = said.get(thing, before.get(thing))
            # What it was about to say may be there too: the one step after the last that it spoke of.
            assert after.get(thing) in (expected, last_said + 1), (thing, before, said, after)
        assert sum(after.get(thing) == last_said + 1 for thing in THINGS) <= 1


async def test_in_sqlite(forking: Process, tmp_path: Path) -> None:
    await survives(forking, str(tmp_path / "quoth.sqlite3"), KILLS_OF_SQLITE)


async def test_in_postgresql(forking: Process, postgres: str) -> None:
    await survives(forking, await new_database(postgres), KILLS_OF_POSTGRESQL)
