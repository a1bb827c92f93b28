"""`quoth chat`, piped into and at a real pseudo-terminal."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.bot.conftest import COMMAND, DEADLINE, Run

ANSWERED_BY = "┃".encode()
PROMPT_READY = b"\x1b[?2004h"  # a prompt switches bracketed paste on when it begins to listen


def test_piped_lines_are_answered_one_after_the_other(quoth: Run) -> None:
    done = quoth("chat", stdin="Who is Khovayev?\n\n/read 1\n/contents\n/help\nthanks\n")
    assert done.returncode == 0
    for shown in ("¶12", "¶1 The promise", "§2 The Impact", "/read REF", "Ask about the essay"):
        assert shown in done.stdout


def test_what_goes_wrong_with_one_line_ends_only_that_line(quoth: Run) -> None:
    done = quoth("chat", stdin="/read 99\n/nope\n/read\n" + "why " * 1000 + "\nKhovayev\n")
    assert done.returncode == 0
    assert done.stderr == ""
    for shown in ("There is no ¶99", "There is no “/nope”", "/read takes", "2,000", "¶12"):
        assert shown in done.stdout


@pytest.mark.parametrize("leaving", ["/quit", "/exit", "/Quit", "/quit now"])
def test_quit_leaves(quoth: Run, leaving: str) -> None:
    done = quoth("chat", stdin=f"{leaving}\nKhovayev\n")
    assert done.returncode == 0
    assert done.stdout == ""


def test_commands_may_be_written_in_any_case(quoth: Run) -> None:
    assert quoth("chat", stdin="/READ 3\n/Contents").stdout == quoth("chat", stdin="/read\t3\n/contents").stdout


def test_contents_suggests_what_to_ask(quoth: Run) -> None:
    assert quoth("chat", stdin="/contents").stdout.strip() == quoth("contents").stdout.strip()


FIRST, FOLLOW_UP = "What does Russia demand from Ukraine?\n", "What about Ukraine?\n"


def test_a_follow_up_is_answered_from_what_was_talked_about(quoth: Run) -> None:
    alone, talked = quoth("chat", stdin=FOLLOW_UP).stdout, quoth("chat", stdin=FIRST + FOLLOW_UP).stdout
    assert talked.startswith(quoth("chat", stdin=FIRST).stdout)
    assert not talked.endswith(alone)


def test_new_forgets_what_was_talked_about(quoth: Run) -> None:
    alone, renewed = quoth("chat", stdin=FOLLOW_UP).stdout, quoth("chat", stdin=FIRST + "/new\n" + FOLLOW_UP).stdout
    assert renewed.endswith("Forgotten: ask anew.\n\n" + alone)


def test_a_command_is_no_part_of_the_talk(quoth: Run) -> None:
    talked = quoth("chat", stdin=FIRST + FOLLOW_UP).stdout.removeprefix(quoth("chat", stdin=FIRST).stdout)
    assert quoth("chat", stdin=FIRST + "/read 99\n/help\n" + FOLLOW_UP).stdout.endswith(talked)


class Typist:
    """Somebody at the keyboard of a pseudo-terminal."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._seen = b""

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait_for(self, text: bytes) -> None:
        """Read the screen until the text is there."""
        while text not in self._seen:
            ready, _, _ = select.select([self._master], [], [], DEADLINE)
            assert ready, f"{text!r} never came; on the screen: {self._seen!r}"
            self._seen += os.read(self._master, 65536)
        self._seen = self._seen.split(text, 1)[1]


@contextmanager
def at_a_terminal() -> Iterator[tuple[Typist, "subprocess.Popen[bytes]"]]:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with subprocess.Popen([str(COMMAND), "chat"], stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        try:
            yield Typist(master), process
        finally:
            process.kill()
            os.close(master)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_reader_asks_clears_a_line_and_leaves() -> None:
    with at_a_terminal() as (typist, process):
        typist.wait_for(b"/quit leaves")
        typist.type("Khovayev\r")
        typist.wait_for(ANSWERED_BY)
        typist.wait_for("¶12".encode())
        typist.wait_for(PROMPT_READY)
        typist.type("half a question\x03")  # Ctrl-C clears the line
        typist.wait_for(PROMPT_READY)
        typist.type("/read 3\r")
        typist.wait_for("¶3".encode())
        typist.wait_for(PROMPT_READY)
        typist.type("\x04")  # Ctrl-D leaves
        assert process.wait(DEADLINE) == 0
