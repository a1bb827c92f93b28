"""The routes for answering interactions: the first response, and what follows it."""

from typing import Any

from tests.discord_server.checks import check_choices, check_modal
from tests.discord_server.exchange import EPHEMERAL, Interaction, Message, Modal
from tests.discord_server.messages import LOADING, apply, compose, edited, note_pings, remove
from tests.discord_server.model import Json
from tests.discord_server.refusals import Refusal, invalid_form, unknown
from tests.discord_server.routing import Answer, Call, State, route

__all__: list[str] = []

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMITTED = 2, 3, 4, 5  # types of interaction
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9  # types of response
ALLOWED = {
    COMMAND: {MESSAGE, DEFERRED, MODAL},
    COMPONENT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    SUBMITTED: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}
MOST_FOLLOWUPS = 5  # of an app that somebody has installed for themselves, outside its servers
SLASH_RESPONSE, MENU_RESPONSE = 20, 23  # types of message
MESSAGE_COMMAND = 3


@route("POST /interactions/{}/{}/callback")
async def call_back(state: State, call: Call) -> Answer:
    interaction = _awaiting(state, call)
    kind = call.body.get("type")
    data = call.body.get("data") or {}
    if kind not in ALLOWED[interaction.type] or (kind in (DEFERRED_UPDATE, UPDATE) and interaction.message is None):
        raise invalid_form("type", "BASE_TYPE_CHOICES", f"{kind} is no response to an interaction of this type.")
    interaction.callback = call.body
    try:
        await _respond(state, call, interaction, kind, data)
    except Refusal:
        interaction.callback = None
        raise
    if call.query.get("with_response") not in ("1", "true"):
        return None
    return _told(state, interaction, kind)


def _awaiting(state: State, call: Call) -> Interaction:
    interaction = state.world.interactions.get(call.arguments[1])
    if interaction is None or str(interaction.id) != call.arguments[0] or interaction.is_late:
        raise unknown(10062, "interaction")
    if interaction.callback is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.", violates=False)
    return interaction


async def _respond(state: State, call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    match kind:
        case 4:
            note_pings(state, call, data)
            interaction.original = await _say(state, interaction, data, call.files)
        case 5:
            await _think(state, interaction, data)
        case 6:
            interaction.original = interaction.message
        case 7:
            assert interaction.message
            interaction.original = interaction.message
            await _change(state, call, interaction, interaction.message, data)
        case 8:
            check_choices(data.get("choices") or [])
        case 9:
            check_modal(data)
            interaction.modal = Modal(interaction, data["title"], data["custom_id"], data["components"])


async def _say(state: State, interaction: Interaction, data: Json, files: int) -> Message:
    message = compose(state, interaction.channel, data, files, **_origin(state, interaction))
    state.book.answered(interaction.id, message)
    await state.gateway.message("MESSAGE_CREATE", message)
    return message


def _origin(state: State, interaction: Interaction) -> dict[str, Any]:
    kind = 0
    if interaction.type == COMMAND:
        kind = MENU_RESPONSE if interaction.data.get("type") == MESSAGE_COMMAND else SLASH_RESPONSE
    return {"webhook_id": state.world.me.id, "interaction": interaction, "type": kind}


async def _think(state: State, interaction: Interaction, data: Json) -> None:
    """“Quoth is thinking ...”, until the message is edited or the first follow-up comes."""
    message = Message(state.world.new_id(), interaction.channel, state.world.me, **_origin(state, interaction))
    message.flags = LOADING | (data.get("flags", 0) & EPHEMERAL)
    message.is_thinking = True
    interaction.original = state.world.store(message)
    await state.gateway.message("MESSAGE_CREATE", message)


async def _change(state: State, call: Call, interaction: Interaction, message: Message, body: Json) -> None:
    note_pings(state, call, body)
    apply(message, edited(message, body), body, call.files)
    message.edited, message.is_thinking = not message.is_thinking, False
    state.book.answered(interaction.id, message)
    await state.gateway.message("MESSAGE_UPDATE", message)


def _told(state: State, interaction: Interaction, kind: int) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.type}
    resource: Json = {"type": kind}
    if interaction.original:
        about |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": interaction.original.is_thinking,
            "response_message_ephemeral": interaction.original.is_ephemeral,
        }
        resource["message"] = state.world.wire(interaction.original)
    return {"interaction": about, "resource": resource}


@route("POST /webhooks/{}/{}")
async def follow_up(state: State, call: Call) -> Answer:
    interaction = _acknowledged(state, call)
    original = interaction.original
    if original and original.is_thinking:
        await _change(state, call, interaction, original, call.body)
        return state.world.wire(original)
    if interaction.by_user_install and interaction.followups >= MOST_FOLLOWUPS:
        raise Refusal(400, 40094, "This interaction has hit the maximum number of follow up messages", violates=True)
    interaction.followups += 1
    note_pings(state, call, call.body)
    return state.world.wire(await _say(state, interaction, call.body, call.files))


@route("GET /webhooks/{}/{}/messages/{}")
async def get_response(state: State, call: Call) -> Answer:
    return state.world.wire(_message_of(state, call))


@route("PATCH /webhooks/{}/{}/messages/{}")
async def edit_response(state: State, call: Call) -> Answer:
    message = _message_of(state, call)
    await _change(state, call, _acknowledged(state, call), message, call.body)
    return state.world.wire(message)


@route("DELETE /webhooks/{}/{}/messages/{}")
async def delete_response(state: State, call: Call) -> Answer:
    await remove(state, _message_of(state, call))
    return None


def _acknowledged(state: State, call: Call) -> Interaction:
    interaction = state.world.interactions.get(call.arguments[1])
    if call.arguments[0] != str(state.world.me.id) or interaction is None or interaction.callback is None:
        raise unknown(10015, "Webhook")
    if interaction.is_expired:
        raise Refusal(401, 50027, "Invalid Webhook Token", violates=False)
    return interaction


def _message_of(state: State, call: Call) -> Message:
    interaction = _acknowledged(state, call)
    if call.arguments[2] == "@original":
        message = interaction.original
    else:
        message = state.world.messages.get(int(call.arguments[2]))
    is_its_own = message is not None and (message is interaction.original or message.interaction is interaction)
    if message is None or message.deleted or not is_its_own:
        raise unknown(10008, "Message")
    return message
