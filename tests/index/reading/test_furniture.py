import pytest

from index.reading.furniture import furniture_reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("644", "count"),
        ("1.2k shares", "count"),
        ("5 min read", "count"),
        ("* * *", "separator"),
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT - SCROLL TO CONTINUE", "advertisement"),
        ("Share", "sharing"),
        ("Share this article", "sharing"),
        ("Facebook | Twitter | Email", "sharing"),
        ("Get the Mirror in your inbox:", "invitation"),
        ("Get the Morning Paper Weekly in your inbox:", "invitation"),
        ("Sign up for our free newsletter", "invitation"),
        ("Subscribe", "invitation"),
        ("Follow us on Instagram", "invitation"),
        ("Read more: the talks go on", "navigation"),
        ("Skip to content", "navigation"),
        ("Leave a comment", "navigation"),
        ("© 2025 The Paper", "notice"),
        ("All rights reserved.", "notice"),
        ("https://paper.example/talks", "address"),
    ],
)
def test_page_furniture_is_known(line: str, reason: str) -> None:
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The share of renewable energy grew.",
        "Share of renewable energy",
        "Sharing the burden",
        "Get out of the way, he said.",
        "They get the newspapers into your hands by noon, and nobody asks how it is done in the hills above the town.",
        "In 1920 the treaty was signed.",
        "Join or Die",
        "Support for the war fell.",
        "More than he could bear",
        "Read, and tremble.",
        "Email changed everything.",
        "Comments on a treaty",
    ],
)
def test_the_words_of_an_essay_are_not_furniture(line: str) -> None:
    assert furniture_reason(line) is None
