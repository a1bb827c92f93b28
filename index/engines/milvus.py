"""The engine for libraries that one machine is too small for: Milvus, a file of its own or a cluster, at an address.

It is given our terms and returns their BM25, so that the ranking is the same as everywhere. What is searched lies in
one collection, a row a passage; which texts are there, and whether whole, in another.
"""

import logging
import time
from base64 import b32encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from json import dumps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

from index.engines import SCORE_DIGITS, Alternatives, EngineError, Hit, Passages
from index.engines.rank_bm25 import K1, B

__all__ = ["MilvusEngine"]

log = logging.getLogger(__name__)

Row = TypeVar("Row")

ASKING = 2.0  # seconds for one call while somebody waits; a hundredth of that is usual
WRITING = 60.0  # seconds for one call while texts are put or dropped
QUIET = 1.0  # seconds after a failure in which nobody else has to wait for another one

TERM_BYTES = 5  # of a term's hash, written in eight letters and digits: of a million terms two have the same
PASSAGE_DIGITS = 8  # hexadecimal, of a passage's position, behind its text in an id
LONGEST_TERMS = 65_535  # bytes, Milvus' own limit
LONGEST_ID = 128
ROWS = 1_000  # put at a time
MORE = 20  # hits beyond those that are wanted, so that few questions have to be asked again because of ties
WIDER = 4  # times as many, if they do
MOST_HITS = 16_384  # Milvus' own limit

EQUAL = 10.0**-SCORE_DIGITS  # scores that differ by less may be equal once they are rounded

TERMS, SPARSE, TEXT = "terms", "sparse", "text"
IS_WHOLE, UNUSED = "is_whole", "unused"  # a collection has to have a vector
HELD = "_held"

AWAY = "The search engine does not answer. Try again in a moment; if it stays so, tell whoever runs Quoth."
NOT_INSTALLED = "Milvus' client is not installed: pip install 'quoth[milvus]'."


class MilvusEngine:
    """An `Engine` in Milvus. It connects when it is first needed, and again after Milvus was away."""

    def __init__(self, uri: str, token: str = "", collection: str = "quoth", k1: float = K1, b: float = B) -> None:
        """Connect to nothing yet.

        Args:
            uri: a file for the engine in a process of its own, which needs milvus-lite, or a server's address.
            token: what that server asks for.
            collection: what it is called there; letters, digits and underscores.
            k1: see `index.engines.rank_bm25`.
            b: likewise.
        """
        self._uri, self._token = uri, token
        self._collection = collection
        self._k1, self._b = k1, b
        self._lock = Lock()
        self._client: Any = None  # pymilvus' types are Any where they matter
        self._quiet_until = 0.0

    def hold(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """See `Engine.hold`; after an interruption it goes on where it stopped."""
        self.add(texts, passages_of)
        self._drop(self._held().keys() - set(texts))
        self._settle()

    def add(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """Hold these texts too; what is held already stays."""
        self._make_collections()
        held = self._held()
        self._drop(text for text, is_whole in held.items() if not is_whole)
        self._put_all(sorted(set(texts) - {text for text, is_whole in held.items() if is_whole}), passages_of)
        self._settle()

    def search(self, words: Sequence[Alternatives], limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """See `Engine.search`.

        Raises:
            EngineError: Milvus does not answer, or not in time.
        """
        words = [word for word in words if word]
        if not words or (among is not None and not among):
            return []
        within = "" if among is None else f"{TEXT} in {dumps(sorted(among))}"
        scores = self._best(words, limit, within)
        hits = (
            Hit(int(key[-PASSAGE_DIGITS:], 16), round(score, SCORE_DIGITS), key[:-PASSAGE_DIGITS])
            for key, score in scores.items()
        )
        return sorted(hits, key=lambda hit: (-hit.score, hit.text, hit.passage))[:limit]

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            self._let_go()

    def _settle(self) -> None:
        for name in (self._collection, self._collection + HELD):
            self._call("flush", WRITING, name)
            self._call("load_collection", WRITING, name)

    def _best(self, words: Sequence[Alternatives], limit: int, within: str) -> Mapping[str, float]:
        """By id, the scores of at least the best passages.

        Milvus adds up, and knows no best of several. The sum of all alternatives is a bound of a passage's score, as
        none counts more than once: those with the highest bounds are looked at, until no other can be among the best
        (the threshold algorithm: Fagin, Lotem and Naor 2001, "Optimal Aggregation Algorithms for Middleware").
        """
        every = [term for word in words for term in word]
        wanted = min(limit + MORE, MOST_HITS)
        while True:
            bounds = self._sums(every, wanted, within)
            scores = self._exact(words, bounds)
            least = sorted(scores.values(), reverse=True)[limit - 1] if len(scores) >= limit else 0.0
            if len(bounds) < wanted or wanted == MOST_HITS or min(bounds.values()) < least - EQUAL:
                return scores
            wanted = min(wanted * WIDER, MOST_HITS)

    def _exact(self, words: Sequence[Alternatives], bounds: Mapping[str, float]) -> Mapping[str, float]:
        if all(list(word.values()) == [1] for word in words):
            return bounds
        within = f"id in {dumps(sorted(bounds))}"
        plain = self._sums([term for word in words if list(word.values()) == [1] for term in word], len(bounds), within)
        scores = {key: plain.get(key, 0.0) for key in bounds}
        for word in words:
            if list(word.values()) != [1]:
                found = [(weight, self._sums([term], len(bounds), within)) for term, weight in word.items()]
                for key in scores:
                    scores[key] += max(weight * sums.get(key, 0.0) for weight, sums in found)
        return {key: score for key, score in scores.items() if score > 0}

    def _sums(self, terms: Sequence[str], limit: int, within: str) -> dict[str, float]:
        """By id, what the terms together are worth in the passages where that is most."""
        if not terms or not limit:
            return {}
        [hits] = self._call(
            "search",
            ASKING,
            self._collection,
            data=[" ".join(map(_written, terms))],
            anns_field=SPARSE,
            limit=limit,
            filter=within,
            search_params={"metric_type": "BM25"},
        )
        return {str(hit["id"]): abs(hit["distance"]) for hit in hits}

    def _held(self) -> dict[str, bool]:
        """The texts that were put, and whether they are whole."""
        pages = self._call(
            "query_iterator", WRITING, self._collection + HELD, batch_size=ROWS, output_fields=["id", IS_WHOLE]
        )
        with self._sentences():
            return {str(row["id"]): bool(row[IS_WHOLE]) for page in iter(pages.next, []) for row in page}

    def _put_all(self, texts: Sequence[str], passages_of: Callable[[str], Passages]) -> None:
        some: dict[str, Passages] = {}
        for text in texts:
            some[text] = passages_of(text)
            if sum(map(len, some.values())) >= ROWS:
                self._put(some)
                some = {}
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

    def _call(self, method: str, within: float, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - pymilvus' own
        with self._sentences():
            return getattr(self._connected(), method)(*args, timeout=within, **named)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """What goes wrong in the block is told without the token, and the next call connects anew."""
        import grpc
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except (MilvusException, grpc.RpcError, grpc.FutureTimeoutError, OSError, ValueError) as error:
            log.warning("Milvus at %s does not answer (%s).", self._address, type(error).__name__)
            with self._lock:
                self._let_go()
                self._bury()
                self._quiet_until = time.monotonic() + QUIET
            raise EngineError(AWAY) from None

    def _connected(self) -> Any:  # noqa: ANN401 - pymilvus' own
        with self._lock:
            if self._client is None:
                if time.monotonic() < self._quiet_until:
                    raise EngineError(AWAY)
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:  # noqa: ANN401 - pymilvus' own
        try:
            from pymilvus import MilvusClient
        except ImportError:
            raise EngineError(NOT_INSTALLED) from None
        for name in ("pymilvus", "pymilvus.decorators", "pymilvus.client", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told once, as a sentence
        return MilvusClient(self._uri, token=self._token, timeout=ASKING)

    def _let_go(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # it may be what went wrong
                client.close()

    def _bury(self) -> None:
        """milvus-lite keeps a process that has died for one that runs."""
        if "://" in self._uri:
            return
        from milvus_lite.server_manager import server_manager_instance

        path = str(Path(self._uri).absolute().resolve())
        server = server_manager_instance._servers.get(path)
        if server and (server._p is None or server._p.poll() is not None):
            server_manager_instance.release_server(path)

    @property
    def _address(self) -> str:
        parts = urlsplit(self._uri)
        return parts.netloc.rpartition("@")[2] if parts.netloc else self._uri


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts that Milvus takes at a time."""
    return (list(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS))


def _written(term: str) -> str:
    """A term in letters and digits, whatever it is made of."""
    digest = blake2b(term.encode(errors="surrogatepass"), digest_size=TERM_BYTES).digest()
    return b32encode(digest).decode().lower()


def _joined(terms: Sequence[str]) -> str:
    joined = " ".join(map(_written, terms))
    if len(joined) > LONGEST_TERMS:
        raise ValueError(f"A passage has {len(terms):,} terms, which is more than Milvus takes.")
    return joined
