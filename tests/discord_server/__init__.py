"""A local Discord for tests: gateway and REST on loopback, checking what it is sent as Discord would.

    async with LocalDiscord() as discord:
        # start `quoth serve` with QUOTH_DISCORD_API_BASE=discord.api_base and QUOTH_DISCORD_TOKEN=discord.token,
        # or a client in this process `with discord.in_process():`
        await discord.ready()
        world = discord.world  # ada, ben, mod; guild, general, thread, forum, post; other_guild, strange_channel ...
        question = await discord.say(world.ada, world.general, "@Quoth what did they agree to?")
        answer = await discord.answer_to(question)
        assert "agree" in text_of(answer)
        click = await discord.click(world.ada, answer, buttons_of(answer)[0].label)
        discord.faults.next("POST", "/channels/*/messages", status=503)  # what goes wrong at the REST side
        await discord.gateway.close(4000)  # and at the gateway
        await discord.silent(await discord.say(world.ada, world.general, "nothing for it"))
        assert not discord.violations  # what Discord would have refused, and what could have pinged

Wherever something is waited for there is a deadline after which the test fails with a sentence; nothing sleeps.
"""

from tests.discord_server.exchange import Interaction, Message, Modal
from tests.discord_server.files import Attachment
from tests.discord_server.model import Channel, Guild, Json, Role, User
from tests.discord_server.reading import Button, buttons_of, text_of
from tests.discord_server.server import LocalDiscord
from tests.discord_server.watching import Sent

__all__ = [
    "Attachment",
    "Button",
    "Channel",
    "Guild",
    "Interaction",
    "Json",
    "LocalDiscord",
    "Message",
    "Modal",
    "Role",
    "Sent",
    "User",
    "buttons_of",
    "text_of",
]
