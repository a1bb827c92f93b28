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
        ("- 13 -", "page number"),
        ("Page 3 of 9", "page number"),
        ("Share on Facebook", "sharing"),
        ("Print this page", "sharing"),
        ("Email this to a friend", "sharing"),
        ("Follow us on Facebook, X and YouTube!", "invitation"),
        ("Become a member today", "invitation"),
        ("Get our stories in your inbox every morning.", "invitation"),
        ("Copyright 2025 The Paper", "notice"),
        ("(c) 2025 The Paper", "notice"),
        ("We use cookies to improve your experience.", "notice"),
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
        "Like the river, we ran.",
        "Save the whales",
        "Pin on the wall.",
        "Share the wealth with everyone.",
        "Print with the press was invented in 1450.",
        "Follow us on the road to Rome.",
        "Copyright law was born in 1710.",
        "Get the subscribed edition.",
        "Join members of the club.",
        "Become a member of a nation that forgets.",
        "(c) the third of our reasons",
        "We use cookies as bait.",
        "Put it in your box.",
    ],
)
def test_the_words_of_an_essay_are_not_furniture(line: str) -> None:
    assert furniture_reason(line) is None


def test_a_long_line_is_prose_whatever_it_begins_with() -> None:
    line = "Read more: ".ljust(120, "a")
    assert furniture_reason(line) == "navigation"
    assert furniture_reason(line + "a") is None
