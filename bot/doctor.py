"""`quoth doctor`: what was looked at, a line each, and what to do about what is not right."""

import asyncio
from collections.abc import Sequence

from bot.discord_side.client import offered_commands
from bot.discord_side.doctor import Check, examine
from bot.layout import Line
from bot.settings import load_settings
from bot.terminal import show

__all__ = ["doctor"]

SIGNS = {True: "✓", False: "✗", None: "•"}
ADVICE = "  → "


def doctor(channel: int | None) -> bool:
    """Look at everything that Discord needs; whether all of it is right.

    Raises:
        SettingsError: a setting can't be what it says.
    """
    return asyncio.run(_examine(channel))


async def _examine(channel: int | None) -> bool:
    is_right = True
    async for check in examine(load_settings(), channel, offered_commands):
        show(_lines(check))
        is_right = is_right and check.ok is not False
    return is_right


def _lines(check: Check) -> Sequence[Line]:
    found = Line(f"{SIGNS[check.ok]} {check.name}: {check.found}", indent="  ")
    return [found, Line(f"{ADVICE}{check.advice}", indent="    ")] if check.advice else [found]
