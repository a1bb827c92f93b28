import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.replies.ids import (
    LARGEST_ASKER,
    LARGEST_PAGE,
    MOST_PASSAGES,
    TEMPLATE,
    Action,
    Kind,
    Ref,
    parse_id,
    refer,
    tag,
)

LONGEST_ID = 100  # Discord's limit

NONE = st.just("")
offsets = st.integers(0, 2**16 - 1)
refs = st.builds(Ref, st.binary(min_size=5, max_size=5), offsets, offsets, offsets)


def naming(kinds: list[Kind], least: int, most: int) -> st.SearchStrategy[Action]:
    named = st.lists(refs, min_size=least, max_size=most).map(tuple)
    return st.builds(Action, st.sampled_from(kinds), named, st.just(0), NONE)


def numbered(kind: Kind, largest: int, essays: st.SearchStrategy[str] = NONE) -> st.SearchStrategy[Action]:
    return st.builds(Action, st.just(kind), st.just(()), st.integers(0, largest), essays)


actions = st.one_of(
    naming([Kind.CONTEXT, Kind.LEAF], 1, 1),
    naming([Kind.MORE], 1, MOST_PASSAGES),
    naming([Kind.HELPFUL, Kind.UNHELPFUL, Kind.REASON], 0, 1),
    numbered(Kind.DELETE, LARGEST_ASKER),
    numbered(Kind.ESSAYS, LARGEST_PAGE),
    numbered(Kind.CONTENTS, LARGEST_PAGE, st.text().map(tag)),
)


@given(actions)
def test_an_id_says_what_was_put_into_it(action: Action) -> None:
    custom_id = action.encode()
    assert len(custom_id) <= LONGEST_ID
    assert TEMPLATE.fullmatch(custom_id)
    assert parse_id(custom_id) == action


@given(st.text() | st.text(alphabet="quoth:2clmhurdseA-_9=", max_size=110).map(lambda tail: f"quoth:2:{tail}"))
def test_any_other_string_is_none_of_ours(custom_id: str) -> None:
    action = parse_id(custom_id)
    assert action is None or action.encode() == custom_id


@given(actions, st.integers(0, 99), st.characters())
def test_a_forged_id_means_itself_or_nothing(action: Action, place: int, character: str) -> None:
    custom_id = action.encode()
    forged = custom_id[:place] + character + custom_id[place + 1 :]
    parsed = parse_id(forged)
    assert parsed is None or parsed.encode() == forged


@pytest.mark.parametrize(
    "custom_id",
    [
        "", "quoth:2:", "quoth:2:d:", "quoth:2:d:-1", "quoth:2:d:01", "quoth:2:d:1\n", "quoth:2:d:٣", "quoth:1:d:1",
        f"quoth:2:d:{2**64}", "quoth:2:x:1", "quoth:2:c:", "quoth:2:c:AAAA", "quoth:2:m:", "quoth:2:e:9999999",
        " quoth:2:d:1", "quoth:2:d:1 ", "quoth:2:e:" + "9" * 90, "quoth:2:s:1", "quoth:2:s:AAAAAAAA",
        "quoth:2:s:9999999AAAAAAAA", "quoth:2:e:1AAAAAAAA",
    ],
)  # fmt: skip
def test_what_does_not_parse_is_none_of_ours(custom_id: str) -> None:
    assert parse_id(custom_id) is None


def test_of_many_passages_the_first_six_are_kept() -> None:
    named = tuple(refer("T", f"text {number}", number) for number in range(9))
    assert parse_id(Action(Kind.MORE, named).encode()) == Action(Kind.MORE, named[:6])


def test_a_passage_is_named_by_its_text_and_the_title_above_it() -> None:
    assert refer("T", "text", 1).digest == refer("T", "text", 2).digest != refer("T", "other", 1).digest


def test_the_same_text_in_another_essay_is_another_passage() -> None:
    assert refer("T", "text", 1).digest != refer("U", "text", 1).digest


def test_a_span_too_far_into_a_paragraph_is_not_kept() -> None:
    assert refer("T", "text", 1, (2, 70_000)) == refer("T", "text", 1)
    assert refer("T", "text", 2**30) == refer("T", "text", 2**16 - 1)
