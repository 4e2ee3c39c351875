"""The figures of the two pictures are plain counts."""

from kompas.service.certainty.figures import reliability, risks
from kompas.service.certainty.proving import Judged

TURNS = [Judged(1.0, False, 0), Judged(0.94, False, 0), Judged(0.92, True, 0), Judged(0.35, True, 0)]


def test_bins_hold_what_was_stated_and_what_was_right() -> None:
    low, high = reliability(TURNS)
    assert (low.low, low.high, low.stated, low.right.count, low.right.of) == (0.3, 0.4, 0.35, 0, 1)
    assert (high.low, high.high, high.right.count, high.right.of) == (0.9, 1.0, 2, 3)
    assert abs(high.stated - (1.0 + 0.94 + 0.92) / 3) < 1e-9


def test_each_threshold_with_what_it_answers_and_gets_wrong() -> None:
    steps = {step.threshold: step for step in risks(TURNS, 0.93)}
    assert (steps[0.3].answered.count, steps[0.3].wrong.count) == (4, 2)
    assert (steps[0.93].answered.count, steps[0.93].wrong.count, steps[0.93].chosen) == (2, 0, True)
    assert [step.threshold for step in steps.values() if step.chosen] == [0.93]
    assert steps[0.95].wrong.of == 1


def test_of_nothing_there_is_nothing() -> None:
    assert reliability([]) == []
    assert risks([], 0.6)[0].answered.value is None
