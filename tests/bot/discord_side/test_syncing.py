import copy
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.endpoint import connect_to
from bot.discord_side.syncing import payloads, same_commands, sync_if_changed
from tests.bot.discord_side.canned import Canned, canned_discord

LOCAL: list[dict[str, Any]] = [
    {
        "name": "ask",
        "type": 1,
        "description": "Ask the essay.",
        "options": [
            {"type": 3, "name": "question", "description": "What?", "required": True, "max_length": 500},
            {"type": 3, "name": "section", "description": "Where?", "required": False, "autocomplete": True},
            {"type": 4, "name": "top", "description": "How many?", "required": False, "min_value": 0},
            {
                "type": 3,
                "name": "visibility",
                "description": "For whom?",
                "required": False,
                "choices": [{"name": "everybody", "value": "public"}, {"name": "only me", "value": "private"}],
            },
        ],
        "nsfw": False,
        "dm_permission": True,
        "default_member_permissions": 8192,
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
    },
    {"name": "Find in the essay", "type": 3, "contexts": None, "integration_types": None, "nsfw": False},
    {"name": "ask", "type": 3, "default_member_permissions": None},
]


def as_discord_answers(local: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with what Discord adds and rewrites, in another order."""
    remote = [_as_answered(number, command) for number, command in enumerate(copy.deepcopy(local))]
    return remote[::-1]


def _as_answered(number: int, command: dict[str, Any]) -> dict[str, Any]:
    permissions = command.get("default_member_permissions")
    told = {
        **command,
        "id": str(number),
        "application_id": "1",
        "version": "7",
        "default_permission": True,
        "dm_permission": True,
        "default_member_permissions": None if permissions is None else str(permissions),
        "description": command.get("description", ""),
        "name_localizations": command.get("name_localizations") or None,
        "description_localizations": None,
        "contexts": command.get("contexts"),
        "integration_types": (command.get("integration_types") or [0])[::-1],
        "nsfw": False,
    }
    for option in told.get("options", []):
        if not option.get("required"):
            option.pop("required", None)
    return told


def test_what_discord_adds_and_rewrites_is_no_change() -> None:
    assert same_commands(LOCAL, as_discord_answers(LOCAL))
    assert same_commands([], [])
    assert same_commands(
        [{"name": "x", "type": 1, "contexts": None}], [{"name": "x", "type": 1, "contexts": [2, 1, 0]}]
    )


def change(remote: list[dict[str, Any]], path: tuple[Any, ...], value: object) -> None:
    *way, last = path
    part: Any = next(command for command in remote if command["name"] == "ask" and command["type"] == 1)
    for step in way:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("description",), "Ask."),
        (("name",), "question"),
        (("default_member_permissions",), "0"),
        (("default_member_permissions",), None),
        (("contexts",), [0]),
        (("integration_types",), [0]),
        (("nsfw",), True),
        (("name_localizations",), {"de": "fragen"}),
        (("options", 0, "required"), None),
        (("options", 0, "max_length"), 499),
        (("options", 1, "autocomplete"), None),
        (("options", 2, "min_value"), None),
        (("options", 3, "choices", 0, "value"), "all"),
        (
            ("options", 3, "choices"),
            [{"name": "only me", "value": "private"}, {"name": "everybody", "value": "public"}],
        ),
        (("options", 3), None),
    ],
)
def test_a_change_anywhere_is_seen(path: tuple[Any, ...], value: object) -> None:
    remote = as_discord_answers(LOCAL)
    change(remote, path, value)
    assert not same_commands(LOCAL, remote)


def test_a_command_more_or_less_is_seen() -> None:
    remote = as_discord_answers(LOCAL)
    assert not same_commands(LOCAL[1:], remote)
    assert not same_commands(LOCAL, remote[1:])


words = st.text(min_size=1, max_size=5)
option = st.fixed_dictionaries(
    {"type": st.integers(3, 10), "name": words, "description": words},
    optional={"required": st.booleans(), "min_value": st.integers(0, 3), "autocomplete": st.booleans()},
)
command = st.fixed_dictionaries(
    {"type": st.integers(1, 3), "name": words},
    optional={
        "description": words,
        "options": st.lists(option, max_size=3),
        "default_member_permissions": st.none() | st.integers(0, 9),
        "name_localizations": st.dictionaries(st.sampled_from(["de", "el", "hy"]), words),
        "contexts": st.none() | st.lists(st.integers(0, 2), unique=True, min_size=1),
        "integration_types": st.none() | st.just([0, 1]),
    },
)
several = st.lists(command, max_size=4, unique_by=lambda one: (one["type"], one["name"]))


@given(several)
def test_whatever_was_sent_is_known_again(local: list[dict[str, Any]]) -> None:
    assert same_commands(local, as_discord_answers(local))


@given(several, several)
def test_sameness_is_mutual(some: list[dict[str, Any]], others: list[dict[str, Any]]) -> None:
    assert same_commands(some, others) == same_commands(others, some)


@pytest.fixture
async def discord_and_bot() -> AsyncIterator[tuple[Canned, commands.Bot]]:
    async with canned_discord() as canned:
        connect_to(canned.base)
        async with commands.Bot("!", intents=discord.Intents(guilds=True), help_command=None) as bot:

            @bot.tree.command(description="Ask the essay.")
            @app_commands.allowed_installs(guilds=True, users=True)
            @app_commands.choices(visibility=[app_commands.Choice(name="only me", value="private")])
            async def ask(
                interaction: discord.Interaction, question: app_commands.Range[str, 1, 500], visibility: str = ""
            ) -> None: ...

            @bot.tree.context_menu(name="Find in the essay")
            async def find(interaction: discord.Interaction, message: discord.Message) -> None: ...

            await bot.login("a.b.c")
            canned.says["PUT /applications/1/commands"] = []
            yield canned, bot


async def test_commands_are_sent_only_when_they_changed(discord_and_bot: tuple[Canned, commands.Bot]) -> None:
    canned, bot = discord_and_bot
    assert await sync_if_changed(bot)
    assert [command["name"] for command in canned.sent] == ["ask", "Find in the essay"]
    assert canned.sent == await payloads(bot.tree)
    canned.says["GET /applications/1/commands"], canned.sent = as_discord_answers(canned.sent), None
    assert not await sync_if_changed(bot)
    assert canned.sent is None
    assert "/applications/1/commands?with_localizations=true" in canned.asked


@pytest.mark.parametrize("status", [403, 404])
async def test_if_discord_does_not_tell_what_it_has_they_are_sent(
    discord_and_bot: tuple[Canned, commands.Bot], status: int
) -> None:
    canned, bot = discord_and_bot
    canned.says["GET /applications/1/commands"] = status
    assert await sync_if_changed(bot)
    assert canned.sent


class German(app_commands.Translator):
    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _: app_commands.TranslationContextTypes
    ) -> str | None:
        return {"ask": "fragen"}.get(string.message) if locale is discord.Locale.german else None


async def test_a_translation_is_part_of_a_command(discord_and_bot: tuple[Canned, commands.Bot]) -> None:
    canned, bot = discord_and_bot
    await sync_if_changed(bot)
    canned.says["GET /applications/1/commands"] = as_discord_answers(canned.sent)
    await bot.tree.set_translator(German())
    assert await sync_if_changed(bot)
    assert canned.sent[0]["name_localizations"] == {"de": "fragen"}
    canned.says["GET /applications/1/commands"] = as_discord_answers(canned.sent)
    assert not await sync_if_changed(bot)
