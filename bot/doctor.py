"""`quoth doctor`: what was looked at, a line each, and what to do about what is not right."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.checks import Check, check_database, checks_at_home
from bot.discord_side.client import offered_commands
from bot.discord_side.doctor import examine
from bot.layout import Line
from bot.settings import Settings, load_settings
from bot.terminal import show

__all__ = ["doctor"]

SIGNS = {True: "✓", False: "✗", None: "•"}
ADVICE = "  → "


def doctor(channel: int | None, library: Path | None = None) -> bool:
    """Look at everything that Discord needs; whether all of it is right. A library named here is looked at as if set.

    Raises:
        SettingsError: a setting can't be what it says.
    """
    settings = load_settings()
    if library:
        settings = settings.model_copy(update={"library": library, "essay": None})
    return asyncio.run(_examine(settings, channel))


async def _examine(settings: Settings, channel: int | None) -> bool:
    is_right = True
    for check in checks_at_home(settings):
        is_right &= _shown(check)
    is_right &= _shown(await check_database(settings))
    async for check in examine(settings, channel, offered_commands):
        is_right &= _shown(check)
    return is_right


def _shown(check: Check) -> bool:
    """Whether it is no hindrance."""
    show(_lines(check))
    return check.ok is not False


def _lines(check: Check) -> Sequence[Line]:
    found = Line(f"{SIGNS[check.ok]} {check.name}: {check.found}", indent="  ")
    return [found, Line(f"{ADVICE}{check.advice}", indent="    ")] if check.advice else [found]
