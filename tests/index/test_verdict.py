import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import Verdict
from index.verdict import AskedWord, judge

RARE, COMMON = 6.0, 1.0


def word(term: str, information: float = RARE, *, known: bool = True, is_name: bool = False) -> AskedWord:
    return AskedWord(information, {term: 1.0} if known else {}, is_name)


def test_a_sentence_with_every_word_of_the_question_answers() -> None:
    judgement = judge([word("corridor"), word("zangezur")], [frozenset({"corridor", "zangezur"})])
    assert judgement.verdict is Verdict.ANSWERED
    assert judgement.confidence > 0.9


def test_common_words_alone_do_not_answer() -> None:
    assert (
        judge([word("time", COMMON), word("bread", known=False)], [frozenset({"time"})]).verdict is Verdict.NOT_IN_ESSAY
    )


def test_a_question_of_everyday_words_is_never_answered() -> None:
    assert judge([word("time", 0.5)], [frozenset({"time"})]).confidence == 0


def test_a_name_that_the_essay_lacks_weighs_more_than_another_word() -> None:
    sentence = [frozenset({"corridor", "border"})]
    found = [word("corridor"), word("border")]
    plain = judge([*found, word("paris", known=False)], sentence).confidence
    named = judge([*found, word("paris", known=False, is_name=True)], sentence).confidence
    assert named < plain


def test_words_of_the_talk_before_count_as_found() -> None:
    carried = AskedWord(RARE, {"demand": 1.0}, found_before=1.0)
    alone = judge([word("ukrain", 3.0)], [frozenset({"ukrain"})]).confidence
    assert judge([word("ukrain", 3.0), carried], [frozenset({"ukrain"})]).confidence > alone


@pytest.mark.parametrize("sentences", [[], [frozenset[str]()]])
def test_nothing_found_is_not_answered(sentences: list[frozenset[str]]) -> None:
    assert judge([word("corridor", known=False)], sentences).verdict is Verdict.NOT_IN_ESSAY
    assert judge([], sentences).verdict is Verdict.NOT_IN_ESSAY


words = st.builds(
    AskedWord,
    information=st.floats(0.3, 7.5),
    alternatives=st.dictionaries(st.sampled_from("abcd"), st.floats(0.1, 1)),
    is_name=st.booleans(),
    found_before=st.floats(0, 1),
)


@given(st.lists(words, max_size=6), st.lists(st.frozensets(st.sampled_from("abcd")), max_size=4))
def test_confidence_is_a_chance_and_the_verdict_follows_it(
    asked: list[AskedWord], sentences: list[frozenset[str]]
) -> None:
    judgement = judge(asked, sentences)
    assert 0 <= judgement.confidence <= 1
    assert (judgement.verdict is Verdict.ANSWERED) == (judgement.confidence >= 0.5)
