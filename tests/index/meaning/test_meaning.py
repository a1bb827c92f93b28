import numpy as np
import pytest

from index import Answerer, Verdict, shipped_essay
from index.meaning import Meaning
from index.meaning.embedder import QuestionStates
from tests.index.meaning.conftest import WordHashes

ASKED = "What are the preconditions for signing?"


class Failing(WordHashes):
    """Fails at questions with "fail" in them."""

    def question(self, text: str) -> QuestionStates:
        if "fail" in text:
            raise MemoryError("no room")
        return super().question(text)


def test_a_question_at_which_the_model_fails_is_answered_by_words_and_that_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    essay = shipped_essay()
    answerer = Answerer(essay, meaning=Meaning(essay.paragraphs, Failing()))
    for _ in range(2):
        answer = answerer.answer(f"{ASKED} fail")
        assert answer == Answerer(essay).answer(f"{ASKED} fail")
        assert answer.verdict is Verdict.ANSWERED
    assert [record.getMessage() for record in caplog.records] == [
        "The model failed (MemoryError: no room): words alone answer."
    ]
    assert answerer.answer(ASKED) != Answerer(essay).answer(ASKED)


def test_a_model_whose_numbers_are_none_is_told_and_words_answer(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(WordHashes):
        def question(self, text: str) -> QuestionStates:
            states = super().question(text)
            return states._replace(states=states.states * np.float32("nan"))

    essay = shipped_essay()
    answer = Answerer(essay, meaning=Meaning(essay.paragraphs, Broken())).answer(ASKED)
    assert answer == Answerer(essay).answer(ASKED)
    assert "no number" in caplog.text
