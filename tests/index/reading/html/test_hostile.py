"""What a hostile page can not do: it is read or refused soon, whatever is in it."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, EssayError
from index.reading import essay_of
from tests.index.reading.html.pages import BRIDGE, PAGES, read, texts

LONGEST = 20  # seconds: many times what it takes, and nothing to what it took if a page had its way


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("<div>" * 100_000 + "deep", "nested too deeply"),
        ("<p>a" * 400_000, "elements"),
        ("<a>" * 400_000, "nested|elements"),
        ("<table><tr><td>" * 50_000 + "deep", "nested|elements"),
        ("<svg><foreignObject>" * 50_000 + "deep", "nested|elements"),
        ("a" * 6_000_000, "more than 5 MB|characters"),
    ],
)
def test_a_page_without_measure_ends_in_a_sentence_soon(hostile: str, said: str) -> None:
    before = time.process_time()
    with pytest.raises(EssayError, match=said):
        read(f"<!doctype html><html><body><p>{BRIDGE}</p>{hostile}")
    assert time.process_time() - before < LONGEST


@pytest.mark.parametrize(
    "hostile",
    [
        "<p " + "a='b' " * 200_000 + ">x</p>",
        f"<p class='{'a-' * 500_000}'>x</p>",
        "<!" * 500_000,
        "<b>" + "</i>" * 300_000,
        "&amp;" * 500_000,
        "<p style='" + "display :" * 100_000 + "'>x</p>",
        "<script>" + "while(1){}" * 100_000,
        "]]>" * 300_000,
        "<title>" * 100_000,
    ],
)
def test_odd_pages_are_read_or_refused_soon(hostile: str) -> None:
    before = time.process_time()
    try:
        essay = read(f"<!doctype html><html><body><p>{BRIDGE}</p>{hostile[:4_500_000]}")
    except EssayError:
        pass
    else:
        assert texts(essay)[0] == BRIDGE
    assert time.process_time() - before < LONGEST


@given(st.sampled_from(sorted(PAGES)), st.integers(0, 2**32))
def test_a_page_that_is_damaged_is_an_essay_or_a_sentence(kind: str, seed: int) -> None:
    data, chance = bytearray(PAGES[kind].encode()), random.Random(seed)
    for _ in range(chance.randrange(1, 30)):
        start = chance.randrange(len(data))
        length = chance.randrange(40)
        data[start : start + length] = chance.choice([b"", chance.randbytes(length), data[start : start + length] * 2])
    _reads_or_refuses(bytes(data))


def _reads_or_refuses(data: bytes) -> None:
    try:
        essay = essay_of(data, Path("page.html"))
    except EssayError as error:
        assert str(error).startswith("page.html")  # noqa: PT017 - what else is raised is a fault
    else:
        assert isinstance(essay, Essay)
        assert all(texts(essay))
