"""No server ever comes by what another has, whatever is done in whatever order: held against plain dictionaries."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.storage import QuotaError, ServerSettings, open_storage
from tests.bot.storage.conftest import NOW, ROOMY, essay_of, new_database

NUMBERS = (1, 2)
SERVERS = st.sampled_from(NUMBERS)
NAMES = st.sampled_from(["week 1", "week 2"])
CHANNELS = st.sampled_from([10, 20])
TEXTS = st.sampled_from(["Bees make honey.", "The moon draws the sea.", "Bread is baked at dawn."])
QUESTIONS = st.sampled_from(["Who?", "What now?"])
KINDS = st.sampled_from(["helpful", "unhelpful"])


class Servers(RuleBasedStateMachine):
    """Two servers that call their essays, channels and questions by the same names."""

    @staticmethod
    async def address() -> str:
        """Where they are kept."""
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.storage = self.run(self.open())
        self.essays: dict[int, dict[str, Any]] = {server: {} for server in NUMBERS}
        self.channels: dict[int, dict[int, str]] = {server: {} for server in NUMBERS}
        self.kept: dict[int, dict[str, int] | None] = dict.fromkeys(NUMBERS)
        self.counts: dict[int, dict[tuple[str, str], int]] = {server: {} for server in NUMBERS}

    async def open(self) -> Any:  # noqa: ANN401
        return await self.stack.enter_async_context(open_storage(await self.address()))

    def run(self, awaitable: Any) -> Any:  # noqa: ANN401
        return self.loop.run_until_complete(awaitable)

    @rule(server=SERVERS, name=NAMES, text=TEXTS)
    def put(self, server: int, name: str, text: str) -> None:
        essay = essay_of(f"{text} This is server {server}'s.")
        self.run(self.storage.of(server).put(name, essay, ROOMY, NOW))
        self.essays[server][name] = essay

    @rule(server=SERVERS, name=NAMES)
    def put_too_much(self, server: int, name: str) -> None:
        try:
            self.run(self.storage.of(server).put(name, essay_of("x"), ROOMY.model_copy(update={"essays": 0}), NOW))
        except QuotaError:
            return
        raise AssertionError("more than nothing was taken")

    @rule(server=SERVERS, name=NAMES)
    def remove(self, server: int, name: str) -> None:
        was_there = self.essays[server].pop(name, None) is not None
        assert self.run(self.storage.of(server).remove(name)) == was_there
        if was_there:
            asking = self.channels[server].items()
            self.channels[server] = {channel: essay for channel, essay in asking if essay != name}

    @rule(server=SERVERS, channel=CHANNELS, name=st.none() | NAMES)
    def use(self, server: int, channel: int, name: str | None) -> None:
        self.run(self.storage.of(server).use(channel, name))
        self.channels[server].pop(channel, None)
        if name:
            self.channels[server][channel] = name

    @rule(server=SERVERS, keeps=st.booleans())
    def change(self, server: int, keeps: bool) -> None:
        self.run(self.storage.of(server).change(keeps_gaps=keeps))
        self.kept[server] = (self.kept[server] or {}) if keeps else None

    @rule(server=SERVERS, question=QUESTIONS)
    def miss(self, server: int, question: str) -> None:
        self.run(self.storage.of(server).miss(question, None, NOW))
        kept = self.kept[server]
        if kept is not None:
            kept[question] = kept.get(question, 0) + 1

    @rule(server=SERVERS, kind=KINDS)
    def count(self, server: int, kind: str) -> None:
        self.run(self.storage.of(server).count(kind))
        self.counts[server][(kind, "")] = self.counts[server].get((kind, ""), 0) + 1

    @rule(server=SERVERS)
    def forget(self, server: int) -> None:
        self.run(self.storage.of(server).forget())
        self.essays[server], self.channels[server], self.kept[server], self.counts[server] = {}, {}, None, {}

    @invariant()
    def each_has_its_own_and_nothing_else(self) -> None:
        for number in NUMBERS:
            server = self.storage.of(number)
            assert self.run(server.essays()) == self.essays[number]
            assert {upload.name for upload in self.run(server.uploads())} == set(self.essays[number])
            assert self.run(server.channels()) == self.channels[number]
            assert self.run(server.settings()) == ServerSettings(keeps_gaps=self.kept[number] is not None)
            assert {gap.question: gap.times for gap in self.run(server.gaps(NOW))} == (self.kept[number] or {})
            assert self.run(server.counts()) == self.counts[number]

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()


def test_in_sqlite(tmp_path: Path) -> None:
    class InSQLite(Servers):
        @staticmethod
        async def address() -> str:
            return str(Path(tempfile.mkdtemp(dir=tmp_path)) / "quoth.sqlite3")

    _run(InSQLite, 30)


def test_in_postgresql(postgres: str) -> None:
    class InPostgreSQL(Servers):
        @staticmethod
        async def address() -> str:
            return await new_database(postgres)

    _run(InPostgreSQL, 8)


def _run(machine: type[Servers], examples: int) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=25))
