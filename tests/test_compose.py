"""What the compose files promise, as far as it can be seen without Docker: they are parsed here, nothing is started."""

import os
import re
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bot.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
BOTS = ("quoth-0", "quoth-1")


def compose(name: str) -> dict[str, Any]:
    """A compose file, with its variables filled in."""
    text = re.sub(r"\$\{\w+:\?\}", "secret", (ROOT / name).read_text(encoding="utf-8"))
    assert "${" not in text
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


SCALE = compose("compose.scale.yaml")
SERVICES: dict[str, dict[str, Any]] = SCALE["services"]


def settings_of(service: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Settings:
    """As Quoth reads them there."""
    monkeypatch.chdir(folder)  # there is no .env
    with monkeypatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("QUOTH_")]:
            patch.delenv(name)
        for name, value in SERVICES[service]["environment"].items():
            assert name.removeprefix("QUOTH_").lower() in Settings.model_fields
            assert isinstance(value, str)
            patch.setenv(name, value)
        return load_settings()


def test_each_shard_runs_in_exactly_one_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bots = [settings_of(bot, monkeypatch, tmp_path) for bot in BOTS]
    assert {bot.shard_count for bot in bots} == {2}
    assert sorted(chain.from_iterable(bot.shard_ids or () for bot in bots)) == [0, 1]


def test_all_processes_share_their_archive_their_engine_their_database_and_discords_limits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hosts = []
    for service in (*BOTS, "index"):
        settings = settings_of(service, monkeypatch, tmp_path)
        assert settings.database
        assert settings.library == Path("/essays")
        addresses = (settings.database.get_secret_value(), settings.milvus_uri, settings.discord_api_base)
        hosts.append([urlsplit(address or "").hostname for address in addresses])
    assert hosts == [["postgres", "milvus", "proxy"]] * 3
    assert {"postgres", "milvus", "proxy"} <= SERVICES.keys()


def test_who_answers_may_only_read_the_archive_and_who_indexes_it_runs_when_told_to() -> None:
    for bot in BOTS:
        assert SERVICES[bot]["volumes"] == ["./essays:/essays:ro"]
        assert "profiles" not in SERVICES[bot]
    index = SERVICES["index"]
    assert index["volumes"] == ["./essays:/essays"]
    assert index["command"] == ["quoth", "index", "/essays"]
    assert index["profiles"] == ["index"]
    assert index["restart"] == "no"


def test_nothing_of_quoths_has_more_rights_than_it_needs() -> None:
    for service in (*BOTS, "index", "alone"):
        described = compose("compose.yaml")["services"]["quoth"] if service == "alone" else SERVICES[service]
        assert described["read_only"]
        assert described["cap_drop"] == ["ALL"]
        assert described["security_opt"] == ["no-new-privileges:true"]


def test_what_others_make_is_pinned_to_a_version() -> None:
    for name, service in SERVICES.items():
        assert "ports" not in service  # nothing of it is to be reached from outside
        if name not in {*BOTS, "index"}:
            assert re.search(r":[\w.-]*\d[\w.-]*$", service["image"])


def test_what_a_service_needs_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= SERVICES.keys()
        named = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert {name for name in named if not name.startswith(".")} <= SCALE["volumes"].keys()
    for bot in BOTS:
        for needed, how in SERVICES[bot]["depends_on"].items():
            assert how["condition"] == ("service_healthy" if "healthcheck" in SERVICES[needed] else "service_started")


def test_the_image_can_be_built_with_each_lock_that_is_named() -> None:
    locks = {path.name for path in ROOT.glob("requirements*.lock")}
    let_through = set((ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines())
    named = {lock for file in ("Dockerfile", "compose.yaml", "compose.scale.yaml") for lock in _locks_in(ROOT / file)}
    assert named == locks
    assert {f"!{lock}" for lock in locks} <= let_through
    assert {SERVICES[bot]["build"]["args"]["LOCK"] for bot in BOTS} == {"requirements-milvus.lock"}


def _locks_in(file: Path) -> list[str]:
    return re.findall(r"LOCK(?:=|: )(requirements[\w-]*\.lock)", file.read_text(encoding="utf-8"))
