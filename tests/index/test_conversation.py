import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.conversation import (
    FORGOTTEN_AFTER,
    KEPT_TERMS,
    Conversation,
    Conversations,
    Found,
    carried,
    echo,
    leaning,
    remember,
)
from index.terms import Analyzer

ANALYZER = Analyzer()
TALK = Conversation({2: 4.0}, {"demand": Found(5.0, 1.0)}, asked_at=0.0)


def lean(question: str, before: Conversation = TALK, now: float = 1.0) -> float:
    return leaning(question, ANALYZER.question_tokens(question), before, now)


@pytest.mark.parametrize("question", ["and Ukraine?", "why?", "What about Turkey?", "did she like it?", "who else?"])
def test_short_questions_that_point_back_lean_wholly(question: str) -> None:
    assert lean(question) == 1


def test_a_complete_question_does_not_lean() -> None:
    assert lean("What did Armenia agree to on border delimitation?") == 0


def test_a_long_question_with_a_pronoun_leans_a_little() -> None:
    assert 0 < lean("Would it change the border delimitation agreement?") < lean("would it?")


def test_nothing_leans_at_the_beginning() -> None:
    assert lean("and Ukraine?", Conversation()) == 0


def test_after_a_long_silence_nothing_leans() -> None:
    assert lean("and Ukraine?", now=FORGOTTEN_AFTER + 1) == 0


def test_the_echo_stays_mostly_where_the_talk_was_and_goes_on_rather_than_back() -> None:
    added = echo(TALK, 1.0, [80] * 6)
    assert added.argmax() == 2
    assert added[2] > added[3] > added[1] > 0
    assert added[0] == added[4] == 0


@given(st.dictionaries(st.integers(0, 5), st.floats(0.1, 9), max_size=6), st.floats(0, 1))
def test_the_echo_never_takes_away(scores: dict[int, float], how_far: float) -> None:
    assert (echo(Conversation(scores, {}, 0.0), how_far, [10] * 6) >= 0).all()


def test_only_what_was_found_is_carried_on_and_only_by_a_question_that_leans() -> None:
    found = {"demand": Found(5.0, 1.0), "bread": Found(6.0, 0.0)}
    talk = remember(np.array([0.0, 3.0]), found, now=7.0)
    assert dict(talk.found) == {"demand": Found(5.0, 1.0)}
    assert carried(talk, 1.0) == talk.found
    assert carried(talk, 0.0) == {}
    assert talk.scores == {1: 3.0}


def test_what_is_remembered_is_bounded() -> None:
    talk = remember(np.arange(1.0, 500.0), {str(n): Found(1.0, 1.0) for n in range(500)}, now=0.0)
    assert len(talk.scores) < 20
    assert len(talk.found) == KEPT_TERMS


def test_conversations_are_apart_forgotten_in_time_and_bounded() -> None:
    kept = Conversations(most=2)
    kept.keep("anna", TALK)
    assert kept.of("anna", 1.0) is TALK
    assert kept.of("boris", 1.0) == Conversation()
    assert kept.of("anna", FORGOTTEN_AFTER + 1) == Conversation()
    for asker in ("a", "b", "c"):
        kept.keep(asker, TALK)
    assert kept.of("a", 1.0) == Conversation()
    assert kept.of("c", 1.0) is TALK
    kept.expire(1.0)
    assert kept.of("c", 1.0) is TALK
    kept.expire(FORGOTTEN_AFTER + 1)
    assert kept.of("c", 1.0) == Conversation()
