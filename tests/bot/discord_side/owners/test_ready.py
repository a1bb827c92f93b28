import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord_side.owners import ready as room
from bot.discord_side.owners.ready import Ready
from index import Answerer, Essay
from index.reading import parse_essay


def essay(text: str, title: str = "Essay") -> Essay:
    return parse_essay(f"# {title}\n\n{text}\n", Path("essay.md"))


@pytest.fixture
def ready() -> Iterator[Ready]:
    made = Ready()
    yield made
    made.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which essays were made ready, and in which thread."""
    made: list[tuple[str, str]] = []

    def noted(one: Essay) -> Answerer:
        made.append((one.title, threading.current_thread().name))
        return Answerer(one)

    monkeypatch.setattr(room, "Answerer", noted)
    return made


def test_an_essay_is_made_ready_once(ready: Ready, made: list[tuple[str, str]]) -> None:
    bees = essay("Bees make honey.")
    assert ready.of(bees) is ready.of(bees)
    assert len(made) == 1


async def test_it_is_made_ready_off_the_thread_that_answers(ready: Ready, made: list[tuple[str, str]]) -> None:
    essays = [essay("Bees make honey.", "On Bees"), essay("The moon draws the sea.", "On Tides")]
    await asyncio.gather(*(ready.prepare(essays) for _ in range(5)))
    assert {title for title, _ in made} == {"On Bees", "On Tides"}
    assert all(thread.startswith("preparing") for _, thread in made)
    before = len(made)
    for one in essays:
        ready.of(one)
    assert len(made) == before


def test_two_essays_of_the_same_words_are_two(ready: Ready) -> None:
    one, other = essay("Bees make honey."), essay("Bees make honey.")
    assert one == other
    assert ready.of(one).essay is one
    assert ready.of(other).essay is other


def test_what_is_kept_is_bounded(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_KEPT", 1_000)
    ready = Ready()
    essays = [essay("a" * 300, f"Essay {number}") for number in range(20)]
    for one in essays * 2:
        assert ready.of(one).essay is one
        assert ready._kept.currsize <= 1_000
    large = essay("a" * 2_000)
    assert ready.of(large).essay is large
    assert ready._kept.currsize <= 1_000
    ready.close()


def test_another_essay_that_comes_to_have_its_number_is_not_taken_for_it(ready: Ready) -> None:
    bees, tides = essay("Bees make honey."), essay("The moon draws the sea.")
    ready._kept[id(tides)] = Answerer(bees)
    assert ready.of(tides).essay is tides


async def test_nothing_is_made_ready_any_more_once_it_ends(ready: Ready) -> None:
    ready.close()
    with pytest.raises(RuntimeError):
        await ready.prepare([essay("Bees make honey.")])
