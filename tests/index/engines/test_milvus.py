"""What the engine of Milvus promises beside the contract: of it, of what comes when it is away, of what it keeps."""

import os
import secrets
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import pytest
from milvus_lite.server_manager import server_manager_instance

from index.engines import Engine, EngineError, Hit, Passages
from index.engines.milvus import MilvusEngine
from index.engines.milvus.connection import ASKING
from index.engines.rank_bm25 import RankBM25Engine
from tests.milvus import MilvusServer

WORDS = "war peace border treaty rail talk corridor bridge minister prisoner".split()
FILTERS = (None, 3, 1, 0)  # among how many texts
LIMITS = (1, 7, 100)


def passages(seed: int) -> list[list[str]]:
    return [[WORDS[(seed * place + k * k) % len(WORDS)] for k in range(1 + (seed + place) % 7)] for place in range(6)]


def named(seeds: range) -> dict[str, Passages]:
    contents = [passages(seed) for seed in seeds]
    return {blake2b(repr(content).encode(), digest_size=8).hexdigest(): content for content in contents}


BEFORE, AFTER = named(range(40)), named(range(25, 60))

QUESTIONS: list[list[dict[str, float]]] = [
    [{"war": 1.0}],
    [{"war": 1.0}, {"peace": 1.0}],
    [{"talk": 1.0}, {"talk": 1.0}],
    [{"moon": 1.0}],
    [{"moon": 1.0}, {"rail": 1.0}],
    [{"corridor": 0.9, "bridge": 0.8}],
    [{"border": 1.0}, {"corridor": 0.9, "bridge": 0.8}, {"treaty": 1.0}],
    [{"war": 1.0, "peace": 0.9}, {"rail": 0.5, "talk": 0.5}],
    [{"minister": 1.0}, {}],
    [{"minister": 0.8}],
    [{"prisoner": 1.0}, {"war": 1.0}, {"border": 1.0}, {"treaty": 1.0}],
    [{"a “quote\" in it": 1.0}, {"bridge": 1.0}],
    [{"war": 1.0}, {"war": 0.9, "peace": 0.9}],
    [{word: 1.0} for word in WORDS],
    [dict.fromkeys(WORDS, 0.7)],
]  # fmt: skip


def collection() -> str:
    return f"quoth_{secrets.token_hex(6)}"


@pytest.fixture
def uri(tmp_path: Path) -> Iterator[str]:
    """Where Milvus is: a cluster, if one is named, else its engine for a file."""
    if "MILVUS_URI" in os.environ:
        yield os.environ["MILVUS_URI"]
        return
    file = str(tmp_path / "engine.db")
    yield file
    server_manager_instance.release_server(file)


Held = TypeVar("Held", bound=Engine)


def held(engine: Held, texts: dict[str, Passages]) -> Held:
    engine.hold(texts.keys(), texts.__getitem__)
    return engine


def compare(engine: Engine, texts: dict[str, Passages]) -> None:
    """With rank-bm25 that holds the same: the same passages in the same order, with the same scores."""
    reference = held(RankBM25Engine(), texts)
    for question in QUESTIONS:
        for few in FILTERS:
            among = None if few is None else sorted(texts)[:few]
            for limit in LIMITS:
                found, wanted = (one.search(question, limit, among) for one in (engine, reference))
                assert [(hit.text, hit.passage) for hit in found] == [(hit.text, hit.passage) for hit in wanted]
                assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted], abs=2e-3)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    server = MilvusServer(tmp_path / "engine.db")
    server.start()
    yield server
    server.kill()


def test_a_dead_engine_is_told_in_a_sentence_and_answers_when_it_is_back(server: MilvusServer) -> None:
    engine = held(MilvusEngine(server.uri, "secret-token"), BEFORE)
    wanted = engine.search(QUESTIONS[1], 10)
    server.kill()
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(EngineError, match="The search engine does not answer") as told:
            engine.search(QUESTIONS[1], 10)
        assert time.monotonic() - started < ASKING + 1
        assert "secret-token" not in "".join(traceback.format_exception(told.value))
    server.start()
    assert eventually(lambda: engine.search(QUESTIONS[1], 10)) == wanted


def test_an_engine_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = MilvusEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", "secret-token")
        started = time.monotonic()
        with pytest.raises(EngineError, match="does not answer"):
            engine.search(QUESTIONS[0], 10)
        assert time.monotonic() - started < 2 * ASKING


def test_the_engine_for_a_file_is_started_again_when_its_process_has_died(tmp_path: Path) -> None:
    file = str(tmp_path / "engine.db")
    engine = held(MilvusEngine(file), BEFORE)
    wanted = engine.search(QUESTIONS[1], 10)
    process = server_manager_instance._servers[file]._p
    process.send_signal(signal.SIGKILL)
    process.wait()
    with pytest.raises(EngineError):
        engine.search(QUESTIONS[1], 10)
    assert eventually(lambda: engine.search(QUESTIONS[1], 10)) == wanted
    server_manager_instance.release_server(file)


def test_a_token_is_shown_nowhere() -> None:
    engine = MilvusEngine("http://127.0.0.1:1", "secret-token")
    assert "secret-token" not in repr(engine) + str(engine)


def test_what_was_interrupted_is_put_again(uri: str) -> None:
    engine = MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), collection())

    def interrupted(text: str) -> Passages:
        if text == sorted(BEFORE)[-1]:
            raise KeyboardInterrupt
        return BEFORE[text]

    with pytest.raises(KeyboardInterrupt):
        engine.hold(BEFORE.keys(), interrupted)
    compare(held(engine, BEFORE), BEFORE)


def test_texts_are_added_beside_those_that_are_held(uri: str) -> None:
    engine = MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), collection())
    held(engine, BEFORE)
    engine.add(AFTER.keys(), AFTER.__getitem__)
    compare(engine, {**BEFORE, **AFTER})


def eventually(search: Callable[[], list[Hit]]) -> list[Hit]:
    """What is found once the engine answers again."""
    until = time.monotonic() + 20
    while True:
        try:
            return search()
        except EngineError:
            assert time.monotonic() < until


def test_milvus_ranks_as_rank_bm25_does_after_texts_were_put_replaced_and_dropped(uri: str) -> None:
    name = collection()
    engine = MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), name)
    compare(held(engine, BEFORE), BEFORE)
    compare(held(engine, AFTER), AFTER)
    engine.close()
    compare(MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), name), AFTER)
