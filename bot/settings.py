"""Every setting, typed, from the environment or a `.env` file in the current folder."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings"]


class Settings(BaseSettings):
    """The settings; `QUOTH_ESSAY` sets `essay`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="QUOTH_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    essay: Path | None = None
    """The essay to answer from; the shipped one if none is named."""
