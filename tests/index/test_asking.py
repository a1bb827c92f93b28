from index import shipped_essay
from index.asking import Asked, in_full, take_in
from index.conversation import Conversation, Found
from index.passages import analyze
from index.terms import Analyzer
from index.vocabulary import Lexicon, Vocabulary

TALK = Conversation({4: 9.0}, {"karabakh": Found(5.0, 1.0), "armenia": Found(5.0, 1.0)}, asked_at=0.0)


def taken_in(question: str, before: Conversation = TALK) -> tuple[Asked, Vocabulary]:
    paragraphs, analyzer = shipped_essay().paragraphs, Analyzer()
    vocabulary = Vocabulary(Lexicon.of(paragraphs, analyze(paragraphs, analyzer), analyzer), analyzer)
    return take_in(question, before, 1.0, vocabulary, analyzer), vocabulary


def full(question: str, before: Conversation = TALK, *, is_foreign: bool = False) -> str:
    asked, vocabulary = taken_in(question, before)
    return in_full(asked, vocabulary.shown, is_foreign=is_foreign)


def test_a_question_by_itself_is_full_as_it_stands() -> None:
    question = "What are Azerbaijan's preconditions for signing the treaty?"
    assert full(question) == question
    assert full("And who?", Conversation()) == "And who?"


def test_a_follow_up_takes_over_what_was_found_before() -> None:
    assert full("And who signed it?") == "karabakh Armenia And who signed it?"


def test_what_a_follow_up_says_itself_it_does_not_take_over() -> None:
    assert full("And Armenia?") == "karabakh And Armenia?"


def test_words_typed_wrong_are_meant_as_they_were_meant_unless_the_question_is_in_another_language() -> None:
    assert "karabakh" in full("What happened in Karabak in 2023?", Conversation())
    assert (
        full("Что случилось в Karabak в 2023 году?", Conversation(), is_foreign=True)
        == "Что случилось в Karabak в 2023 году?"
    )


def test_names_are_those_of_the_essay() -> None:
    assert full("Did Baku bet on Moscow?", Conversation()) == "Did Azerbaijan bet on Russia?"
    assert (
        full("Бакинцы и Baku, что дальше будет?", Conversation(), is_foreign=True)
        == "Бакинцы и Baku, что дальше будет?"
    )


def test_unknown_is_what_stands_nowhere() -> None:
    assert taken_in("Where are Armenia and Zanzibar?")[0].unknown == ("zanzibar",)
