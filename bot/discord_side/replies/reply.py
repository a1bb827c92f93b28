"""What is put on Discord's wire, before it is: blocks of Discord's Markdown and buttons, in one of two forms."""

from enum import Enum, auto
from typing import NamedTuple

__all__ = ["Button", "Form", "Reply", "Style", "Tone"]


class Form(Enum):
    """How a reply is laid out. A message can't change from one to the other."""

    RICH = auto()  # Components V2
    PLAIN = auto()  # content, as every client and every channel takes it


class Style(Enum):
    """How much a button asks to be clicked."""

    PRIMARY = auto()
    SECONDARY = auto()


class Tone(Enum):
    """What the rich form's edge says."""

    ANSWERED = auto()
    NOT_IN_ESSAY = auto()
    NEUTRAL = auto()


class Button(NamedTuple):
    """A button with a label, an emoji or both; `custom_id` holds all that its click needs to know."""

    label: str
    custom_id: str
    style: Style = Style.SECONDARY
    emoji: str | None = None


class Reply(NamedTuple):
    """Within the limits of the form it was made for. Blocks are set apart from each other; buttons stand below."""

    blocks: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.NEUTRAL
