"""How the README shows the pictures: each with its words, for those who can't see it, and the plain text as text."""

from collections.abc import Iterator
from html import escape

from bot.discord_side.replies.escaping import unescape
from tests.discord_server.checks import components_in
from tests.discord_server.reading import BUTTON, TEXT, called
from tests.pictures.page import WIDTH
from tests.pictures.scenes import Scene, Shown

__all__ = ["fenced", "image"]

SIGNS = ("> ", "-# ", "- ", "— ")  # how a line begins that is no plain one


def image(scene: Scene) -> str:
    """The picture of a scene, and all that is said in it."""
    words = escape(" ".join(" ".join(_said(message)) for message in scene.messages), quote=False).replace('"', "&quot;")
    return f'<img src="docs/pictures/{scene.name}.png" width="{WIDTH}" alt="{words}">'


def fenced(scenes: list[Scene]) -> str:
    """The plain text as it is sent, and as it is copied."""
    [plain] = [scene for scene in scenes if scene.name == "plain-text"]
    return f"```\n{plain.messages[-1].content}\n```"


def _said(message: Shown) -> Iterator[str]:
    yield f"{message.author}:"
    components = list(components_in(message.components))
    texts = [message.content, *(part["content"] for part in components if part["type"] == TEXT)]
    yield from (_without_signs(line) for text in texts for line in text.split("\n") if line)
    yield from (f"[{called(part)}]" for part in components if part["type"] == BUTTON)


def _without_signs(line: str) -> str:
    for sign in SIGNS:
        line = line.removeprefix(sign)
    return unescape(line.replace("**", "").replace("<@Quoth>", "@Quoth"))
