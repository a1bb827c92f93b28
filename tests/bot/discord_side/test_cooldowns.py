from bot.discord_side import cooldowns
from bot.discord_side.cooldowns import Cooldowns


def test_so_many_questions_a_minute_and_then_a_wait_in_whole_seconds() -> None:
    taken = Cooldowns(2)
    assert [taken.take("anna", now) for now in (100.0, 110.0)] == [0, 0]
    assert taken.take("anna", 120.5) == 40
    assert taken.take("anna", 160.5) == 0


def test_askers_do_not_wait_for_each_other() -> None:
    taken = Cooldowns(1)
    assert taken.take("anna", 100.0) == 0
    assert taken.take("ben", 100.0) == 0
    assert taken.take("anna", 100.0) > 0


def test_no_more_askers_are_remembered_than_are_allowed() -> None:
    taken = Cooldowns(1)
    for asker in range(cooldowns.MOST_KEPT + 1):
        taken.take(asker, 100.0)
    assert taken.take(0, 100.0) == 0, "whoever was silent longest is forgotten"
    assert taken.take(cooldowns.MOST_KEPT, 100.0) > 0
