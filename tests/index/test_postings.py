import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keys import numbers
from index.postings import Postings, Table, narrow

K1, B = 0.9, 0.4
keys = st.lists(st.sampled_from(["peace", "war", "talks", "border"]), max_size=8)


def postings(units: Sequence[Sequence[str]]) -> Postings:
    return Postings(Table.of(map(numbers, units)), K1, B)


def by_the_formula(units: Sequence[Sequence[str]], asked: Sequence[str]) -> list[float]:
    usual = max(sum(map(len, units)) / len(units), 1.0)
    scores = [0.0] * len(units)
    for key in asked:
        df = sum(key in unit for unit in units)
        idf = math.log(1 + (len(units) - df + 0.5) / (df + 0.5))
        for place, unit in enumerate(units):
            tf = unit.count(key)
            scores[place] += idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(unit) / usual))
    return scores


@given(st.lists(keys, min_size=1, max_size=6), keys)
def test_every_unit_scores_by_the_formula(units: list[list[str]], asked: list[str]) -> None:
    assert postings(units).scores(numbers(asked)) == pytest.approx(by_the_formula(units, asked))


def test_more_units_than_a_byte_counts_are_told_apart() -> None:
    units = [["border"] for _ in range(300)]
    units[299] = ["talks"] * 300
    scores = postings(units).scores(numbers(["talks"]))
    assert scores.nonzero()[0].tolist() == [299]
    assert scores.tolist() == pytest.approx(by_the_formula(units, ["talks"]))


@pytest.mark.parametrize(("largest", "size"), [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_numbers_take_no_more_bytes_than_the_largest_needs(largest: int, size: int) -> None:
    assert narrow(np.array([0, largest])).itemsize == size
    assert narrow(np.array([0, largest])).tolist() == [0, largest]
