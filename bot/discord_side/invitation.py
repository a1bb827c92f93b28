"""The links that bring the bot into a server or to a person, asking for exactly what it needs."""

import discord
from discord.utils import oauth_url

__all__ = ["PERMISSIONS", "REASONS", "invitation", "personal_invitation"]

REASONS = {
    "view_channel": "to see where it is mentioned",
    "send_messages": "to answer",
    "send_messages_in_threads": "to answer in threads and forum posts",
    "embed_links": "for answers to show as they should",
}
PERMISSIONS = discord.Permissions(**dict.fromkeys(REASONS, True))

FOR_PERSON = "1"  # Discord's number for an installation by a user for themselves


def invitation(application_id: int) -> str:
    """The link by which somebody who manages a server brings the bot there."""
    return oauth_url(application_id, permissions=PERMISSIONS)


def personal_invitation(application_id: int) -> str:
    """The link by which a person gets the commands for themselves, wherever they are."""
    return f"{oauth_url(application_id, scopes=['applications.commands'])}&integration_type={FOR_PERSON}"
