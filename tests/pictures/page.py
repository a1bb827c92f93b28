"""Messages and their components as a page, in the manner of Discord's dark theme."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from tests.discord_server import Json
from tests.pictures.markdown import inline, markdown_html
from tests.pictures.scenes import Scene, Shown

__all__ = ["WIDTH", "page"]

WIDTH = 600  # CSS pixels: a narrow channel; about as wide as the README shows a picture
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
BUTTON_STYLES = {1: "primary", 2: "secondary"}
TIME = "12:00"


def page(scene: Scene) -> str:
    """A whole page, which needs nothing beside it but fonts."""
    messages = "".join(map(_message, scene.messages, [None, *scene.messages]))
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><main>{messages}</main>'


def _message(message: Shown, replies_to: Shown | None) -> str:
    body = [_head(message)]
    if message.content:
        body.append(f'<div class="text">{markdown_html(message.content)}</div>')
    body += map(_component, message.components)
    if message.only_for_asker:
        body.append('<div class="aside">Only you can see this · <span class="link">Dismiss message</span></div>')
    reply = _reply(replies_to) if replies_to else ""
    return f"<article>{reply}{_avatar(message)}<section>{''.join(body)}</section></article>"


def _reply(message: Shown) -> str:
    asked = f'<b>{escape(message.author)}</b><span class="question">{inline(message.content)}</span>'
    return f'<div class="reply"><span class="spine"></span>{_avatar(message)}{asked}</div>'


def _avatar(message: Shown) -> str:
    kind = "bot" if message.is_bot else "person"
    sign = "“" if message.is_bot else escape(message.author[0])
    return f'<span class="avatar {kind}">{sign}</span>'


def _head(message: Shown) -> str:
    badge = '<span class="badge">APP</span>' if message.is_bot else ""
    return f"<header><b>{escape(message.author)}</b>{badge}<time>{TIME}</time></header>"


def _component(component: Json) -> str:
    return COMPONENTS[component["type"]](component)


def _inside(component: Json) -> str:
    return "".join(map(_component, component["components"]))


def _row(component: Json) -> str:
    return f'<div class="row">{_inside(component)}</div>'


def _button(component: Json) -> str:
    emoji = f'<span class="emoji">{component["emoji"]["name"]}</span>' if "emoji" in component else ""
    return (
        f'<span class="button {BUTTON_STYLES[component["style"]]}">{emoji}{escape(component.get("label", ""))}</span>'
    )


def _text(component: Json) -> str:
    return f'<div class="text">{markdown_html(component["content"])}</div>'


def _separator(_: Json) -> str:
    return "<hr>"


def _container(component: Json) -> str:
    return (
        f'<div class="container" style="border-left-color:#{component["accent_color"]:06x}">{_inside(component)}</div>'
    )


COMPONENTS: dict[int, Callable[[Json], str]] = {1: _row, 2: _button, 10: _text, 14: _separator, 17: _container}
