import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.completion import complete_reference, complete_section
from index import Essay, Paragraph, Section, Sentence, shipped_essay
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
