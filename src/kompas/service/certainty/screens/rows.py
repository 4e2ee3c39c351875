"""The figures as rows of a table, with what the charts draw them from (shares of 1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kompas.assistant.domain.certainty import Estimate
from kompas.service.certainty.figures import STEP, Bin, Step
from kompas.service.certainty.screens import wording


@dataclass(frozen=True, slots=True)
class Row:
    """A point of a chart at (`x`, `y`), between `low` and `high` where that is known, with its words and counts."""

    title: str
    x: float
    y: float
    low: float | None
    high: float | None
    first: str
    second: str
    bounds: str
    count: int | None
    marked: bool = False


def of_bins(bins: Iterable[Bin]) -> list[Row]:
    """Stated against found."""
    return [
        Row(f"{wording.percent(one.low)} – {wording.percent(one.high)}", round(one.stated, 4), one.right.value or 0.0,
            one.right.low, one.right.high, wording.percent(one.stated), wording.percent(one.right.value),
            wording.interval(one.right), one.right.of)
        for one in bins
    ]  # fmt: skip


def of_steps(steps: Iterable[Step]) -> list[Row]:
    """What is answered against what of it is wrong; thresholds above which nothing lies are left out."""
    return [
        Row(wording.number(one.threshold), one.answered.value or 0.0, one.wrong.value or 0.0, one.wrong.low, one.wrong.high,
            wording.percent(one.answered.value), wording.percent(one.wrong.value, 1), wording.interval(one.wrong),
            one.wrong.of, one.chosen)
        for one in steps if one.wrong.of
    ]  # fmt: skip


def of_estimate(estimate: Estimate, chosen: float) -> list[Row]:
    """The same as it was expected when the content was prepared."""
    steps = sorted({round(place * STEP, 2) for place in range(6, 20)} | {chosen})
    points = [(at, estimate.at(at)) for at in steps if at <= estimate.points[-1].at]
    return [
        Row(wording.number(at), point.answered, point.wrong, None, None, wording.percent(point.answered),
            wording.percent(point.wrong, 1), "", None, at == chosen)
        for at, point in points if point.answered
    ]  # fmt: skip
