"""Paragraphs are found by their digests, on disk as in memory."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, Paragraph, Section
from index.digests import SIZE, DigestFiles, digest_of, places_by_digest, write_digests

NAMES = ("first", "second", "third")

digests = st.sampled_from([bytes(SIZE), b"\xff" * SIZE]) | st.binary(min_size=SIZE, max_size=SIZE)
paragraphs = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 2**16), digests), max_size=30)


@given(paragraphs, digests)
def test_each_paragraph_is_found_by_its_digest_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, rows: Sequence[tuple[int, int, bytes]], other: bytes
) -> None:
    folder = tmp_path_factory.mktemp("digests")
    write_digests(folder, iter(rows))
    files = DigestFiles(folder, NAMES)
    for wanted in {*(digest for _, _, digest in rows), other}:
        expected = sorted((essay, number) for essay, number, digest in rows if digest == wanted)
        assert files.find(wanted) == [(NAMES[essay], number) for essay, number in expected]


def test_what_is_on_disk_is_not_read_into_memory(tmp_path: Path) -> None:
    write_digests(tmp_path, ((0, number, digest_of("T", f"{number}")) for number in range(1, 1_001)))
    files = DigestFiles(tmp_path, NAMES)
    assert files.find(digest_of("T", "500")) == [("first", 500)]
    assert all(type(part).__name__ == "memmap" for part in (files._digests, files._places))


def test_an_essay_of_another_title_has_other_digests() -> None:
    texts = ("Same.", "Other.", "Same.")
    section = Section(
        number=1,
        heading="H",
        paragraphs=tuple(Paragraph(number=n, text=text, sentences=()) for n, text in enumerate(texts, 1)),
    )
    essays = {name: Essay(title=name, sections=(section,)) for name in ("a", "b")}
    places = places_by_digest(essays, {"a": "A", "b": "B"})
    assert places[digest_of("A", "Same.")] == [("a", 1), ("a", 3)]
    assert places[digest_of("B", "Other.")] == [("b", 2)]
    assert len(places) == 4
