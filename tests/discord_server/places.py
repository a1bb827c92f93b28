"""The routes for everything that is only looked up: the bot itself, its application, the gateway, servers, channels."""

from tests.discord_server.messages import channel_of
from tests.discord_server.model import Guild, Json, User
from tests.discord_server.refusals import CANNOT_SEND_TO_USER, missing_access, unknown
from tests.discord_server.routing import Answer, Call, State, route

__all__: list[str] = []

SESSION_STARTS = {"total": 1_000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}


@route("GET /users/@me")
async def me(state: State, _: Call) -> Answer:
    return state.world.me.wire()


@route("GET /applications/@me")
@route("GET /oauth2/applications/@me")
async def application(state: State, _: Call) -> Answer:
    bot = state.world.me
    return {
        "id": str(bot.id),
        "name": bot.name,
        "description": "",
        "icon": None,
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": state.world.owner.wire(),
        "bot": bot.wire(),
        "verify_key": "0" * 64,
        "flags": 0,
        "integration_types_config": {"0": {}, "1": {}},
    }


@route("GET /gateway")
async def gateway(state: State, _: Call) -> Answer:
    return {"url": state.gateway.url}


@route("GET /gateway/bot")
async def bot_gateway(state: State, _: Call) -> Answer:
    return {"url": state.gateway.url, "shards": state.gateway.shard_count, "session_start_limit": SESSION_STARTS}


@route("POST /users/@me/channels")
async def open_dm(state: State, call: Call) -> Answer:
    user = _user(state, call.body.get("recipient_id"))
    if user.bot:
        raise CANNOT_SEND_TO_USER
    return state.world.dm(user).wire()


@route("GET /users/{}")
async def user(state: State, call: Call) -> Answer:
    return _user(state, call.arguments[0]).wire()


@route("GET /channels/{}")
async def channel(state: State, call: Call) -> Answer:
    return channel_of(state, call).wire()


@route("GET /guilds/{}")
async def guild(state: State, call: Call) -> Answer:
    return _guild(state, call).core_wire()


@route("GET /guilds/{}/roles")
async def roles(state: State, call: Call) -> Answer:
    return [role.wire() for role in _guild(state, call).roles]


@route("GET /guilds/{}/channels")
async def channels(state: State, call: Call) -> Answer:
    return [channel.wire() for channel in _guild(state, call).channels if not channel.is_thread]


@route("GET /guilds/{}/members/{}")
async def member(state: State, call: Call) -> Answer:
    place, who = _guild(state, call), _user(state, call.arguments[1])
    if who.id not in place.members:
        raise unknown(10007, "Member")
    said: Json = place.member_wire(who)
    return said | {"user": who.wire()}


def _guild(state: State, call: Call) -> Guild:
    found = state.world.guilds.get(int(call.arguments[0]))
    if found is None:
        raise unknown(10004, "Guild")
    if not found.has_bot:
        raise missing_access()
    return found


def _user(state: State, number: object) -> User:
    found = state.world.users.get(int(str(number)))
    if found is None:
        raise unknown(10013, "User")
    return found
