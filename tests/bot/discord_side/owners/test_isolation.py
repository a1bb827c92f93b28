"""No command, no click and nothing typed in one place ever shows what another server has, whatever was done before."""

import json
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.bot.discord_side.conftest import on_discord
from tests.bot.discord_side.owners.conftest import library, owners_of
from tests.discord_server import Channel, Guild, LocalDiscord, Message, buttons_of, text_of

SECRETS = ("kestrel", "osprey")  # a word for each server, in all that it has
NAMES = ("week 1", "week 2")
QUESTION = "What is the word of the day?"
GAP = "Who has ever baked sourdough on the {secret}?"
STEPS = 60
PLACES = 4
KINDS = 16  # of steps

Step = tuple[int, int, str]
"""What to do, where, and with which name."""


def essay(secret: str, number: int) -> bytes:
    """Alike in every server but for the word."""
    told = f"The word of the day is {secret}, said the {secret} of room {number}."
    return (
        f"# Words\n\n## Day {number}\n\n{told}\n\nA {secret} says it at noon.\n\nThe {secret} is told again.\n".encode()
    )


class Walk:
    """Two servers that call all things by the same names, and places that are no server's."""

    def __init__(self, local: LocalDiscord) -> None:
        world = local.world
        self.local = local
        self.places: tuple[Channel, ...] = (world.general, world.elsewhere, world.dm(world.ada), world.strange_channel)
        self.guilds: tuple[Guild, ...] = (world.guild, world.other_guild)
        self.shown: list[list[Message]] = [[] for _ in self.places]
        self.ids: list[str] = []
        self.steps: tuple[Callable[[int, str], Awaitable[None]], ...] = (
            self.add, self.remove, self.use, self.change, self.list_all, self.see_gaps, self.ask, self.ask_one,
            self.miss, self.mention, self.cite, self.contents, self.type_a_name, self.click,
            self.click_what_others_have, self.rejoin,
        )  # fmt: skip

    async def take(self, step: int, place: int, name: str) -> None:
        await self.steps[step](place, name)

    def see(self, place: int, message: Message) -> None:
        """Whatever is said there is of no other server; its buttons are remembered."""
        self.check(place, [message.content, message.components, message.sent])
        if not message.deleted:
            self.shown[place].append(message)
        self.ids += [button.custom_id for button in buttons_of(message) if button.custom_id]

    def check(self, place: int, said: Any) -> None:  # noqa: ANN401
        own = SECRETS[place] if place < len(SECRETS) else None
        for secret in SECRETS:
            assert secret == own or secret not in json.dumps(said).casefold(), (place, said)

    # What who manages a server does; where there is none, nothing

    async def add(self, place: int, name: str) -> None:
        if place < len(self.guilds):
            text = essay(SECRETS[place], NAMES.index(name))
            await self.own(place, "add", file=self.local.attach(f"{name}.md", text))

    async def remove(self, place: int, name: str) -> None:
        await self.own(place, "remove", essay=name)

    async def use(self, place: int, name: str) -> None:
        await self.own(place, "use", essay=name)

    async def change(self, place: int, name: str) -> None:
        await self.own(place, "settings", unanswered="keep", answers="plain" if name == NAMES[0] else "rich")

    async def list_all(self, place: int, _: str) -> None:
        await self.own(place, "list")

    async def see_gaps(self, place: int, _: str) -> None:
        await self.own(place, "gaps")

    async def own(self, place: int, command: str, **options: Any) -> None:  # noqa: ANN401
        if place < len(self.guilds):
            self.see(place, await library(self.local, command, self.places[place], **options))

    # What everybody does

    async def ask(self, place: int, _: str) -> None:
        await self.type(place, "ask", question=QUESTION)

    async def ask_one(self, place: int, name: str) -> None:
        await self.type(place, "ask", question=QUESTION, essay=name)

    async def miss(self, place: int, _: str) -> None:
        if place < len(SECRETS):
            await self.type(place, "ask", question=GAP.format(secret=SECRETS[place]))

    async def cite(self, place: int, name: str) -> None:
        await self.type(place, "cite", ref="¶1", essay=name)

    async def contents(self, place: int, _: str) -> None:
        await self.type(place, "contents")

    async def type(self, place: int, command: str, **options: Any) -> None:  # noqa: ANN401
        local, channel = self.local, self.places[place]
        self.see(place, await local.answer_to(await local.slash(local.world.ada, channel, command, **options)))

    async def mention(self, place: int, _: str) -> None:
        if self.places[place] is not self.local.world.strange_channel:
            question = await self.local.say(self.local.world.ada, self.places[place], f"@Quoth {QUESTION}")
            self.see(place, await self.local.answer_to(question))

    async def type_a_name(self, place: int, _: str) -> None:
        type_into, world = self.local.autocomplete, self.local.world
        self.check(
            place, await type_into(world.ada, self.places[place], "ask", question=QUESTION, focus="essay", essay="")
        )
        if place < len(self.guilds):
            self.check(
                place, await type_into(world.keeper, self.places[place], "library remove", focus="essay", essay="")
            )

    async def click(self, place: int, name: str) -> None:
        for message in self.shown[place][-1 - NAMES.index(name) :][:1]:
            ids = [button.custom_id for button in buttons_of(message) if button.custom_id and not button.disabled]
            if ids and not message.deleted:
                await self.click_one(place, message, ids[len(self.ids) % len(ids)])

    async def click_what_others_have(self, place: int, name: str) -> None:
        """Somebody sends what a button elsewhere would."""
        for message in self.shown[place][-1:]:
            for custom_id in self.ids[-8 - 8 * NAMES.index(name) :][:8]:
                button = {"type": 2, "id": 91, "style": 1, "label": "x", "custom_id": custom_id}
                had, message.components = message.components, [{"type": 1, "id": 90, "components": [button]}]
                await self.click_one(place, message, custom_id)
                message.components = had

    async def click_one(self, place: int, message: Message, custom_id: str) -> None:
        if message.deleted:
            return
        click = await self.local.click(self.local.world.ada, message, custom_id)
        await self.local.book.until(lambda: click.modal or click.callback, "something to happen", 10)
        if not click.modal:
            answers = self.local.answers_to(click)
            for answer in answers:
                self.check(place, [answer.content, answer.components, answer.sent])

    async def rejoin(self, place: int, name: str) -> None:
        if place < len(self.guilds) and name == NAMES[0]:
            await self.local.remove_bot(self.guilds[place])
            await self.local.add_bot(self.guilds[place])
            await self.local.delivered()


@given(
    walk=st.lists(
        st.tuples(st.integers(0, KINDS - 1), st.integers(0, PLACES - 1), st.sampled_from(NAMES)),
        min_size=STEPS,
        max_size=STEPS,
    )
)
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a walk takes seconds: to find a shorter one, minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
async def test_whatever_is_done_nobody_sees_what_another_server_has(walk: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            LocalDiscord() as local,
            owners_of(Path(folder) / "q.sqlite3") as owners,
            on_discord(local, owners.servers, owners=owners),
        ):
            steps = Walk(local)
            for place in (0, 1):
                for name in NAMES:
                    await steps.add(place, name)
                await steps.change(place, NAMES[0])
            for step in walk:
                await steps.take(*step)
            for place in (0, 1):  # and each has had something to hide
                await steps.add(place, NAMES[0])
                await steps.use(place, NAMES[0])
                await steps.ask(place, NAMES[0])
                assert SECRETS[place] in text_of(steps.shown[place][-1])
                await steps.change(place, NAMES[0])
                await steps.miss(place, NAMES[0])
                await steps.miss(place, NAMES[0])
            for place in (0, 1):
                await steps.see_gaps(place, NAMES[0])
                assert SECRETS[place] in text_of(steps.shown[place][-1]).casefold()
