"""The routes for the bot's commands, and what Discord refuses of those."""

import re
from itertools import count

from tests.discord_server.model import Json
from tests.discord_server.refusals import Refusal, invalid_form, missing_access, unknown
from tests.discord_server.routing import Answer, Call, State, route

__all__ = ["check_commands"]

SLASH, USER, MESSAGE = 1, 2, 3  # types of command
MOST = {SLASH: 100, USER: 15, MESSAGE: 15}
NAME = re.compile(r"[-_'\w]{1,32}")
LONGEST_NAME = 32
LONGEST_DESCRIPTION = 100
MOST_OPTIONS = MOST_CHOICES = 25
LONGEST_IN_ALL = 8_000  # names, descriptions and values of a command together
SUBCOMMAND, SUBCOMMAND_GROUP, STRING = 1, 2, 3  # types of option


def check_commands(commands: list[Json]) -> None:
    """All of them.

    Raises:
        Refusal: Discord would not take them.
    """
    for kind, most in MOST.items():
        if sum(command.get("type", SLASH) == kind for command in commands) > most:
            raise Refusal(400, 30032, f"Maximum number of application commands reached ({most}).", violates=True)
    names = [(command.get("type", SLASH), command.get("name")) for command in commands]
    if len(set(names)) < len(names):
        raise invalid_form("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Command names must be unique.")
    for number, command in enumerate(commands):
        _check_command(str(number), command)


def _check_command(field: str, command: Json) -> None:
    if command.get("type", SLASH) == SLASH:
        _check_name(field, command)
        _check_options(field, command.get("options") or [])
    else:
        _check(1 <= len(command.get("name") or "") <= LONGEST_NAME, f"{field}.name", "Between 1 and 32 in length.")
        _check(not command.get("description") and not command.get("options"), field, "Has no description, no options.")
    contexts, installs = command.get("contexts"), command.get("integration_types")
    _check(contexts is None or (contexts and set(contexts) <= {0, 1, 2}), f"{field}.contexts", "Of 0, 1 and 2.")
    _check(installs is None or (installs and set(installs) <= {0, 1}), f"{field}.integration_types", "Of 0 and 1.")
    _check(_length(command) <= LONGEST_IN_ALL, field, f"At most {LONGEST_IN_ALL} characters in all.")


def _check_name(field: str, named: Json) -> None:
    name, description = named.get("name") or "", named.get("description") or ""
    _check(NAME.fullmatch(name) and name == name.lower(), f"{field}.name", f"Not a valid name: {name!r}.")
    _check(1 <= len(description) <= LONGEST_DESCRIPTION, f"{field}.description", "Between 1 and 100 in length.")


def _check_options(field: str, options: list[Json]) -> None:
    _check(len(options) <= MOST_OPTIONS, f"{field}.options", "25 or fewer in length.")
    required = [bool(option.get("required")) for option in options]
    _check(required == sorted(required, reverse=True), f"{field}.options", "Required options go first.")
    names = [option.get("name") for option in options]
    _check(len(set(names)) == len(names), f"{field}.options", "Option names must be unique.")
    for number, option in enumerate(options):
        _check_option(f"{field}.options.{number}", option)


def _check_option(field: str, option: Json) -> None:
    _check_name(field, option)
    _check_options(field, option.get("options") or [])
    choices = option.get("choices") or []
    _check(len(choices) <= MOST_CHOICES, f"{field}.choices", "25 or fewer in length.")
    _check(not (choices and option.get("autocomplete")), field, "Choices and autocomplete exclude each other.")
    for number, choice in enumerate(choices):
        _check(1 <= len(choice["name"]) <= 100, f"{field}.choices.{number}.name", "Between 1 and 100 in length.")
    if option.get("type") == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 1
        _check(0 <= least <= 6_000 and 1 <= most <= 6_000, f"{field}.max_length", "Between 1 and 6000.")


def _check(holds: object, field: str, message: str) -> None:
    if not holds:
        raise invalid_form(field, "APPLICATION_COMMAND_INVALID", message)


def _length(part: Json) -> int:
    own = sum(len(str(part.get(key) or "")) for key in ("name", "description", "value"))
    return own + sum(_length(child) for key in ("options", "choices") for child in part.get(key) or [])


def _registered(state: State, command: Json) -> Json:
    """As Discord answers it: with ids, and with what goes without saying."""
    permissions = command.get("default_member_permissions")
    number = str(state.world.new_id())
    return {
        "type": SLASH,
        "description": "",
        "nsfw": False,
        "dm_permission": True,
        "integration_types": [0],
        "contexts": None,
        **command,
        "default_member_permissions": None if permissions is None else str(permissions),
        "id": number,
        "application_id": str(state.world.me.id),
        "version": number,
    }


def _check_application(state: State, call: Call) -> None:
    if call.arguments[0] != str(state.world.me.id):
        raise missing_access()


@route("GET /applications/{}/commands")
async def list_commands(state: State, call: Call) -> Answer:
    _check_application(state, call)
    return state.commands


@route("PUT /applications/{}/commands")
async def replace_commands(state: State, call: Call) -> Answer:
    _check_application(state, call)
    check_commands(call.body)
    state.commands[:] = [_registered(state, command) for command in call.body]
    return state.commands


@route("POST /applications/{}/commands")
async def add_command(state: State, call: Call) -> Answer:
    _check_application(state, call)
    key = (call.body.get("type", SLASH), call.body.get("name"))
    others = [command for command in state.commands if (command["type"], command["name"]) != key]
    check_commands([*others, call.body])
    state.commands[:] = [*others, _registered(state, call.body)]
    return state.commands[-1]


@route("DELETE /applications/{}/commands/{}")
async def delete_command(state: State, call: Call) -> Answer:
    _check_application(state, call)
    for number, command in zip(count(), state.commands, strict=False):
        if command["id"] == call.arguments[1]:
            del state.commands[number]
            return None
    raise unknown(10063, "application command")
