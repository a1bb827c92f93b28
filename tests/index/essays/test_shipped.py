from pathlib import Path

from index import shipped_essay
from index.reading import read_essay

RAW = Path(__file__).parents[2] / "data" / "us-russia-talks.raw.txt"


def test_the_shipped_essay_has_the_words_of_the_file_the_user_gave() -> None:
    raw, shipped = read_essay(RAW), shipped_essay()
    assert shipped.sections == raw.sections
    assert (shipped.title, shipped.author) == (raw.title, raw.author)


def test_fifteen_paragraphs_in_an_opening_and_two_sections() -> None:
    essay = shipped_essay()
    assert [(section.number, section.heading, len(section.paragraphs)) for section in essay.sections] == [
        (0, "Opening", 4),
        (1, "Current Stage of Armenia–Azerbaijan Negotiations", 5),
        (2, "The Impact of US–Russia Talks", 6),
    ]
    assert [paragraph.number for paragraph in essay.paragraphs] == list(range(1, 16))


def test_the_furniture_of_the_page_is_reported_and_in_no_paragraph() -> None:
    essay = read_essay(RAW)
    assert [(left.line, left.text) for left in essay.left_out] == [
        (5, "644"),
        (6, "0"),
        (20, "Get the Mirror in your inbox:"),
        (44, "Get the Mirror-Spectator Weekly in your inbox:"),
    ]
    assert not any("inbox" in paragraph.text for paragraph in essay.paragraphs)


def test_the_essay_is_credited() -> None:
    essay = shipped_essay()
    assert essay.author == "Dr. Benyamin Poghosyan"
    assert "Mirror-Spectator" in (essay.source or "")
    assert "author's" in (essay.credit or "")
    assert essay.left_out == ()
