import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("quoth")
DEADLINE = 30  # seconds until a command that hangs fails its test

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def inherited() -> dict[str, str]:
    """The environment of whoever runs the tests, without their settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QUOTH_")}


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads what others kept, nor leaves anything in the cache of whoever runs it."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("bot.library.kept.user_cache_path", lambda *_, **__: cache)
    return cache


@pytest.fixture
def quoth(tmp_path: Path) -> Run:
    """Run the installed command in an empty folder, without the settings of whoever runs the tests."""

    def run(*arguments: str, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(COMMAND), *arguments],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            env={**inherited(), "XDG_CACHE_HOME": str(tmp_path / ".cache"), **environment},
            cwd=tmp_path,
            timeout=DEADLINE,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """One sentence on standard error, nothing on standard output, status 2."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("quoth: ")
    assert done.stderr.count("\n") == 1
    return done.stderr
