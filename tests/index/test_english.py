from index.english import LEAST_INFORMATION, MOST_INFORMATION, information, is_common


def test_the_rarer_a_word_the_more_it_tells() -> None:
    assert LEAST_INFORMATION == information("the") < information("people") < information("ceasefire")
    assert information("zangezur") == MOST_INFORMATION


def test_common_words_are_known_and_names_and_mistakes_are_not() -> None:
    assert is_common("corridor")
    assert is_common("the")
    assert not is_common("zangezur")
    assert not is_common("coridor")
    assert not is_common("")
