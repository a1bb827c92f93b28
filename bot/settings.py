"""Every setting, typed, from the environment, a `.env` file in the current folder, or a container's secrets."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.engines import EngineName, Search
from index import QuothError

__all__ = ["LogLevel", "Settings", "SettingsError", "load_settings"]

FILE = ".env"
SECRETS = Path("/run/secrets")  # where Docker and Podman put a secret: a file that bears the setting's name
LARGEST_PORT = 65_535
MOST_SHARDS = 100_000  # Discord's largest bots have some ten thousand: beyond this a number is a slip of the hand

NOTHING_SET = (
    "No token is set: put QUOTH_DISCORD_TOKEN=... into .env, with the token from the page Bot of your application"
    " at https://discord.com/developers/applications."
)
# What people paste along with the token, and what to say of it.
TOKEN_FAULTS = (
    (r"""["'].*|.*["']""", "the token stands in quotes; take them away"),
    (r"(?i:bot|bearer)\s.*", "the token has a word before it; give the token alone"),
    (r".*[^\x21-\x7e].*", "the token has a space, a line break or a letter in it that no token has; copy it again"),
)

LogLevel = Literal["DEBUG", "INFO", "WARNING"]


class SettingsError(QuothError):
    """A setting can't be what it says, or the file of settings can't be read."""


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # "~nobody": there is no such home, and whoever opens the file will say so
        return path


def _api_base(text: str) -> str:
    """The address without a slash at its end: paths are put behind it."""
    try:
        address = urlsplit(text.strip())
        is_base = address.scheme in {"http", "https"} and address.hostname and address.port != 0
    except ValueError:  # a port that is no number
        is_base = False
    # The library fills in braces, and a question mark would swallow the path.
    if not is_base or re.search(r"[\s{}?#]", text.strip()):
        raise PydanticCustomError(
            "api_base",
            "it is to be an address that begins with http:// or https://, as in http://10.0.0.2:8080/api/v10",
        )
    return text.strip().rstrip("/")


def _shard_ids(text: object) -> object:
    """The numbers that a list such as "0,2" or "0-3" names."""
    if not isinstance(text, str):
        return text
    parts = [re.fullmatch(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?", part) for part in text.split(",")]
    ranges = [range(int(part[1]), int(part[2] or part[1]) + 1) for part in parts if part]
    if len(ranges) < len(parts) or not all(ranges):
        raise PydanticCustomError("shard_ids", "it is to name shards by number, as in 0,1 or 0-3")
    if max(ids.stop for ids in ranges) > MOST_SHARDS:  # before they are counted out
        raise PydanticCustomError("shard_ids", "no shard has a number that large")
    return sorted({number for ids in ranges for number in ids})


def _milvus_uri(text: str) -> str:
    """What pymilvus takes: an address, or a file that ends in .db. It may be shown, so that it holds no password."""
    try:
        address = urlsplit(text.strip())
        is_server = address.scheme in {"http", "https"} and address.hostname and address.port != 0
    except ValueError:  # a port that is no number
        raise PydanticCustomError("milvus_uri", "its port is no number") from None
    if address.username or address.password:
        raise PydanticCustomError(
            "milvus_uri", "put the user and the password into QUOTH_MILVUS_TOKEN, as user:password"
        )
    if not is_server and ("://" in text or not text.strip().endswith(".db")):
        raise PydanticCustomError(
            "milvus_uri", "it is to be a file that ends in .db, or an address such as http://10.0.0.2:19530"
        )
    return text.strip() if is_server else str(_at_home(Path(text.strip())))


class Settings(BaseSettings):
    """The settings; `QUOTH_ESSAY` sets `essay`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="QUOTH_",
        env_file=FILE,
        env_ignore_empty=True,
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    essay: Annotated[Path, AfterValidator(_at_home)] | None = None
    """The essay to answer from; the shipped one if none is named."""

    library: Annotated[Path, AfterValidator(_at_home)] | None = None
    """A folder of essays to answer from instead."""

    engine: EngineName = "auto"
    """What searches essays; by how much there is to search if not set."""

    milvus_uri: Annotated[str, AfterValidator(_milvus_uri)] | None = None
    """Where Milvus is: a file for its local engine, or a server's address."""

    milvus_token: SecretStr | None = None
    """What that server asks for."""

    discord_token: SecretStr | None = None
    """The bot's token as it was given; `token` looks at it when it is needed."""

    discord_api_base: Annotated[str, AfterValidator(_api_base)] | None = None
    """Where Discord's REST API is, if elsewhere than at Discord: a proxy that shares rate limits, or a local server."""

    database: SecretStr | None = None
    """Where the settings and essays of servers are kept: a file, or the address of a PostgreSQL server."""

    shard_count: int | None = Field(default=None, ge=1, le=MOST_SHARDS)
    """How many shards all machines have together; Discord's advice if not set."""

    shard_ids: Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(_shard_ids)] = None
    """Which of them are this machine's; all if not set."""

    plain_text: bool = False
    """Whether answers are plain messages instead of components."""

    feedback: bool = True
    """Whether answers have buttons for "helpful" and "not helpful"."""

    questions_per_user: int = Field(default=20, ge=1)
    """How many questions a minute one person may ask."""

    questions_per_channel: int = Field(default=60, ge=1)
    """How many questions a minute may be asked in one channel."""

    log_level: Annotated[LogLevel, BeforeValidator(lambda level: str(level).strip().upper())] = "INFO"

    health_file: Annotated[Path, AfterValidator(_at_home)] | None = None
    """A file that is touched every few seconds while connected."""

    metrics_port: int | None = Field(default=None, ge=1, le=LARGEST_PORT)
    """The port at 127.0.0.1 that serves Prometheus."""

    @field_validator("library")
    @classmethod
    def _is_instead_of_an_essay(cls, folder: Path | None, info: ValidationInfo) -> Path | None:
        if folder and info.data.get("essay"):
            raise PydanticCustomError("library", "either it or QUOTH_ESSAY; take one of the two away")
        return folder

    @field_validator("shard_ids")
    @classmethod
    def _are_among_the_shards(cls, ids: tuple[int, ...] | None, info: ValidationInfo) -> tuple[int, ...] | None:
        if ids is None or "shard_count" not in info.data:  # the count is wrong itself, and that will be said
            return ids
        count = info.data["shard_count"]
        if count is None:
            raise PydanticCustomError("shard_ids", "it needs QUOTH_SHARD_COUNT, the number of shards on all machines")
        if ids[-1] >= count:
            raise PydanticCustomError(
                "shard_ids", "with {count} shards in all the last is number {last}", {"count": count, "last": count - 1}
            )
        return ids

    @property
    def search(self) -> Search:
        """What is said of engines."""
        token = self.milvus_token.get_secret_value() if self.milvus_token else ""
        return Search(self.engine, self.milvus_uri, token)

    def token(self) -> str:
        """The bot's token, for what goes to Discord.

        Raises:
            SettingsError: there is none, or it is plainly none; the sentence never holds what was given.
        """
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if not token:
            raise SettingsError(NOTHING_SET)
        for fault, advice in TOKEN_FAULTS:
            if re.fullmatch(fault, token, re.DOTALL):
                raise SettingsError(f"The setting QUOTH_DISCORD_TOKEN can't be used: {advice}.")
        return token


def load_settings() -> Settings:
    """The settings as they stand.

    Raises:
        SettingsError: which of them can't be used, and why.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"The settings in {FILE} are not UTF-8: save the file as UTF-8 and try again.") from None
    except OSError as error:
        raise SettingsError(f"The settings in {error.filename or FILE} can't be read: {error.strerror}.") from None


def _sentence(error: ValidationError) -> str:
    problem = error.errors()[0]
    name = str(problem["loc"][0]).upper()
    return f"The setting QUOTH_{name} can't be used: {problem['msg'][:1].lower()}{problem['msg'][1:]}."
