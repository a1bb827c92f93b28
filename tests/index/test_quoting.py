from pathlib import Path

from index.clues import wanted_clue
from index.passages import Passage, analyze
from index.quoting import SHOWN_WHOLE, mark
from index.reading import parse_essay
from index.terms import Analyzer

SHORT = "It rained all day. The river rose by two metres. Nobody slept."
LONG = " ".join(
    f"This is sentence number {n} of a very long paragraph about a river and its many bends." for n in range(20)
)


def passage(text: str) -> Passage:
    return analyze(parse_essay(text, Path("a.md")).paragraphs, Analyzer())[0]


def marked(text: str, scores: list[float], question: str = "what?") -> str:
    start, end = mark(passage(text).sentences, scores, wanted_clue(question)).highlight
    return text[start:end]


def test_the_best_sentence_is_marked_and_a_short_neighbour_with_it() -> None:
    assert marked(SHORT, [0, 3, 0]) == "The river rose by two metres. Nobody slept."


def test_a_long_neighbour_is_marked_only_for_its_score() -> None:
    scores = [0.0] * 20
    scores[7] = 3.0
    assert marked(LONG, scores).startswith("This is sentence number 7 ")
    assert "number 8" not in marked(LONG, scores)
    scores[6] = 2.5
    assert marked(LONG, scores).startswith("This is sentence number 6 ")


def test_of_two_sentences_one_stands_out_unless_they_answer_alike() -> None:
    two = "The river rose by two metres. Nobody slept."
    assert marked(two, [3, 1]) == "The river rose by two metres."
    assert marked(two, [3, 2.9]) == two


def test_a_question_for_an_amount_prefers_a_sentence_that_has_one() -> None:
    text = "The river rose and rose and did not stop for anybody at all in the valley. " * 2 + "It rose by two metres."
    assert marked(text, [1.0, 1.0, 0.95], "How much did the river rise?").endswith("It rose by two metres.")


def test_a_short_paragraph_is_shown_whole_and_a_long_one_around_its_mark() -> None:
    assert mark(passage(SHORT).sentences, [0, 0, 1], wanted_clue("?")).shown == (0, len(SHORT))
    assert len(LONG.split()) > SHOWN_WHOLE
    scores = [0.0] * 20
    scores[7] = 3.0
    start, end = mark(passage(LONG).sentences, scores, wanted_clue("?")).shown
    assert LONG[start:end].startswith("This is sentence number 6 ")
    assert "number 8 of" in LONG[start:end]
    assert "number 9 of" not in LONG[start:end]


def test_without_any_score_the_first_sentence_is_marked() -> None:
    assert marked(SHORT, [0, 0, 0]) == "It rained all day."
