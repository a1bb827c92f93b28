"""A token that nothing else looks like is driven through every failure: it is in no output, log, repr or error."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord_side.lifecycle import DiscordRefusedError, live
from bot.settings import Settings, SettingsError, load_settings
from index import QuothError
from tests.bot.discord_side.conftest import Serve, Served, on_discord, prompt_bot
from tests.discord_server import LocalDiscord, buttons_of

CANARY = "c4n4ry-MTIz.Z2Fs.yellow-bird-of-the-mines"
QUESTION = "What are Azerbaijan's preconditions for signing?"
TREATY = f"@Quoth {QUESTION}"
MESSAGES = "/channels/*/messages"
CALLBACK = "/interactions/*/callback"


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """One that takes the canary for the bot's token."""
    async with LocalDiscord(token=CANARY) as discord:
        yield discord


def shows_nothing(text: str) -> None:
    """Neither all of it nor a part."""
    assert not [part for part in CANARY.split(".") if part in text], text


async def says(served: Served, text: str) -> None:
    async with asyncio.timeout(20):
        while text not in served.said:
            assert served.process.returncode is None, served.said
            await asyncio.sleep(0.01)


async def go_wrong(local: LocalDiscord) -> None:
    """Every kind of refusal at the REST side, and a broken connection at the gateway."""
    world = local.world
    for status, code in ((400, 50035), (401, 0), (403, 50013), (404, 10003), (429, 0), (503, 0)):
        message, callback, _ = (
            local.faults.next(method, path, status, code=code, times=2, via=False)
            for path, method in ((MESSAGES, "POST"), (CALLBACK, "POST"), ("/webhooks/*", "*"))
        )
        await local.say(world.ada, world.general, TREATY)
        await local.slash(world.ada, world.general, "ask", question=QUESTION)
        async with asyncio.timeout(20):
            await message.met.wait()
            await callback.met.wait()
        local.faults.clear()
    local.faults.next("POST", CALLBACK, cut=True, times=2)
    await local.slash(world.ada, world.general, "ask", question=QUESTION, late=True)
    await local.gateway.close(4000)
    await local.ready()
    local.faults.clear()
    answer = await local.answer_to(await local.say(world.mod, world.other_channel, TREATY))
    for button in buttons_of(answer):
        await local.click(world.mod, answer, button.label)
    await local.deleted(answer)


async def test_it_is_not_in_the_log_whatever_goes_wrong(local: LocalDiscord, serve: Serve) -> None:
    # By words, which answer at once: a slow answer would meet the fault that is meant for the next one.
    served = await serve("--without", "meaning", QUOTH_LOG_LEVEL="DEBUG")
    await local.ready()
    await go_wrong(local)
    await local.leave()
    await served.stop()
    assert "was refused" in served.said
    shows_nothing(served.said)


@pytest.mark.parametrize("code", [4004, 4014])
async def test_it_is_not_in_what_is_said_when_the_gateway_refuses_it(
    local: LocalDiscord, serve: Serve, code: int
) -> None:
    local.gateway.refusing = code
    served = await serve(QUOTH_LOG_LEVEL="DEBUG")
    assert await served.ended() == 2
    shows_nothing(served.said)


async def test_it_is_not_in_what_is_said_when_rest_refuses_it(serve: Serve, local: LocalDiscord) -> None:
    async with LocalDiscord() as other:
        served = await serve(QUOTH_LOG_LEVEL="DEBUG", QUOTH_DISCORD_API_BASE=other.api_base)
        assert await served.ended() == 2
    assert "does not accept the token" in served.said
    shows_nothing(served.said)


@pytest.mark.parametrize("is_rest_there", [True, False])
async def test_it_is_not_in_what_is_said_while_discord_is_away(
    local: LocalDiscord, serve: Serve, is_rest_there: bool
) -> None:
    local.gateway.is_reachable = False
    if not is_rest_there:
        await local.leave()
    served = await serve(QUOTH_LOG_LEVEL="DEBUG")
    await says(served, "Failed to connect" if is_rest_there else "can't be reached")
    assert await served.stop() == 0
    shows_nothing(served.said)


@pytest.mark.parametrize("spoiled", ['"{}"', "'{}", "Bot {}", "bearer {}", "{} x", "x\u00a0{}", "{}\u200b", "é{}"])
async def test_it_is_not_in_what_is_said_of_a_token_that_cannot_be_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoiled: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", spoiled.format(CANARY))
    settings = load_settings()
    with pytest.raises(SettingsError) as refused:
        settings.token()
    for said in (settings, refused.value):
        shows_nothing(f"{said!r} {said!s}")
    shows_nothing("".join(traceback.format_exception(refused.value)))


@pytest.mark.parametrize(
    "others",
    [
        {"QUOTH_SHARD_COUNT": CANARY},
        {"QUOTH_SHARD_IDS": CANARY, "QUOTH_SHARD_COUNT": "2"},
        {"QUOTH_DISCORD_API_BASE": CANARY},
        {"QUOTH_LOG_LEVEL": CANARY},
        {"QUOTH_METRICS_PORT": CANARY},
        {"QUOTH_PLAIN_TEXT": CANARY},
    ],
    ids=lambda others: next(iter(others)),
)
async def test_it_is_not_in_what_is_said_of_a_setting_that_it_was_put_into(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, others: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", CANARY)
    for name, value in others.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    shows_nothing("".join(traceback.format_exception(refused.value)))


async def test_a_spoiled_file_of_settings_does_not_show_it(serve: Serve, local: LocalDiscord, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(f"QUOTH_DISCORD_TOKEN={CANARY}\nQUOTH_ESSAY=\xff\n".encode("latin-1"))
    served = await serve(QUOTH_DISCORD_TOKEN="")
    assert await served.ended() == 2
    shows_nothing(served.said)


async def test_it_is_in_no_repr_and_leaves_with_no_copy_of_the_settings(local: LocalDiscord) -> None:
    settings = Settings(_env_file=None, discord_token=CANARY)  # type: ignore[call-arg, arg-type]
    for copied in (settings, settings.model_dump(), settings.model_dump_json(), settings.discord_token):
        shows_nothing(f"{copied!r} {copied!s}")
    async with on_discord(local, discord_token=CANARY) as bot:
        for shown in (bot, bot.settings, bot.http, bot.user, bot.application, bot.desk, bot.delivery, *bot.cogs):
            shows_nothing(f"{shown!r} {shown!s}")
        shows_nothing(repr(vars(bot)))


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("code", [4004, 4010, 4014])
async def test_it_is_in_no_error_that_ends_the_program(local: LocalDiscord, code: int) -> None:
    local.gateway.refusing = code
    with local.in_process(), pytest.raises(DiscordRefusedError) as refused:
        await live(prompt_bot, CANARY, asyncio.Event())
    told: BaseException | None = refused.value
    while told:
        shows_nothing(f"{told!r} {told!s} {vars(told)!r}")
        told = told.__cause__ or told.__context__
    assert isinstance(refused.value, QuothError)


def test_the_canary_is_seen_where_it_is() -> None:
    with pytest.raises(AssertionError):
        shows_nothing(f"Authorization: Bot {CANARY}")
