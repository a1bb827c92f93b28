"""A command as somebody types it: what its options take, and how that looks on the wire."""

from collections.abc import Iterable, Mapping

from tests.discord_server.files import Attachment
from tests.discord_server.model import Channel, Json

__all__ = ["typed"]

SUBCOMMAND, CHANNEL, ATTACHMENT = 1, 7, 11  # types of option
TYPES: dict[int, type | tuple[type, ...]] = {
    3: str, 4: int, 5: bool, CHANNEL: Channel, 10: (int, float), ATTACHMENT: Attachment,
}  # fmt: skip


def typed(command: Json, words: list[str], values: Mapping[str, object], focus: str | None = None) -> Json:
    """What goes to the bot: with `focus`, while that option is being typed.

    Args:
        command: as the bot has registered it.
        words: of its name; a command in a group has two.
        values: of the options.
        focus: the option that is being typed.
    """
    name, *below = words
    data = {"id": command["id"], "name": name, "type": command["type"]}
    if not below:
        options = _given(" ".join(words), command, values, focus)
    else:
        [inner] = [option for option in command["options"] if option["name"] == below[0]] or [None]
        assert inner, f"/{name} has no {below[0]!r}"
        given = _given(" ".join(words), inner, values, focus)
        options = [{"name": below[0], "type": SUBCOMMAND, "options": given}]
    return data | {"options": options, "resolved": _resolved(values.values())}


def _given(name: str, command: Json, values: Mapping[str, object], focus: str | None) -> list[Json]:
    declared = {option["name"]: option for option in command.get("options") or []}
    assert SUBCOMMAND not in {option["type"] for option in declared.values()}, f"/{name} is a group"
    if focus:
        assert declared[focus].get("autocomplete"), f"/{name} offers nothing for {focus}"
    else:
        missing = [key for key, option in declared.items() if option.get("required") and key not in values]
        assert not missing, f"/{name} needs {missing}"
    return [_option(name, declared, key, value, is_typing=key == focus) for key, value in values.items()]


def _option(command: str, declared: Mapping[str, Json], key: str, value: object, *, is_typing: bool) -> Json:
    assert key in declared, f"/{command} has no option {key!r}, but {list(declared)}"
    option = declared[key]
    if not is_typing:
        _check_value(key, option, value)
    said = {"name": key, "type": option["type"], "value": _wire(value)}
    return said | ({"focused": True} if is_typing else {})


def _check_value(key: str, option: Json, value: object) -> None:
    assert isinstance(value, TYPES.get(option["type"], str)), f"{key} takes no {type(value).__name__}"
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert not choices or value in choices, f"{key} is one of {choices}"
    if isinstance(value, str):
        least, most = option.get("min_length") or 0, option.get("max_length") or 6_000
        assert least <= len(value) <= most, f"{key} is {least} to {most} characters long"
    if isinstance(value, Channel):
        kinds = option.get("channel_types") or [value.type.value]
        assert value.type.value in kinds, f"{key} takes no channel of type {value.type}"


def _wire(value: object) -> object:
    return str(value.id) if isinstance(value, Attachment | Channel) else value


def _resolved(values: Iterable[object]) -> Json:
    """What is told of those that the options name by number."""
    resolved: Json = {}
    for value in values:
        if isinstance(value, Attachment):
            resolved.setdefault("attachments", {})[str(value.id)] = value.wire()
        elif isinstance(value, Channel):
            resolved.setdefault("channels", {})[str(value.id)] = value.wire() | {"permissions": "0"}
    return resolved
