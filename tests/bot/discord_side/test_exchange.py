from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord_side import exchange
from bot.discord_side.delivery import Sent
from bot.discord_side.exchange import Exchange, Exchanges
from bot.discord_side.replies.reply import Form

SENT = Sent(cast("Any", SimpleNamespace(id=9)), Form.RICH)


def message(text: str) -> Any:  # noqa: ANN401 - only its text is looked at
    return SimpleNamespace(content=text)


def ended(exchanges: Exchanges, question: int, *, guild: int | None = None, sent: Sent | None = SENT) -> Exchange:
    one = Exchange(guild, before=None)
    exchanges.begin(question, one)
    one.sent = sent
    exchanges.end(question)
    return one


def test_the_same_text_is_no_change_and_another_is_to_be_answered() -> None:
    one = Exchange(None, before=None)
    assert one.is_changed_by(message("Who?"))
    assert not one.is_changed_by(message("Who?"))
    assert one.is_changed_by(message("When?"))
    assert one.wording.content == "When?"  # type: ignore[union-attr]


def test_an_answered_question_is_kept_under_its_number() -> None:
    exchanges = Exchanges()
    one = ended(exchanges, 1)
    assert exchanges.get(1) is one
    assert not one.is_running
    exchanges.forget(1)
    assert exchanges.get(1) is None


def test_no_text_is_kept_of_a_question_that_could_not_be_answered() -> None:
    exchanges = Exchanges()
    one = Exchange(None, before=None)
    one.is_changed_by(message("my secret text"))
    exchanges.begin(1, one)
    exchanges.end(1)
    assert exchanges.get(1) is one
    assert one.wording is None


def test_a_deleted_question_is_not_kept() -> None:
    exchanges = Exchanges()
    one = ended(exchanges, 1)
    exchanges.begin(1, one)
    one.is_deleted = True
    exchanges.end(1)
    assert exchanges.get(1) is None


def test_those_that_were_refused_push_out_none_that_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST_KEPT", 3)
    exchanges = Exchanges()
    ended(exchanges, 1)
    for question in range(2, 9):
        ended(exchanges, question, sent=None)
    assert exchanges.get(1)
    assert not exchanges.get(2)
    assert exchanges.get(8)


def test_one_under_way_is_found_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST_KEPT", 3)
    exchanges = Exchanges()
    running = Exchange(None, before=None)
    exchanges.begin(1, running)
    for question in range(2, 9):
        ended(exchanges, question)
    assert exchanges.get(1) is running


def test_nothing_is_kept_of_a_server_that_is_left_not_even_what_is_under_way() -> None:
    exchanges = Exchanges()
    ended(exchanges, 1, guild=7)
    ended(exchanges, 2, guild=8)
    ended(exchanges, 3, guild=7, sent=None)
    running = Exchange(7, before=None)
    exchanges.begin(4, running)
    exchanges.forget_guild(7)
    running.sent = SENT
    exchanges.end(4)
    assert [question for question in (1, 2, 3, 4) if exchanges.get(question)] == [2]


def test_what_is_older_than_it_may_be_kept_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "KEPT_FOR", 0.0)
    monkeypatch.setattr(exchange, "REFUSED_FOR", 0.0)
    exchanges = Exchanges()
    ended(exchanges, 1)
    ended(exchanges, 2, sent=None)
    exchanges.expire()
    assert not exchanges._ended.keys()
    assert not exchanges._refused.keys()
