from typing import Any

import discord
import pytest

from bot.discord_side.replies.answer_replies import answer_reply
from bot.discord_side.replies.ids import TEMPLATE
from bot.discord_side.replies.reply import Button, Form, Reply, Style, Tone
from bot.discord_side.replies.views import as_arguments
from index import Answerer, shipped_essay

REPLY = Reply(
    ("> first\n-# §1 H, ¶1", "> second\n-# §1 H, ¶2"),
    tuple(Button(f"¶{number}", f"quoth:1:s:{number}", Style.PRIMARY, "👍") for number in range(7)),
    Tone.ANSWERED,
)


def components(reply: Reply, form: Form) -> list[dict[str, Any]]:
    return list(as_arguments(reply, form)["view"].to_components())


async def test_the_rich_form_is_one_container_with_buttons_inside() -> None:
    [container] = components(REPLY, Form.RICH)
    assert container["type"] == 17
    text, separator, action_row = 10, 14, 1
    assert [item["type"] for item in container["components"]] == [text, separator, text, action_row, action_row]
    assert [item["content"] for item in container["components"] if item["type"] == text] == list(REPLY.blocks)
    assert [len(item["components"]) for item in container["components"][3:]] == [5, 2]


async def test_the_rich_form_shows_by_its_colour_whether_the_essay_answers() -> None:
    colours = {components(REPLY._replace(tone=tone), Form.RICH)[0]["accent_color"] for tone in Tone}
    assert len(colours) == len(Tone)


async def test_the_plain_form_is_content_with_buttons_under_it() -> None:
    assert as_arguments(REPLY, Form.PLAIN)["content"] == "> first\n-# §1 H, ¶1\n\n> second\n-# §1 H, ¶2"
    assert [len(row["components"]) for row in components(REPLY, Form.PLAIN)] == [5, 2]


async def test_a_plain_message_without_buttons_loses_those_it_had() -> None:
    assert components(Reply(("text",)), Form.PLAIN) == []


async def test_a_button_without_words_has_its_sign_alone() -> None:
    [row] = components(Reply(("text",), (Button("", "quoth:1:s:1", emoji="🗑️"),)), Form.PLAIN)
    [button] = row["components"]
    assert button["emoji"]["name"] == "🗑️"
    assert not button.get("label")
    assert button["custom_id"] == "quoth:1:s:1"


@pytest.mark.parametrize("form", Form)
async def test_the_library_keeps_no_view(form: Form) -> None:
    view = as_arguments(REPLY, form)["view"]
    assert view.timeout is None
    assert view.is_finished()  # what the library asks before it keeps one
    client = discord.Client(intents=discord.Intents.none())
    with pytest.raises(ValueError, match="finished"):
        client.add_view(view)


class _AnyButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE):
    """What hears the clicks."""


@pytest.mark.parametrize("form", Form)
async def test_every_button_of_an_answer_is_one_that_is_heard(form: Form) -> None:
    reply = answer_reply(Answerer(shipped_essay()).answer("Armenia", 9), form, asker=2**63, feedback=True)
    view = as_arguments(reply, form)["view"]
    buttons = [item for item in view.walk_children() if isinstance(item, discord.ui.Button)]
    assert len(buttons) == 5
    for button in buttons:
        assert TEMPLATE.fullmatch(_AnyButton(button).custom_id)
