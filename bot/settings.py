"""Every setting, typed, from the environment or a `.env` file in the current folder."""

from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index import QuothError

__all__ = ["Settings", "SettingsError", "load_settings"]

FILE = ".env"


class Settings(BaseSettings):
    """The settings; `QUOTH_ESSAY` sets `essay`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="QUOTH_", env_file=FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    essay: Path | None = None
    """The essay to answer from; the shipped one if none is named."""


class SettingsError(QuothError):
    """A setting can't be what it says, or the file of settings can't be read."""


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
        raise SettingsError(f"The settings in {FILE} can't be read: {error.strerror}.") from None


def _sentence(error: ValidationError) -> str:
    problem = error.errors()[0]
    name = "_".join(str(part) for part in problem["loc"]).upper()
    return f"The setting QUOTH_{name} can't be used: {problem['msg'][:1].lower()}{problem['msg'][1:]}."
