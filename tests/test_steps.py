"""How far work has come is heard by the one who listens, and by nobody else."""

from lagesbild import steps


def test_each_thing_is_told_before_it_is_done_and_turns_are_counted_on() -> None:
    heard: list[tuple[str, int, int]] = []
    with steps.heard_by(lambda *told: heard.append(told)):
        assert list(steps.each("site", ["N01", "N02"], turn=1, turns=3)) == ["N01", "N02"]
        list(steps.each("survey", []))
    assert heard == [("site", 2, 6), ("site", 3, 6), ("survey", 0, 0)]


def test_within_another_work_the_listener_stays_and_afterwards_nobody_listens() -> None:
    heard: list[str] = []
    with steps.heard_by(lambda step, *_: heard.append(step)), steps.heard_by(None):
        steps.at("gate")
    steps.at("attack")
    assert heard == ["gate"]
