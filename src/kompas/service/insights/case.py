"""A case: one matter of one customer, from their first words to how it ended. Frozen values, no clock, no store."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kompas.service.insights.models import Ending
from kompas.service.insights.trace import Decided

PENDING = frozenset({"waiting", "promised", "with"})  # a person is needed still, or is busy with it


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome with its author and cause."""

    ending: Ending
    by: str
    cause: str
    at: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the assistant; `asked_twice` names what was asked for the second time."""

    seq: int
    at: int
    decided: Decided
    asked_twice: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """One passing to a person, with its reason."""

    seq: int
    at: int
    by: str
    code: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One matter as far as it came. `over`: what the customer says next begins another case.

    `left_with` is what the customer has: helped, declined, asked_back, unfinished, said_wrong, not_solved, left_queue.
    `owed`: they wrote, and nobody answered yet. `person` is "", waiting, promised, with, left, returned or solved.
    `model_cost` is in millionths of the currency of the prices.
    """

    number: int
    began_at: int
    last_at: int
    matter: str = ""
    certainty: int = 0
    left_with: str = ""
    owed: bool = True
    over: bool = False
    person: str = ""
    turns: tuple[Turn, ...] = ()
    passings: tuple[Passing, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    taken_at: int | None = None
    waited_ms: int | None = None
    handled_ms: int = 0
    marked_wrong: int = 0
    model_calls: int = 0
    model_tokens: int = 0
    model_cost: int = 0
    effort: int | None = None
    solved: bool | None = None
    returned: bool = False

    @property
    def left_now(self) -> str:
        """What the customer is left with if nothing more is said."""
        return "owed" if self.owed or not self.left_with else self.left_with

    @property
    def ending(self) -> Outcome | None:
        """What it came to: coming back undoes all else, what went to a person stays so, then the last word counts."""
        for rule in (Ending.REOPENED, Ending.HANDED_OVER):
            if found := [outcome for outcome in self.outcomes if outcome.ending is rule]:
                return found[0]
        return self.outcomes[-1] if self.outcomes else None

    @property
    def undecided(self) -> bool:
        """Whether the clock has to find how it ended."""
        return self.person not in PENDING and (not self.over or self.ending is None)


@dataclass
class Cases:
    """The cases so far, and the place of words that may begin the next one."""

    all: list[Case] = field(default_factory=list)
    waiting: tuple[int, int] | None = None  # place, time

    @property
    def open(self) -> Case | None:
        return self.all[-1] if self.all and not self.all[-1].over else None

    def put(self, case: Case) -> None:
        """This is how a case stands now; a new number is a new case."""
        for place, known in enumerate(self.all):
            if known.number == case.number:
                self.all[place] = case
                return
        self.all.append(case)

    def last(self, persons: Iterable[str] = ()) -> Case | None:
        """The newest case, or the newest with which a person is as far as this."""
        wanted = frozenset(persons)
        return next((case for case in reversed(self.all) if not wanted or case.person in wanted), None)
