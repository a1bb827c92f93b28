"""What servers have of their own: essays, settings, counts; for who manages them."""

from typing import NamedTuple

from bot.discord_side.owners.servers import Servers
from bot.discord_side.owners.uploads import Uploads

__all__ = ["Owners"]


class Owners(NamedTuple):
    """All that the commands of those who manage a server need."""

    servers: Servers
    uploads: Uploads
