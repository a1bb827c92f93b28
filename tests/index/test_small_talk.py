import pytest

from index.small_talk import small_talk_reply

GREETINGS = ["hi", "Hello there!", "hey quoth", "good morning", "what's up", "", "???", "🎉"]
THANKS = ["thanks!", "Thank you so much", "ok cool", "lol", "thanksss", "bye", "good night"]
OTHER_LANGUAGES = ["Merci beaucoup !", "Vielen Dank", "Muchas gracias", "Спасибо большое!", "çok teşekkürler", "Բարև"]
ABOUT_THE_BOT = ["who are you?", "what can you do?", "how does this work?", "Are you a real person?", "help"]

ABOUT_THE_ESSAY = [
    "Who are the actors interested in stability?",
    "What is good?",
    "What about the morning?",
    "no deal",
    "çok",
    "bien",
]
FOLLOW_UPS = ["who is he?", "why?", "and Ukraine?", "what did they do?", "is that right?", "Who made the promise?"]
KEYWORDS = ["night", "zangezur", "tell me a joke"]


@pytest.mark.parametrize("message", GREETINGS + THANKS + OTHER_LANGUAGES + ABOUT_THE_BOT)
def test_small_talk_gets_a_reply(message: str) -> None:
    assert small_talk_reply(message, "“The Flood”")


@pytest.mark.parametrize("message", ABOUT_THE_ESSAY + FOLLOW_UPS + KEYWORDS)
def test_what_may_be_a_question_gets_none(message: str) -> None:
    assert small_talk_reply(message, "“The Flood”") is None


@pytest.mark.parametrize(
    "message", ["who is the author?", "Who wrote this essay?", "what's this about", "what is the title?"]
)
def test_a_question_about_the_essay_as_a_thing_is_told_its_title(message: str) -> None:
    assert small_talk_reply(message, "“The Flood”") == "This is “The Flood”."
