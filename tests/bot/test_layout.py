from pathlib import Path

from bot.layout import Part, answer_lines, contents_lines, library_lines, passage_lines
from index import Answerer, shipped_essay
from index.listing import listed
from index.reading import parse_essay
from index.references import find_reference

ANSWERER = Answerer(shipped_essay())


def test_a_quote_is_shown_whole_with_its_mark_and_citation() -> None:
    quote = ANSWERER.answer("Khovayev").quotes[0]
    lines = list(answer_lines(ANSWERER.answer("Khovayev", limit=1)))
    assert [(line.text, line.part) for line in lines] == [
        (quote.text, Part.MARKED),
        ("§2 The Impact of US–Russia Talks, ¶12", Part.CITATION),
    ]


def test_every_word_of_a_quote_is_shown_in_order() -> None:
    answer = ANSWERER.answer("What are the preconditions for signing?", limit=1)
    shown = " ".join(line.text for line in answer_lines(answer) if line.part in (Part.MARKED, Part.CONTEXT))
    assert shown.split() == answer.quotes[0].text.split()


def test_what_is_not_in_the_essay_is_said() -> None:
    said, nowhere, empty, suggested, *questions = (line.text for line in answer_lines(ANSWERER.answer("sourdough?")))
    assert (said, nowhere) == ("The essay does not say.", "Nowhere in it: “sourdough”.")
    assert (empty, suggested) == ("", "You could ask:")
    assert questions == [f"- {question}" for question in ANSWERER.suggestions]


def test_near_misses_are_offered_as_the_nearest_passages() -> None:
    lines = [line.text for line in answer_lines(ANSWERER.answer("Which corridor do sourdough bakers prefer?"))]
    assert lines[2:4] == ["The nearest passages:", ""]
    assert any("corridor" in line for line in lines[4:])


def test_of_a_long_paragraph_the_mark_is_shown_with_what_is_around_it() -> None:
    sentences = [
        f"This is sentence number {n} of a very long paragraph about a river and its bends." for n in range(20)
    ]
    sentences[9] = (
        "Here the zebra crosses the water at a shallow ford in the last light of the longest day of the year."
    )
    answer = Answerer(parse_essay(" ".join(sentences), Path("t.md"))).answer("Where does the zebra cross?")
    shown = [(line.text, line.part) for line in answer_lines(answer)]
    assert shown == [
        (f"[…] {sentences[8]}", Part.CONTEXT),
        (sentences[9], Part.MARKED),
        (f"{sentences[10]} […]", Part.CONTEXT),
        ("Opening, ¶1", Part.CITATION),
    ]


def test_a_passage_is_shown_whole_with_its_number_and_section() -> None:
    lines = [line.text for line in passage_lines(find_reference(shipped_essay(), "2.3"))]
    assert lines == ["§2 The Impact of US–Russia Talks", "", f"¶12 {shipped_essay().paragraphs[11].text}"]


def test_contents_count_what_was_left_out() -> None:
    one = parse_essay("# T\n\nText.\n\nShare\n", Path("t.md"))
    assert [line.text for line in contents_lines(one)][-1] == "1 line of the file was left out; --left-out shows which."
    assert [line.text for line in contents_lines(one, left_out=True)][-1] == "line 5 (sharing): Share"


def test_a_section_without_paragraphs_and_one_with_a_single_one_are_listed() -> None:
    essay = parse_essay("# T\n\n## Empty\n\n## Single\n\nText.\n", Path("t.md"))
    assert [line.text for line in contents_lines(essay)][2:4] == ["§1 Empty", "§2 Single, ¶1"]


def test_of_several_essays_the_citation_says_which_and_a_refusal_how_many() -> None:
    several = ANSWERER.answer("Khovayev", limit=1).model_copy(update={"essays_asked": 12})
    assert [line.text for line in answer_lines(several)][-1] == several.quotes[0].citation.with_essay
    refused = ANSWERER.answer("sourdough?").model_copy(update={"essays_asked": 12})
    assert [line.text for line in answer_lines(refused)][:2] == [
        "None of the 12 essays says.",
        "Nowhere in any of them: “sourdough”.",
    ]


def test_of_many_essays_the_first_are_listed_and_how_the_others_are_to_be_had() -> None:
    essays = listed({f"{number}": parse_essay("# T\n\nText.\n", Path("t.md")) for number in range(1_203)})
    lines = [line.text for line in library_lines(essays, 3)]
    assert lines[:2] == ["1,203 essays", ""]
    assert [line.split(":")[0] for line in lines[2:]] == [
        "0",
        "1",
        "2",
        "",
        "And 1,200 more. Piped into another program all are listed",
    ]
    assert len(list(library_lines(essays))) == 2 + 1_203
    assert len(list(library_lines(essays, 1_203))) == 2 + 1_203


def test_a_library_is_listed_by_name_title_author_and_size() -> None:
    plain = parse_essay("# T\n\nText.\n\nText.\n", Path("t.md"))
    headed = parse_essay("# T\n\nBy Ada Lovelace\n\n## One\n\nText.\n\n## Two\n", Path("t.md"))
    assert [line.text for line in library_lines(listed({"a": plain, "b": headed}))] == [
        "2 essays",
        "",
        "a: “T”, 2 paragraphs",
        "b: “T” by Ada Lovelace, 2 sections, 1 paragraph",
    ]
