"""What a question's words may mean among several essays."""

import pytest

from index.wording import Wording

TERMS = ["armenia", "border", "corridor", "harbor", "honey", "queen", "river", "russian"]


@pytest.fixture
def wording() -> Wording:
    return Wording("en", TERMS, lambda: TERMS, is_only=True)


def test_a_word_that_the_essays_have_is_itself(wording: Wording) -> None:
    assert wording.read("Where is the border of the rivers?") == [{"border": 1.0}, {"river": 1.0}]


def test_function_words_say_nothing(wording: Wording) -> None:
    assert wording.read("What is it that they are?") == []


@pytest.mark.parametrize(("asked", "called"), [("Russia", "russian"), ("Moscow", "russian"), ("Yerevan", "armenia")])
def test_a_country_may_be_called_otherwise(wording: Wording, asked: str, called: str) -> None:
    [alternatives] = wording.read(asked)
    assert set(alternatives) == {called}
    assert 0 < alternatives[called] < 1


@pytest.mark.parametrize(("typed", "meant"), [("corrdior", "corridor"), ("hony", "honey"), ("queeen", "queen")])
def test_a_mistyped_word_is_what_comes_nearest(wording: Wording, typed: str, meant: str) -> None:
    [alternatives] = wording.read(typed)
    assert list(alternatives) == [meant]


def test_two_mistakes_weigh_less_than_one(wording: Wording) -> None:
    [one], [two] = wording.read("corrdor"), wording.read("corrdr")
    assert one["corridor"] > two["corridor"]


@pytest.mark.parametrize("word", ["money", "photosynthesis", "zebra"])
def test_a_word_that_is_right_or_near_to_nothing_stays(wording: Wording, word: str) -> None:
    [alternatives] = wording.read(word)
    assert set(alternatives).isdisjoint(TERMS)


def test_a_question_in_another_language_is_no_heap_of_mistakes_where_essays_are_in_that_too() -> None:
    question = "Wo liegt der Korridor?"
    assert {"corridor": 1.0} in Wording("en", TERMS, lambda: TERMS, is_only=True).read(question)
    assert {"korridor": 1.0} in Wording("en", TERMS, lambda: TERMS, is_only=False).read(question)


def test_of_many_words_equally_near_always_the_same_ones_are_meant() -> None:
    near = [f"harbo{letter}{other}" for letter in "abcdefghij" for other in "abcdefghij"]
    [alternatives] = Wording("en", near, lambda: near, is_only=True).read("harboxy")
    assert list(alternatives) == near[:3]


@pytest.mark.parametrize(("word", "known"), [("borders", True), ("Moscow", True), ("hnoey", True), ("zebra", False)])
def test_what_is_known_is_had_or_may_be_meant(wording: Wording, word: str, *, known: bool) -> None:
    assert wording.knows(word) is known
