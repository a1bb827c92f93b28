"""What the project's own files promise, held against each other."""

import re
import tomllib
from itertools import chain
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK, WITH_MEANING, WITH_MILVUS = (
    (ROOT / f"requirements{extra}.lock").read_text(encoding="utf-8") for extra in ("", "-meaning", "-milvus")
)


def test_every_setting_stands_in_the_example_and_in_the_readme() -> None:
    names = {f"QUOTH_{name.upper()}" for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^# (QUOTH_\w+)=", example, re.MULTILINE)) == names
    assert set(re.findall(r"^\| `(QUOTH_\w+)`", README, re.MULTILINE)) == names


def locked(text: str) -> dict[str, str]:
    """Versions by package."""
    return dict(re.findall(r"^([\w.-]+)==(\S+) \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE))


def test_every_dependency_is_bounded_and_locked_by_hash() -> None:
    extras = PROJECT["optional-dependencies"]
    servers = [extras[extra] for extra in ("html", "docx", "pdf", "epub", "postgres")]
    for dependencies, lock in (
        (chain(PROJECT["dependencies"], *servers), LOCK),
        (extras["meaning"], WITH_MEANING),
        (extras["milvus"], WITH_MILVUS),
    ):
        for dependency in dependencies:
            name, bounds = re.match(r"([\w.-]+)(?:\[\w+\])?(.*)", dependency).groups()  # type: ignore[union-attr]
            assert name.replace(".", "-") in locked(lock)
            assert bounds.startswith((">=", "==", "<"))


def test_with_meaning_the_same_versions_are_locked_and_two_packages_more() -> None:
    assert locked(LOCK).items() < locked(WITH_MEANING).items()
    assert len(locked(WITH_MEANING)) == len(locked(LOCK)) + 2


def test_with_milvus_the_same_versions_are_locked() -> None:
    assert locked(LOCK).items() < locked(WITH_MILVUS).items()


def test_the_locks_name_no_address() -> None:
    for lock in (LOCK, WITH_MEANING, WITH_MILVUS):
        assert "://" not in lock
        assert "--index-url" not in lock


def test_ci_runs_the_readmes_test_command() -> None:
    command = re.search(r"Run the tests:\n\n```\n(.+)\n```", README)
    assert command
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace(" --quiet", "").replace(" -q\n", "\n")
    assert command[1] in script


def test_the_readme_names_every_command() -> None:
    from bot.cli import app

    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert f"| `quoth {name}" in README
