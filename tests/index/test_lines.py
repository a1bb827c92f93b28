"""Lines are found as looking through them one by one would find them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lines import Lines, plain

words = st.text("abc", min_size=1, max_size=3)
lines = st.lists(st.lists(words, max_size=4).map(" ".join), max_size=8)


@given(lines, st.lists(words, min_size=1, max_size=2).map(" ".join))
def test_each_line_that_holds_the_words_is_found_once_and_in_order(texts: Sequence[str], wanted: str) -> None:
    found = Lines(texts)
    numbered = list(enumerate(texts))
    assert list(found.whole(wanted)) == [n for n, text in numbered if text == wanted]
    assert list(found.beginning(wanted)) == [n for n, text in numbered if text.startswith(wanted)]
    assert list(found.with_a_word(wanted)) == [n for n, text in numbered if f" {wanted}" in f" {text}"]
    assert list(found.holding(wanted)) == [n for n, text in numbered if wanted in text]
    assert (wanted in found) == any(wanted in text for text in texts)


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("hydrolog", ["hydrolog"]),  # so a word begins
        ("hydrologie", ["hydrology"]),
        ("librety", ["liberty"]),
        ("stars", []),
    ],
)
def test_a_mistyped_word_is_taken_for_those_most_like_it(word: str, nearest: list[str]) -> None:
    assert Lines(["on liberty", "hydrology of rivers"]).nearest(word) == nearest


def test_without_lines_nothing_is_near() -> None:
    assert Lines([]).nearest("word") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  On—Bees!  ", "on bees"),
        ("L’Écluse – un récit", "l ecluse un recit"),
        ("E\u0301TE\u0301", "ete"),
        ("ﬁne STRASSE straße", "fine strasse strasse"),
        ("week_3/canal.md", "week 3 canal md"),
        ("«Вой\u0301на»\n\t1812", "воина 1812"),
        ("\ud800\u200b?!", ""),
    ],
)
def test_of_what_is_typed_the_words_count(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text())
def test_what_is_plain_stays_so(text: str) -> None:
    assert plain(plain(text)) == plain(text)
