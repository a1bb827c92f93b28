import asyncio
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.discord_side import health
from bot.discord_side.desk import BusyError, TooSoonError
from bot.discord_side.health import HealthError, HealthFile, Metrics
from index import QuestionError, Verdict


class Connection:
    """Tells whether it is there, and lets a test wait until it was asked."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.is_there = is_there
        self._asked = asyncio.Event()

    def __call__(self) -> bool:
        self._asked.set()
        return self.is_there

    async def asked_again(self) -> None:
        for _ in range(2):  # what followed the first time is over once it asks a second time
            self._asked.clear()
            await self._asked.wait()


@pytest.fixture
def port() -> Iterator[int]:
    """A port that is in use."""
    with socket.create_server((health.LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "EVERY", 0)


@pytest.mark.usefixtures("at_once")
async def test_the_health_file_is_kept_fresh_while_connected_and_goes_at_the_end(tmp_path: Path) -> None:
    path, connection = tmp_path / "health", Connection()
    async with HealthFile(path, connection):
        await connection.asked_again()
        assert path.exists()
        path.unlink()
        await connection.asked_again()
        assert path.exists()
    assert not path.exists()


@pytest.mark.usefixtures("at_once")
async def test_the_health_file_is_left_to_age_while_there_is_no_connection(tmp_path: Path) -> None:
    path, connection = tmp_path / "health", Connection(is_there=False)
    path.write_text("from before", encoding="utf-8")
    async with HealthFile(path, connection):
        await connection.asked_again()
        assert not path.exists()


@pytest.mark.usefixtures("at_once")
async def test_a_folder_that_vanishes_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder, connection = tmp_path / "run", Connection(is_there=False)
    folder.mkdir()
    async with HealthFile(folder / "health", connection):
        folder.rmdir()
        connection.is_there = True
        await connection.asked_again()
        folder.mkdir()
        await connection.asked_again()
        assert (folder / "health").exists()
    assert "can't be touched: No such file or directory." in caplog.text


async def test_a_health_file_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HealthError, match=r"^QUOTH_HEALTH_FILE can't be .*: No such file or directory\. Name a file"):
        async with HealthFile(tmp_path / "nowhere" / "health", Connection()):
            pass


async def test_without_a_health_file_nothing_is_asked() -> None:
    async with HealthFile(None, Connection()):
        assert len(asyncio.all_tasks()) == 1


def numbers(port: int) -> dict[tuple[str, ...], float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
        families = text_string_to_metric_families(page.read().decode())
    return {
        (one.name, *sorted(one.labels.values(), reverse=True)): one.value
        for family in families
        for one in family.samples
    }


def free_port() -> int:
    with socket.create_server((health.LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


def test_what_happens_is_counted_and_can_be_read_until_the_end() -> None:
    metrics, connection = Metrics(), [True]
    metrics.watch(lambda: bool(connection))
    metrics.answered("slash", Verdict.ANSWERED, 0.2)
    metrics.answered("mention", Verdict.NOT_IN_ESSAY, 0.01)
    for error in (BusyError("later"), TooSoonError("later"), QuestionError("too long")):
        metrics.refused("slash", error)
    metrics.failed("slash")
    metrics.feedback("not_helpful", "wrong passage")
    with metrics.served(port := free_port()):
        found = numbers(port)
        assert found["quoth_questions_total", "slash", "answered"] == 1
        assert found["quoth_questions_total", "not_in_essay", "mention"] == 1
        assert found["quoth_questions_total", "slash", "busy"] == 2
        assert found["quoth_questions_total", "slash", "refused"] == 1
        assert found["quoth_questions_total", "slash", "failed"] == 1
        assert found["quoth_feedback_total", "wrong passage", "not_helpful"] == 1
        assert found["quoth_answer_seconds_bucket", "0.1"] == 1
        assert found["quoth_answer_seconds_bucket", "0.25"] == 2
        assert found["quoth_connected",] == 1
        connection.clear()
        assert numbers(port)["quoth_connected",] == 0
    with pytest.raises(OSError, match="refused"), socket.create_connection((health.LOOPBACK, port)):
        pass


def test_a_port_in_use_is_one_sentence(port: int) -> None:
    with (
        pytest.raises(HealthError, match=rf"^QUOTH_METRICS_PORT can't be {port}: Address already in use\. Set another"),
        Metrics().served(port),
    ):
        pass


def test_each_has_its_own_counters() -> None:
    Metrics().failed("slash")
    with Metrics().served(port := free_port()):
        assert ("quoth_questions_total", "slash", "failed") not in numbers(port)


def test_without_a_port_nobody_is_served() -> None:
    with Metrics().served(None):
        pass
