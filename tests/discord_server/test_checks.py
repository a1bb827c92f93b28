from typing import Any

import aiohttp
import pytest

from tests.discord_server import LocalDiscord
from tests.discord_server.checks import allowed_mentions_fault, check_choices, check_message, check_modal
from tests.discord_server.commands import check_commands
from tests.discord_server.exchange import COMPONENTS_V2
from tests.discord_server.model import Json
from tests.discord_server.refusals import Refusal


def _button(**more: Any) -> Json:  # noqa: ANN401
    return {"type": 2, "style": 2, "label": "More", "custom_id": "more"} | more


def _row(*buttons: Json) -> Json:
    return {"type": 1, "components": list(buttons)}


def _text(content: str) -> Json:
    return {"type": 10, "content": content}


def _v2(*components: Json, **more: Any) -> Json:  # noqa: ANN401
    return {"flags": COMPONENTS_V2, "components": list(components)} | more


def _buttons(count: int) -> list[Json]:
    return [_button(custom_id=str(number)) for number in range(count)]


TAKEN: dict[str, Json] = {
    "content": {"content": "x" * 2_000, "nonce": "x" * 25},
    "embed": {"embeds": [{"description": "x" * 4_096, "title": "x" * 256}]},
    "rows": {"content": "x", "components": [_row(*_buttons(5))]},
    "link": {"content": "x", "components": [_row({"type": 2, "style": 5, "label": "x", "url": "https://a.b"})]},
    "container": _v2({"type": 17, "components": [_text("x" * 4_000), _row(*_buttons(5))]}),
    "forty": _v2(*[_text("x")] * 40),
    "bytes": _v2(_text("ա" * 4_000)),
    "section": _v2({"type": 9, "components": [_text("x")], "accessory": _button()}),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_within_the_limits_is_taken(name: str) -> None:
    check_message(TAKEN[name])


REFUSED: dict[str, Json] = {
    "empty": {"content": "  "},
    "content": {"content": "x" * 2_001},
    "nonce": {"content": "x", "nonce": "x" * 26},
    "embed": {"embeds": [{"description": "x" * 4_097}]},
    "embeds": {"embeds": [{"description": "x" * 3_001}] * 2},
    "six buttons": {"content": "x", "components": [_row(*_buttons(6))]},
    "six rows": {"content": "x", "components": [_row(_button(custom_id=str(n))) for n in range(6)]},
    "empty row": {"content": "x", "components": [_row()]},
    "label": {"content": "x", "components": [_row(_button(label="x" * 81))]},
    "no label": {"content": "x", "components": [_row(_button(label=None))]},
    "custom_id": {"content": "x", "components": [_row(_button(custom_id="x" * 101))]},
    "no custom_id": {"content": "x", "components": [_row(_button(custom_id=""))]},
    "same custom_id": {"content": "x", "components": [_row(_button(), _button())]},
    "V2 without its flag": {"content": "x", "components": [_text("x")]},
    "content beside V2": _v2(_text("x"), content="x"),
    "embed beside V2": _v2(_text("x"), embeds=[{"title": "x"}]),
    "button on top": _v2(_button()),
    "forty-one": _v2(*[_text("x")] * 41),
    "forty-one within": _v2({"type": 17, "components": [_text("x")] * 40}),
    "text": _v2(_text("x" * 2_000), _text("x" * 2_001)),
    "empty text": _v2(_text("")),
    "section without accessory": _v2({"type": 9, "components": [_text("x")]}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_over_a_limit_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_message(REFUSED[name])
    assert refused.value.status == 400
    assert refused.value.violates


def test_too_many_bytes_are_an_error_of_discords_own() -> None:
    check_message(_v2(_text("文" * 3_386)))  # and 12 bytes for the component: 10,170
    with pytest.raises(Refusal) as refused:
        check_message(_v2(_text("文" * 3_387)))
    assert refused.value.status == 500


PINGING = [
    {},
    {"allowed_mentions": None},
    {"allowed_mentions": {"parse": ["users"], "replied_user": False}},
    {"allowed_mentions": {"parse": [], "users": ["1"], "replied_user": False}},
    {"allowed_mentions": {"parse": []}},
    {"allowed_mentions": {"parse": [], "replied_user": True}},
]


@pytest.mark.parametrize("body", PINGING, ids=str)
def test_what_could_ping_is_found(body: Json) -> None:
    assert allowed_mentions_fault(body)
    assert not allowed_mentions_fault({"allowed_mentions": {"parse": [], "replied_user": False}})


def test_choices_have_limits() -> None:
    check_choices([{"name": "x" * 100, "value": "x" * 100}] * 25)
    for choices in (
        [{"name": "x", "value": "x"}] * 26,
        [{"name": "x" * 101, "value": "x"}],
        [{"name": "", "value": ""}],
    ):
        with pytest.raises(Refusal):
            check_choices(choices)


def _form(**more: Any) -> Json:  # noqa: ANN401
    options = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no"}]
    group = {"type": 21, "custom_id": "why", "options": options}
    return {"title": "Why?", "custom_id": "form", "components": [{"type": 18, "label": "x", "component": group}]} | more


def test_forms_have_limits() -> None:
    check_modal(_form())
    label = _form()["components"][0]
    wrong = [
        _form(title="x" * 46),
        _form(custom_id=""),
        _form(components=[]),
        _form(components=[label | {"component": label["component"] | {"custom_id": str(n)}} for n in range(6)]),
        _form(components=[label | {"label": "x" * 46}]),
        _form(components=[label | {"component": label["component"] | {"options": []}}]),
        _form(components=[_row(_button())]),
    ]
    for modal in wrong:
        with pytest.raises(Refusal):
            check_modal(modal)


def _command(**more: Any) -> Json:  # noqa: ANN401
    return {
        "name": "ask",
        "type": 1,
        "description": "Ask.",
        "options": [],
        "contexts": [0],
        "integration_types": [0],
    } | more


def _option(**more: Any) -> Json:  # noqa: ANN401
    return {"name": "question", "type": 3, "description": "What.", "required": True} | more


def test_commands_have_limits() -> None:
    check_commands([_command(options=[_option(), _option(name="more", required=False)])])
    wrong = [
        [_command(), _command()],
        [_command(name="Ask")],
        [_command(name="x" * 33)],
        [_command(description="")],
        [_command(description="x" * 101)],
        [_command(options=[_option(name="more", required=False), _option()])],
        [_command(options=[_option(name=str(number)) for number in range(26)])],
        [_command(options=[_option(choices=[{"name": "x", "value": "x"}], autocomplete=True)])],
        [_command(contexts=[3])],
        [_command(integration_types=[])],
        [_command(type=3)],
    ]
    for commands in wrong:
        with pytest.raises(Refusal):
            check_commands(commands)


async def _ask(local: LocalDiscord, path: str, raw: str, kind: str, token: str | None = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bot {token or local.token}", "Content-Type": kind}
    async with (
        aiohttp.ClientSession() as session,
        session.post(local.api_base + path, data=raw, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_the_wire_is_checked_too(local: LocalDiscord) -> None:
    path = f"/channels/{local.world.general.id}/messages"
    status, _ = await _ask(local, path, "{}", "application/json; charset=utf-8")
    assert (status, len(local.violations)) == (400, 1)
    status, _ = await _ask(local, "/nowhere", "{}", "application/json")
    assert (status, len(local.violations)) == (404, 2)
    status, _ = await _ask(local, path, "{}", "application/json", token="wrong")  # noqa: S106
    assert (status, len(local.violations)) == (401, 2)
    status, said = await _ask(local, path, '{"content": "", "nonce": 1}', "application/json")
    assert (status, said["code"]) == (400, 50006)
    status, said = await _ask(local, path, '{"content": 1}', "application/json")
    assert said["errors"]["content"]["_errors"][0]["code"] == "STRING_TYPE_CONVERT"
