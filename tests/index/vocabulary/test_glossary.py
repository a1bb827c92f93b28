from pathlib import Path

import pytest

from index import EssayError
from index.essays import SHIPPED_ESSAY
from index.vocabulary.glossary import GlossaryEntry, parse_glossary, read_glossary


def test_words_with_commas_stand_for_each_other() -> None:
    assert set(parse_glossary("truce, ceasefire")) == {
        GlossaryEntry("truce", "ceasefire"),
        GlossaryEntry("ceasefire", "truce"),
    }


def test_an_arrow_goes_one_way_from_each_left_to_each_right() -> None:
    assert parse_glossary("a, b => c d") == [GlossaryEntry("a", "c d"), GlossaryEntry("b", "c d")]


def test_comments_blank_lines_a_byte_order_mark_and_spaces_mean_nothing() -> None:
    text = "\ufeff# words\n\n  Brussels  =>  European   Union\r\n"
    assert parse_glossary(text) == [GlossaryEntry("Brussels", "European Union")]


def test_a_pair_given_twice_counts_once() -> None:
    assert len(parse_glossary("a, b\na => b")) == 2


def test_an_empty_glossary_has_no_entries() -> None:
    assert parse_glossary("") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a, b\nalone", 'line 2 names only "alone"'),
        ("a => b => c", "line 1 has more than one"),
        ("a,, b", "line 1 has an empty place"),
        ("# fine\n => b", "line 2 has an empty place"),
        ("a =>", "line 1 has an empty place"),
        ("a, ??", 'line 1 has "??", which holds no word'),
    ],
)
def test_a_bad_line_is_told_by_its_number(text: str, said: str) -> None:
    with pytest.raises(EssayError) as error:
        parse_glossary(text)
    assert str(error.value).startswith(said)


def test_the_glossary_lies_beside_the_essay(tmp_path: Path) -> None:
    essay = tmp_path / "notes.md"
    assert read_glossary(essay) == []
    (tmp_path / "notes.glossary.txt").write_text("sun => star\n", encoding="utf-8")
    assert read_glossary(essay) == [GlossaryEntry("sun", "star")]
    (tmp_path / "notes.glossary.txt").write_text("\n", encoding="utf-8")
    assert read_glossary(essay) == []
    (tmp_path / "notes.glossary.txt").write_text("sun\n", encoding="utf-8")
    with pytest.raises(EssayError, match=r"notes\.glossary\.txt: line 1 names only"):
        read_glossary(essay)


def test_the_shipped_essay_has_one() -> None:
    assert read_glossary(SHIPPED_ESSAY)
