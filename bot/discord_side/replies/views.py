"""A reply as the library sends it.

The library keeps each view it sends until it times out, to hear its clicks. Ours are heard by their ids alone, so each
is stopped before it is sent: the library keeps none that is finished. Nothing is unregistered by that, for nothing of
it was registered.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ButtonStyle, Colour, ui

from bot.discord_side.replies.reply import Button, Form, Reply, Style, Tone

__all__ = ["as_arguments"]

BUTTONS_A_ROW = 5  # Discord's limit
STYLES = {Style.PRIMARY: ButtonStyle.primary, Style.SECONDARY: ButtonStyle.secondary}
COLOURS = {
    Tone.ANSWERED: Colour(0x2E7D52),
    Tone.NOT_IN_ESSAY: Colour(0x80848E),
    Tone.NEUTRAL: Colour(0x4A6FA5),
}


def as_arguments(reply: Reply, form: Form) -> dict[str, Any]:
    """What to call `send`, `edit` and the like with. Only within the running event loop can a view be stopped."""
    if form is Form.RICH:
        return {"view": _layout(reply)}
    return {"content": "\n\n".join(reply.blocks), "view": _buttons_alone(reply.buttons)}


def _layout(reply: Reply) -> ui.LayoutView:
    items: list[ui.Item[Any]] = []
    for block in reply.blocks:
        if items:
            items.append(ui.Separator())
        items.append(ui.TextDisplay(block))
    items += (ui.ActionRow(*row) for row in _rows(reply.buttons))
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=COLOURS[reply.tone]))
    view.stop()
    return view


def _buttons_alone(buttons: Sequence[Button]) -> ui.View:
    """One without buttons takes those away that a message had."""
    view = ui.View(timeout=None)
    for row in _rows(buttons):
        for button in row:
            view.add_item(button)
    view.stop()
    return view


def _rows(buttons: Sequence[Button]) -> Iterator[list[ui.Button[Any]]]:
    for first in range(0, len(buttons), BUTTONS_A_ROW):
        yield [_button(button) for button in buttons[first : first + BUTTONS_A_ROW]]


def _button(button: Button) -> ui.Button[Any]:
    return ui.Button(
        label=button.label or None, custom_id=button.custom_id, style=STYLES[button.style], emoji=button.emoji
    )
