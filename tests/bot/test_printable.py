import json

from hypothesis import given
from hypothesis import strategies as st

from bot.printable import printable, printable_json


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = printable(text)
    assert all(character.isprintable() or character in "\t\n" or ord(character) > 0x9F for character in shown)
    assert not any(character in shown for character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert len(shown) == len(text)


@given(st.text())
def test_json_says_the_same_without_steering(text: str) -> None:
    escaped = printable_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(escaped) == text
    assert printable(escaped) == escaped


@given(st.text(alphabet=st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text
