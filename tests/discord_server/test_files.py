from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.discord_server import Attachment, LocalDiscord, text_of
from tests.discord_server.echo import running
from tests.discord_server.small_bot import SmallBot


@asynccontextmanager
async def downloading(attachment: Attachment) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as session, session.get(attachment.url, allow_redirects=False) as response:
        yield response


async def test_a_file_reaches_a_command_of_a_group(local: LocalDiscord) -> None:
    world = local.world
    async with running(SmallBot(), local):
        file = local.attach("a b.txt", b"what it says", title="ä b")
        asked = await local.slash(world.keeper, world.general, "kept file", file=file, channel=world.other_channel)
        assert text_of(await local.answer_to(asked)) == "a b.txt ä b 12 what it says other True"
        local.faults.next("GET", "/ephemeral-attachments/*", 404)
        asked = await local.slash(world.owner, world.general, "kept file", file=file)
        assert text_of(await local.answer_to(asked)) == "a b.txt ä b 12 404 None True"
    assert not local.violations


async def test_a_command_is_offered_to_who_has_the_permissions_it_asks_for(local: LocalDiscord) -> None:
    world = local.world
    async with running(SmallBot(), local):
        for user in (world.ada, world.mod):
            with pytest.raises(AssertionError, match="is not offered to"):
                await local.slash(user, world.general, "kept choose", what="x")
        allowed = await local.slash(world.ada, world.general, "kept choose", what="x", unasked=True)
        assert text_of(await local.answer_to(allowed)) == "x"
        for channel in (world.dm(world.keeper), world.strange_channel):
            with pytest.raises(AssertionError, match="is not offered"):
                await local.slash(world.keeper, channel, "kept choose", what="x")


async def test_a_group_offers_choices_and_is_no_command_itself(local: LocalDiscord) -> None:
    world = local.world
    async with running(SmallBot(), local):
        offered = await local.autocomplete(world.keeper, world.general, "kept choose", focus="what", what="x")
        assert [choice["value"] for choice in offered] == ["x"]
        for name, options in (
            ("kept", {}),
            ("kept nothing", {}),
            ("kept file", {"file": "x"}),
            ("kept file", {"file": local.attach("x", b""), "channel": world.forum}),
        ):
            with pytest.raises(AssertionError):
                await local.slash(world.keeper, world.general, name, **options)


async def test_a_file_is_handed_out_as_it_is_told_to_be(local: LocalDiscord) -> None:
    async with downloading(local.attach("a", b"12345", size=1)) as response:
        assert (response.content_length, await response.read()) == (5, b"12345")
    async with downloading(local.attach("a", b"12345", length=None)) as response:
        assert (response.content_length, await response.read()) == (None, b"12345")
    cut = local.attach("a", b"12345", cut_after=3)
    async with downloading(cut) as response:
        with pytest.raises((aiohttp.ClientError, ConnectionError)):
            await response.read()
    assert cut.handed_out == 1
    elsewhere = local.attach("a", b"", redirects_to="http://127.0.0.1:1/")
    async with downloading(elsewhere) as response:
        assert (response.status, response.headers["Location"]) == (302, "http://127.0.0.1:1/")


async def test_a_file_can_be_held_and_can_have_no_end(local: LocalDiscord) -> None:
    held = local.attach("a", b"12345", hold_after=2)
    async with downloading(held) as response:
        assert await response.content.readexactly(2) == b"12"
        assert held.held.is_set()
        held.go_on.set()
        assert await response.read() == b"345"
    async with downloading(local.attach("a", b"0" * 65_536, length=None, endless=True)) as response:
        assert len(await response.content.readexactly(1_000_000)) == 1_000_000


async def test_what_is_not_there_is_not_handed_out(local: LocalDiscord) -> None:
    file = local.attach("a", b"x")
    file.url += "x"
    async with downloading(file) as response:
        assert response.status == 404
