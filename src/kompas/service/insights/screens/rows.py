"""The figures as the rows of a table, worded for who reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kompas.service.insights.figures import Group, Spent
from kompas.service.insights.models import Ending
from kompas.service.insights.screens import wording
from kompas.service.insights.shares import Share

SHOWN = (Ending.CONFIRMED, Ending.ASSUMED, Ending.HANDED_OVER, Ending.ABANDONED, Ending.REOPENED)


@dataclass(frozen=True, slots=True)
class Cell:
    """A share: its count, and in words the share and how surely it is known."""

    code: str
    count: int
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class Row:
    """One matter or one week. `key` is its id; what nothing is known of is ""."""

    key: str
    title: str
    n: int
    open: int
    endings: list[Cell]
    first: Cell
    firsts: int
    effort: str
    efforts: int
    handling: str
    handled: int
    waiting: str
    few: bool


_FEW = 5  # cases that ended, below which a share says next to nothing


def rows(groups: Iterable[tuple[str, Group]], title: Callable[[str], str]) -> list[Row]:
    """A row for each group, in the order given."""
    return [row(key, title(key), group) for key, group in groups]


def row(key: str, title: str, group: Group) -> Row:
    return Row(
        key=key,
        title=title,
        n=group.n,
        open=group.endings[Ending.OPEN],
        endings=[_cell(ending.value, group.share(ending)) for ending in SHOWN],
        first=_cell("first", group.first_contact),
        firsts=group.firsts,
        effort=wording.number(group.effort, 1),
        efforts=group.efforts,
        handling=wording.duration(group.handling),
        handled=len(group.handled),
        waiting=wording.duration(group.waiting),
        few=group.ended < _FEW,
    )


def spent_rows(spent: Iterable[Spent]) -> list[dict[str, object]]:
    """What models cost per case, for each way to end apart; what is still open comes last."""
    by_ending = {one.ending: one for one in spent}
    return [
        {
            "title": wording.ENDINGS[ending],
            "cases": found.cases,
            "calls": found.calls,
            "tokens": wording.number(found.tokens_a_case),
            "cost": wording.number(found.cost_a_case, 4),
        }
        for ending in (*SHOWN, Ending.OPEN)
        if (found := by_ending.get(ending.value)) is not None
    ]


def _cell(code: str, share: Share) -> Cell:
    return Cell(code, share.count, wording.percent(share), wording.interval(share))
