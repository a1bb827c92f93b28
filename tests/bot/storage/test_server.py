"""What is kept of a server is there again, and no more of it than may be."""

import asyncio
from datetime import timedelta

import pytest

from bot.storage import (
    GAPS_KEPT_FOR,
    MOST_GAPS,
    Quota,
    QuotaError,
    ServerSettings,
    Storage,
    Visibility,
    open_storage,
)
from tests.bot.storage.conftest import NOW, ROOMY, essay_of

SERVER, OTHER = 2**63 - 1, 7
BEES = essay_of("Bees make honey — “forty kilograms” a year, says Gözde. 🐝", "On Bees")


async def test_all_of_it_outlives_a_restart(address: str) -> None:
    async with open_storage(address) as storage:
        server = storage.of(SERVER)
        await server.put("bees", BEES, ROOMY, NOW)
        await server.use(5, "bees")
        await server.change(plain_text=True, answers_in={5, 6}, visibility=Visibility.ONLY_ME, keeps_gaps=True)
        await server.miss("What do wasps make?", "bees", NOW)
        await server.count("unhelpful", "wrong_passage")
    async with open_storage(address) as storage:
        server = storage.of(SERVER)
        assert await server.essays() == {"bees": BEES}
        assert await server.channels() == {5: "bees"}
        assert await server.settings() == ServerSettings(
            plain_text=True, answers_in=frozenset({5, 6}), visibility=Visibility.ONLY_ME, keeps_gaps=True
        )
        assert [(gap.question, gap.essay, gap.times) for gap in await server.gaps(NOW)] == [
            ("What do wasps make?", "bees", 1)
        ]
        assert await server.counts() == {("unhelpful", "wrong_passage"): 1}


async def test_uploads_are_listed_without_their_text(storage: Storage) -> None:
    await storage.of(SERVER).put("bees", BEES, ROOMY, NOW)
    [upload] = await storage.of(SERVER).uploads()
    assert (upload.name, upload.title, upload.paragraphs, upload.added_at) == ("bees", "On Bees", 1, NOW)
    assert upload.characters == len(BEES.paragraphs[0].text)


async def test_of_a_server_that_nothing_is_known_of_nothing_is_kept(storage: Storage) -> None:
    server = storage.of(SERVER)
    assert (await server.settings(), await server.essays(), await server.gaps(NOW)) == (ServerSettings(), {}, [])
    assert await storage.servers() == frozenset()


async def test_an_essay_takes_the_place_of_the_one_of_its_name(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.put("bees", essay_of("Old."), ROOMY, NOW)
    await server.put("bees", BEES, Quota(essays=1, characters=1_000), NOW)
    assert await server.essays() == {"bees": BEES}


@pytest.mark.parametrize(
    ("quota", "said"),
    [
        (Quota(essays=1, characters=1_000), r"as many essays as it may have \(1\)"),
        (Quota(essays=9, characters=20), "may have 20"),
        (Quota(essays=9, characters=1_000, paragraphs=3), "would have 4 paragraphs and headings, and may have 3"),
    ],
)
async def test_beyond_its_quota_nothing_is_added_and_nothing_lost(storage: Storage, quota: Quota, said: str) -> None:
    server = storage.of(SERVER)
    await server.put("old", essay_of("Short."), ROOMY, NOW)
    with pytest.raises(QuotaError, match=said):
        await server.put("new", essay_of("This is a longer text."), quota, NOW)
    assert list(await server.essays()) == ["old"]


async def test_many_at_once_can_not_pass_the_quota_together(storage: Storage) -> None:
    server = storage.of(SERVER)
    quota = Quota(essays=5, characters=10_000)
    tried = [server.put(f"essay {number}", BEES, quota, NOW) for number in range(20)]
    done = await asyncio.gather(*tried, return_exceptions=True)
    assert len(await server.essays()) == done.count(None) == 5
    assert all(isinstance(one, QuotaError) for one in done if one is not None)


async def test_an_essay_that_is_removed_frees_its_channels(storage: Storage) -> None:
    server, other = storage.of(SERVER), storage.of(OTHER)
    await server.put("bees", BEES, ROOMY, NOW)
    await server.use(5, "bees")
    await server.use(6, "house")
    await other.use(5, "bees")
    assert await server.remove("bees")
    assert not await server.remove("bees")
    assert await server.channels() == {6: "house"}
    assert await other.channels() == {5: "bees"}


async def test_a_channel_is_tied_to_one_essay_or_to_none(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.use(5, "bees")
    await server.use(5, "tides")
    assert await server.channels() == {5: "tides"}
    await server.use(5, None)
    assert await server.channels() == {}


async def test_settings_are_changed_one_by_one(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.change(feedback=False)
    assert await server.change(plain_text=False) == ServerSettings(feedback=False, plain_text=False)
    assert (await server.change(feedback=None)).feedback is None


async def test_the_version_rises_with_each_change_of_what_is_asked_and_with_nothing_else(storage: Storage) -> None:
    server = storage.of(1)
    assert await server.version() is None
    await server.count("helpful")
    version = await server.version()
    assert version is not None
    for change in (
        lambda: server.put("bees", essay_of("Bees."), ROOMY, NOW),
        lambda: server.put("bees", essay_of("Wasps."), ROOMY, NOW),
        lambda: server.use(5, "bees"),
        lambda: server.change(keeps_gaps=True),
        lambda: server.remove("bees"),
    ):
        await change()
        version += 1
        assert await server.version() == version
    await server.count("helpful")
    await server.miss("Where?", None, NOW)
    await server.forget_gaps()
    await storage.of(2).use(5, "bees")
    assert await server.version() == version
    await server.forget()
    await server.count("helpful")
    assert await server.version() != version


async def test_a_change_that_fails_leaves_the_version(storage: Storage) -> None:
    server = storage.of(1)
    await server.put("bees", essay_of("Bees."), ROOMY, NOW)
    before = await server.version()
    with pytest.raises(QuotaError):
        await server.put("wasps", essay_of("Wasps."), Quota(essays=1, characters=10), NOW)
    assert await server.version() == before


async def test_feedback_is_counted(storage: Storage) -> None:
    server = storage.of(SERVER)
    await asyncio.gather(*(server.count("helpful") for _ in range(10)), server.count("unhelpful", "other"))
    assert await server.counts() == {("helpful", ""): 10, ("unhelpful", "other"): 1}


async def test_questions_are_kept_only_where_the_owner_wants_it(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.miss("Who?", None, NOW)
    assert await server.gaps(NOW) == []
    await server.change(keeps_gaps=True)
    await server.miss("Who?", None, NOW)
    assert len(await server.gaps(NOW)) == 1
    await server.change(keeps_gaps=False)
    await server.change(keeps_gaps=True)
    assert await server.gaps(NOW) == []


async def test_the_same_question_is_kept_once_and_the_most_asked_comes_first(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.change(keeps_gaps=True)
    for question, essay in [("Who was it?", None), ("What now", None), ("what NOW?!", None), ("What now?", "bees")]:
        await server.miss(question, essay, NOW)
    gaps = [(gap.question, gap.essay, gap.times) for gap in await server.gaps(NOW)]
    assert gaps[0] == ("What now", None, 2)
    assert sorted(gaps[1:], key=str) == [("What now?", "bees", 1), ("Who was it?", None, 1)]


async def test_questions_expire(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.change(keeps_gaps=True)
    await server.miss("Old?", None, NOW - GAPS_KEPT_FOR)
    await server.miss("New?", None, NOW)
    assert [gap.question for gap in await server.gaps(NOW)] == ["New?"]
    assert await storage.expire(NOW) == 1
    assert await storage.expire(NOW) == 0
    await server.forget_gaps()
    assert await server.gaps(NOW) == []


async def test_of_too_many_questions_those_longest_not_asked_are_dropped(storage: Storage) -> None:
    server = storage.of(SERVER)
    await server.change(keeps_gaps=True)
    for number in range(MOST_GAPS + 3):
        await server.miss(f"Question {number}?", None, NOW + timedelta(seconds=number))
    kept = {gap.question for gap in await server.gaps(NOW)}
    assert len(kept) == MOST_GAPS
    assert not {f"Question {number}?" for number in range(3)} & kept


@pytest.mark.parametrize(
    "question", ["\0?", "x" * 5_000, "'; DROP TABLE gaps; --", "🐝" * 300, "\ud7ff", "half \ud800 a character?", "?!"]
)
async def test_any_question_can_be_kept(storage: Storage, question: str) -> None:
    server = storage.of(SERVER)
    await server.change(keeps_gaps=True)
    await server.miss(question, None, NOW)
    [gap] = await server.gaps(NOW)
    assert len(gap.question) <= 300


async def test_a_server_is_forgotten_whole_and_no_other_with_it(storage: Storage) -> None:
    for server in (storage.of(SERVER), storage.of(OTHER)):
        await server.put("bees", BEES, ROOMY, NOW)
        await server.use(5, "bees")
        await server.change(keeps_gaps=True)
        await server.miss("Who?", None, NOW)
        await server.count("helpful")
    await storage.of(SERVER).forget()
    assert await storage.servers() == {OTHER}
    gone, left = storage.of(SERVER), storage.of(OTHER)
    assert (await gone.essays(), await gone.channels(), await gone.gaps(NOW), await gone.counts()) == ({}, {}, [], {})
    assert await gone.settings() == ServerSettings()
    assert len(await left.essays()) == len(await left.channels()) == len(await left.gaps(NOW)) == 1


async def test_an_essay_that_can_not_be_read_is_told_and_hides_no_other(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    from sqlalchemy import update

    from bot.storage.tables import essays

    server = storage.of(SERVER)
    await server.put("bees", BEES, ROOMY, NOW)
    await server.put("later", BEES, ROOMY, NOW)
    async with storage._database.writing() as connection:
        await connection.execute(update(essays).where(essays.c.name == "later").values(body='{"of": "later"}'))
    assert list(await server.essays()) == ["bees"]
    assert "'later' can't be read" in caplog.text


async def test_a_transaction_that_fails_leaves_nothing(storage: Storage) -> None:
    server = storage.of(SERVER)
    with pytest.raises(ZeroDivisionError):
        async with server._writing():
            1 / 0  # noqa: B018
    assert await storage.servers() == frozenset()
