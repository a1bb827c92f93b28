"""What many questions cost the bot on Discord: nothing is lost, memory stays flat, processor time beside a peer's.

Run it with `python -m tests.benchmarks.discord_load`, or with the names of some parts behind it; all take ten minutes.
All but the last ask by words alone.

cpu    processor time an answer, against that of a bot which echoes, on the same local Discord in the same run
soak   20,000 questions, 64 outstanding: what memory grows by after the first thousand
burst  10,000 mentions at once, in many channels and in one, under Discord's own rate limit
askers 32 people who all ask at once, again and again: how long they wait, by words and with meaning, and memory

`quoth serve` runs as people run it, in a process of its own; what it costs is read from /proc.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_side.refusals import TO_ALL
from tests.bot.conftest import COMMAND, inherited
from tests.discord_server import Channel, LocalDiscord, Message, User, text_of
from tests.discord_server.echo import EchoBot

WITH_MEANING = (str(COMMAND), "serve")
QUOTH = (*WITH_MEANING, "--without", "meaning")
ECHO = (sys.executable, "-m", __spec__.name, "echo") if __spec__ else ()
UNHURRIED = {"QUOTH_QUESTIONS_PER_USER": "1000000", "QUOTH_QUESTIONS_PER_CHANNEL": "1000000"}
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 300  # seconds
KEPT = 2_000  # messages and requests that the local Discord remembers

ROUNDS, QUESTIONS_A_ROUND = 7, 500
OUTSTANDING = 64
SOAK, FIRST = 20_000, 1_000
BURST = 10_000
ASKERS, QUESTIONS_OF_ALL = 32, 1_280
BUCKET = 5  # messages in as many seconds are what Discord takes in a channel
USERS, CHANNELS = 500, 50
TOLD = {"I am busy": "told busy", "please wait": "told to wait"}  # by what an answer says


class Process:
    """A bot in a process of its own, and what it has cost so far."""

    def __init__(self, pid: int) -> None:
        self._folder = Path("/proc") / str(pid)

    def cpu(self) -> float:
        """Seconds of processor time, its own and the system's on its behalf."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """Megabytes in memory."""
        return self._status("VmRSS") / 1024

    def peak(self) -> float:
        """The most megabytes in memory since `forget_peak`."""
        return self._status("VmHWM") / 1024

    def forget_peak(self) -> None:
        (self._folder / "clear_refs").write_text("5")

    def threads(self) -> int:
        return self._status("Threads")

    def _status(self, name: str) -> int:
        lines = (self._folder / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


@asynccontextmanager
async def bot_on(local: LocalDiscord, command: Sequence[str], **settings: str) -> AsyncIterator[Process]:
    """A bot on this Discord, once it is ready; told to leave in the end."""
    environment = {"QUOTH_DISCORD_API_BASE": local.api_base, "QUOTH_DISCORD_TOKEN": local.token, **settings}
    bot = await asyncio.create_subprocess_exec(*command, env=inherited() | environment)
    try:
        await local.ready()
        yield Process(bot.pid)
    finally:
        bot.terminate()
        await bot.wait()


def asked(local: LocalDiscord, users: int, channels: int) -> Iterator[tuple[User, Channel, str]]:
    """The shipped essay's labelled questions again and again, by many people in many channels."""
    lines = (files("index") / "essays" / "us-russia-talks.questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [f"@Quoth {json.loads(line)['question']}" for line in lines]
    people = [local.world.user(f"User {number}") for number in range(users)]
    places = [local.world.channel(local.world.guild, f"channel-{number}") for number in range(channels)]
    return zip(cycle(people), cycle(places), cycle(questions), strict=False)


async def ask(local: LocalDiscord, questions: Iterable[tuple[User, Channel, str]], outstanding: int) -> None:
    """Ask them all, so many at a time, and wait for every answer."""
    remaining = iter(questions)

    async def one_after_another() -> None:
        for user, channel, text in remaining:
            await local.answer_to(await local.say(user, channel, text), deadline=PATIENCE)

    await asyncio.gather(*(one_after_another() for _ in range(outstanding)))


async def cpu() -> None:
    """Print what an answer costs, and what an echo."""
    async with (
        LocalDiscord(keep=KEPT) as ours,
        LocalDiscord(keep=KEPT) as theirs,
        bot_on(ours, QUOTH, **UNHURRIED) as quoth,
        bot_on(theirs, ECHO) as peer,
    ):
        questions, same = asked(ours, USERS, CHANNELS), asked(theirs, USERS, CHANNELS)
        for outstanding in (OUTSTANDING, 1):
            pairs = [
                (await cost(ours, quoth, questions, outstanding), await cost(theirs, peer, same, outstanding))
                for _ in range(1 + ROUNDS)
            ][1:]  # the first warms up
            answer, echoed = (median(costs) for costs in zip(*pairs, strict=True))
            print(
                f"cpu    {outstanding:3} outstanding   {answer:.2f} ms an answer   {echoed:.2f} ms an echo   "
                f"ratio {median(a / b for a, b in pairs):.2f}"
            )


async def cost(
    local: LocalDiscord, bot: Process, questions: Iterator[tuple[User, Channel, str]], outstanding: int
) -> float:
    """Milliseconds of processor time an answer."""
    before = bot.cpu()
    await ask(local, islice(questions, QUESTIONS_A_ROUND), outstanding)
    return (bot.cpu() - before) / QUESTIONS_A_ROUND * 1e3


async def soak() -> None:
    """Print what memory grows by under many questions of many people."""
    async with LocalDiscord(keep=KEPT) as local, bot_on(local, QUOTH, **UNHURRIED) as quoth:
        questions = asked(local, 10 * USERS, 10 * CHANNELS)
        await ask(local, islice(questions, FIRST), OUTSTANDING)
        first, threads = quoth.resident(), quoth.threads()
        for done in range(FIRST, SOAK, FIRST):
            await ask(local, islice(questions, FIRST), OUTSTANDING)
            if done % 5_000 == 0:
                print(f"soak   {done:6,} questions   {quoth.resident():.1f} MB")
        print(
            f"soak   {SOAK:6,} questions   {first:.1f} MB after the first {FIRST:,}, {quoth.resident():.1f} MB in the "
            f"end   {quoth.resident() - first:+.1f} MB   {threads} threads, then {quoth.threads()}   "
            f"{len(local.violations)} violations"
        )


async def burst(name: str, channels: int) -> None:
    """Print what becomes of many questions at once, of memory meanwhile, and of who asks next."""
    async with LocalDiscord() as local, bot_on(local, QUOTH) as quoth:
        local.faults.bucket("POST", "/channels/*/messages", limit=BUCKET, window=BUCKET)
        questions = asked(local, USERS, channels)
        before = quoth.resident()
        quoth.forget_peak()
        told = [await local.say(*question) for question in islice(questions, BURST)]
        outcomes = await everyone_told(local, told)
        peak = quoth.peak()
        newcomer = local.world.user("Newcomer")
        after = await local.answer_to(await local.say(newcomer, local.world.general, "@Quoth Who is Khovayev?"))
        print(f"{name} {BURST:,} mentions: " + ", ".join(f"{n:,} {what}" for what, n in outcomes.most_common()))
        print(
            f"{name} {before:.1f} MB before, {peak:.1f} MB at most, {quoth.resident():.1f} MB after   next: "
            f"{'answered' if '¶12' in text_of(after) else 'NOT answered'}   {len(local.violations)} violations"
        )


async def askers(name: str, command: Sequence[str]) -> None:
    """Print how long people wait who ask at once, what an answer costs and what memory it takes."""
    async with LocalDiscord(keep=KEPT) as local, bot_on(local, command, **UNHURRIED) as quoth:
        questions = asked(local, ASKERS, ASKERS)
        await ask(local, islice(questions, ASKERS), ASKERS)  # warms up
        before, waits = quoth.cpu(), []
        for _ in range(QUESTIONS_OF_ALL // ASKERS):
            waits += await waited(local, list(islice(questions, ASKERS)))
        cost = (quoth.cpu() - before) / len(waits) * 1e3
        print(
            f"askers {name}   {ASKERS} at once   {median(waits):.2f} s in the median, {max(waits):.2f} s at most   "
            f"{cost:.1f} ms an answer   {quoth.peak():.0f} MB at most"
        )


async def waited(local: LocalDiscord, questions: Iterable[tuple[User, Channel, str]]) -> list[float]:
    """The seconds until each is answered, when all are asked at once."""
    loop = asyncio.get_running_loop()

    async def one(user: User, channel: Channel, text: str) -> float:
        began = loop.time()
        await local.answer_to(await local.say(user, channel, text), deadline=PATIENCE)
        return loop.time() - began

    return await asyncio.gather(*(one(*question) for question in questions))


async def everyone_told(local: LocalDiscord, questions: Sequence[Message]) -> Counter[str]:
    """What each of them was told, once all were."""
    for _ in range(PATIENCE):
        said = local.world.messages.values()
        to_all = {message.channel: message.id for message in said if text_of(message) == TO_ALL}
        waiting = [question for question in questions if not local.answers_to(question)]
        if all(question.id < to_all.get(question.channel, 0) for question in waiting):
            break
        await asyncio.sleep(1)
    late = Counter("late" if question.id < to_all.get(question.channel, 0) else "LOST" for question in waiting)
    return late + Counter(outcome(answers) for answers in map(local.answers_to, questions) if answers)


def outcome(answers: Sequence[Message]) -> str:
    """What became of a question."""
    text = text_of(answers[0])
    return next((called for words, called in TOLD.items() if words in text), "answered") + " twice" * (len(answers) > 1)


async def echo(base: str, token: str) -> None:
    """Be the peer: a bot that says what is said to it."""
    Route.BASE = base
    gateway = base.removesuffix("/api/v10").replace("http", "ws", 1) + "/gateway"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    await EchoBot().start(token)


async def measure(parts: Sequence[str]) -> None:
    """Print the figures of these parts."""
    if "cpu" in parts:
        await cpu()
    if "soak" in parts:
        await soak()
    if "burst" in parts:
        await burst("burst, many channels", CHANNELS)
        await burst("burst, one channel  ", 1)
    if "askers" in parts:
        await askers("words  ", QUOTH)
        await askers("meaning", WITH_MEANING)


if __name__ == "__main__":
    if "echo" in sys.argv[1:]:
        asyncio.run(echo(os.environ["QUOTH_DISCORD_API_BASE"], os.environ["QUOTH_DISCORD_TOKEN"]))
    else:
        asyncio.run(measure(sys.argv[1:] or ("cpu", "soak", "burst", "askers")))
