import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.replies.escaping import escape, unescape
from tests.bot.discord_side.discord_model import acted_on
from tests.bot.discord_side.hostile import PIECES, hostile

PROSE = (
    "“Yes,” said Dr. A. B. (U.S.), in 1992–93: 3.5 < 4 – or 50%? "
    "It’s re-opened; a/b, e.g. [sic] & so on #1 @ noon. ~5 km"
)


@given(hostile | st.text())
def test_unescaping_gives_the_text_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(hostile | st.text())
def test_discord_acts_on_nothing(text: str) -> None:
    assert acted_on(escape(text)) == []


@pytest.mark.parametrize("piece", PIECES)
def test_each_hostile_piece_is_inert_and_comes_back(piece: str) -> None:
    for text in (piece, piece * 2, f"x{piece}y", f"\n{piece} z"):
        assert acted_on(escape(text)) == []
        assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    "text", [PROSE, "Աշխարհ։ Ինչո՞ւ", "Ἐν ἀρχῇ ἦν ὁ λόγος·", "北京，“上海”（一）", "👩‍👩‍👧 🇦🇲 ❤️", "می‌خواهم", "12:30"]
)
def test_prose_has_no_backslash(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\u202f# A", "\u202f\\# A"), (">", "\\>"),
        ("# A", "\\# A"), ("a # b", "a # b"), ("#tag", "#tag"), ("-# a", "\\-# a"),
        ("- a\n+ b", "\\- a\n\\+ b"), ("10. a", "10\\. a"), ("3.5", "3.5"), ("> a", "\\> a"),
        (">>> a", "\\>>> a"), ("  - a", "  \\- a"), ("~5 ~~x~~", "~5 \\~~x\\~~"), ("a|b", "a|b"),
        ("||x||", "\\||x\\||"), ("[a](b)", "[a]\\(b)"), ("[a] (b)", "[a] (b)"), ("http://a", "http:\\//a"),
        ("<@1>", "\\<@1>"), ("3 < 4", "3 < 4"), (":tada:", "\\:tada:"), ("a: b: c", "a: b: c"),
        ("@everyone", "\\@everyone"), ("@noon", "@noon"), ("discord.gg/a", "discord\\.gg/a"),
        ("discord. Gg", "discord. Gg"), ("a\\b", "a\\\\b"), ("\u202e", "⟨U+202E⟩"),
        ("⟨U+202E⟩", "\\⟨U+202E⟩"), ("a\r\nb", "a⟨U+000D⟩\nb"),
    ],
)  # fmt: skip
def test_a_backslash_stands_only_where_discord_would_act(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("piece", ["[", "<", ":a", "~", "|", "\\", "1", "#", "> ", ":", "discord."])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    text = piece * 50_000  # would not end within minutes if each place looked through all the rest
    assert unescape(escape(text)) == text
