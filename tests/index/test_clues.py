import pytest

from index.clues import find_clues, wanted_clue


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Who signed it?", "In the end Anna signed it.", "In the end somebody signed it."),
        ("When did Anna sign?", "Anna signed in 1920.", "Anna signed at once."),
        ("How many villages fell?", "Then seven villages fell.", "Then villages fell."),
        ("Where did it happen?", "It happened in Vienna.", "It happened there."),
    ],
)
def test_a_question_wants_a_clue_of_its_kind(question: str, answer: str, other: str) -> None:
    answers = wanted_clue(question)
    assert answers
    assert answers(find_clues(answer))
    assert not answers(find_clues(other))


def test_what_the_question_names_itself_is_no_answer() -> None:
    answers = wanted_clue("Who was Anna?")
    assert answers
    assert not answers(find_clues("That was Anna."))


def test_a_question_that_asks_for_no_kind_wants_no_clue() -> None:
    assert wanted_clue("Why did it rain?") is None
