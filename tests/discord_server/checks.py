"""What Discord refuses of messages and forms, by its documented limits and a measured one."""

from collections.abc import Iterator

from tests.discord_server.exchange import COMPONENTS_V2
from tests.discord_server.model import Json, is_json
from tests.discord_server.refusals import EMPTY_MESSAGE, Refusal, invalid_form

__all__ = ["allowed_mentions_fault", "check_choices", "check_message", "check_modal", "components_in"]

LONGEST_CONTENT = 2_000
MOST_EMBEDS = 10
LONGEST_EMBEDS = 6_000  # over all of a message's embeds
EMBED_LIMITS = {"title": 256, "description": 4_096}
FIELD_LIMITS = {"name": 256, "value": 1_024}
MOST_FIELDS = 25
MOST_COMPONENTS = 40
LONGEST_TEXT = 4_000  # over all of a message's text displays
MOST_BYTES = 10_170  # of UTF-8, measured: past it Discord answers 500
BYTES_A_TEXT = 12
LONGEST_ID = 100
LONGEST_LABEL = 80
MOST_IN_ROW = MOST_ROWS = 5
LONGEST_PLACEHOLDER = 150
MOST_OPTIONS = 25
LONGEST_OPTION = 100
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LONGEST_NONCE = 25
LONGEST_TITLE = LONGEST_FORM_LABEL = 45
MOST_IN_FORM = 5

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = (
    *(1, 2, 3, 4, 9, 10, 11, 12, 13, 14),
    *(17, 18),
)
SELECTS = {3, 5, 6, 7, 8}
RADIO_GROUP, CHECKBOX_GROUP = 21, 22
FORM_FIELDS = SELECTS | {INPUT, 19, RADIO_GROUP, CHECKBOX_GROUP, 23}
LINK, PREMIUM = 5, 6  # styles of button
CHILDREN = {
    ROW: {BUTTON} | SELECTS,
    SECTION: {TEXT},
    CONTAINER: {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR},
}
TOP_LEVEL = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER}


def allowed_mentions_fault(body: Json) -> str | None:
    """What of this would let a message ping somebody."""
    allowed = body.get("allowed_mentions")
    if not is_json(allowed):
        return "allowed_mentions is missing"
    if allowed.get("parse") != [] or allowed.get("users") or allowed.get("roles"):
        return f"allowed_mentions lets it ping: {allowed}"
    if allowed.get("replied_user") is not False:
        return f"allowed_mentions does not say that nobody is pinged who is replied to: {allowed}"
    return None


def components_in(components: list[Json]) -> Iterator[Json]:
    """All of them, those inside others too."""
    for component in components:
        yield component
        yield from components_in(component.get("components") or [])
        for key in ("accessory", "component"):
            if is_json(inner := component.get(key)):
                yield from components_in([inner])


def check_message(body: Json, *, files: int = 0) -> None:
    """A message as it would stand: for an edit, the message with what is changed.

    Raises:
        Refusal: Discord would not take it.
    """
    content, embeds, components = body.get("content") or "", body.get("embeds") or [], body.get("components") or []
    _check_length("content", content, 0, LONGEST_CONTENT)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > LONGEST_NONCE:
        raise invalid_form("nonce", "NONCE_TYPE_BAD_LENGTH", f"Must be {LONGEST_NONCE} or fewer in length.")
    if body.get("flags", 0) & COMPONENTS_V2:
        if content or embeds:
            raise invalid_form("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Not with V2.")
        _check_v2(components)
    else:
        if not content.strip() and not embeds and not components and not files:
            raise EMPTY_MESSAGE
        _check_embeds(embeds)
        _check_rows(components)
    _check_ids(components)


def _check_length(field: str, text: object, least: int, most: int) -> None:
    if not isinstance(text, str):
        raise invalid_form(field, "STRING_TYPE_CONVERT", "Could not interpret as string.")
    if not least <= len(text) <= most:
        raise invalid_form(field, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length: {len(text)}.")


def _check_embeds(embeds: list[Json]) -> None:
    if len(embeds) > MOST_EMBEDS:
        raise invalid_form("embeds", "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_EMBEDS} or fewer in length.")
    total = 0
    for number, embed in enumerate(embeds):
        texts = [(f"{key}", embed.get(key) or "", most) for key, most in EMBED_LIMITS.items()]
        fields = embed.get("fields") or []
        if len(fields) > MOST_FIELDS:
            raise invalid_form(f"embeds.{number}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        texts += [(f"fields.{n}.{key}", f[key], m) for n, f in enumerate(fields) for key, m in FIELD_LIMITS.items()]
        texts.append(("footer.text", (embed.get("footer") or {}).get("text", ""), 2_048))
        texts.append(("author.name", (embed.get("author") or {}).get("name", ""), 256))
        for key, text, most in texts:
            _check_length(f"embeds.{number}.{key}", text, 0, most)
            total += len(text)
    if total > LONGEST_EMBEDS:
        raise invalid_form("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds {LONGEST_EMBEDS}.")


def _check_rows(rows: list[Json]) -> None:
    if len(rows) > MOST_ROWS:
        raise invalid_form("components", "BASE_TYPE_BAD_LENGTH", f"Must be {MOST_ROWS} or fewer in length.")
    for number, row in enumerate(rows):
        if row.get("type") != ROW:
            raise invalid_form(f"components.{number}.type", "UNION_TYPE_CHOICES", "Only rows, without the V2 flag.")
        _check_component(f"components.{number}", row)


def _check_v2(components: list[Json]) -> None:
    if not components:
        raise EMPTY_MESSAGE
    everything = list(components_in(components))
    if len(everything) > MOST_COMPONENTS:
        raise invalid_form("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"{len(everything)} of 40.")
    for number, component in enumerate(components):
        if component.get("type") not in TOP_LEVEL:
            raise invalid_form(f"components.{number}.type", "UNION_TYPE_CHOICES", "Not at the top level.")
        _check_component(f"components.{number}", component)
    texts = [component["content"] for component in everything if component.get("type") == TEXT]
    if (length := sum(map(len, texts))) > LONGEST_TEXT:
        raise invalid_form("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"{length} of {LONGEST_TEXT}.")
    if (size := sum(len(text.encode()) + BYTES_A_TEXT for text in texts)) > MOST_BYTES:
        raise Refusal(500, 0, f"500: Internal Server Error ({size} bytes of text)", violates=True)


def _check_component(field: str, component: Json) -> None:
    kind = component.get("type")
    children = component.get("components") or []
    if kind in CHILDREN:
        if not children:
            raise invalid_form(f"{field}.components", "BASE_TYPE_BAD_LENGTH", "Must not be empty.")
        for number, child in enumerate(children):
            if child.get("type") not in CHILDREN[kind]:
                raise invalid_form(f"{field}.components.{number}.type", "UNION_TYPE_CHOICES", "Not allowed here.")
            _check_component(f"{field}.components.{number}", child)
    match kind:
        case 1:
            _check_row(field, children)
        case 2:
            _check_button(field, component)
        case 9:
            _check_section(field, component)
        case 10:
            _check_length(f"{field}.content", component.get("content"), 1, LONGEST_TEXT)
        case kind if kind in SELECTS:
            _check_select(field, component)


def _check_row(field: str, children: list[Json]) -> None:
    selects = [child for child in children if child.get("type") in SELECTS]
    if len(children) > MOST_IN_ROW or (selects and len(children) > 1):
        raise invalid_form(f"{field}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The width is 5 at most.")


def _check_section(field: str, section: Json) -> None:
    accessory = section.get("accessory")
    if len(section["components"]) > 3 or not is_json(accessory) or accessory.get("type") not in (BUTTON, THUMBNAIL):
        raise invalid_form(field, "BASE_TYPE_REQUIRED", "A section has 1 to 3 texts and an accessory.")
    _check_component(f"{field}.accessory", accessory)


def _check_button(field: str, button: Json) -> None:
    style = button.get("style")
    if style not in range(1, PREMIUM + 1):
        raise invalid_form(f"{field}.style", "BASE_TYPE_CHOICES", "Must be one of 1 to 6.")
    _check_length(f"{field}.label", button.get("label") or "", 0, LONGEST_LABEL)
    if style == PREMIUM:
        return
    if not button.get("label") and not button.get("emoji"):
        raise invalid_form(f"{field}.label", "BUTTON_COMPONENT_INVALID_LABEL", "A label or an emoji is needed.")
    if style == LINK:
        _check_length(f"{field}.url", button.get("url"), 1, 512)
    else:
        _check_length(f"{field}.custom_id", button.get("custom_id"), 1, LONGEST_ID)


def _check_select(field: str, select: Json) -> None:
    _check_length(f"{field}.custom_id", select.get("custom_id"), 1, LONGEST_ID)
    _check_length(f"{field}.placeholder", select.get("placeholder") or "", 0, LONGEST_PLACEHOLDER)
    if select["type"] == SELECT:
        _check_options(field, select.get("options") or [], 1, MOST_OPTIONS)


def _check_options(field: str, options: list[Json], least: int, most: int) -> None:
    if not least <= len(options) <= most:
        raise invalid_form(f"{field}.options", "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    for number, option in enumerate(options):
        _check_length(f"{field}.options.{number}.label", option.get("label"), 1, LONGEST_OPTION)
        _check_length(f"{field}.options.{number}.value", option.get("value"), 1, LONGEST_OPTION)
        _check_length(f"{field}.options.{number}.description", option.get("description") or "", 0, LONGEST_OPTION)
    if len({option["value"] for option in options}) < len(options):
        raise invalid_form(f"{field}.options", "SELECT_OPTION_VALUE_DUPLICATED", "The values must be unique.")


def _check_ids(components: list[Json]) -> None:
    ids = [component["custom_id"] for component in components_in(components) if component.get("custom_id")]
    if len(set(ids)) < len(ids):
        raise invalid_form("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated.")


def check_choices(choices: list[Json]) -> None:
    """What is offered while somebody types.

    Raises:
        Refusal: Discord would not take it.
    """
    if len(choices) > MOST_CHOICES:
        raise invalid_form("data.choices", "BASE_TYPE_BAD_LENGTH", f"Must be {MOST_CHOICES} or fewer in length.")
    for number, choice in enumerate(choices):
        _check_length(f"data.choices.{number}.name", choice.get("name"), 1, LONGEST_CHOICE)
        if isinstance(choice.get("value"), str):
            _check_length(f"data.choices.{number}.value", choice["value"], 1, LONGEST_CHOICE)


def check_modal(modal: Json) -> None:
    """A form.

    Raises:
        Refusal: Discord would not take it.
    """
    _check_length("data.title", modal.get("title"), 1, LONGEST_TITLE)
    _check_length("data.custom_id", modal.get("custom_id"), 1, LONGEST_ID)
    components = modal.get("components") or []
    if not 1 <= len(components) <= MOST_IN_FORM:
        raise invalid_form("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for number, component in enumerate(components):
        _check_form_part(f"data.components.{number}", component)
    _check_ids(components)


def _check_form_part(field: str, part: Json) -> None:
    match part.get("type"):
        case 1:  # the older way: a row with one text input, which has a label of its own
            for child in part.get("components") or []:
                _check_length(f"{field}.label", child.get("label"), 1, LONGEST_FORM_LABEL)
                _check_form_field(field, child)
        case 10:
            _check_length(f"{field}.content", part.get("content"), 1, LONGEST_TEXT)
        case 18:
            _check_length(f"{field}.label", part.get("label"), 1, LONGEST_FORM_LABEL)
            _check_length(f"{field}.description", part.get("description") or "", 0, 100)
            _check_form_field(f"{field}.component", part.get("component") or {})
        case _:
            raise invalid_form(f"{field}.type", "UNION_TYPE_CHOICES", "Not allowed in a form.")


def _check_form_field(field: str, component: Json) -> None:
    kind = component.get("type")
    if kind not in FORM_FIELDS:
        raise invalid_form(f"{field}.type", "UNION_TYPE_CHOICES", "Not allowed in a form.")
    _check_length(f"{field}.custom_id", component.get("custom_id"), 1, LONGEST_ID)
    if kind == SELECT:
        _check_options(field, component.get("options") or [], 1, MOST_OPTIONS)
    if kind in (RADIO_GROUP, CHECKBOX_GROUP):
        _check_options(field, component.get("options") or [], 2 if kind == RADIO_GROUP else 1, 10)
    if kind == INPUT:
        _check_length(f"{field}.placeholder", component.get("placeholder") or "", 0, 100)
