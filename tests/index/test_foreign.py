import pytest

from index.foreign import is_foreign
from index.languages import UNKNOWN, language_of
from index.terms import Analyzer

ENGLISH = "What does the author say about the border?"
RUSSIAN = "Чего хочет Баку от Еревана?"


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        (ENGLISH, False),
        (RUSSIAN, True),
        ("俄罗斯有什么要求？", True),
        ("border corridor", False),
        ("peace treaty signature obstacles", False),
    ],
)
def test_a_question_without_the_languages_small_words_is_foreign_unless_it_is_keywords(
    question: str, *, foreign: bool
) -> None:
    assert is_foreign(Analyzer().tokens(question)) == foreign


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Was fordert Russland?", True),
        ("Was macht Bergkarabach?", True),
        ("Was fordert the Kremlin?", False),
        ("What does photosynthesis produce?", False),
        ("what is the ceasfire", False),
        ("Where is Nagorno Karabakh?", False),
        ("Who was Tawara Toda?", False),
        ("zangezurr coridor", False),
    ],
)
def test_a_question_none_of_whose_words_is_common_in_english_is_foreign_unless_they_are_names(
    question: str, *, foreign: bool
) -> None:
    assert is_foreign(Analyzer().question_tokens(question)) == foreign


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Was will Aserbaidschan vor der Unterschrift?", True),
        ("Was hat Trump in der Ukraine vor?", True),
        ("Wat was in Karabach?", True),
        ("Was will Baku?", False),
        ("What was a man to do in his home over the winter?", False),
        ("Who are the Van der Vaart brothers?", False),
    ],
)
def test_a_question_with_more_function_words_of_another_language_than_of_english_is_foreign(
    question: str, *, foreign: bool
) -> None:
    assert is_foreign(Analyzer().question_tokens(question)) == foreign


@pytest.mark.parametrize(
    ("code", "question", "is_asked_in_it"),
    [
        ("fr", "Quel impôt percevait Riquet ?", True),
        ("fr", "Quelle maladie tue le platane ?", True),
        ("fr", "What tax did Riquet collect?", False),
        ("ru", "Где министр Витте добывал деньги?", True),
        ("ru", "Où le ministre Witte trouva-t-il de l'argent ?", False),
    ],
)
def test_a_question_without_function_words_of_the_essays_language_is_foreign(
    code: str, question: str, is_asked_in_it: bool
) -> None:
    analyzer = Analyzer(language_of(code))
    assert is_foreign(analyzer.question_tokens(question), analyzer.language) is not is_asked_in_it


def test_no_question_is_foreign_to_an_essay_whose_function_words_are_not_known() -> None:
    assert not is_foreign(Analyzer(UNKNOWN).question_tokens("What tax did Riquet collect?"), UNKNOWN)
