import re
import struct
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given

from bot.discord_side.replies.escaping import escape
from tests.bot.discord_side.hostile import hostile
from tests.discord_server.checks import components_in
from tests.discord_server.reading import BUTTON, TEXT, called
from tests.pictures.markdown import markdown_html
from tests.pictures.page import WIDTH, page
from tests.pictures.readme import fenced, image
from tests.pictures.scenes import Scene, as_json, play

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MEND = "{} no longer shows what the bot sends. Run `python -m tests.pictures docs/pictures`, and look at the pictures."


@pytest.fixture
async def scenes() -> list[Scene]:
    return await play()


def read(html: str) -> str:
    """What a reader sees of it."""
    return unescape(re.sub(r"<[^>]+>", "", html))


async def test_the_pictures_show_what_is_sent_today(scenes: list[Scene]) -> None:
    drawn = (PICTURES / "answers.json").read_text(encoding="utf-8")
    if drawn != as_json(scenes):
        pytest.fail(MEND.format("docs/pictures"), pytrace=False)
    for scene in scenes:
        head = (PICTURES / f"{scene.name}.png").read_bytes()[:24]
        assert struct.unpack(">8sI4sII", head)[3] == 2 * WIDTH


async def test_the_readme_shows_them_with_the_words_that_are_sent_today(scenes: list[Scene]) -> None:
    images = {scene.name: image(scene) for scene in scenes}
    for tag, name in re.findall(r'(<img src="docs/pictures/([^"]*)\.png"[^>]*>)', README):
        if images.get(name) != tag:
            pytest.fail(MEND.format("README.md") + " It prints what has to stand there.", pytrace=False)
    for block in re.findall(r"^```\n> \*\*.*?^```$", README, re.MULTILINE | re.DOTALL):
        if block != fenced(scenes):
            pytest.fail(MEND.format("README.md") + " It prints what has to stand there.", pytrace=False)


async def test_every_word_and_button_is_in_the_picture(scenes: list[Scene]) -> None:
    for scene in scenes:
        html = page(scene)
        parts = [part for message in scene.messages for part in components_in(message.components)]
        texts = [
            *(message.content for message in scene.messages),
            *(part["content"] for part in parts if part["type"] == TEXT),
        ]
        for line in "\n".join(texts).split("\n"):
            assert re.sub(r"\*\*|^(> |-# |- )|[<>](?=@|\s)", "", line) in read(html)
        for part in parts:
            assert part["type"] != BUTTON or f">{called(part)}</span>" in html


async def test_the_mark_and_the_frame_are_in_the_picture(scenes: list[Scene]) -> None:
    answered, _, context, plain = map(page, scenes)
    for html in (answered, context, plain):
        assert "<blockquote><p><strong>However, Azerbaijan insisted that" in html
    assert "border-left-color:#2e7d52" in answered
    assert 'class="container"' not in plain
    assert "Only you can see this" in context
    assert "Only you can see this" not in answered


def test_markdown_looks_as_on_discord() -> None:
    html = markdown_html("> […] a **bold\\* b**\n> c\n-# §1, ¶2\n\nsay `/ask`, <@Quoth>\n- one\n- two")
    assert html == (
        "<blockquote><p>[…] a <strong>bold* b</strong></p><p>c</p></blockquote><small><p>§1, ¶2</p></small>"
        '<div><p></p><p>say <code>/ask</code>, <span class="mention">@Quoth</span></p></div>'
        "<ul><li>one</li><li>two</li></ul>"
    )


@given(hostile)
def test_an_essays_text_does_nothing_in_a_picture_either(text: str) -> None:
    markdown = escape(text.replace("\n", " "))
    assert read(markdown_html(f"> {markdown}")) == re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown)
    assert set(re.findall(r"<[^>]+>", markdown_html(f"> {markdown}"))) <= {
        "<blockquote>",
        "<p>",
        "</p>",
        "</blockquote>",
    }
