"""What people asked and what the bot sent, taken off the wire of a local Discord."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.discord_side.replies.wording import IN_CONTEXT
from tests.bot.discord_side.conftest import on_discord
from tests.discord_server import Json, LocalDiscord, Message

__all__ = ["Scene", "Shown", "as_json", "play"]

ANSWERED = "@Quoth What are Azerbaijan's preconditions for signing?"
NOT_IN_ESSAY = "@Quoth How do I bake sourdough bread?"

UNSEEN = {"id", "custom_id"}  # what no reader sees, and what is another one with every start


class Shown(NamedTuple):
    """A message as it was sent; a mention holds the name instead of the number."""

    author: str
    is_bot: bool
    only_for_asker: bool
    content: str
    components: list[Json]


class Scene(NamedTuple):
    """Messages that follow each other; the second, if there is one, replies to the first."""

    name: str
    messages: list[Shown]


async def play() -> list[Scene]:
    """Ask the bot with the shipped essay, in both forms, and click."""
    async with LocalDiscord() as local:
        async with on_discord(local):
            answered = await _asked(local, ANSWERED)
            refused = await _asked(local, NOT_IN_ESSAY)
            click = await local.click(local.world.ada, answered[-1], IN_CONTEXT)
            context = [await local.answer_to(click)]
        async with on_discord(local, plain_text=True):
            plain = await _asked(local, ANSWERED)
        if local.violations:
            raise AssertionError(local.violations)
        names = {user.mention: f"<@{user.name}>" for user in local.world.users.values()}
    played = {"answered": answered, "not-in-essay": refused, "in-context": context, "plain-text": plain}
    return [Scene(name, [_shown(message, names) for message in messages]) for name, messages in played.items()]


def as_json(scenes: list[Scene]) -> str:
    """The scenes as they are kept beside the pictures."""
    said = {scene.name: [message._asdict() for message in scene.messages] for scene in scenes}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


async def _asked(local: LocalDiscord, question: str) -> list[Message]:
    said = await local.say(local.world.ada, local.world.general, question)
    return [said, await local.answer_to(said)]


def _shown(message: Message, names: dict[str, str]) -> Shown:
    content = re.sub(r"<@\d+>", lambda mention: names[mention[0]], message.content)
    components = [_seen(component) for component in message.components]
    return Shown(message.author.name, message.author.bot, message.is_ephemeral, content, components)


def _seen(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_seen(part) for part in value]
    return dict(_seen_parts(value)) if isinstance(value, dict) else value


def _seen_parts(component: Json) -> Iterator[tuple[str, Any]]:
    for key, value in component.items():
        if key not in UNSEEN and value is not None:
            yield key, _seen(value)
