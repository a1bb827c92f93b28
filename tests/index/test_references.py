import pytest

from index import UnknownReferenceError, find_reference, shipped_essay
from index.essay import Essay

ESSAY = shipped_essay()
CURRENT = "Current Stage of Armenia–Azerbaijan Negotiations"


def numbers(reference: str, essay: Essay = ESSAY) -> list[int]:
    return [paragraph.number for _, paragraphs in find_reference(essay, reference) for paragraph in paragraphs]


PARAGRAPH_8 = ["¶8", "8", " ¶ 8 ", "#8", "p8", "par. 8", "paragraph 8", "1.4", "§1.4", "§ 1 . 4", "1:4", "Opening, ¶8"]
SECTION_1 = [
    "§1",
    "§ 1",
    "section 1",
    "sec. 1",
    "current stage",
    "Current Stage of Armenia-Azerbaijan",
    "Current Stage of …",
]


@pytest.mark.parametrize("reference", [*PARAGRAPH_8, f"§1 {CURRENT}, ¶8"])
def test_a_paragraph_is_found_however_it_is_written(reference: str) -> None:
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
