"""What survives a restart: the settings, essays and counts of each Discord server, in SQLite or PostgreSQL.

Nothing of a server can be read or written but through its own `Server`: what one has, another can't come by.
"""

from bot.storage.records import (
    GAPS_KEPT_FOR,
    LONGEST_GAP,
    MOST_GAPS,
    Gap,
    Quota,
    QuotaError,
    ServerSettings,
    Upload,
    Visibility,
)
from bot.storage.server import Server
from bot.storage.storage import Storage, open_storage, open_to_read
from bot.storage.troubles import NoDatabaseError, StorageError

__all__ = [
    "GAPS_KEPT_FOR",
    "LONGEST_GAP",
    "MOST_GAPS",
    "Gap",
    "NoDatabaseError",
    "Quota",
    "QuotaError",
    "Server",
    "ServerSettings",
    "Storage",
    "StorageError",
    "Upload",
    "Visibility",
    "open_storage",
    "open_to_read",
]
