"""Which engine searches: by how much there is to search, or as the settings have it."""

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.catalog import ESSAY_B, ESSAY_K1
from index.cataloging import Engines
from index.engines import Engine, EngineError
from index.engines.rank_bm25 import K1, B, RankBM25Engine
from index.indexed import MakeEngine

if TYPE_CHECKING:
    from index.engines.milvus import MilvusEngine

__all__ = ["BM25S_FROM", "BY_SIZE", "EngineName", "Search"]

EngineName = Literal["auto", "rank_bm25", "bm25s", "milvus"]

BM25S_FROM = 10_000  # paragraphs: rank-bm25 takes ten milliseconds a question there, bm25s a sixth of one
NO_ADDRESS = (
    "The setting QUOTH_ENGINE is milvus, but none says where it is: set QUOTH_MILVUS_URI to a file or an address."
)


class Search(NamedTuple):
    """What the settings say of engines."""

    engine: EngineName = "auto"
    milvus_uri: str | None = None
    milvus_token: str = ""

    @property
    def is_in_milvus(self) -> bool:
        """Whether archives are searched there.

        Raises:
            EngineError: they are to be, but nobody says where that is.
        """
        if self.engine == "milvus" and not self.milvus_uri:
            raise EngineError(NO_ADDRESS)
        return self.engine == "milvus" or (self.engine == "auto" and self.milvus_uri is not None)

    def in_memory(self, paragraphs: int, key: str) -> Engines:
        """Engines for a library that is held in memory. Milvus only where it is asked for: such a library is small.

        Args:
            paragraphs: how many it has.
            key: what tells its texts from any others'.
        """
        return Engines(self._engine(paragraphs, key), self._engine(paragraphs, f"{key}_essays", ESSAY_K1, ESSAY_B))

    def of_essay(self, paragraphs: int, key: str) -> MakeEngine:
        """The same for one essay."""
        return partial(self._engine, paragraphs, key)

    def in_milvus(self, key: str) -> "tuple[MilvusEngine, MilvusEngine]":
        """Engines for an archive in Milvus: of its paragraphs, and of its essays."""
        return self._milvus(key), self._milvus(f"{key}_essays", ESSAY_K1, ESSAY_B)

    def _engine(self, paragraphs: int, key: str, k1: float = K1, b: float = B) -> Engine:
        if self.engine == "milvus" and self.is_in_milvus:
            return self._milvus(key, k1, b)
        if self.engine == "bm25s" or (self.engine == "auto" and paragraphs >= BM25S_FROM):
            from index.engines.bm25s import BM25sEngine

            return BM25sEngine(k1, b)
        return RankBM25Engine(k1, b)

    def _milvus(self, key: str, k1: float = K1, b: float = B) -> "MilvusEngine":
        from index.engines.milvus import MilvusEngine

        return MilvusEngine(self.milvus_uri or "", self.milvus_token, f"quoth_{key}", k1, b)


BY_SIZE = Search()
"""Where nothing is set."""
