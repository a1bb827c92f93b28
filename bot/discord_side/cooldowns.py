"""How often somebody may ask: so many questions a minute, for each of a bounded number of askers."""

from collections.abc import Hashable
from math import ceil

from cachetools import TTLCache
from discord.app_commands import Cooldown

__all__ = ["Cooldowns"]

PER = 60.0  # seconds
MOST_KEPT = 5_000  # askers; whoever was silent longest is forgotten first


class Cooldowns:
    """A minute for each asker, from the first question on. `now` is in seconds of a clock that only goes forward."""

    def __init__(self, questions: int) -> None:
        self._questions = questions
        self._kept: TTLCache[Hashable, Cooldown] = TTLCache(MOST_KEPT, PER)

    def take(self, asker: Hashable, now: float) -> int:
        """Count a question; how many seconds the asker has to wait if it is one too many, else 0."""
        cooldown = self._kept.get(asker)
        if cooldown is None:
            self._kept[asker] = cooldown = Cooldown(self._questions, PER)
        return ceil(cooldown.update_rate_limit(now) or 0.0)

    def expire(self) -> None:
        """Forget the askers whose minute is over."""
        self._kept.expire()
