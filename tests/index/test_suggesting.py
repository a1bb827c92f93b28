from pathlib import Path

from hypothesis import given

from index import Answerer, Verdict, shipped_essay
from index.reading import parse_essay
from index.suggesting import QUESTION, SUGGESTIONS
from tests.strategies import as_markdown, outlines


def test_three_questions_are_suggested_and_each_is_answered() -> None:
    answerer = Answerer(shipped_essay())
    assert len(set(answerer.suggestions)) == SUGGESTIONS
    assert all(answerer.answer(question).verdict is Verdict.ANSWERED for question in answerer.suggestions)


@given(outlines)
def test_a_suggestion_is_made_of_the_essays_own_words(outline: tuple[list[str], list[tuple[str, list[str]]]]) -> None:
    text = as_markdown(outline)
    before, after = QUESTION.split("{phrase}")
    for question in Answerer(parse_essay(text, Path("a.md"))).suggestions:
        assert question.removeprefix(before).removesuffix(after) in text
