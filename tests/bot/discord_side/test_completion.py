import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.completion import complete_essay, complete_reference, complete_section
from bot.discord_side.replies.ids import tag
from index import Essay, Paragraph, Section, Sentence, shipped_essay
from index.naming import Names
from index.references import find_reference

ESSAY = shipped_essay()


def long_essay() -> Essay:
    text = "Ein Donaudampfschifffahrtsgesellschaftskapitän " * 5
    paragraphs = [Paragraph(number=n, text=text, sentences=(Sentence(start=0, end=len(text)),)) for n in range(1, 61)]
    return Essay(
        title="Long",
        sections=tuple(
            Section(number=n, heading=f"Heading {n} " + "word " * 40, paragraphs=(paragraphs[n - 1],))
            for n in range(1, 61)
        ),
    )


def test_with_nothing_typed_the_sections_are_offered_in_order() -> None:
    assert [choice.name for choice in complete_section(ESSAY, "")] == [section.label for section in ESSAY.sections]


@pytest.mark.parametrize("typed", ["curr", "CURRENT stage", "curent stage", "negotiat", "§1"])
def test_a_heading_is_found_by_a_part_of_it_and_with_a_wrong_letter(typed: str) -> None:
    assert any("Current Stage" in choice.name for choice in complete_section(ESSAY, typed))


def test_what_is_like_no_heading_offers_nothing() -> None:
    assert complete_section(ESSAY, "zzzzqqqq") == []


def essay(title: str, author: str | None = None) -> Essay:
    return Essay(title=title, author=author, sections=())


ESSAYS = {
    "bees": essay("The Life of the Bee", "Maurice Maeterlinck"),
    "week-3": essay("On Liberty", "John Stuart Mill"),
    "draft": essay("A Modest Proposal"),
    "final": essay("A Modest Proposal"),
    "n" * 101: essay("A very long name " * 20),
}


def offered(typed: str) -> list[str]:
    return [choice.value for choice in complete_essay(Names(ESSAYS), typed)]


def test_with_nothing_typed_the_essays_are_offered_in_order() -> None:
    assert offered("")[:4] == ["bees", "week-3", "draft", "final"]


@pytest.mark.parametrize("typed", ["liberty", "LIBRETY", "on lib", "week-3", "week 3", "stuart mill"])
def test_an_essay_is_found_by_a_part_of_its_title_its_author_or_its_name(typed: str) -> None:
    assert offered(typed)[0] == "week-3"


def test_essays_of_the_same_title_are_told_apart_by_their_names() -> None:
    names = [choice.name for choice in complete_essay(Names(ESSAYS), "modest")]
    assert names == ["draft: A Modest Proposal", "final: A Modest Proposal"]


def test_a_name_too_long_to_be_offered_is_offered_by_its_tag() -> None:
    assert offered("a very long name") == [tag("n" * 101)]


def test_what_can_not_be_written_is_offered_so_that_discord_takes_it() -> None:
    name = "caf\udce9"  # a file's name in another encoding
    [choice] = complete_essay(Names({name: essay("Bees \ud800")}), "bees")
    assert (choice.name, choice.value) == ("Bees \N{REPLACEMENT CHARACTER}", tag(name))


@given(st.dictionaries(st.text(min_size=1), st.text()), st.text())
def test_whatever_essays_there_are_what_is_offered_is_within_discords_limits(
    titles: dict[str, str], typed: str
) -> None:
    choices = complete_essay(Names({name: essay(title) for name, title in titles.items()}), typed)
    assert len(choices) <= 25
    for choice in choices:
        assert 1 <= len(choice.name) <= 100
        assert choice.value in titles or choice.value in map(tag, titles)
        assert 1 <= len(choice.value) <= 100


def test_a_number_offers_paragraphs_with_how_they_begin() -> None:
    names = [choice.name for choice in complete_reference(ESSAY, "¶1")]
    assert names[0].startswith("¶1 ")
    assert all(name.startswith("¶1") for name in names)


@given(st.text(max_size=30))
def test_every_choice_is_within_discords_limits_and_points_at_something(typed: str) -> None:
    for essay in (ESSAY, long_essay()):
        for choices in (complete_section(essay, typed), complete_reference(essay, typed)):
            assert len(choices) <= 25
            for choice in choices:
                assert 1 <= len(choice.name) <= 100
                assert 1 <= len(choice.value) <= 100
                assert find_reference(essay, choice.value)
