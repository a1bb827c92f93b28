"""Which texts Milvus holds: put some at a time, so that one knows at any moment which are whole."""

import time
from base64 import b32encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from json import dumps
from typing import Any, TypeVar

from index.engines import Passages
from index.engines.milvus.connection import WRITING, Connection, UnknownCallError

__all__ = ["PASSAGE_DIGITS", "SPARSE", "TEXT", "Holding", "written"]

Row = TypeVar("Row")

TERM_BYTES = 5  # of a term's hash, written in eight letters and digits: of a million terms two have the same
PASSAGE_DIGITS = 8  # hexadecimal, of a passage's position, behind its text in an id
LONGEST_TERMS = 65_535  # bytes, Milvus' own limit
LONGEST_ID = 128
ROWS = 1_000  # put at a time
MOST_TERMS = 100_000  # of texts that are put at a time: a megabyte
LOOKED_AT = 0.5  # seconds between looks at whether Milvus has rewritten what something was dropped of

TERMS, SPARSE, TEXT = "terms", "sparse", "text"
IS_WHOLE, UNUSED = "is_whole", "unused"  # a collection has to have a vector
HELD = "_held"


class Holding:
    """The rows of passages, and beside them of each text whether all of its rows are there."""

    def __init__(self, connection: Connection, collection: str, k1: float, b: float) -> None:
        self._call = connection.call
        self._sentences = connection.sentences
        self._collection = collection
        self._k1, self._b = k1, b

    def add(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """Hold these texts too; what is held already stays."""
        self._make_collections()
        held = self._held()
        self._drop(text for text, is_whole in held.items() if not is_whole)
        self._put_all(sorted(set(texts) - {text for text, is_whole in held.items() if is_whole}), passages_of)
        self._settle()

    def keep(self, texts: Collection[str]) -> None:
        """Drop all others."""
        others = self._held().keys() - set(texts)
        self._drop(others)
        self._settle()
        if others:
            with suppress(UnknownCallError):  # the engine for a file forgets at once
                self._forget()

    def _forget(self) -> None:
        """Have a cluster rewrite what something was dropped of, for till then it counts in how rare a term is.

        First it works what was dropped, which lies apart ("level 0"), into what it was dropped of. A large one goes on
        with that when nobody waits any more.
        """
        until = time.monotonic() + WRITING
        for is_l0 in (True, False):
            job = self._call("compact", WRITING, self._collection, is_l0=is_l0)
            while self._call("get_compaction_state", WRITING, job) != "Completed" and time.monotonic() < until:
                time.sleep(LOOKED_AT)

    def _settle(self) -> None:
        for name in (self._collection, self._collection + HELD):
            self._call("flush", WRITING, name)
            self._call("load_collection", WRITING, name)

    def _held(self) -> dict[str, bool]:
        """The texts that were put, and whether they are whole."""
        pages = self._call(
            "query_iterator", WRITING, self._collection + HELD, batch_size=ROWS, output_fields=["id", IS_WHOLE]
        )
        with self._sentences():
            return {str(row["id"]): bool(row[IS_WHOLE]) for page in iter(pages.next, []) for row in page}

    def _put_all(self, texts: Sequence[str], passages_of: Callable[[str], Passages]) -> None:
        some: dict[str, Passages] = {}
        size = 0
        for text in texts:
            some[text] = passages_of(text)
            size += sum(map(len, some[text]))
            if size >= MOST_TERMS:
                self._put(some)
                some, size = {}, 0
        self._put(some)

    def _put(self, texts: Mapping[str, Passages]) -> None:
        rows = [
            {"id": f"{text}{place:0{PASSAGE_DIGITS}x}", TEXT: text, TERMS: _joined(terms)}
            for text, passages in texts.items()
            for place, terms in enumerate(passages)
        ]
        self._note(texts, is_whole=False)
        for some in _parts(rows):
            self._call("insert", WRITING, self._collection, some)
        self._note(texts, is_whole=True)

    def _drop(self, texts: Iterable[str]) -> None:
        for some in _parts(sorted(texts)):
            self._note(some, is_whole=False)
            self._call("delete", WRITING, self._collection, filter=f"{TEXT} in {dumps(some)}")
            self._call("delete", WRITING, self._collection + HELD, filter=f"id in {dumps(some)}")

    def _note(self, texts: Iterable[str], *, is_whole: bool) -> None:
        for some in _parts([{"id": text, IS_WHOLE: is_whole, UNUSED: [0.0, 0.0]} for text in texts]):
            self._call("upsert", WRITING, self._collection + HELD, some)

    def _make_collections(self) -> None:
        if not self._call("has_collection", WRITING, self._collection):
            self._make(self._collection, *self._searched())
        if not self._call("has_collection", WRITING, self._collection + HELD):
            self._make(self._collection + HELD, *self._kept())

    def _make(self, name: str, schema: Any, index: Any) -> None:  # noqa: ANN401 - pymilvus' own
        """One shard, for each would have a rarity of terms of its own; what is written is seen by who asks next."""
        self._call(
            "create_collection",
            WRITING,
            name,
            schema=schema,
            index_params=index,
            num_shards=1,
            consistency_level="Strong",
        )

    def _searched(self) -> tuple[Any, Any]:
        from pymilvus import DataType, Function, FunctionType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=LONGEST_ID)
        schema.add_field(TEXT, DataType.VARCHAR, max_length=LONGEST_ID)
        schema.add_field(
            TERMS,
            DataType.VARCHAR,
            max_length=LONGEST_TERMS,
            enable_analyzer=True,
            analyzer_params={"tokenizer": "whitespace"},
        )
        schema.add_field(SPARSE, DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name="bm25", function_type=FunctionType.BM25, input_field_names=[TERMS], output_field_names=[SPARSE]
            )
        )
        index = MilvusClient.prepare_index_params()
        parameters = {"bm25_k1": self._k1, "bm25_b": self._b}
        index.add_index(SPARSE, index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=parameters)
        return schema, index

    def _kept(self) -> tuple[Any, Any]:
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=LONGEST_ID)
        schema.add_field(IS_WHOLE, DataType.BOOL)
        schema.add_field(UNUSED, DataType.FLOAT_VECTOR, dim=2)
        index = MilvusClient.prepare_index_params()
        index.add_index(UNUSED, index_type="FLAT", metric_type="L2")
        return schema, index


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts that Milvus takes at a time."""
    return (list(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS))


def written(term: str) -> str:
    """A term in letters and digits, whatever it is made of."""
    digest = blake2b(term.encode(errors="surrogatepass"), digest_size=TERM_BYTES).digest()
    return b32encode(digest).decode().lower()


def _joined(terms: Sequence[str]) -> str:
    joined = " ".join(map(written, terms))
    if len(joined) > LONGEST_TERMS:
        raise ValueError(f"A passage has {len(terms):,} terms, which is more than Milvus takes.")
    return joined
