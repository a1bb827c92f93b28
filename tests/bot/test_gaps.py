"""`quoth gaps`, over SQLite and over PostgreSQL."""

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import GAPS_KEPT_FOR, Server, open_storage
from tests.bot.conftest import Run, refused
from tests.bot.storage.conftest import address, new_database, postgres

__all__ = ["address", "postgres"]

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST, SECOND = 2**53 + 1, 2**63 - 1  # the one is more than other programs' numbers hold, the other all that fits


async def missed(server: Server, *asked: tuple[str, str | None, datetime]) -> None:
    """A server that keeps questions was asked these, and answered none."""
    await server.change(keeps_gaps=True)
    for question, essay, when in asked:
        await server.miss(question, essay, when)


async def kept_in(address: str) -> None:
    """Two servers that keep questions, one of which has been asked one twice, and one that keeps none."""
    earlier = NOW - timedelta(days=3)
    async with open_storage(address) as storage:
        await missed(storage.of(SECOND), ("What do wasps make?", None, earlier))
        asked = [("Who was it?", None, NOW), ("What now?", "bees", earlier), ("what NOW", "bees", NOW)]
        await missed(storage.of(FIRST), *asked, ("Too old?", None, NOW - GAPS_KEPT_FOR))
        await storage.of(5).miss("A secret?", None, NOW)


def lines(output: str) -> Sequence[str]:
    return output.splitlines()


async def test_the_most_asked_comes_first_server_by_server(quoth: Run, address: str) -> None:
    await kept_in(address)
    done = quoth("gaps", QUOTH_DATABASE=address)
    assert (done.returncode, done.stderr) == (0, "")
    today, earlier = f"{NOW:%Y-%m-%d}", f"{NOW - timedelta(days=3):%Y-%m-%d}"
    assert lines(done.stdout) == [
        f"Server {FIRST}",
        f"2 × What now? (of “bees”, last on {today})",
        f"1 × Who was it? (last on {today})",
        "",
        f"Server {SECOND}",
        f"1 × What do wasps make? (last on {earlier})",
    ]


async def test_json_is_one_object_and_nothing_else(quoth: Run, address: str) -> None:
    await kept_in(address)
    done = quoth("gaps", "--json", QUOTH_DATABASE=address)
    assert (done.returncode, done.stderr) == (0, "")
    now, earlier = (f"{when:%Y-%m-%dT%H:%M:%SZ}" for when in (NOW, NOW - timedelta(days=3)))
    assert json.loads(done.stdout) == {
        "servers": [
            {
                "server": str(FIRST),
                "gaps": [
                    {"question": "What now?", "essay": "bees", "times": 2, "last_asked": now},
                    {"question": "Who was it?", "essay": None, "times": 1, "last_asked": now},
                ],
            },
            {
                "server": str(SECOND),
                "gaps": [{"question": "What do wasps make?", "essay": None, "times": 1, "last_asked": earlier}],
            },
        ]
    }


async def test_where_nothing_is_kept_that_is_said(quoth: Run, address: str) -> None:
    async with open_storage(address) as storage:
        await storage.of(FIRST).change(keeps_gaps=True)
    done = quoth("gaps", QUOTH_DATABASE=address)
    assert done.returncode == 0
    assert done.stdout.startswith("No question is kept: ")
    assert json.loads(quoth("gaps", "--json", QUOTH_DATABASE=address).stdout) == {"servers": []}


async def test_a_question_can_not_steer_the_terminal(quoth: Run, tmp_path: Path) -> None:
    hostile = "\x1b[2J\u202ewho\x9b?"
    async with open_storage(str(tmp_path / "quoth.sqlite3")) as storage:
        await missed(storage.of(FIRST), (hostile, None, NOW))
    assert "␛[2J\ufffdwho\ufffd?" in quoth("gaps").stdout
    done = quoth("gaps", "--json")
    assert not {"\x1b", "\u202e", "\x9b"} & set(done.stdout)
    assert json.loads(done.stdout)["servers"][0]["gaps"][0]["question"] == hostile
    assert quoth("gaps", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout.isascii()


# What can't be read


def test_without_a_database_that_is_said_and_none_is_made(quoth: Run, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    assert "There is no database at quoth.sqlite3: `quoth serve` makes it" in refused(quoth("gaps"))
    assert "There is no database at data/q.db" in refused(quoth("gaps", "--json", QUOTH_DATABASE="data/q.db"))
    assert set(tmp_path.iterdir()) == before


def test_a_file_that_is_no_database_of_ours_is_told_so_and_left_as_it_is(quoth: Run, tmp_path: Path) -> None:
    empty, notes, others = (tmp_path / name for name in ("empty", "notes.md", "others ?#%.db"))
    empty.touch()
    notes.write_text("An essay, and no database. " * 100)
    with closing(sqlite3.connect(others)) as connection:
        connection.execute("CREATE TABLE gaps (question)")
    said = {empty: "Of no server anything is kept", notes: "the file is no database", others: "Of no server anything"}
    for file, sentence in said.items():
        before = file.read_bytes()
        assert sentence in refused(quoth("gaps", QUOTH_DATABASE=str(file)))
        assert file.read_bytes() == before
    assert "can't be read: Is a directory." in refused(quoth("gaps", QUOTH_DATABASE=str(tmp_path)))


async def test_servers_that_can_not_be_read_end_in_a_sentence(quoth: Run, postgres: str) -> None:
    empty = await new_database(postgres)
    assert "Of no server anything is kept" in refused(quoth("gaps", QUOTH_DATABASE=empty))
    assert "no such database" in refused(quoth("gaps", QUOTH_DATABASE=postgres + "nowhere"))
    nobody = "postgresql://quoth:hunter2@127.0.0.1:1/quoth"
    said = refused(quoth("gaps", QUOTH_DATABASE=nobody))
    assert "is not to be reached there" in said
    assert "hunter2" not in said


async def test_what_another_version_has_written_is_not_guessed_at(quoth: Run, address: str) -> None:
    async with open_storage(address) as storage, storage._database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "was written by another version of Quoth" in refused(quoth("gaps", QUOTH_DATABASE=address))


# Beside the one that serves


async def test_it_reads_while_another_writes_and_changes_nothing(quoth: Run, tmp_path: Path) -> None:
    database = tmp_path / "quoth.sqlite3"
    await kept_in(str(database))
    before = database.read_bytes()
    assert "wasps" in quoth("gaps").stdout
    assert (database.read_bytes(), [path.name for path in tmp_path.glob("quoth*")]) == (before, [database.name])
    async with open_storage(str(database)) as storage, storage._database.writing():
        assert "wasps" in quoth("gaps").stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
async def test_who_may_only_read_can_read_it(quoth: Run, tmp_path: Path) -> None:
    database = tmp_path / "quoth.sqlite3"
    await kept_in(str(database))
    database.chmod(0o400)
    assert "wasps" in quoth("gaps").stdout
