"""What several essays found comes in one order, judged as one library."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from index import Answerer, Essay, Library, Verdict, shipped_essay
from index.conversation import Conversation
from index.evaluation import read_questions
from index.merging import Merged
from index.reading import parse_essay, read_essay

LANGUAGES = Path(__file__).parents[1] / "data" / "languages"


def essay(text: str) -> Essay:
    return parse_essay(text, Path("made-up.md"))


def library(shelf: Mapping[str, Essay]) -> Library:
    answerers = {name: Answerer(one) for name, one in shelf.items()}
    return Library(shelf, answerers.__getitem__)


BEES = essay(
    "# Bees\n\nA hive makes forty kilograms of honey a year.\n\nYoung workers make wax, and a hive has a kilogram.\n"
)
TIDES = essay(
    "# Tides\n\nThe moon draws the water of the sea twice a day.\n\nSailors sealed planks with wax before low tide.\n"
)
SHELF = {"bees": BEES, "tides": TIDES, "shipped": shipped_essay()}
LIBRARY = library(SHELF)


def find(question: str, before: Conversation = Conversation(), asked: Library = LIBRARY) -> Merged:  # noqa: B008
    return asked.find(question, before, 1.0, 3)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How much honey does a hive make?", "bees"),
        ("What draws the water of the sea?", "tides"),
        ("What did Armenia agree to on border delimitation?", "shipped"),
        ("What did Aremnia agree to on border delimitation?", "shipped"),
    ],
)
def test_the_passage_of_the_essay_that_answers_comes_first(question: str, name: str) -> None:
    merged = find(question)
    assert merged.passages[0][0] == merged.names[0] == name
    assert merged.judgement.verdict is Verdict.ANSWERED


def test_passages_are_in_one_order_and_as_many_as_asked_for() -> None:
    merged = find("wax")
    scores = [quote.score for _, quote in merged.passages]
    assert scores == sorted(scores, reverse=True)
    assert {name for name, _ in merged.passages} == {"bees", "tides"}
    assert len(LIBRARY.find("wax", Conversation(), 1.0, 1).passages) == 1


def test_within_an_essay_passages_stand_as_they_do_when_it_is_asked_alone() -> None:
    question = "What did Armenia agree to on border delimitation?"
    alone = Answerer(SHELF["shipped"]).find(question, Conversation(), 1.0, 3).passages
    together = [quote for name, quote in find(question).passages if name == "shipped"]
    assert [quote.citation for quote in together] == [quote.citation for quote in alone][: len(together)]
    assert alone[0].score - alone[-1].score == pytest.approx(together[0].score - together[-1].score)


def test_what_no_essay_says_is_refused() -> None:
    for question in ("Who composed the opera about the barber?", "How tall is the tower in the capital of France?"):
        assert find(question).judgement.verdict is Verdict.NOT_IN_ESSAY


def test_a_question_without_words_finds_nothing() -> None:
    merged = find("?!")
    assert merged.names == []
    assert merged.judgement.confidence == 0


def test_a_question_that_leans_on_the_talk_stays_in_its_essay() -> None:
    for name, other in (("bees", "tides"), ("tides", "bees")):
        question = {"bees": "How much honey does a hive make?", "tides": "What draws the water of the sea?"}[name]
        _, talk = LIBRARY.ask(question, Conversation(), 0.0)
        assert find("and wax?", talk).names[0] == name
        complete = {"bees": "What draws the water of the sea?", "tides": "How much honey does a hive make?"}[name]
        assert find(complete, talk).names[0] == other


def test_of_two_alike_passages_that_comes_first_whose_essay_is_about_it() -> None:
    passing = essay("# Days\n\nA queen lives long.\n\nDays pass.\n\nNights pass.\n\nSome rain.\n")
    about = essay("# Lives\n\nA queen lives long.\n\nThe queen is fed.\n\nThe queen is one.\n\nA queen lives on.\n")
    merged = find("How long does a queen live?", asked=library({"a": passing, "b": about, **SHELF}))
    assert merged.names[:2] == ["b", "a"]


def test_the_talk_weighs_more_than_the_words_of_a_question_that_leans() -> None:
    hives = essay("# Hives\n\nThe queen lives for five years.\n\nShe is fed with a jelly that workers make.\n")
    food = essay("# Food\n\nA child eats what a child likes.\n\nTo eat well is to eat often.\n")
    asked = library({"hives": hives, "food": food, **SHELF})
    _, talk = asked.ask("How long does the queen live?", Conversation(), 0.0)
    assert find("and what does she eat?", asked=asked).names[0] == "food"
    assert find("and what does she eat?", talk, asked).names[0] == "hives"


def test_essays_of_all_lengths_and_kinds_are_found() -> None:
    chapters = "\n\n".join(
        f"## Chapter {n}\n\nThe hero sees the sea of day {n}, a year goes by, honey is sweet and the moon is up."
        for n in range(1, 400)
    )
    note = essay("The boiler man comes on Thursday.\n")
    merged = {"novel": essay(f"# A novel\n\n{chapters}\n"), "note": note, **SHELF}
    asked = library(merged)
    for question, name in {
        "When does the boiler man come?": "note",
        "How much honey does a hive make?": "bees",
        "What does the hero see on day 217?": "novel",
        "What did Armenia agree to on border delimitation?": "shipped",
    }.items():
        assert find(question, asked=asked).names[0] == name
        assert find(question, asked=asked).judgement.verdict is Verdict.ANSWERED


def test_a_file_of_worthless_paragraphs_silences_nobody() -> None:
    rivers = {f"r{n}": essay(f"# Rivers\n\nThe river Riv{n}a is {n} kilometres long.\n") for n in range(12)}
    junk = parse_essay("\n\n".join(["Rivers rise."] * 30_000), Path("junk.txt"))
    asked = library({**rivers, "junk": junk})
    for n in range(12):
        merged = find(f"How long is the river Riv{n}a?", asked=asked)
        assert merged.names[0] == f"r{n}"
        assert merged.judgement.verdict is Verdict.ANSWERED


def test_more_essays_make_an_answer_less_sure() -> None:
    question = "How much honey is made?"
    few = find(question, asked=library({"bees": BEES, "tides": TIDES}))
    many = {f"m{n}": essay(f"# Days\n\nDay {n} was long.\n\nNight {n} was cold.\n") for n in range(100)}
    more = find(question, asked=library({"bees": BEES, "tides": TIDES, **many}))
    assert more.names[0] == few.names[0] == "bees"
    assert more.judgement.confidence < few.judgement.confidence


def test_essays_in_another_language_make_no_answer_less_sure() -> None:
    canal = read_essay(LANGUAGES / "canal.md")
    french = {f"canal {n}": canal for n in range(40)}
    question = "How much honey did workers make?"
    alone, among = find(question), find(question, asked=library({**SHELF, **french}))
    assert among.names[0] == alone.names[0] == "bees"
    assert among.judgement.confidence == pytest.approx(alone.judgement.confidence, abs=0.05)


@pytest.mark.parametrize(("name", "fewest"), [("canal", 16), ("buchdruck", 16), ("magistral", 16)])
def test_each_of_several_languages_finds_its_essay(name: str, fewest: int) -> None:
    names = ("canal", "buchdruck", "magistral")
    asked = library({**SHELF, **{one: read_essay(LANGUAGES / f"{one}.md") for one in names}})
    questions = [one for one in read_questions(LANGUAGES / f"{name}.questions.jsonl") if one.gold]
    assert sum(find(one.question, asked=asked).names[:1] == [name] for one in questions) >= fewest
