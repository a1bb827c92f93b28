"""What is told of a long run where there is no terminal."""

import time

import pytest

from bot.archiving import telling
from bot.archiving.telling import EVERY, HOUR, MINUTE, advancing


def test_a_line_every_so_often_tells_how_far_it_is_and_how_long_it_will_take(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with advancing(1_000, 100_000) as advance:
        for _ in range(100):
            now += EVERY / 50
            advance(100)
    assert capsys.readouterr().err.splitlines() == [
        "50 of 1,000 files are read (5%), 10 minutes left.",
        "100 of 1,000 files are read (10%), 9 minutes left.",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "0 seconds"),
        (1, "1 second"),
        (119, "119 seconds"),
        (2 * MINUTE, "2 minutes"),
        (2 * HOUR - 40, "119 minutes"),
        (2 * HOUR, "2 hours"),
        (30 * HOUR, "30 hours"),
    ],
)
def test_a_time_is_told_roughly(seconds: float, said: str) -> None:
    assert telling._in_words(seconds) == said
