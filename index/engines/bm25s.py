"""The engine for larger libraries: bm25s works out each term's worth in each passage once, and looks it up on disk."""

import json
import logging
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines import Alternatives, EngineError, Hit, Passages, add_up
from index.engines.places import Places
from index.engines.rank_bm25 import K1, B
from index.postings import Scores

__all__ = ["BM25sEngine", "mapped"]

HASH = 8  # bytes that a term is known by: of a million terms two have the same once in 40 million times
TEXTS, TERMS, IDS = "texts.json", "terms.npy", "ids.npy"
DAMAGED = "The index in {folder} can't be used ({reason}): make it anew with “quoth index”."


class BM25sEngine:
    """An `Engine` in memory, or in a folder that is read as far as a question needs it."""

    def __init__(self, k1: float = K1, b: float = B, folder: Path | None = None) -> None:
        """Hold what is in the folder, if that is given and there is one.

        Raises:
            EngineError: what is in it can't be used.
        """
        self._k1, self._b, self._folder = k1, b, folder
        self._bm25: Any = None  # bm25s has no types
        self._places = Places([], np.zeros(1, np.intp))
        if folder and folder.exists():
            self._open(folder)

    def hold(self, texts: Collection[str], passages_of: Callable[[str], Passages]) -> None:
        """See `Engine.hold`; a folder is written whole or not at all."""
        numbers: dict[str, int] = {}
        passages: list[list[int]] = []
        counts = []
        for text in sorted(texts):
            own = [[numbers.setdefault(term, len(numbers)) for term in terms] for terms in passages_of(text)]
            passages += own
            counts.append(len(own))
        self._places = Places(sorted(texts), np.cumsum([0, *counts]))
        hashes = _hashes(numbers)
        order = np.argsort(hashes)
        self._terms, self._ids = hashes[order], order.astype(np.int32)
        self._bm25 = self._index(passages, numbers) if numbers else None
        if self._folder:
            self._save(self._folder)
            self._open(self._folder)

    def search(self, words: Sequence[Alternatives], limit: int, among: Collection[str] | None = None) -> list[Hit]:
        """See `Engine.search`."""
        ids = {term: number for word in words for term in word if (number := self._id(term)) is not None}
        known = [{term: weight for term, weight in word.items() if term in ids} for word in words]
        if not ids or self._bm25 is None:
            return []
        scores = add_up([word for word in known if word], partial(self._scores, ids))
        return self._places.best(scores, limit, among)

    def close(self) -> None:
        """See `Engine.close`."""
        self._bm25 = None

    def _index(self, passages: list[list[int]], numbers: dict[str, int]) -> Any:  # noqa: ANN401 - bm25s has no types
        bm25 = _bm25s()(k1=self._k1, b=self._b, method="lucene", backend="auto")
        bm25.index((passages, numbers), create_empty_token=False, show_progress=False)
        return _fast(bm25)

    def _save(self, folder: Path) -> None:
        unfinished = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
        unfinished.mkdir(parents=True)
        try:
            if self._bm25:
                self._bm25.vocab_dict = {}  # terms are known by their hashes
                self._bm25.save(unfinished, show_progress=False)
            np.save(unfinished / TERMS, self._terms)
            np.save(unfinished / IDS, self._ids)
            firsts = self._places.firsts.tolist()
            held = {"texts": self._places.texts, "firsts": firsts, "k1": self._k1, "b": self._b}
            (unfinished / TEXTS).write_text(json.dumps(held))
            rmtree(folder, ignore_errors=True)
            unfinished.replace(folder)
        finally:
            rmtree(unfinished, ignore_errors=True)

    def _open(self, folder: Path) -> None:
        try:
            held = json.loads((folder / TEXTS).read_text())
            self._places = Places(held["texts"], np.array(held["firsts"], np.intp))
            self._terms, self._ids = mapped(folder / TERMS), mapped(folder / IDS)
            if (held["k1"], held["b"]) != (self._k1, self._b):
                raise ValueError("other parameters")
            self._bm25 = self._load(folder) if len(self._terms) else None
        except Exception as error:  # of a file that is cut off anywhere numpy and bm25s may raise almost anything
            raise EngineError(DAMAGED.format(folder=folder, reason=error)) from None

    def _load(self, folder: Path) -> Any:  # noqa: ANN401
        bm25 = _bm25s().load(folder, mmap=True, load_vocab=False, backend="auto")
        for name in ("data", "indices", "indptr"):
            bm25.scores[name] = np.asarray(bm25.scores[name])  # as in `mapped`
        if bm25.scores["num_docs"] != self._places.count:
            raise ValueError("other passages")
        return _fast(bm25)

    def _id(self, term: str) -> int | None:
        [hashed] = _hashes([term])
        place = int(np.searchsorted(self._terms, hashed))
        return int(self._ids[place]) if place < len(self._terms) and self._terms[place] == hashed else None

    def _scores(self, ids: Mapping[str, int], terms: Sequence[str]) -> Scores:
        """bm25s leaves out the factor k1 + 1, which is the same for all."""
        scores: Scores = self._bm25.get_scores_from_ids([ids[term] for term in terms])
        scores *= self._k1 + 1
        return scores


def mapped(path: Path) -> NDArray[Any]:
    """An array on the disk, of which is read what is looked at. Numpy's own kind takes longer to look at each part."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _hashes(terms: Collection[str]) -> NDArray[np.uint64]:
    digests = (blake2b(term.encode(errors="surrogatepass"), digest_size=HASH).digest() for term in terms)
    return np.frombuffer(b"".join(digests), np.uint64)


def _fast(bm25: Any) -> Any:  # noqa: ANN401
    """It adds up by numba where that is installed, which by itself it would do in `retrieve` alone."""
    if bm25.backend == "numba":
        bm25._compute_relevance_from_scores = _compiled()
    return bm25


@cache
def _compiled() -> Any:  # noqa: ANN401
    """Shared, for to compile it takes half a second and more."""
    bm25 = _bm25s()(backend="numba")
    bm25.activate_numba_scorer()
    return bm25._compute_relevance_from_scores


def _bm25s() -> Any:  # noqa: ANN401 - it has no types
    from bm25s import BM25  # libraries alone need it

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it would tell of every index that is made
    return BM25
