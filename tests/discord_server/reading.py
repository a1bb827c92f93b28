"""Reading a message as somebody sees it."""

from typing import NamedTuple

from tests.discord_server.checks import components_in
from tests.discord_server.exchange import Message
from tests.discord_server.model import Json

__all__ = ["Button", "buttons_of", "called", "text_of"]

BUTTON, TEXT = 2, 10


class Button(NamedTuple):
    label: str
    custom_id: str | None
    disabled: bool
    payload: Json


def text_of(message: Message) -> str:
    """All it says, whatever form it has."""
    texts = [message.content] if message.content else []
    texts += [part["content"] for part in components_in(message.components) if part.get("type") == TEXT]
    return "\n".join(texts)


def buttons_of(message: Message) -> list[Button]:
    """In the order in which they are shown."""
    return [
        Button(called(part), part.get("custom_id"), bool(part.get("disabled")), part)
        for part in components_in(message.components)
        if part.get("type") == BUTTON
    ]


def called(component: Json) -> str:
    """A button's label, or else its emoji."""
    return str(component.get("label") or (component.get("emoji") or {}).get("name", ""))
