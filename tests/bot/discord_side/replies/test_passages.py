from bot.discord_side.replies.ids import refer
from bot.discord_side.replies.passages import Passages
from index import Essay, Paragraph, Section
from tests.bot.discord_side import shelves


def essay(*texts: str) -> Essay:
    paragraphs = tuple(Paragraph(number=number, text=text, sentences=()) for number, text in enumerate(texts, 1))
    return Essay(title="T", sections=(Section(number=1, heading="H", paragraphs=paragraphs),))


def passages_of(*texts: str) -> Passages:
    return shelves.passages_of({"name": essay(*texts)})


def number(passages: Passages, text: str, was: int) -> int | None:
    place = passages.find(refer("T", text, was))
    return place and place.paragraph.number


def test_a_paragraph_that_moved_is_found() -> None:
    assert number(passages_of("new", "old", "wanted"), "wanted", 2) == 3


def test_a_paragraph_that_was_changed_is_gone() -> None:
    assert number(passages_of("one", "two"), "two!", 2) is None


def test_of_the_same_text_twice_the_nearest_is_meant() -> None:
    passages = passages_of("same", "one", "two", "same")
    assert [number(passages, "same", was) for was in (1, 2, 3, 4, 99)] == [1, 1, 4, 4, 4]


def test_the_part_that_is_meant_is_kept_if_there_is_one() -> None:
    passages = passages_of("some text")
    found = [passages.find(refer("T", "some text", 1, span)) for span in ((5, 9), (5, 10), (6, 5))]
    assert [place and (place.start, place.end) for place in found] == [(5, 9), (0, 0), (0, 0)]


def test_neighbours_stand_before_and_after() -> None:
    passages = passages_of("one", "two", "three")
    beside = [
        passages.beside(place) for text in ("one", "two", "three") if (place := passages.find(refer("T", text, 1)))
    ]
    numbers = [[place and place.paragraph.number for place in pair] for pair in beside]
    assert numbers == [[None, 2], [1, 3], [2, None]]


def test_an_essay_may_be_empty() -> None:
    assert passages_of().find(refer("T", "text", 1)) is None
