"""What the engine of Milvus promises beside the contract: of it, of what comes when it is away, of what it keeps."""

import os
import secrets
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest
from milvus_lite.server_manager import server_manager_instance

from index.engines import Engine, Passages
from index.engines.milvus import MilvusEngine
from index.engines.rank_bm25 import RankBM25Engine

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


def held(engine: Engine, texts: dict[str, Passages]) -> Engine:
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


def test_milvus_ranks_as_rank_bm25_does_after_texts_were_put_replaced_and_dropped(uri: str) -> None:
    name = collection()
    engine = MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), name)
    compare(held(engine, BEFORE), BEFORE)
    compare(held(engine, AFTER), AFTER)
    engine.close()
    compare(MilvusEngine(uri, os.environ.get("MILVUS_TOKEN", ""), name), AFTER)
