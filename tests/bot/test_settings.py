import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from bot.settings import Settings, SettingsError, load_settings
from tests.bot.conftest import Run, refused

CANARY = "c4n4ry-T0ken"
NO_TOKENS = ['"{}"', "'{}'", '"{}', "Bot {}", "bearer\t{}", "{} x", "{}\nQUOTH", "{}\u200b", "{}é", "“{}”"]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the settings of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("QUOTH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_settings_that_are_not_utf_8_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QUOTH_ESSAY=caf\xe9.md\n")
    assert "The settings in .env are not UTF-8" in refused(quoth("ask", "x"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that nobody can read")
def test_settings_that_cannot_be_read_are_one_sentence(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    assert "The settings in .env can't be read" in refused(quoth("ask", "x"))


class WithNumber(Settings):
    number: int = 0


def test_a_setting_that_cannot_be_what_it_says_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.settings.Settings", WithNumber)
    monkeypatch.setenv("QUOTH_NUMBER", "many")
    with pytest.raises(SettingsError, match=r"^The setting QUOTH_NUMBER can't be used: input should be a valid int"):
        load_settings()


def test_a_tilde_is_the_home_folder(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text("# Bread\n\nSourdough is baked. It rises first.\n", encoding="utf-8")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert "Sourdough" in quoth("read", "1", "--essay", "~/bread.md", **home).stdout
    assert "Sourdough" in quoth("read", "1", QUOTH_ESSAY="~/bread.md", **home).stdout
    assert "There is no file ~nobody-has-this-name/x" in refused(
        quoth("ask", "x", "--essay", "~nobody-has-this-name/x")
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("discord_api_base", "http://127.0.0.1:1234/api/v10/", "http://127.0.0.1:1234/api/v10"),
        ("shard_count", "4", 4),
        ("plain_text", "true", True),
        ("feedback", "no", False),
        ("questions_per_user", "1", 1),
        ("questions_per_channel", "600", 600),
        ("log_level", "debug", "DEBUG"),
        ("library", "readings", Path("readings")),
        ("engine", "bm25s", "bm25s"),
        ("milvus_uri", " https://milvus.example:19530 ", "https://milvus.example:19530"),
        ("milvus_uri", "~/engine.db", str(Path("~/engine.db").expanduser())),
        ("health_file", "/run/quoth/health", Path("/run/quoth/health")),
        ("metrics_port", "9464", 9464),
    ],
)
def test_a_setting_is_read_from_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:
    monkeypatch.setenv(f"QUOTH_{name.upper()}", value)
    assert getattr(load_settings(), name) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("DISCORD_API_BASE", base) for base in ["discord.com", "ftp://x", "http://", "http://x:y", "http://x/?q=1"]),
        ("DISCORD_API_BASE", "http://x/{channel_id}"),
        ("ENGINE", "lucene"),
        *(
            ("MILVUS_URI", uri)
            for uri in ["milvus", "milvus:19530", "ftp://x/y.db", "http://x:y", "http://u:p@x:19530"]
        ),
        ("SHARD_COUNT", "0"),
        ("SHARD_COUNT", "many"),
        *(("SHARD_IDS", ids) for ids in ["0", "a", "1-0", "-1", "0,", "0-9999999999", "0-999999999", "9" * 5_000]),
        ("PLAIN_TEXT", "perhaps"),
        ("FEEDBACK", "2"),
        ("QUESTIONS_PER_USER", "0"),
        ("QUESTIONS_PER_CHANNEL", "-5"),
        ("LOG_LEVEL", "loud"),
        ("METRICS_PORT", "70000"),
    ],
)
def test_what_a_setting_cannot_be_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"QUOTH_{name}", value)
    with pytest.raises(SettingsError, match=rf"^The setting QUOTH_{name} can't be used: [^\n]+\.$"):
        load_settings()


def test_an_essay_and_a_library_exclude_each_other(quoth: Run) -> None:
    both = {"QUOTH_ESSAY": "a.md", "QUOTH_LIBRARY": "readings"}
    assert "The setting QUOTH_LIBRARY can't be used: either it or QUOTH_ESSAY" in refused(quoth("ask", "x", **both))


def test_a_setting_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"QUOTH_{name.upper()}", "")
    assert load_settings() == Settings.model_construct()


@pytest.mark.parametrize(
    ("text", "ids"), [("3", (3,)), ("0,1", (0, 1)), ("0-3", (0, 1, 2, 3)), (" 2 - 3 , 0,0", (0, 2, 3)), ("1–2", (1, 2))]
)
def test_shards_are_named_one_by_one_or_as_a_range(
    monkeypatch: pytest.MonkeyPatch, text: str, ids: tuple[int, ...]
) -> None:
    monkeypatch.setenv("QUOTH_SHARD_COUNT", "4")
    monkeypatch.setenv("QUOTH_SHARD_IDS", text)
    assert load_settings().shard_ids == ids


@pytest.mark.parametrize("ids", ["4", "0-4"])
def test_a_shard_beyond_the_last_is_refused(monkeypatch: pytest.MonkeyPatch, ids: str) -> None:
    monkeypatch.setenv("QUOTH_SHARD_COUNT", "4")
    monkeypatch.setenv("QUOTH_SHARD_IDS", ids)
    with pytest.raises(SettingsError, match="QUOTH_SHARD_IDS can't be used: with 4 shards in all the last is number 3"):
        load_settings()


def test_a_wrong_number_of_shards_is_told_before_the_shards_that_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_SHARD_COUNT", "none")
    monkeypatch.setenv("QUOTH_SHARD_IDS", "0")
    with pytest.raises(SettingsError, match="QUOTH_SHARD_COUNT can't be used"):
        load_settings()


def test_the_token_comes_from_the_environment_the_file_or_a_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "quoth_discord_token").write_text("from.a.secret\n", encoding="utf-8")

    class InContainer(Settings):
        model_config = SettingsConfigDict(secrets_dir=secrets)

    assert InContainer().token() == "from.a.secret"
    (tmp_path / ".env").write_text('QUOTH_DISCORD_TOKEN=" from.the.file "\n', encoding="utf-8")
    assert InContainer().token() == "from.the.file"
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", "from.the.environment")
    assert InContainer().token() == "from.the.environment"


@pytest.mark.parametrize("token", ["", "  ", None])
def test_a_missing_token_is_asked_for(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    if token is not None:
        monkeypatch.setenv("QUOTH_DISCORD_TOKEN", token)
    with pytest.raises(SettingsError, match=r"^No token is set: put QUOTH_DISCORD_TOKEN=\.\.\. into \.env"):
        load_settings().token()


@pytest.mark.parametrize("wrapping", NO_TOKENS)
def test_what_is_no_token_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch, wrapping: str) -> None:
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", wrapping.format(CANARY))
    with pytest.raises(
        SettingsError, match=r"^The setting QUOTH_DISCORD_TOKEN can't be used: the token [^\n]+\.$"
    ) as told:
        load_settings().token()
    assert CANARY not in "".join(traceback.format_exception(told.value))


def test_nothing_shows_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_DISCORD_TOKEN", CANARY)
    settings = load_settings()
    shown = [repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())]
    with pytest.raises(ValidationError) as frozen:
        settings.discord_token = None
    monkeypatch.setenv("QUOTH_SHARD_COUNT", CANARY)
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    with pytest.raises(ValidationError) as raw:
        Settings()
    shown += ["".join(traceback.format_exception(error.value)) for error in (frozen, wrong, raw)]
    assert not [text for text in shown if CANARY in text]


def test_asking_at_the_terminal_minds_no_token(quoth: Run) -> None:
    wrong = {"QUOTH_DISCORD_TOKEN": '"Bot"'}
    assert quoth("ask", "What did Armenia agree to in 2024?", **wrong).returncode == 0


def test_settings_load_without_discord() -> None:
    code = "import sys, bot.settings; sys.exit('discord' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
