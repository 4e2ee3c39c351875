"""The figures of the page: per matter and per week, each ending apart. Counts come first; whoever reads may add them up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import Aggregate, Count, Exists, OuterRef, Q, QuerySet, Sum, TextField

from kompas.service.insights.models import Case, Ending, Passing, Turn
from kompas.service.insights.shares import Share

_SUMS = (
    "firsts",
    "at_once",
    "effort_sum",
    "efforts",
    "solved",
    "solved_asked",
    "asked_back",
    "asked_twice",
    "not_known",
    "model_calls",
    "model_tokens",
    "model_cost",
)
SOLVED_AT_ONCE = Q(ending__in=[Ending.CONFIRMED, Ending.ASSUMED]) | Q(ending=Ending.HANDED_OVER, person="solved")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases: begun from `since` to before `until` (milliseconds), of this matter, language and channel.

    "" chooses all; `matter` "-" chooses those whose matter is not known.
    """

    since: int
    until: int
    matter: str = ""
    lang: str = ""
    channel: str = ""


@dataclass
class Group:
    """What is known of the cases of one matter, of one week, or of both."""

    endings: Counter[str] = field(default_factory=Counter)
    firsts: int = 0
    at_once: int = 0
    effort_sum: int = 0
    efforts: int = 0
    solved: int = 0
    solved_asked: int = 0
    asked_back: int = 0
    asked_twice: int = 0
    not_known: int = 0
    model_calls: int = 0
    model_tokens: int = 0
    model_cost: int = 0
    handled: list[int] = field(default_factory=list)
    waited: list[int] = field(default_factory=list)

    @property
    def n(self) -> int:
        return sum(self.endings.values())

    @property
    def ended(self) -> int:
        """All but those that are still open: shares are of these."""
        return self.n - self.endings[Ending.OPEN]

    def share(self, ending: str) -> Share:
        return Share(self.endings[ending], self.ended)

    @property
    def confirmed(self) -> Share:
        return self.share(Ending.CONFIRMED)

    @property
    def assumed(self) -> Share:
        return self.share(Ending.ASSUMED)

    @property
    def first_contact(self) -> Share:
        return Share(self.at_once, self.firsts)

    @property
    def effort(self) -> float | None:
        return self.effort_sum / self.efforts if self.efforts else None

    @property
    def handling(self) -> float | None:
        """The median time of people, in milliseconds."""
        return median(self.handled) if self.handled else None

    @property
    def waiting(self) -> float | None:
        """The median wait until a person took it, in milliseconds."""
        return median(self.waited) if self.waited else None


Key = tuple[str, ...]  # a matter, a week, or both
MATTER, WEEK = "matter", "week"


class Listed(Aggregate):
    """All values of a group as one text with commas: one row where a median needs thousands."""

    function = "GROUP_CONCAT"
    name = "Listed"
    output_field = TextField()


def cases(chosen: Chosen) -> QuerySet[Case]:
    """The cases that were chosen."""
    found = Case.objects.filter(began_at__gte=chosen.since, began_at__lt=chosen.until)
    if chosen.matter:
        found = found.filter(matter="" if chosen.matter == "-" else chosen.matter)
    if chosen.lang:
        found = found.filter(lang=chosen.lang)
    return found.filter(channel=chosen.channel) if chosen.channel else found


def grouped(chosen: Chosen, sure_before: int, *by: str) -> dict[Key, Group]:
    """The cases by MATTER, by WEEK or by both. Who came first, and whether it was solved at once, is known only of those
    whose last word was before `sure_before`: until then they may still come back.
    """
    groups: dict[Key, Group] = defaultdict(Group)
    first = Q(returned=False, last_at__lt=sure_before) & ~Q(ending=Ending.OPEN)
    for row in _counted(cases(chosen), by, first):
        _add(groups[tuple(str(row[name]) for name in by)], row)
    return groups


def _counted(found: QuerySet[Case], by: Iterable[str], first: Q) -> Iterable[Mapping[str, Any]]:
    counted: Iterable[Mapping[str, Any]] = (
        found.order_by()
        .values(*by, "ending")
        .annotate(
            n=Count("id"),
            firsts=Count("id", filter=first),
            at_once=Count("id", filter=first & SOLVED_AT_ONCE),
            effort_sum=Sum("effort"),
            efforts=Count("effort"),
            solved_sum=Count("id", filter=Q(solved=True)),
            solved_asked=Count("solved"),
            backs=Sum("asked_back"),
            twice=Sum("asked_twice"),
            unknown=Sum("not_known"),
            calls=Sum("model_calls"),
            tokens=Sum("model_tokens"),
            cost=Sum("model_cost"),
            handled=Listed("handled_ms", filter=Q(handled_ms__gt=0)),
            waited=Listed("waited_ms"),
        )
    )
    return counted


def _add(group: Group, row: Mapping[str, Any]) -> None:
    group.endings[str(row["ending"])] += row["n"]
    group.firsts += row["firsts"]
    group.at_once += row["at_once"]
    group.effort_sum += row["effort_sum"] or 0
    group.efforts += row["efforts"]
    group.solved += row["solved_sum"]
    group.solved_asked += row["solved_asked"]
    group.asked_back += row["backs"]
    group.asked_twice += row["twice"]
    group.not_known += row["unknown"]
    group.model_calls += row["calls"]
    group.model_tokens += row["tokens"]
    group.model_cost += row["cost"]
    group.handled += map(int, row["handled"].split(",") if row["handled"] else ())
    group.waited += map(int, row["waited"].split(",") if row["waited"] else ())


def together(groups: Iterable[Group]) -> Group:
    """All of them in one: for counts; endings stay apart."""
    whole = Group()
    for part in groups:
        whole.endings.update(part.endings)
        whole.handled += part.handled
        whole.waited += part.waited
        for name in _SUMS:
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


@dataclass(frozen=True, slots=True)
class Spent:
    """What language models cost for the cases that ended alike; `cost` in millionths of the currency of the prices."""

    ending: str
    cases: int
    calls: int
    tokens: int
    cost: int

    @property
    def tokens_a_case(self) -> float:
        return self.tokens / self.cases

    @property
    def cost_a_case(self) -> float:
        return self.cost / self.cases / 1_000_000


def spent(chosen: Chosen) -> list[Spent]:
    """By ending, for each that occurs, also those that asked no model; [] where no case did."""
    rows = (
        cases(chosen)
        .order_by()
        .values_list("ending")
        .annotate(n=Count("id"), calls=Sum("model_calls"), tokens=Sum("model_tokens"), cost=Sum("model_cost"))
    )
    found = [Spent(*row) for row in rows]
    return found if any(one.calls for one in found) else []


def passings(chosen: Chosen) -> list[tuple[str, str, int]]:
    """Handovers by reason (code, rule), the most frequent first."""
    rows = (
        Passing.objects.filter(_of(chosen))
        .values_list("code", "rule")
        .annotate(n=Count("id"))
        .order_by("-n", "code", "rule")
    )
    return [(code, rule, n) for code, rule, n in rows]


def asked_twice(chosen: Chosen) -> list[tuple[str, int]]:
    """What was asked twice, the most frequent first."""
    rows = Turn.objects.filter(~Q(asked_twice=""), _of(chosen)).values_list("asked_twice").annotate(n=Count("id"))
    return [(what, n) for what, n in rows.order_by("-n", "asked_twice")]


def _of(chosen: Chosen) -> Exists:
    """Belongs to a case that was chosen."""
    return Exists(cases(chosen).filter(conversation=OuterRef("conversation"), number=OuterRef("number")))


def matters_of(chosen: Chosen) -> list[str]:
    """The matters of all cases of this period, for a filter."""
    found = cases(Chosen(chosen.since, chosen.until))
    return list(found.order_by(MATTER).values_list(MATTER, flat=True).distinct())


def occurs(chosen: Chosen, channel: str) -> bool:
    """Whether any case of this period came over this channel."""
    return cases(Chosen(chosen.since, chosen.until, channel=channel)).exists()
