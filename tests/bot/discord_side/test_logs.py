import io
import logging
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_side.logs import set_up_logging
from bot.settings import LogLevel

CANARY = "c4n4ry.T0ken.x-y_z"
RECORD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} [A-Z]+ +[\w.]+: ")
QUIETED = ("bot", "index", "discord.client")


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for warning in ("warn_nacl", "warn_dave"):
        monkeypatch.setattr(discord.VoiceClient, warning, True)
    root = logging.getLogger()
    level = root.level
    yield
    logging.captureWarnings(capture=False)
    for handler in [handler for handler in root.handlers if type(handler) is logging.StreamHandler]:
        root.removeHandler(handler)
    root.setLevel(level)
    for name in QUIETED:
        logging.getLogger(name).setLevel(logging.NOTSET)


@contextmanager
def logged(level: LogLevel, *secrets: str) -> Iterator[io.StringIO]:
    """What is said on standard error once logging is set up."""
    with redirect_stderr(io.StringIO()) as stream:
        set_up_logging(level, secrets)
        yield stream


def test_a_record_is_one_readable_line() -> None:
    with logged("INFO") as log:
        logging.getLogger("bot.x").info("Answered %s.", "it")
        assert RECORD.sub("", log.getvalue()) == "Answered it.\n"
        assert " INFO    bot.x: " in log.getvalue()


@pytest.mark.parametrize(
    ("level", "ours", "theirs"), [("DEBUG", "DIW", "IW"), ("INFO", "IW", "IW"), ("WARNING", "W", "W")]
)
def test_the_level_is_ours_and_libraries_never_go_below_info(level: LogLevel, ours: str, theirs: str) -> None:
    with logged(level) as log:
        for name in ("bot.x", "discord.gateway", "discord.http", "asyncio"):
            logger = logging.getLogger(name)
            logger.debug("D")
            logger.info("I")
            logger.warning("W")
        said = re.findall(r"(\S+): (\w)$", log.getvalue(), re.MULTILINE)
        assert "".join(what for name, what in said if name == "bot.x") == ours
        for name in ("discord.gateway", "discord.http", "asyncio"):
            assert "".join(what for other, what in said if other == name) == theirs


def test_the_token_shows_nowhere() -> None:
    with logged("DEBUG", CANARY) as log:
        logger = logging.getLogger("bot")
        logger.info("token %s", CANARY)
        logger.info("token " + CANARY)
        logger.info("%r", {"Authorization": f"Bot {CANARY}"})
        logging.getLogger(CANARY).warning("x", stack_info=True)
        try:
            raise ValueError(CANARY) from KeyError(CANARY)
        except ValueError:
            logger.exception("failed")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(CANARY, stacklevel=1)
        assert CANARY not in log.getvalue()
        assert "py.warnings: " in log.getvalue()
        assert log.getvalue().count("[secret]") >= 6


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTI-_/messages/@original", "123/[secret]/messages"),
        ("/interactions/456/s3cr3t/callback", "/interactions/456/[secret]/callback"),
        ("{'token': 'aW50ZXJhY3Rpb246MTIz_-=='}", "{'token': '[secret]'}"),
        ("/webhooks/123", "/webhooks/123"),
    ],
)
def test_tokens_of_interactions_are_hidden_and_the_rest_of_an_address_is_not(address: str, shown: str) -> None:
    with logged("INFO") as log:
        logging.getLogger("discord.webhook").warning("POST %s returned 500", address)
        assert shown in log.getvalue()
        assert "aW50" not in log.getvalue()
        assert "s3cr3t" not in log.getvalue()


@given(st.text() | st.from_regex(r"x\s?\n2026-01-01 00:00:00\+0000 INFO    bot: forged"))
def test_no_message_forges_a_record_or_steers_a_terminal(text: str) -> None:
    stream = io.StringIO()
    with redirect_stderr(stream):
        set_up_logging("INFO")
    logging.getLogger("bot").info("%s", text)
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


def test_a_traceback_can_not_pass_for_records() -> None:
    with logged("INFO") as log:
        try:
            raise ValueError("x\n2026-01-01 00:00:00+0000 INFO    bot: forged")
        except ValueError:
            logging.getLogger("bot").exception("failed")
        first, *rest = log.getvalue().splitlines()
        assert first.endswith("bot: failed")
        assert len(rest) > 3
        assert all(line.startswith("    | ") for line in rest)


def test_a_bot_that_does_not_speak_is_not_warned_of_its_voice() -> None:
    with logged("INFO") as log:
        discord.Client(intents=discord.Intents(guilds=True))
        assert "voice" not in log.getvalue()


def test_the_journal_notes_the_time_itself() -> None:
    code = "import logging; from bot.discord_side.logs import set_up_logging as up; up('INFO'); logging.info('x')"
    reading, writing = os.pipe()
    there = os.fstat(writing)
    for journal, is_timed in ((f"{there.st_dev}:{there.st_ino}", False), ("8:1", True)):
        environment = {**os.environ, "JOURNAL_STREAM": journal}
        subprocess.run([sys.executable, "-c", code], env=environment, stderr=writing, check=True)
        assert bool(RECORD.match(os.read(reading, 1_000).decode())) == is_timed
    os.close(reading)
    os.close(writing)
