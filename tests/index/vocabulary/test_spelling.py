from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance.OSA import distance

from index.terms import Analyzer
from index.vocabulary.spelling import MOST_CANDIDATES, SHORTEST_WORD, TWO_EDITS_FROM, Spelling

LETTERS = "qxzжλ"  # of no English word
words = st.text(LETTERS, min_size=4, max_size=9)


@st.composite
def words_and_one_typed_wrong(draw: st.DrawFn) -> tuple[list[str], str]:
    essay = draw(st.lists(words, min_size=1, max_size=30))
    typed = list(draw(st.sampled_from(essay)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(typed) - 1))
        typed[place : place + draw(st.integers(0, 2))] = draw(st.text(LETTERS, max_size=2)) or "q"
    return essay, "".join(typed)


@given(words_and_one_typed_wrong())
def test_no_word_that_is_near_enough_is_passed_over(made: tuple[list[str], str]) -> None:
    essay, typed = made
    assume(len(typed) >= SHORTEST_WORD)
    edits = 2 if len(typed) >= TWO_EDITS_FROM else 1
    nearest = min(distance(word, typed) for word in essay)
    wanted = {word for word in essay if distance(word, typed) == nearest <= edits}
    found = Spelling(essay, Analyzer()).candidates(typed)
    assert len(found) == min(len(wanted), MOST_CANDIDATES)
    assert set(found) <= {(word, nearest) for word in wanted}


def test_two_letters_that_changed_places_are_one_edit() -> None:
    assert Spelling(["corridor", "minister"], Analyzer()).candidates("corrdior") == [("corridor", 1)]


def test_of_words_as_near_those_come_first_that_begin_alike_and_are_as_long() -> None:
    found = Spelling(["qxzqx", "zxzqz", "qxzq", "qxzqzz"], Analyzer()).candidates("qxzqz")
    assert [word for word, _ in found] == ["qxzqx", "qxzq", "qxzqzz"]
