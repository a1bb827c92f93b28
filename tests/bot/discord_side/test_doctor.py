import socket
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.checks import Check
from bot.discord_side import doctor
from bot.discord_side.doctor import examine
from bot.discord_side.syncing import Payload
from bot.settings import Settings
from tests.bot.discord_side.canned import ME, Canned, canned_discord

CANARY = "c4n4ry.T0ken.x-y_z"
LOCAL: list[Payload] = [{"name": "ask", "type": 1, "description": "Ask the essay."}]
SEEN, SENDS, THREADS, EMBEDS, ALL = 1 << 10, 1 << 11, 1 << 38, 1 << 14, 274877926400
CHANNEL = {"id": "7", "type": 0, "guild_id": "5", "name": "essays", "position": 0, "permission_overwrites": []}


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def canned() -> AsyncIterator[Canned]:
    async with canned_discord() as canned:
        yield canned


async def commands() -> Sequence[Payload]:
    return LOCAL


async def examined(base: str, channel: int | None = None, **settings: object) -> list[Check]:
    """All checks; none of them shows the token."""
    told = Settings.model_validate({"discord_token": SecretStr(CANARY), "discord_api_base": base, **settings})
    checks = [check async for check in examine(told, channel, commands)]
    assert not [check for check in checks if CANARY in str(check)]
    assert not [check for check in checks if not check.ok and not (check.advice or "put" in check.found)]
    return checks


async def one(name: str, base: str, channel: int | None = None) -> Check:
    """The one check of that name."""
    (found,) = [check for check in await examined(base, channel) if check.name == name]
    return found


async def test_all_is_well(canned: Canned) -> None:
    canned.says["GET /applications/1/commands"] = [{**LOCAL[0], "id": "9"}]
    in_server(canned)
    checks = await examined(canned.base, 7)
    assert [check.name for check in checks] == (
        "Token Discord Intents Interactions Installing Gateway Commands Channel Invitation Invitation".split()
    )
    assert {check.ok for check in checks} == {True}
    assert checks[1].found == "Discord accepts the token: the bot is Quoth."
    assert f"client_id=1&scope=bot+applications.commands&permissions={ALL}" in checks[-2].found


async def test_without_a_token_discord_is_not_asked(canned: Canned) -> None:
    checks = await examined(canned.base, discord_token=None)
    assert [(check.name, check.ok) for check in checks] == [("Token", False)]
    assert checks[0].found.startswith("No token is set: put")
    assert not canned.asked


async def test_what_does_not_look_like_a_token_is_tried_all_the_same(canned: Canned) -> None:
    checks = await examined(canned.base, discord_token=SecretStr("client-secret"))
    assert checks[0].ok is None
    assert "client secret" in checks[0].advice
    assert checks[1].ok


async def test_a_token_that_discord_refuses_ends_it(canned: Canned) -> None:
    canned.says["GET /users/@me"] = 401
    checks = await examined(canned.base)
    assert checks[-1][:3] == ("Discord", False, "Discord does not accept the token.")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (429, "takes no requests from this machine for now"),
        (503, "has trouble of its own (status 503)"),
        (404, "refuses to tell (status 404)"),
        ("<html>Welcome to nginx!</html>", "does not answer as Discord does"),
        ({"other": "service"}, "does not answer as Discord does"),
    ],
)
async def test_what_is_not_discord_or_not_well_is_told_apart(canned: Canned, said: object, found: str) -> None:
    canned.says["GET /users/@me"] = said
    check = (await examined(canned.base))[-1]
    assert (check.name, check.ok) == ("Discord", False)
    assert found in check.found


async def test_a_discord_that_is_not_there_is_told_apart(canned: Canned) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    check = (await examined(f"http://127.0.0.1:{port}"))[-1]
    assert check.found == f"127.0.0.1:{port} can't be reached: Connection refused."
    check = (await examined("http://discord.invalid"))[-1]
    assert check.found == "The name discord.invalid can't be looked up."
    check = (await examined(canned.base.replace("http:", "https:")))[-1]
    assert "No safe connection" in check.found


async def test_a_discord_that_does_not_answer_is_not_waited_for(
    canned: Canned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE", 0)
    check = (await examined(canned.base))[-1]
    assert "gave no usable answer within" in check.found


async def test_privileged_intents_that_nothing_needs_are_told(canned: Canned) -> None:
    application(canned, flags=1 << 18)  # message content
    check = await one("Intents", canned.base)
    assert check.ok is None
    assert "switch them off" in check.advice


async def test_commands_that_go_elsewhere_are_told(canned: Canned) -> None:
    application(canned, interactions_endpoint_url="https://example.org")
    check = await one("Interactions", canned.base)
    assert check.ok is False
    assert "Interactions Endpoint URL" in check.advice


@pytest.mark.parametrize(
    ("settings", "ok", "found"),
    [
        ({"bot_public": False}, True, "Only you can add it, to a server or for themselves."),
        ({"integration_types_config": {"0": {}}}, None, "Everybody who has the link can add it, to a server only."),
        ({"bot_require_code_grant": True}, False, "The invitation link would not work."),
    ],
)
async def test_who_can_add_it_is_told(canned: Canned, settings: dict[str, Any], ok: bool | None, found: str) -> None:
    application(canned, **settings)
    assert (await one("Installing", canned.base))[1:3] == (ok, found)


async def test_a_bot_that_may_not_connect_any_more_is_told_when_it_may(canned: Canned) -> None:
    canned.says["GET /gateway/bot"]["session_start_limit"]["remaining"] = 0
    check = await one("Gateway", canned.base)
    assert check.ok is False
    assert "at most 3 h" in check.advice
    canned.says["GET /gateway/bot"] = 503
    assert "has trouble of its own" in (await one("Gateway", canned.base)).found


@pytest.mark.parametrize(("said", "found"), [([], "does not have Quoth's commands yet"), (403, "status 403")])
async def test_commands_that_discord_does_not_have_yet_are_in_nobodys_way(
    canned: Canned, said: object, found: str
) -> None:
    canned.says["GET /applications/1/commands"] = said
    check = await one("Commands", canned.base)
    assert check.ok is None
    assert found in check.found


def application(canned: Canned, **settings: object) -> None:
    path = "GET /oauth2/applications/@me"
    canned.says[path] = {**canned.says[path], **settings}


def in_server(canned: Canned, everyone: int = ALL, *, own: int = 0, **channel: object) -> None:
    roles = [
        {"id": id_, "name": "", "permissions": str(value), "color": 0, "hoist": False, "position": 0, "managed": False}
        for id_, value in (("5", everyone), ("6", own))
    ]
    server = {"id": "5", "name": "Readers", "owner_id": "2", "roles": roles, "emojis": [], "stickers": []}
    canned.says["GET /guilds/5"] = {
        **server,
        "features": [],
        "afk_timeout": 0,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
    }
    canned.says["GET /guilds/5/members/1"] = {
        "user": ME,
        "roles": ["6"],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    canned.says["GET /channels/7"] = {**CHANNEL, **channel}
    thread = {"owner_id": "2", "message_count": 0, "member_count": 1}
    state = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2026-01-01T00:00:00+00:00"}
    canned.says["GET /channels/8"] = {
        **CHANNEL,
        "id": "8",
        "type": 11,
        "name": "a thread",
        "parent_id": "7",
        **thread,
        "thread_metadata": state,
    }


def overwrite(id_: str, kind: int, *, allow: int = 0, deny: int = 0) -> dict[str, Any]:
    return {"id": id_, "type": kind, "allow": str(allow), "deny": str(deny)}


@pytest.mark.parametrize("channel", [7, 8])
@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"everyone": ALL}, ""),
        ({"everyone": 0, "own": ALL}, ""),
        ({"everyone": 0, "own": 1 << 3}, ""),  # an administrator
        ({"everyone": SEEN | SENDS | EMBEDS}, "Send Messages In Threads"),
        ({"permission_overwrites": [overwrite("6", 0, deny=EMBEDS)]}, "Embed Links"),
        ({"permission_overwrites": [overwrite("1", 1, deny=THREADS)]}, "Send Messages In Threads"),
        ({"permission_overwrites": [overwrite("5", 0, deny=EMBEDS), overwrite("6", 0, allow=EMBEDS)]}, ""),
    ],
)
async def test_permissions_are_what_roles_and_the_channel_make_of_them(
    canned: Canned, channel: int, given: dict[str, Any], missing: str
) -> None:
    in_server(canned, **given)
    check = await one("Channel", canned.base, channel)
    assert check.ok is (not missing)
    where = "#essays" if channel == 7 else "#a thread"
    assert check.found == (
        f"The bot lacks permissions in {where}: {missing}."
        if missing
        else f"The bot may do in {where} all that it needs to."
    )


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (404, "There is no channel 7."),
        (403, "The bot can't see the channel 7."),
        (503, "has trouble of its own (status 503)"),
    ],
)
async def test_a_channel_that_it_cannot_look_at_is_told(canned: Canned, status: int, found: str) -> None:
    canned.says["GET /channels/7"] = status
    assert found in (await one("Channel", canned.base, 7)).found


async def test_a_conversation_needs_no_permissions(canned: Canned) -> None:
    canned.says["GET /channels/7"] = {"id": "7", "type": 1, "recipients": [{**ME, "id": "2"}]}
    assert (await one("Channel", canned.base, 7)).ok
