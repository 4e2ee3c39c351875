"""What the page is asked to show: a period in weeks, a matter, a language, a channel."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import QueryDict

from kompas.service.clock import DAY_MS, moment
from kompas.service.insights.figures import Chosen
from kompas.service.library.shelf import Served

WEEKS = (4, 12, 26, 52)


@dataclass(frozen=True, slots=True)
class Selection:
    """`weeks` ends with this week. `sure_before`: whoever spoke last before it does not come back for the same any more."""

    weeks: int
    chosen: Chosen
    sure_before: int


def selection(query: QueryDict, served: Served, now: int) -> Selection:
    """From the address; what is not understood there is left out."""
    asked = query.get("weeks", "")
    weeks = int(asked) if asked.isdecimal() and int(asked) in WEEKS else WEEKS[0]
    chosen = Chosen(
        _monday(served, now, weeks - 1), now + 1, *(query.get(name, "")[:120] for name in ("matter", "lang", "channel"))
    )
    return Selection(weeks, chosen, now - served.company.quiet_days * DAY_MS)


def _monday(served: Served, now: int, weeks_ago: int) -> int:
    """Midnight, where the company is, of the Monday so many weeks before this week's."""
    today = moment(now).astimezone(served.zone).date()
    day = today - timedelta(days=today.weekday(), weeks=weeks_ago)
    return int(datetime.combine(day, time.min, served.zone).timestamp() * 1000)
