from pathlib import Path

import numpy as np
import pytest

from index.meaning import Closeness
from index.passages import analyze
from index.ranking import Evidence, Ranker, Ranking
from index.reading import parse_essay
from index.terms import Analyzer

WORDS = np.array([4.0, 1.0, 0.0])
TALK = np.array([0.0, 0.0, 2.0])
NOTHING = np.zeros(3)


def asked(lean: float, covered: float = 1.0, told: float = 4.0) -> Ranking:
    close = Closeness(NOTHING, NOTHING, NOTHING, np.array([0.0, 0.9, 0.0]), [np.zeros(1)] * 3, told, usual=0.0)
    by_words = Ranking(WORDS, {"words": WORDS}, [np.zeros(1)] * 3).with_evidence("conversation", TALK)
    return by_words.with_meaning(close, covered, lean)


def test_the_score_stays_the_sum_of_its_evidence() -> None:
    ranking = asked(lean=1.0, covered=0.5)
    assert ranking.scores == pytest.approx(np.sum(list(ranking.evidence.values()), axis=0))


def test_words_that_cover_little_are_doubted_and_the_talk_before_is_not() -> None:
    doubted = asked(lean=1.0, covered=0.0)
    assert doubted.scores[0] == pytest.approx(0, abs=0.01)
    assert doubted.scores[2] == TALK[2]


def test_a_question_that_leans_on_the_talk_means_half_as_much_by_itself() -> None:
    alone, leaning = (asked(lean).evidence["meaning"][1] for lean in (0.0, 1.0))
    assert alone > 0
    assert leaning == pytest.approx(alone / 2)


def test_meaning_grows_with_the_root_of_what_a_question_tells() -> None:
    little, much = (asked(lean=0.0, told=told).evidence["meaning"][1] for told in (4.0, 16.0))
    assert much == pytest.approx(2 * little, rel=0.01)  # some trust is missing even at 1


def test_each_sentences_terms_are_told_by_paragraph() -> None:
    paragraphs = parse_essay("One talk. The talks ended.\n\nPeace came.\n", Path("a.md")).paragraphs
    ranker = Ranker(Evidence.of(analyze(paragraphs, Analyzer()), lambda tokens: [token.term for token in tokens]))
    assert ranker.sentence_terms(0) == [{"one", "talk"}, {"the", "talk", "end"}]
    assert ranker.sentence_terms(1) == [{"peac", "come"}]
