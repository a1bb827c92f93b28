from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from index import Paragraph
from index.meaning import Meaning
from index.meaning.scoring import Interaction
from index.meaning.states import States, pack, unpack
from index.reading import parse_essay
from tests.index.meaning.conftest import WordHashes, near
from tests.index.meaning.test_keeping import paragraphs
from tests.strategies import as_markdown, outlines, questions

ESSAY = paragraphs(
    "Rivers rise in spring. Bridges fall in autumn.",
    "Bread is baked at dawn. Bakers sleep in the afternoon.",
    "Letters arrive late. Nobody answers them.",
)


def states_of(essay: list[Paragraph], embedder: WordHashes) -> States:
    return unpack([pack(paragraph, embedder) for paragraph in essay], embedder.passage_mean)


@pytest.mark.parametrize(("question", "paragraph", "sentence"), [("bridges fall", 0, 1), ("baked bread", 1, 0)])
def test_the_paragraph_and_the_sentence_that_hold_the_tokens_are_nearest(
    hashes: WordHashes, question: str, paragraph: int, sentence: int
) -> None:
    close = near(Meaning(ESSAY, hashes), question)
    assert close.tokens.argmax() == close.distinct.argmax() == close.whole.argmax() == paragraph
    assert close.sentences[paragraph].argmax() == sentence


def test_the_cosine_of_a_passages_own_words_is_one_but_for_the_four_bits(hashes: WordHashes) -> None:
    assert near(Meaning(ESSAY, hashes), "Letters arrive late").tokens.max() == pytest.approx(1, abs=0.02)


def test_a_rare_word_counts_more_than_one_that_stands_everywhere(hashes: WordHashes) -> None:
    essay = paragraphs("alpha beta gamma", "alpha delta epsilon", "alpha beta zeta")
    interaction = Interaction(states_of(essay, hashes), hashes.question_mean)
    assert interaction.closeness(hashes.question("alpha delta")).tokens.argmax() == 1
    assert interaction.closeness(hashes.question("alpha zeta")).tokens.argmax() == 2


def test_nothing_asked_is_near_to_nothing(hashes: WordHashes) -> None:
    assert (
        not Interaction(states_of(ESSAY, hashes), hashes.question_mean)
        .closeness(hashes.question("x")._replace(states=np.zeros((0, 16), np.float32), pieces=np.zeros(0, np.int64)))
        .tokens.any()
    )


@given(outlines, questions)
def test_there_is_a_cosine_for_every_paragraph_and_sentence(
    outline: tuple[list[str], list[tuple[str, list[str]]]], question: str
) -> None:
    essay = parse_essay(as_markdown(outline), Path("made-up.md"))
    close = near(Meaning(essay.paragraphs, WordHashes()), question if question.split() else "x")
    assert [len(scores) for scores in close.sentences] == [len(p.sentences) for p in essay.paragraphs]
    for cosines in (close.distinct, close.tokens, close.whole):
        assert len(cosines) == len(essay.paragraphs)
        assert (np.abs(cosines) < 1.1).all()


def test_what_is_usual_in_an_essay_is_the_mean_over_its_sentences(hashes: WordHashes) -> None:
    alike = paragraphs("alpha beta.", "alpha beta.", "alpha beta.")
    close = near(Meaning(alike, hashes), "alpha beta")
    assert close.usual == pytest.approx(close.tokens.max(), abs=0.02)
    varied = near(Meaning(ESSAY, hashes), "bridges fall")
    assert varied.usual < varied.tokens.max() - 0.1


def test_a_part_of_the_essay_is_as_near_as_its_paragraphs(hashes: WordHashes) -> None:
    close = near(Meaning(ESSAY, hashes), "bridges fall")
    part = close.within([1, 2])
    assert part.tokens.tolist() == close.tokens[1:].tolist()
    assert part.distinct.tolist() == close.distinct[1:].tolist()
    assert part.whole.tolist() == close.whole[1:].tolist()
    assert part.near.tolist() == close.near[1:].tolist()
    assert [len(scores) for scores in part.sentences] == [2, 2]
    assert part.usual == close.usual


def test_what_is_asked_may_be_said_in_two_sentences_in_a_row(hashes: WordHashes) -> None:
    essay = paragraphs(
        "Rivers rise. Bread burns. Bridges fall.", "Rivers rise. Bridges fall.", "Rivers rise. Bells ring."
    )
    assert near(Meaning(essay, hashes), "rivers bridges").near.argmax() == 1


def test_sentences_of_two_paragraphs_are_not_taken_together(hashes: WordHashes) -> None:
    close = near(Meaning(paragraphs("Rivers rise.", "Bridges fall."), hashes), "rivers bridges")
    assert close.near == pytest.approx(close.tokens + close.distinct / 2)


def test_a_question_of_more_tokens_tells_more(hashes: WordHashes) -> None:
    meaning = Meaning(ESSAY, hashes)
    assert 0 < near(meaning, "bridges").told < near(meaning, "bridges fall").told
