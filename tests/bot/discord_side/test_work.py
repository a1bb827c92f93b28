import asyncio

import pytest

from bot.discord_side.work import StoppingError, Work


async def test_stopping_waits_for_what_was_begun() -> None:
    work, release = Work(), asyncio.Event()

    async def something() -> None:
        with work.begun():
            await release.wait()

    begun = asyncio.create_task(something())
    await asyncio.sleep(0)
    finishing = asyncio.create_task(work.finish(within=30))
    await asyncio.sleep(0)
    assert not finishing.done()
    release.set()
    assert await finishing == 0
    await begun


async def test_nothing_new_is_begun_while_stopping() -> None:
    work = Work()
    await work.finish(within=0)
    with pytest.raises(StoppingError, match="ask again"), work.begun():
        pass


async def test_what_takes_too_long_is_counted_and_left() -> None:
    work = Work()
    with work.begun():
        assert await work.finish(within=0) == 1


async def test_what_fails_is_over_too() -> None:
    work = Work()
    with pytest.raises(ZeroDivisionError), work.begun():
        raise ZeroDivisionError
    assert await work.finish(within=0) == 0
