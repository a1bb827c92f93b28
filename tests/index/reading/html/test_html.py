"""Whole pages: what they state of themselves, and what a hostile one can't do."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, EssayError
from index.reading import essay_of
from tests.index.reading.html.pages import BRIDGE, MAYOR, PAGES, page, read, texts

LONGEST = 20  # seconds: many times what it takes, and nothing to what it took if a page had its way


@pytest.mark.parametrize(
    ("kind", "title", "author"),
    [
        ("newspaper", "Council votes to rebuild bridge", "Lena Marsh"),
        ("encyclopedia", "A long wait", None),
        ("blog", "My bridge", None),
        ("divisions", "My bridge", None),
        ("of old", "My bridge", "John Smith"),
        ("book", "My bridge", "A. Author"),
        ("letter", "My bridge", None),
    ],
)
def test_title_and_author_are_known(kind: str, title: str, author: str | None) -> None:
    essay = read(PAGES[kind])
    assert (essay.title, essay.author) == (title, author)


def test_a_title_is_taken_without_the_name_of_the_site() -> None:
    assert page(f"<p>{BRIDGE}</p>", "<title>The old bridge | News | Site</title>").title == "The old bridge"


def test_a_page_that_states_nothing_goes_by_its_file() -> None:
    assert read(f"<p>{BRIDGE}</p>", "My bridge.html").title == "My bridge"


@pytest.mark.parametrize("stated", ["fr", "fr-FR"])
def test_the_language_is_the_one_that_the_page_states(stated: str) -> None:
    assert read(f"<html lang={stated}><body><p>Les rivières montent, et puis elles descendent.</p>").language == "fr"


@pytest.mark.parametrize("html", ["", "   ", "<html><body></body></html>", "<h1>Rivers</h1>"])
def test_a_page_with_nothing_to_read_ends_in_a_sentence(html: str) -> None:
    with pytest.raises(EssayError, match=r"^page\.html .*\.$"):
        read(html)


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


def test_entities_unfold_to_nothing_and_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word")
    declared = "<!ENTITY a 'river'>" + "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 40))
    bomb = f"<!DOCTYPE html [{declared}<!ENTITY x SYSTEM 'file://{secret}'>]>"
    essay = read(f"{bomb}<html><body><p>{BRIDGE}</p><p>&x; &a39;</p><iframe src='{secret}'></iframe></body></html>")
    assert "secret word" not in "".join(texts(essay))
    assert sum(map(len, texts(essay))) < 2_000


@given(st.binary(max_size=400))
def test_any_bytes_are_an_essay_or_a_sentence(data: bytes) -> None:
    _reads_or_refuses(data)


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


def test_a_page_named_otherwise_is_known_by_its_beginning() -> None:
    html = f"\ufeff\n <!DOCTYPE html><html><body><p>{BRIDGE}</p><p>{MAYOR}</p></body></html>"
    assert texts(read(html, "saved")) == [BRIDGE, MAYOR]
    assert texts(read(html, "page.txt")) != [BRIDGE, MAYOR]  # who names it text wants the markup
