"""What somebody may do in a channel, as Discord computes it from roles and overwrites."""

from discord import Permissions

from tests.discord_server.model import Channel, User

__all__ = ["permissions_of"]

IN_PRIVATE = Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    use_external_emojis=True,
    use_application_commands=True,
)


def permissions_of(user: User, channel: Channel) -> Permissions:
    """In a private conversation everybody may do all that can be done there."""
    guild = channel.guild
    if guild is None:
        return IN_PRIVATE
    roles = [guild.roles[0], *guild.members.get(user.id, [])]
    base = Permissions(0)
    for role in roles:
        base.value |= role.permissions.value
    if base.administrator or user is guild.owner:
        return Permissions.all()
    place = channel.parent if channel.is_thread and channel.parent else channel
    allow, deny = Permissions(0), Permissions(0)
    for role in roles[1:]:
        allowed, denied = place.overwrites.get(role.id, (allow, deny))
        allow, deny = allow | allowed, deny | denied
    for allowed, denied in (
        place.overwrites.get(guild.id, (Permissions(0), Permissions(0))),
        (allow, deny),
        place.overwrites.get(user.id, (Permissions(0), Permissions(0))),
    ):
        base.value = (base.value & ~denied.value) | allowed.value
    return base
