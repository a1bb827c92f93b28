from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["A tense meeting between Mr. Trump and Mr. Zelensky took place.", "It ended badly."],
        ["The U.S. Senate voted.", "Nothing came of it."],
        ["Dr. Benyamin Poghosyan wrote it.", "He is an analyst."],
        ["It grew by 3.5 percent in 2024.", "Then it fell."],
        ["“We will sign.”", "He left the room."],
        ["“I came. I saw.”", "That was all."],
        ["He waited… and then he left.", "She stayed."],
        ["Talks are underway — let alone peace.", "It is too early."],
        ["Really?!", "Yes!", "I think so."],
        ["他来了。", "她走了。"],
        ["Նա եկավ։", "Նա գնաց։"],
        ["1. The first point stands.", "It is short."],
        ["- one\n", "- two"],
    ],
)
def test_sentences_end_where_a_reader_says(expected: list[str]) -> None:
    text = "".join(expected) if expected[0].endswith("\n") else " ".join(expected)
    assert sentences(text) == [sentence.strip() for sentence in expected]


@pytest.mark.parametrize("space", ["\u00a0", "\u2000", "\u2009", "\u200a", "\u202f", "\u3000"])
def test_any_white_space_may_stand_between_an_initial_and_its_full_stop(space: str) -> None:
    text = f"Vitamin A{space}. It helps."
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=200))
def test_sentences_hold_every_character_once_in_order(text: str) -> None:
    spans = [(sentence.start, sentence.end) for sentence in split_sentences(text)]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
