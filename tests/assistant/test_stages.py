"""The time per stage: what a stage took is added up, also when it fails."""

import pytest

from kompas.assistant.stages import Stages


def test_every_stage_is_told_in_order_and_the_same_one_is_added_up() -> None:
    stages = Stages()
    for name in ("understand", "look up", "understand"):
        with stages.stage(name):
            sum(range(1000))
    told = stages.so_far()
    assert list(told) == ["understand", "look up"]
    assert all(ms >= 0 for ms in told.values())


def test_a_stage_that_fails_is_told_too() -> None:
    stages = Stages()
    with pytest.raises(ZeroDivisionError), stages.stage("decide"):
        _ = 1 / 0
    assert "decide" in stages.so_far()


def test_what_was_told_does_not_change_later() -> None:
    stages = Stages()
    before = stages.so_far()
    with stages.stage("check"):
        pass
    assert dict(before) == {}
    with pytest.raises(TypeError):
        before["check"] = 1.0  # type: ignore[index]
