import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import Verdict
from index.meaning import Closeness
from index.verdict import MOST_PARAGRAPHS, AskedWord, Judgement, judge, judge_in_library, judge_with_meaning

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


NO, YES = Judgement(Verdict.NOT_IN_ESSAY, 0.001), Judgement(Verdict.ANSWERED, 0.99)
ENGLISH = "What does the author say about the border?"
RUSSIAN = "Чего хочет Баку от Еревана?"


def close_by(tokens: float, usual: float = 0.72, distinct: float = 0.3) -> Closeness:
    """An essay of two paragraphs, the first so near."""
    far = min(tokens, usual)
    return Closeness(
        distinct=np.array([distinct, 0.1]),
        tokens=np.array([tokens, far]),
        whole=np.array([0.8, 0.75]),
        near=np.array([tokens, far]) + np.array([distinct, 0.1]) / 2,
        sentences=[np.array([distinct]), np.array([0.1])],
        told=9.0,
        usual=usual,
    )


def confidence(by_words: Judgement, close: Closeness, question: str = ENGLISH, *asked: AskedWord) -> float:
    words = asked or (word("border"), word("author", known=False))
    is_foreign = question == RUSSIAN
    return judge_with_meaning(by_words, words, close, is_foreign=is_foreign).confidence


def test_with_meaning_nearer_tokens_and_more_found_words_both_raise_the_confidence() -> None:
    assert confidence(YES, close_by(0.8)) > confidence(YES, close_by(0.76))
    assert confidence(YES, close_by(0.8)) > confidence(NO, close_by(0.8))


def test_what_is_near_everywhere_in_the_essay_says_less() -> None:
    assert confidence(NO, close_by(0.8, usual=0.78)) < 0.5 < confidence(NO, close_by(0.8, usual=0.68))


def test_the_nearest_of_many_paragraphs_says_less_than_the_nearest_of_few() -> None:
    one, two = close_by(0.8).within([0]), close_by(0.8)
    assert one.tokens.max() == two.tokens.max()
    assert confidence(NO, one) > confidence(NO, two)


def test_words_that_find_nothing_do_not_silence_meaning() -> None:
    nothing = Judgement(Verdict.NOT_IN_ESSAY, 0.0)
    assert confidence(nothing, close_by(0.86)) > 0.5
    assert confidence(nothing, close_by(0.86)) == confidence(NO, close_by(0.86))


def test_a_single_word_that_words_find_is_left_to_them() -> None:
    assert confidence(YES, close_by(0.6), "corridor", word("corridor")) == YES.confidence


def test_a_single_word_that_words_do_not_find_may_be_found_by_meaning_with_doubt() -> None:
    judgement = judge_with_meaning(NO, [word("крым", known=False)], close_by(0.82, 0.7), is_foreign=False)
    assert judgement.verdict is Verdict.ANSWERED
    assert judgement.by_meaning_alone


def test_a_question_of_everyday_words_is_left_to_words() -> None:
    assert confidence(NO, close_by(0.99), "what time", word("time", 0.5), word("day", 0.5)) == NO.confidence


def test_a_word_that_the_essay_has_takes_the_doubt_away() -> None:
    asked = [word("border"), word("author", known=False)]
    assert not judge_with_meaning(NO, asked, close_by(0.9), is_foreign=False).by_meaning_alone


@pytest.mark.parametrize(("tokens", "distinct", "answered"), [(0.76, 0.4, True), (0.76, 0.2, False), (0.6, 0.4, False)])
def test_another_language_is_answered_where_tokens_are_near_and_by_what_is_distinct_in_them(
    tokens: float, distinct: float, *, answered: bool
) -> None:
    words = [word(one, known=False) for one in RUSSIAN.split()]
    judgement = judge_with_meaning(NO, words, close_by(tokens, distinct=distinct), is_foreign=True)
    assert judgement.by_meaning_alone
    assert (judgement.verdict is Verdict.ANSWERED) == answered


def test_no_paragraph_at_all_answers_nothing() -> None:
    assert confidence(YES, close_by(0.9).within([])) < 0.5
    assert confidence(NO, close_by(0.9).within([]), RUSSIAN) < 0.5


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


OWN = Judgement(Verdict.ANSWERED, 0.9, found=10.0)


@pytest.mark.parametrize("own", [OWN, OWN._replace(with_meaning=True)])
def test_the_more_paragraphs_may_have_it_by_chance_the_less_an_answer_is_sure(own: Judgement) -> None:
    confidences = [judge_in_library(own, 0.8, paragraphs, 10).confidence for paragraphs in (10, 100, 1_000)]
    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == 3


@pytest.mark.parametrize("own", [OWN, OWN._replace(with_meaning=True)])
def test_beyond_what_was_measured_more_paragraphs_change_nothing(own: Judgement) -> None:
    assert judge_in_library(own, 0.8, 10**6, 10) == judge_in_library(own, 0.8, MOST_PARAGRAPHS, 10)


def test_among_many_a_passage_proves_more_that_has_more_of_what_is_asked() -> None:
    little, share, much = ((2.0, 0.2), (2.0, 1.0), (20.0, 1.0))
    confidences = [
        judge_in_library(OWN._replace(found=found), of_asked, 500, 10).confidence
        for found, of_asked in (little, share, much)
    ]
    assert confidences == sorted(confidences)
    assert confidences[0] < 0.5 < confidences[2]


def test_an_essay_longer_than_all_that_counts_is_not_surer_for_it() -> None:
    own = OWN._replace(with_meaning=True)
    assert judge_in_library(own, 0.8, 3_000, 2_000).confidence == pytest.approx(own.confidence)


def test_what_asks_nothing_of_an_essay_asks_nothing_of_a_library() -> None:
    nothing = Judgement(Verdict.NOT_IN_ESSAY, 0.0)
    assert judge_in_library(nothing, 1.0, 100, 10) == nothing
