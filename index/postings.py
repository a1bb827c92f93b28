"""BM25 over any kind of key, kept so that a question touches only the units that hold its keys.

The formula is the engine's: Okapi BM25 with Lucene's idf (Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework", eq. 3.15).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Keys", "Postings", "Scores", "narrow"]

Scores = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]

NO_KEY = np.iinfo(np.int64).max  # stands behind all others, in no unit: a search always ends at some key


class Keys(NamedTuple):
    """The keys of one kind in each unit (paragraph or sentence), and how BM25 weighs them."""

    units: Iterable[Iterable[Hashable]]
    k1: float
    b: float


class _Counted(NamedTuple):
    """The keys of one kind, each once, by hash."""

    lengths: Numbers
    """By unit, how many keys it has."""
    hashes: Numbers
    df: Numbers
    """By key, how many units hold it."""
    units: Numbers
    """Key after key, the units that hold it."""
    tf: Numbers
    """How often they do."""


class Postings:
    """For each key of each kind the units that hold it, and how often.

    An article has tens of thousands of keys, and of each its hash is kept: that any two of 64 bits are the same is less
    likely than one in a thousand million. What a key is worth is worked out when it is asked for.
    """

    def __init__(self, kinds: Mapping[str, Keys]) -> None:
        counted = [_count(keys.units, hash(kind)) for kind, keys in kinds.items()]
        lengths, hashes, df, units, tf = zip(*counted, strict=True)
        self._width = max(map(len, lengths))
        self._numbers = {kind: number for number, kind in enumerate(kinds)}
        self._salts = np.array([hash(kind) for kind in kinds])
        self._k1 = np.array([keys.k1 for keys in kinds.values()])
        self._idf = np.array([_idf(len(one), self._width) for one in lengths])
        self._norms = np.array([_norms(*pair, self._width) for pair in zip(kinds.values(), lengths, strict=True)])
        self._fill(*map(np.concatenate, (hashes, df, units, tf)))

    def _fill(self, hashes: Numbers, df: Numbers, units: Numbers, tf: Numbers) -> None:
        order = np.argsort(hashes)
        in_order = _ranges((df.cumsum() - df)[order], df[order])
        self._hashes = np.append(hashes[order], NO_KEY)
        self._edges = narrow(np.concatenate([[0], df[order].cumsum(), [len(units)]]))
        self._units, self._tf = narrow(units[in_order]), narrow(tf[in_order])

    def scores(self, asked: Sequence[tuple[str, Sequence[Hashable]]]) -> Scores:
        """The score of every unit, in a row for each kind of key that is asked for.

        A key that is given twice counts twice. A row is as long as there are units of the kind that has most.
        """
        kinds = np.array([self._numbers[kind] for kind, _ in asked])
        rows = np.array([row for row, (_, keys) in enumerate(asked) for _ in keys], np.intp)
        hashes = _hashes(chain.from_iterable(keys for _, keys in asked)) ^ self._salts[kinds][rows]
        places = self._hashes.searchsorted(hashes)
        known = self._hashes[places] == hashes
        places, rows = places[known], rows[known]
        starts = self._edges[places].astype(np.intp)
        df = self._edges[places + 1] - starts
        key, found = np.repeat(np.arange(len(df)), df), _ranges(starts, df)
        slots = self._units[found] + (rows * self._width)[key]
        idf, tf, k1 = self._idf[kinds[rows], df][key], self._tf[found], self._k1[kinds[rows]][key]
        worths = idf * tf * (k1 + 1) / (tf + self._norms[kinds].ravel()[slots])
        scores: Scores = np.bincount(slots, worths, len(asked) * self._width).astype(np.float64)
        return scores.reshape(len(asked), self._width)


def narrow(numbers: Numbers) -> Numbers:
    """The same numbers, none below 0, in as few bytes as hold the largest."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _idf(size: int, width: int) -> Scores:
    """What a key is worth by the number of units that hold it; in a row of a width."""
    df = np.minimum(np.arange(width + 1), size)
    return np.log(1 + (size - df + 0.5) / (df + 0.5))


def _norms(keys: Keys, lengths: Numbers, width: int) -> Scores:
    """What counts against a key in each unit, as that is long; in a row of a width."""
    usual = max(lengths.sum() / max(len(lengths), 1), 1.0)
    norms: Scores = keys.k1 * (1 - keys.b + keys.b * np.pad(lengths, (0, width - len(lengths))) / usual)
    return norms


def _count(keys: Iterable[Iterable[Hashable]], salt: int) -> _Counted:
    """Count the keys of every unit; the salt tells those of this kind from others."""
    by_unit = [_hashes(unit) for unit in keys]
    lengths = np.array([len(unit) for unit in by_unit], np.intp)
    hashes, units = np.concatenate([_hashes(()), *by_unit]) ^ salt, np.repeat(np.arange(len(by_unit)), lengths)
    order = np.lexsort((units, hashes))
    hashes, units = hashes[order], units[order]
    begins = _begins(hashes, units)
    tf = np.diff(begins, append=len(hashes))
    hashes, units = hashes[begins], units[begins]
    firsts = _begins(hashes)
    return _Counted(lengths, hashes[firsts], np.diff(firsts, append=len(hashes)), narrow(units), narrow(tf))


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """From each start on as many numbers as its length says, one range after another."""
    ranges: Numbers = np.arange(lengths.sum()) + np.repeat(starts + lengths - lengths.cumsum(), lengths)
    return ranges


def _hashes(keys: Iterable[Hashable]) -> NDArray[np.int64]:
    return np.fromiter(map(hash, keys), np.int64)


def _begins(*columns: Numbers) -> Numbers:
    """Where each run of equal rows begins."""
    begins = np.ones(len(columns[0]), np.bool_)
    begins[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return np.flatnonzero(begins)
