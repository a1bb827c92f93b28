import re
from urllib.parse import parse_qs, urlsplit

import discord

from bot.discord_side.invitation import PERMISSIONS, REASONS, invitation, personal_invitation


def test_the_invitation_asks_for_exactly_four_permissions() -> None:
    query = parse_qs(urlsplit(invitation(123)).query)
    assert query["client_id"] == ["123"]
    assert query["scope"] == ["bot applications.commands"]
    asked = discord.Permissions(int(query["permissions"][0]))
    assert {name for name, is_asked in asked if is_asked} == {
        "read_messages",  # which Discord shows as View Channels
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
    }


def test_each_permission_has_its_reason() -> None:
    assert all(re.match("to |for ", reason) and getattr(PERMISSIONS, name) for name, reason in REASONS.items())


def test_a_person_gets_the_commands_alone() -> None:
    query = parse_qs(urlsplit(personal_invitation(123)).query)
    assert query == {"client_id": ["123"], "scope": ["applications.commands"], "integration_type": ["1"]}
