"""What the engine of Milvus promises beside the contract: of it, of what comes when it is away, of what it keeps."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from grpc import ServicerContext, StatusCode
from milvus_lite.server_manager import server_manager_instance
from pymilvus import MilvusClient
from pymilvus.grpc_gen.common_pb2 import CompactionState
from pymilvus.grpc_gen.milvus_pb2 import GetCompactionStateResponse, ManualCompactionResponse

from index.engines import Engine, EngineError, Hit, Passages
from index.engines.milvus import MilvusEngine
from index.engines.milvus.connection import ASKING
from index.engines.milvus.holding import HELD
from index.engines.rank_bm25 import RankBM25Engine
from tests.milvus import MilvusServer, between

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


CLUSTER = "MILVUS_URI" in os.environ
NO_CLUSTER = "MILVUS_URI names no cluster: Milvus is tried with its engine for a file alone"


@pytest.fixture(
    params=["file", pytest.param("cluster", marks=pytest.mark.skipif(not CLUSTER, reason=NO_CLUSTER))],
)
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], MilvusEngine]]:
    """Gives engines that hold the same."""
    name = f"quoth_{secrets.token_hex(6)}"
    uri, token = str(tmp_path / "engine.db"), ""
    if request.param == "cluster":
        uri, token = os.environ["MILVUS_URI"], os.environ.get("MILVUS_TOKEN", "")
    yield lambda: MilvusEngine(uri, token, name)
    if request.param == "cluster":
        client = MilvusClient(uri, token=token)
        for made in (name, name + HELD):
            client.drop_collection(made)
    else:
        server_manager_instance.release_server(uri)


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


def test_an_engine_that_is_slow_at_each_call_is_not_waited_for_at_each(server: MilvusServer) -> None:
    held(MilvusEngine(server.uri), BEFORE)

    def slow(answer: Callable[[], bytes], context: ServicerContext) -> bytes:
        Event().wait(ASKING * 0.7)
        return answer()

    with between(server.uri, {"Search": slow}) as (uri, _):
        started = time.monotonic()
        with pytest.raises(EngineError, match="does not answer"):
            MilvusEngine(uri).search([{"corridor": 0.9, "bridge": 0.8}, {"war": 0.9, "peace": 0.8}], 10)
        assert time.monotonic() - started < 2 * ASKING


def test_a_question_takes_one_call_and_two_where_words_have_alternatives(server: MilvusServer) -> None:
    held(MilvusEngine(server.uri), BEFORE)
    with between(server.uri, {}) as (uri, asked):
        engine = MilvusEngine(uri)
        engine.search([{"prisoner": 1.0}, {"war": 1.0}], 10)
        assert asked.count("Search") == 1
        engine.search([{"prisoner": 1.0}, {"war": 0.9, "peace": 0.9}, {"rail": 0.5}], 300)
        assert asked.count("Search") == 3


def test_a_refused_token_is_told_without_repeating_it() -> None:
    def refuse(answer: Callable[[], bytes], context: ServicerContext) -> bytes:
        context.abort(StatusCode.UNAUTHENTICATED, "auth check failure: user:secret-token")
        raise AssertionError

    with between("http://127.0.0.1:1", {"Connect": refuse}) as (uri, _):
        engine = MilvusEngine(uri, "user:secret-token")
        for _ in range(2):  # the second is not asked
            with pytest.raises(EngineError, match="refuses the token") as told:
                engine.search(QUESTIONS[0], 10)
            assert "secret-token" not in "".join(traceback.format_exception(told.value))


def test_what_was_never_put_is_asked_to_be_indexed(connect: Callable[[], MilvusEngine]) -> None:
    engine = connect()
    with pytest.raises(EngineError, match="index it with “quoth index”"):
        engine.search(QUESTIONS[0], 10)
    compare(held(engine, BEFORE), BEFORE)  # and not a moment later


def test_a_file_that_another_process_has_open_is_told(tmp_path: Path) -> None:
    file = str(tmp_path / "engine.db")
    held(MilvusEngine(file), BEFORE)
    ask = f"from index.engines.milvus import MilvusEngine; MilvusEngine({file!r}).search([{{'war': 1.0}}], 1)"
    other = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert "EngineError: The search engine can't open its file: another process may have it open" in other.stderr
    server_manager_instance.release_server(file)


def test_a_cluster_is_made_to_forget_what_was_dropped(server: MilvusServer) -> None:
    """It counts that in how rare a term is, until it has rewritten what it was in."""
    looks = iter([CompactionState.Executing, CompactionState.Completed, CompactionState.Completed])
    answers = {
        "ManualCompaction": lambda *_: ManualCompactionResponse(compactionID=1).SerializeToString(),
        "GetCompactionState": lambda *_: GetCompactionStateResponse(state=next(looks)).SerializeToString(),
    }
    with between(server.uri, answers) as (uri, asked):
        engine = held(MilvusEngine(uri), BEFORE)
        assert "ManualCompaction" not in asked
        compare(held(engine, AFTER), AFTER)
        assert asked.count("ManualCompaction") == 2
        assert next(looks, None) is None


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


def test_what_was_interrupted_is_put_again(connect: Callable[[], MilvusEngine]) -> None:
    engine = connect()

    def interrupted(text: str) -> Passages:
        if text == sorted(BEFORE)[-1]:
            raise KeyboardInterrupt
        return BEFORE[text]

    with pytest.raises(KeyboardInterrupt):
        engine.hold(BEFORE.keys(), interrupted)
    compare(held(engine, BEFORE), BEFORE)


def test_texts_are_added_beside_those_that_are_held(connect: Callable[[], MilvusEngine]) -> None:
    engine = connect()
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


def test_milvus_ranks_as_rank_bm25_does_after_texts_were_put_replaced_and_dropped(
    connect: Callable[[], MilvusEngine],
) -> None:
    engine = connect()
    compare(held(engine, BEFORE), BEFORE)
    compare(held(engine, AFTER), AFTER)
    engine.close()
    compare(connect(), AFTER)
