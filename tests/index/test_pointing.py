from pathlib import Path

import pytest

from index.answering import Answerer
from index.conversation import Conversation
from index.languages import UNKNOWN, language_of
from index.pointing import points_back
from index.reading import read_essay
from index.terms import Analyzer

FOLDER = Path(__file__).parents[1] / "data" / "languages"


def points(code: str, question: str) -> bool:
    analyzer = Analyzer(language_of(code))
    return points_back(question, analyzer.question_tokens(question), analyzer.language)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("en", "What about the canal?"),
        ("en", "What’s she digging?"),
        ("fr", "Et les péages ?"),
        ("fr", "Quelle est sa hauteur ?"),
        ("de", "Warum hat er geklagt?"),
        ("es", "¿Y cuándo llegó?"),
        ("es", "¿Cuándo llegó él?"),
        ("it", "E i figli?"),
        ("pt", "Onde está ela?"),
        ("ru", "А кто его построил?"),
        ("tr", "Peki ne zaman?"),
    ],
)
def test_openers_and_pronouns_point_back(code: str, question: str) -> None:
    assert points(code, question)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("en", "Where is the canal?"),
        ("fr", "Où se trouve le canal ?"),
        ("fr", "Pourquoi l'eau était-elle rare ?"),
        ("de", "Wie viele Exemplare gibt es?"),
        ("es", "¿Dónde está el canal?"),
        ("it", "È lungo il canale?"),
        ("ru", "Почему весной не ходила почта?"),
    ],
)
def test_a_complete_question_does_not_point_back(code: str, question: str) -> None:
    assert not points(code, question)


def test_in_a_language_without_such_words_nothing_points_back() -> None:
    assert not points_back("And this?", Analyzer(UNKNOWN).tokens("And this?"), UNKNOWN)


def test_a_french_follow_up_stays_where_the_talk_was() -> None:
    answerer = Answerer(read_essay(FOLDER / "canal.md"))
    _, talk = answerer.ask("Qu'est-ce que le réservoir de Saint-Ferréol ?", Conversation(), 0.0)
    found = answerer.find("Quelle est sa hauteur ?", talk, 1.0, limit=1)
    assert found.passages[0].citation.paragraph == 7
    assert answerer.find("Quelle est sa hauteur ?", Conversation(), 0.0, limit=1).passages[0].citation.paragraph != 7
