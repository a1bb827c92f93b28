from typing import Any

import pytest

from bot.discord_side.owners.choices import MOST_CHANNELS, Choices, ChoicesError
from bot.storage import ServerSettings

NOTHING = Choices(None, None, None, None, None, None)
SOME = ServerSettings(plain_text=True, feedback=False, answers_in=frozenset({1, 2}), keeps_gaps=True)


@pytest.mark.parametrize(
    ("chosen", "changes"),
    [
        ({}, {}),
        ({"answers": "rich"}, {"plain_text": False}),
        ({"answers": "plain"}, {"plain_text": True}),
        ({"answers": "default"}, {"plain_text": None}),
        ({"visibility": "only me"}, {"visibility": "only me"}),
        ({"feedback": "on"}, {"feedback": True}),
        ({"feedback": "off"}, {"feedback": False}),
        ({"feedback": "default"}, {"feedback": None}),
        ({"unanswered": "keep"}, {"keeps_gaps": True}),
        ({"unanswered": "forget"}, {"keeps_gaps": False}),
        ({"answer_in": 3}, {"answers_in": {1, 2, 3}}),
        ({"answer_in": 2}, {"answers_in": {1, 2}}),
        ({"not_in": 2}, {"answers_in": {1}}),
        ({"not_in": 3}, {"answers_in": {1, 2}}),
        ({"answer_in": 3, "not_in": 1}, {"answers_in": {2, 3}}),
        ({"answer_in": 3, "not_in": 3}, {"answers_in": {1, 2}}),
        ({"answers": "plain", "unanswered": "keep"}, {"plain_text": True, "keeps_gaps": True}),
    ],
)
def test_only_what_is_chosen_is_changed(chosen: dict[str, Any], changes: dict[str, Any]) -> None:
    assert NOTHING._replace(**chosen).changes(SOME) == changes


def test_there_is_room_for_so_many_channels_also_when_one_makes_room_for_another() -> None:
    full = ServerSettings(answers_in=frozenset(range(1, MOST_CHANNELS + 1)))
    with pytest.raises(ChoicesError, match=f"in {MOST_CHANNELS} channels at most"):
        NOTHING._replace(answer_in=99).changes(full)
    assert len(NOTHING._replace(answer_in=99, not_in=1).changes(full)["answers_in"]) == MOST_CHANNELS
