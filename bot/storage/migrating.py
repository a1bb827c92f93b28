"""The tables are brought to what this version of Quoth needs, whichever version made them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.troubles import StorageError

__all__ = ["check_version", "migrate"]

MIGRATIONS = Path(__file__).with_name("migrations")
TOO_NEW = (
    "What is kept of servers, in {where}, was written by a newer version of Quoth: install that, or name another"
    " database in QUOTH_DATABASE."
)
NOTHING_KEPT = "Of no server anything is kept in {where}: look whether QUOTH_DATABASE names what `quoth serve` uses."
OTHER_VERSION = (
    "What is kept of servers, in {where}, was written by another version of Quoth: use the one that `quoth serve` runs."
)
LOCK = 0x51_75_6F_74_68  # "Quoth": of several processes that start at once one migrates, the others wait


def migrate(connection: Connection, where: str) -> None:
    """Do it within the connection's transaction: all of it or nothing.

    Raises:
        StorageError: a newer version made the tables.
    """
    if connection.dialect.name == "postgresql":  # SQLite has its lock from the beginning of the transaction
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = _config()
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise StorageError(TOO_NEW.format(where=where))
    command.upgrade(config, "head")


def check_version(connection: Connection, where: str) -> None:
    """See that the tables are there as this version of Quoth has them; nothing is changed.

    Raises:
        StorageError: there are none, or another version made them.
    """
    heads = MigrationContext.configure(connection).get_current_heads()
    if not heads:
        raise StorageError(NOTHING_KEPT.format(where=where))
    if set(heads) != set(ScriptDirectory.from_config(_config()).get_heads()):
        raise StorageError(OTHER_VERSION.format(where=where))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
