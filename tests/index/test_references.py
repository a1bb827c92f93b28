import pytest

from index import UnknownReferenceError, shipped_essay
from index.essay import Essay, Paragraph, Section, Sentence
from index.references import find_reference

ESSAY = shipped_essay()
CURRENT = "Current Stage of Armenia–Azerbaijan Negotiations"


def numbers(reference: str, essay: Essay = ESSAY) -> list[int]:
    return [paragraph.number for _, paragraphs in find_reference(essay, reference) for paragraph in paragraphs]


PARAGRAPH_8 = ["¶8", "8", " ¶ 8 ", "#8", "p8", "par. 8", "paragraph 8", "1.4", "§1.4", "§ 1 . 4", "1:4"]
SECTION_1 = [
    "§1",
    "§ 1",
    "section 1",
    "sec. 1",
    "current stage",
    "Current Stage of Armenia-Azerbaijan",
    "Current Stage of …",
]


@pytest.mark.parametrize("reference", [*PARAGRAPH_8, f"§1 {CURRENT}, ¶8", "¶8 (page 12)", f"§1 {CURRENT}, ¶8 (page 3)"])
def test_a_paragraph_is_found_however_it_is_written(reference: str) -> None:
    assert numbers(reference) == [8]


@pytest.mark.parametrize(
    "reference", ["¶8.", "(8)", "“¶8”", "'8'", "[¶8],", "§1, ¶8", "§1 …, ¶8", "Current Stage, p. 8"]
)
def test_what_stands_around_a_reference_does_no_harm(reference: str) -> None:
    assert numbers(reference) == [8]


@pytest.mark.parametrize("reference", ["¶8–9", "8-9", "8 — 9", "¶8-¶9", "¶¶ 8−9", "pp. 8–9", "9-8", "§1 Current, ¶8–9"])
def test_a_range_is_found_with_any_dash(reference: str) -> None:
    assert numbers(reference) == [8, 9]


def test_a_range_may_go_through_several_sections() -> None:
    found = find_reference(ESSAY, "4-10")
    assert [(section.number, len(paragraphs)) for section, paragraphs in found] == [(0, 1), (1, 5), (2, 1)]


@pytest.mark.parametrize("reference", ["§2 ¶3", "section 2, paragraph 3", "§2, ¶3."])
def test_a_paragraph_that_is_not_in_the_section_named_is_counted_within_it(reference: str) -> None:
    assert numbers(reference) == [12]


@pytest.mark.parametrize("reference", ["§1 ¶8", "§1 A heading since reworded, ¶8"])
def test_a_paragraph_that_is_in_the_section_named_is_not_counted_within_it(reference: str) -> None:
    assert numbers(reference) == [8]


@pytest.mark.parametrize("reference", [*SECTION_1, CURRENT, f"§1 {CURRENT}", "CURRENT  stage of armenia - azerbaijan"])
def test_a_section_is_found_however_it_is_written(reference: str) -> None:
    assert numbers(reference) == [5, 6, 7, 8, 9]


@pytest.mark.parametrize("reference", ["opening", "§0"])
def test_the_opening_has_its_name_and_number(reference: str) -> None:
    assert numbers(reference) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("reference", "there_is"),
    [
        ("¶16", "¶1 to ¶15"),
        ("0", "¶1 to ¶15"),
        ("§3", "§1 to §2"),
        ("3.1", "§1 to §2"),
        ("2.7", "§2 has 6 paragraphs"),
        ("2.0", "§2 has 6 paragraphs"),
        ("0.5", "the opening has 4 paragraphs"),
        ("8-99", "¶1 to ¶15"),
        ("0–3", "¶1 to ¶15"),
        ("§9 x, ¶8", "¶8 is in §1, not where “§9 x, ¶8” says"),
        ("§9 ¶8", "¶8 is in §1"),
        ("Opening, ¶8", "¶8 is in §1"),
        ("The Impact, ¶3", "¶3 is in the opening"),
        ("§2 ¶4-5", "¶4 is in the opening"),
        ("Conclusion", "¶1 to ¶15"),
        ("", "¶1 to ¶15"),
        ("…", "¶1 to ¶15"),
        ("9" * 50, "¶1 to ¶15"),
    ],
)
def test_a_reference_to_nothing_says_what_there_is(reference: str, there_is: str) -> None:
    with pytest.raises(UnknownReferenceError) as caught:
        numbers(reference)
    assert there_is in str(caught.value)


def test_every_printed_citation_can_be_looked_up() -> None:
    for section, paragraph in ESSAY.located():
        assert numbers(str(ESSAY.cite(section, paragraph))) == [paragraph.number]


def made_of(*headings: str) -> Essay:
    """An essay of sections of one paragraph each, numbered from 1."""
    text = "A sentence."
    whole = (Sentence(start=0, end=len(text)),)
    return Essay(
        title="Made up",
        sections=tuple(
            Section(number=n, heading=heading, paragraphs=(Paragraph(number=n, text=text, sentences=whole),))
            for n, heading in enumerate(headings, start=1)
        ),
    )


@pytest.mark.parametrize(
    "heading", ["Section 9", "S 1", "§1", "1914–1918", "1.1", "Paragraph 1", "Notes, ¶1", "What now?"]
)
def test_a_heading_that_looks_like_a_number_is_found_by_its_name(heading: str) -> None:
    essay = made_of("First", heading, "Last")
    assert numbers(heading, essay) == numbers(heading.upper(), essay) == [2]


def test_citations_of_odd_headings_can_be_looked_up() -> None:
    essay = made_of("Section 9", "S 1", "Notes", "Notes", "On ¶3", "1914–1918", "Russia’s Role", "…", "8", "§2")
    for section, paragraph in essay.located():
        assert numbers(str(essay.cite(section, paragraph)), essay) == [paragraph.number]


def test_one_paragraph_is_not_called_paragraphs() -> None:
    essay = made_of("Only")
    for reference, there_is in {"1.2": "§1 has 1 paragraph.", "2": "the essay has only ¶1.", "x": "(only ¶1)"}.items():
        with pytest.raises(UnknownReferenceError) as caught:
            numbers(reference, essay)
        assert there_is in str(caught.value)
