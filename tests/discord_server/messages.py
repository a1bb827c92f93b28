"""The routes for messages: what may be sent where, and what becomes of it."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from discord import ChannelType, MessageFlags, Permissions

from tests.discord_server.checks import allowed_mentions_fault, check_message
from tests.discord_server.exchange import COMPONENTS_V2, Message
from tests.discord_server.model import Channel, Json, is_json
from tests.discord_server.permissions import permissions_of
from tests.discord_server.refusals import (
    CANNOT_EDIT_OTHERS,
    CANNOT_SEND_TO_USER,
    Refusal,
    invalid_form,
    missing_access,
    missing_permissions,
    unknown,
)
from tests.discord_server.routing import Answer, Call, State, route

__all__ = ["LOADING", "apply", "channel_of", "compose", "edited", "may", "note_pings", "remove"]

LOADING = MessageFlags(loading=True).value
DEFAULT, REPLY = 0, 19  # types of message
CHANGED_BY_EDIT = ("content", "embeds", "components", "attachments", "flags")
FORUMS = (ChannelType.forum, ChannelType.media)


def channel_of(state: State, call: Call) -> Channel:
    """The channel that is named first in the path.

    Raises:
        Refusal: there is none, or the bot can't see it.
    """
    channel = state.world.channels.get(_number(call.arguments[0]))
    if channel is None:
        raise unknown(10003, "Channel")
    if not state.world.sees(channel) or not may(state, channel).view_channel:
        raise missing_access()
    return channel


def may(state: State, channel: Channel) -> Permissions:
    """What the bot may do there."""
    return permissions_of(state.world.me, channel)


def note_pings(state: State, call: Call, body: Json) -> None:
    """A payload that could ping is taken by Discord, but not by us."""
    if fault := allowed_mentions_fault(body):
        state.book.violation(f"{call.what}: {fault}")


def compose(state: State, channel: Channel, body: Json, files: int, **more: Any) -> Message:  # noqa: ANN401
    """Make a message of the bot and keep it.

    Raises:
        Refusal: Discord would not take it.
    """
    check_message(body, files=files)
    message = Message(state.world.new_id(), channel, state.world.me, **more)
    apply(message, body, body, files)
    return state.world.store(message)


def apply(message: Message, standing: Json, sent: Json, files: int = 0) -> None:
    """Write into a message how it stands after what was sent."""
    message.content = standing.get("content") or ""
    message.embeds = standing.get("embeds") or []
    message.components = _numbered(standing.get("components") or [], count(1))
    message.flags = standing.get("flags") or 0
    message.attachments += [_attachment(message, number) for number in range(files)]
    message.sent.append(sent)


def _numbered(components: list[Json], numbers: Iterator[int]) -> list[Json]:
    """As Discord does it, where the bot gives no ids."""
    numbered = []
    for component in components:
        one: Json = {"id": next(numbers)} | component
        if "components" in one:
            one["components"] = _numbered(one["components"], numbers)
        for key in ("accessory", "component"):
            if is_json(one.get(key)):
                [one[key]] = _numbered([one[key]], numbers)
        numbered.append(one)
    return numbered


def _attachment(message: Message, number: int) -> Json:
    said: Json = {"id": str(message.id + number + 1), "filename": f"file-{number}", "size": 1}
    return said | {"url": "https://cdn.discordapp.com/", "proxy_url": "https://media.discordapp.net/"}


async def remove(state: State, message: Message) -> None:
    message.deleted = True
    await state.gateway.deleted(message)


def edited(message: Message, body: Json) -> Json:
    """The message as it would stand after an edit.

    Raises:
        Refusal: Discord would not take it.
    """
    flags = body["flags"] if body.get("flags") is not None else message.flags
    if message.is_v2 and not flags & COMPONENTS_V2:
        raise invalid_form("flags", "MESSAGE_FLAGS_IS_COMPONENTS_V2_CANNOT_BE_REMOVED", "The flag can't be removed.")
    standing = {key: getattr(message, key) for key in CHANGED_BY_EDIT}
    changed = {key: body[key] for key in CHANGED_BY_EDIT if key in body}
    after = standing | changed | {"flags": message.flags & ~LOADING | flags & COMPONENTS_V2}
    check_message(after, files=len(message.attachments))
    return after


@route("POST /channels/{}/messages")
async def create_message(state: State, call: Call) -> Answer:
    channel = channel_of(state, call)
    _check_may_write(state, channel)
    body = call.body
    note_pings(state, call, body)
    nonce = body.get("nonce") if body.get("enforce_nonce") else None
    if nonce is not None and (earlier := state.nonces.get((channel.id, str(nonce)))):
        return state.world.wire(earlier)
    referred = _number((body.get("message_reference") or {}).get("message_id", 0))
    replies_to = _check_reference(state, channel, body["message_reference"]) if referred else None
    message = compose(
        state, channel, body, call.files, replies_to=replies_to, nonce=nonce, type=REPLY if replies_to else DEFAULT
    )
    if nonce is not None:
        _remember(state, channel, str(nonce), message)
    if referred:
        state.book.answered(referred, message)
    await state.gateway.message("MESSAGE_CREATE", message)
    return state.world.wire(message)


def _check_may_write(state: State, channel: Channel) -> None:
    if channel.guild is None:
        if not all(user.takes_messages for user in channel.recipients):
            raise CANNOT_SEND_TO_USER
        return
    permissions = may(state, channel)
    if channel.type in FORUMS:
        raise invalid_form("channel_id", "CHANNEL_TYPE", "Cannot send messages in a non-text channel")
    if not (permissions.send_messages_in_threads if channel.is_thread else permissions.send_messages):
        raise missing_permissions()


def _check_reference(state: State, channel: Channel, reference: Json) -> int | None:
    """The message to reply to, if it is still there."""
    if not may(state, channel).read_message_history:
        raise Refusal(403, 160002, "Cannot reply without permission to read message history", violates=False)
    if _number(reference.get("channel_id", channel.id)) != channel.id:
        raise invalid_form("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "It is in another channel.")
    message_id = _number(reference["message_id"])
    if state.world.exists(message_id):
        return message_id
    if reference.get("fail_if_not_exists", True):
        refusal = invalid_form("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        refusal.violates = False  # it may have been deleted only now
        raise refusal
    return None


def _remember(state: State, channel: Channel, nonce: str, message: Message) -> None:
    state.nonces[channel.id, nonce] = message
    if len(state.nonces) > state.keep:
        del state.nonces[next(iter(state.nonces))]


@route("GET /channels/{}/messages")
async def list_messages(state: State, call: Call) -> Answer:
    channel = channel_of(state, call)
    if not may(state, channel).read_message_history:
        return []
    found = [m for m in reversed(state.world.messages.values()) if m.channel is channel and not m.deleted]
    return [state.world.wire(m) for m in found[: int(call.query.get("limit", 50))] if not m.is_ephemeral]


@route("GET /channels/{}/messages/{}")
async def get_message(state: State, call: Call) -> Answer:
    return state.world.wire(_message_of(state, call))


@route("PATCH /channels/{}/messages/{}")
async def edit_message(state: State, call: Call) -> Answer:
    message = _message_of(state, call)
    if message.author is not state.world.me:
        raise CANNOT_EDIT_OTHERS
    note_pings(state, call, call.body)
    apply(message, edited(message, call.body), call.body, call.files)
    message.edited = True
    await state.gateway.message("MESSAGE_UPDATE", message)
    return state.world.wire(message)


@route("DELETE /channels/{}/messages/{}")
async def delete_message(state: State, call: Call) -> Answer:
    message = _message_of(state, call)
    if message.author is not state.world.me and not may(state, message.channel).manage_messages:
        raise missing_permissions()
    await remove(state, message)
    return None


def _message_of(state: State, call: Call) -> Message:
    channel = channel_of(state, call)
    message = state.world.messages.get(_number(call.arguments[1]))
    if message is None or message.deleted or message.is_ephemeral or message.channel is not channel:
        raise unknown(10008, "Message")
    return message


@route("POST /channels/{}/typing")
async def type_something(state: State, call: Call) -> Answer:
    _check_may_write(state, channel_of(state, call))
    return None


@route("POST /channels/{}/messages/{}/threads")
async def thread_from_message(state: State, call: Call) -> Answer:
    message = _message_of(state, call)
    return await _open_thread(state, message.channel, call.body, message.id)


@route("POST /channels/{}/threads")
async def thread_or_post(state: State, call: Call) -> Answer:
    channel = channel_of(state, call)
    opening = call.body.get("message")
    if channel.type in FORUMS and not is_json(opening):
        raise invalid_form("message", "BASE_TYPE_REQUIRED", "This field is required")
    said = await _open_thread(state, channel, call.body, None)
    if is_json(opening):
        note_pings(state, call, opening)
        thread = state.world.channels[int(said["id"])]
        message = compose(state, thread, opening, call.files)
        await state.gateway.message("MESSAGE_CREATE", message)
        said["message"] = state.world.wire(message)
    return said


async def _open_thread(state: State, channel: Channel, body: Json, number: int | None) -> Json:
    if not may(state, channel).create_public_threads:
        raise missing_permissions()
    name = body.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        raise invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    thread = state.world.new_thread(channel, name, number)
    await state.gateway.dispatch("THREAD_CREATE", thread.wire() | {"newly_created": True}, channel.guild, 1)
    return thread.wire()


def _number(snowflake: object) -> int:
    """An id as it came; what is none is no id of ours."""
    return int(snowflake) if isinstance(snowflake, int | str) and str(snowflake).isdigit() else 0
