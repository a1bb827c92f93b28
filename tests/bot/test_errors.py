"""What goes wrong with the standard streams, or within the program, ends as the contract says."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.conftest import COMMAND, DEADLINE, Run, inherited, refused

Shell = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command line whose streams the shell redirects."""

    def run(line: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["sh", "-c", line.replace("quoth", shlex.quote(str(COMMAND)))],  # noqa: S607 - whichever the user has
            capture_output=True,
            text=True,
            input="",
            env=inherited(),
            cwd=tmp_path,
            timeout=DEADLINE,
            check=False,
        )

    return run


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
@pytest.mark.parametrize("command", [["ask", "-"], ["ask", "--json", "-"], ["chat"]])
def test_input_that_is_not_utf_8_is_one_sentence(quoth: Run, command: list[str], locale: str) -> None:
    assert "Standard input is not UTF-8" in refused(quoth(*command, stdin=b"zangezur \xff", LC_ALL=locale))


def test_a_byte_order_mark_before_the_question_is_dropped(quoth: Run) -> None:
    done = quoth("ask", "--json", "-", stdin="\ufeffzangezur")
    assert json.loads(done.stdout)["question"] == "zangezur"
    assert "¶12" in quoth("chat", stdin="\ufeff/read 12").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("quoth ask zangezur >&-", "Standard output is closed"),
        ("quoth ask - <&-", "Standard input is closed"),
        ("quoth chat <&-", "Standard input is closed"),
        ("quoth ask - 0>/dev/null", "Standard input can't be read"),
    ],
)
def test_a_stream_that_is_closed_is_one_sentence(shell: Shell, line: str, what: str) -> None:
    assert what in refused(shell(line))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
def test_a_closed_standard_error_does_not_spill_into_the_output(shell: Shell) -> None:
    done = shell("quoth read 99 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")
    assert shell("quoth ask zangezur <&- 2>&-").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["contents", "ask zangezur", "ask sourdough", "--help", "--version"])
def test_a_full_disk_is_one_sentence(shell: Shell, command: str) -> None:
    assert "No space left" in refused(shell(f"quoth {command} >/dev/full"))
    assert shell(f"quoth {command} >/dev/full 2>/dev/full").returncode == 2


def test_a_closed_pipe_is_no_error_to_read(tmp_path: Path) -> None:
    essay = tmp_path / "long.md"
    essay.write_text("\n\n".join(f"Paragraph {n} of a long essay." for n in range(20_000)), encoding="utf-8")
    with subprocess.Popen(
        [str(COMMAND), "read", "§0", "--essay", str(essay)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 2


def test_a_file_that_cannot_be_used_is_named(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    named = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path / "file")}
    assert str(tmp_path / "file") in refused(quoth("--install-completion", "bash", **named))


@pytest.mark.parametrize(
    ("fault", "name"), [("[][0]", "IndexError"), ("__import__('index').Essay(title=1)", "ValidationError")]
)
def test_a_fault_of_the_program_does_not_look_like_an_answer_nor_blame_the_user(fault: str, name: str) -> None:
    script = f"import bot.cli; bot.cli.app = lambda: {fault}; bot.cli.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (70, "")
    assert name in done.stderr
    assert done.stderr.splitlines()[-1] == "quoth: This is a fault of Quoth, not yours: please report what is above."
