import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.replies.escaping import unescape
from bot.discord_side.replies.fitting import Room, fitting_end, short
from bot.discord_side.replies.reply import Form
from tests.bot.discord_side.hostile import hostile

GERMAN = (
    "Die Verhandlungen über die Rechtsschutzversicherungsgesellschaften – so hieß es – dauerten „bis 1.500 Uhr“ an. "
    * 9
)
GREEK = "Ἡ εἰρήνη εἶναι τὸ ἀποτέλεσμα τῆς διαπραγμάτευσης· κανεὶς δὲν τὸ ἀμφισβητεῖ. " * 9
ARMENIAN = "Խաղաղությունը բանակցությունների արդյունք է։ Ոչ ոք դա չի վիճարկում։ " * 9
CHINESE = "和平是谈判的结果，没有人对此提出异议。“边界”问题（二〇二四年）已经解决。" * 9


def cut(text: str, most: int) -> str:
    return text[: fitting_end(text, 0, len(text), lambda end: end <= most)]


@pytest.mark.parametrize("text", [GERMAN, GREEK, ARMENIAN])
@pytest.mark.parametrize("most", range(30, 200, 7))
def test_a_text_is_cut_between_words(text: str, most: int) -> None:
    kept = cut(text, most)
    assert kept
    assert text[len(kept)].isspace()
    assert not kept[-1].isspace()
    assert len(kept) > most - 50


@pytest.mark.parametrize("most", range(1, 120))
def test_chinese_is_cut_between_characters_and_not_before_what_closes(most: int) -> None:
    kept = cut(CHINESE, most)
    assert most - 2 <= len(kept) <= most
    assert CHINESE[len(kept)] not in "，。）”"
    assert not kept.endswith(("（", "“"))


def test_a_shorter_text_that_fits_no_longer_is_cut_further() -> None:
    """Escaping may cost a character more at one end than at a later one."""
    assert fitting_end("one two four five", 0, 17, lambda end: end <= 11 and end != 7) == 3


def test_a_word_longer_than_any_is_cut_between_characters() -> None:
    assert cut("a" * 500, 300) == "a" * 300
    family = "👩‍👩‍👧"
    assert cut(family * 99, 301) == family * (301 // len(family))


@pytest.mark.parametrize("text", ["ภาษาไทยน้ำ" * 30, "e\u0301" * 300, "🇦🇲" * 200, "한국어" * 100])
def test_no_character_is_cut(text: str) -> None:
    ends = {match.end() for match in regex.finditer(r"\X", text)}
    assert all(len(cut(text, most)) in ends for most in range(150, 250))


@given(hostile, st.integers(1, 60))
def test_what_is_kept_fits_and_is_as_long_as_can_be(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert cut(text, len(text)) == text


@given(hostile, st.integers(20, 200))
def test_a_short_text_is_on_one_line_and_within_its_length(text: str, most: int) -> None:
    line = short(text, most)
    assert "\n" not in line
    assert len(line.encode("utf-16-le")) // 2 <= most
    assert " ".join(text.split()).startswith(unescape(line.removesuffix("…")))


def test_a_short_text_is_cut_at_a_word() -> None:
    assert short("one two  three\nfour", 99) == "one two three four"
    assert short("one two three four", 12) == "one two…"


def test_room_counts_as_discord_does() -> None:
    assert Room.of(Form.PLAIN).holds("x" * 1998)
    assert not Room.of(Form.PLAIN).holds("𝔘" * 1000)  # two UTF-16 units each
    assert Room.of(Form.RICH).holds("字" * 3_380)
    assert not Room.of(Form.RICH).holds("字" * 3_390)  # 10,170 bytes, and 12 for the block
    assert not Room.of(Form.RICH).holds(*["x" * 100] * 40)
