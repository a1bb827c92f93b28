"""`quoth serve` killed at any moment of an upload or a change: what it said is done is done, and nothing by halves."""

import asyncio
import os
import random
import re
from typing import Any

from tests.bot.discord_side.conftest import DEADLINE, Serve, Served
from tests.bot.discord_side.owners.conftest import library
from tests.discord_server import Channel, LocalDiscord, text_of

KILLS = int(os.environ.get("QUOTH_TEST_KILLS", "6"))  # the more, the more moments; a restart takes two seconds
LONGEST_STEP = 0.3  # seconds; within it, any moment is as likely
MOST_STEPS = 5  # until a kill
PARAGRAPHS = 200  # of an essay: what is kept of it takes many pages of a database
NAMES = ("first", "second")
THINGS = (*NAMES, "channel", "settings")

State = dict[str, int | None]
"""By each thing the step whose value it has."""


def essay(step: int) -> bytes:
    """An essay that is of this step from its beginning to its end."""
    paragraphs = (f"In paragraph {number} the walker takes step {step}." for number in range(1, PARAGRAPHS + 1))
    return "\n\n".join([f"# Step {step}", *paragraphs]).encode()


async def change(local: LocalDiscord, thing: str, step: int) -> None:
    """Change one thing; when this returns, Discord was told that it is done."""
    options: dict[str, Any]
    match thing:
        case "channel":
            said = await library(local, "use", essay=NAMES[step % 2], channel=channel_for(local, step))
            assert "is asked alone" in text_of(said)
        case "settings":
            options = {"answers": ("plain", "rich")[step % 2], "feedback": ("on", "off")[step % 2]}
            assert "**In this server**" in text_of(await library(local, "settings", **options))
        case name:
            said = await library(local, "add", file=local.attach(f"{name}.md", essay(step)))
            assert f"Step {step}" in text_of(said)


def channel_for(local: LocalDiscord, step: int) -> Channel:
    return (local.world.general, local.world.other_channel)[step // 2 % 2]


async def whole_step(local: LocalDiscord, name: str) -> int:
    """Of which step an essay is: its first paragraph, its last, and its title say the same."""
    listed = re.search(rf"“{name}”: Step (\d+), ", text_of(await library(local, "list")))
    assert listed
    for paragraph in (1, PARAGRAPHS):
        world = local.world
        asked = await local.slash(world.ada, world.general, "cite", ref=f"¶{paragraph}", essay=name)
        assert f"In paragraph {paragraph} the walker takes step {listed[1]}." in text_of(await local.answer_to(asked))
    return int(listed[1])


async def ties(local: LocalDiscord) -> dict[int, str]:
    """By channel, the essay that it asks alone."""
    lines = re.findall(r"- “(\w+)”: .*; alone in (.*)", text_of(await library(local, "list")))
    return {int(channel): name for name, channels in lines for channel in re.findall(r"<#(\d+)>", channels)}


async def settings(local: LocalDiscord) -> int:
    """Of an even step or an odd one: both settings have to be of the same."""
    said = text_of(await library(local, "settings"))
    plain, on = "Answers: plain text" in said, "Buttons for feedback: on" in said
    assert plain == on, said
    return 0 if plain else 1


class Walk:
    """One change after the other, each with the number of its step."""

    def __init__(self, local: LocalDiscord, chance: random.Random) -> None:
        self._local = local
        self._chance = chance
        self.step = 0
        self.told: State = dict.fromkeys(THINGS)
        """What Discord was told is done."""
        self.ties: dict[int, str] = {}
        self.under_way: tuple[str, int] | None = None

    async def take(self, thing: str | None = None) -> None:
        """Change something, one after the other if it is not said what."""
        self.step += 1
        thing = thing or self._chance.choice(THINGS)
        self.under_way = thing, self.step
        await change(self._local, thing, self.step)
        self.settle()

    def settle(self) -> None:
        """What was under way is done."""
        assert self.under_way
        thing, step = self.under_way
        self.told[thing], self.under_way = step, None
        if thing == "channel":
            self.ties[channel_for(self._local, step).id] = NAMES[step % 2]

    async def until_killed(self, served: Served) -> None:
        """Go on; at any moment the process is killed."""
        for _ in range(self._chance.randrange(MOST_STEPS)):
            await self.take()
        last = asyncio.create_task(self.take())
        await asyncio.wait({last}, timeout=self._chance.uniform(0, LONGEST_STEP))
        served.process.kill()
        await served.ended()
        last.cancel()
        await asyncio.wait({last})

    async def check(self) -> None:
        """All that was told holds; what was under way holds as a whole, or not at all."""
        found: State = {name: await whole_step(self._local, name) for name in NAMES}
        if self.under_way and found.get(self.under_way[0]) == self.under_way[1]:
            self.settle()
        assert found == {name: self.told[name] for name in NAMES}
        tied, is_odd = await ties(self._local), await settings(self._local)
        if self.under_way and self.under_way[0] == "channel" and tied != self.ties:
            self.settle()
        assert tied == self.ties
        if self.under_way and self.under_way[0] == "settings" and is_odd == self.under_way[1] % 2:
            self.settle()
        last = self.told["settings"]
        assert last is None or last % 2 == is_odd
        self.under_way = None


async def started(local: LocalDiscord, serve: Serve) -> Served:
    """A new process, connected once the one before is gone."""
    await local.book.until(lambda: not local.gateway.connected, "the connection to end", DEADLINE)
    served = await serve(QUOTH_QUESTIONS_PER_USER="1000")
    await local.ready()
    return served


async def test_what_was_acknowledged_outlives_a_kill_at_any_moment(local: LocalDiscord, serve: Serve) -> None:
    walk = Walk(local, random.Random(KILLS))
    served = await started(local, serve)
    for thing in THINGS:
        await walk.take(thing)
    for kill in range(KILLS):
        await walk.until_killed(served)
        served = await started(local, serve)
        try:
            await walk.check()
        except AssertionError as error:
            error.add_note(f"After kill {kill} of {KILLS}; under way: {walk.under_way}. {served.said}")
            raise
    assert await served.stop() == 0
