"""Which engine searches."""

import pytest

from bot.engines import BM25S_FROM, BY_SIZE, Search
from bot.settings import Settings
from index.engines import EngineError
from index.engines.bm25s import BM25sEngine
from index.engines.milvus import MilvusEngine
from index.engines.rank_bm25 import RankBM25Engine


@pytest.mark.parametrize(
    ("search", "paragraphs", "engine"),
    [
        (BY_SIZE, BM25S_FROM - 1, RankBM25Engine),
        (BY_SIZE, BM25S_FROM, BM25sEngine),
        (Search("rank_bm25"), BM25S_FROM, RankBM25Engine),
        (Search("bm25s"), 1, BM25sEngine),
        (Search("milvus", "engine.db"), 1, MilvusEngine),
        (Search("auto", "engine.db"), 1, RankBM25Engine),  # only archives are worth the way
    ],
)
def test_the_engine_goes_by_size_or_by_the_settings(search: Search, paragraphs: int, engine: type) -> None:
    assert all(isinstance(one, engine) for one in search.in_memory(paragraphs, "key"))
    assert isinstance(search.of_essay(paragraphs, "key")(), engine)


def test_archives_are_searched_in_milvus_where_one_is_named() -> None:
    assert Search("auto", "engine.db").is_in_milvus
    assert Search("milvus", "engine.db").is_in_milvus
    assert not Search("bm25s", "engine.db").is_in_milvus
    assert not BY_SIZE.is_in_milvus


def test_milvus_without_an_address_is_told() -> None:
    with pytest.raises(EngineError, match="QUOTH_MILVUS_URI"):
        Search("milvus").in_memory(1, "key")


def test_the_settings_say_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_ENGINE", "bm25s")
    monkeypatch.setenv("QUOTH_MILVUS_URI", "http://milvus:19530")
    monkeypatch.setenv("QUOTH_MILVUS_TOKEN", "user:password")
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    assert settings.search == Search("bm25s", "http://milvus:19530", "user:password")
    assert "password" not in repr(settings)
