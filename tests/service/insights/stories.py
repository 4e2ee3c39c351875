"""Made stories, line by line, as the trail would tell them."""

from dataclasses import dataclass, field
from typing import Any

from kompas.service.insights.case import Case
from kompas.service.insights.story import Line, Story
from kompas.service.insights.telling import cases_of
from kompas.service.insights.trace import Decided

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
BEGIN = 1_790_000_000_000  # a moment in September 2026


@dataclass
class Told:
    """A conversation as it goes on. `later` lets time pass."""

    lines: list[Line] = field(default_factory=list)
    at: int = BEGIN

    def later(self, ms: int) -> "Told":
        self.at += ms
        return self

    def line(self, kind: str, by: str, decided: Decided | None = None, **about: Any) -> "Told":
        self.at += 1000
        self.lines.append(Line(len(self.lines) + 1, self.at, kind, by, about, decided))
        return self

    def asks(self) -> "Told":
        return self.line("message.posted", "customer", author="customer")

    def decides(self, kind: str, code: str, matter: str = "", **told: Any) -> "Told":
        made = Decided(kind, code, matter, told.pop("certainty", 900 if matter else 0), **told)
        return self.line("message.posted", "assistant", made, author="assistant", decision=kind)

    def answered(self, matter: str) -> "Told":
        return self.asks().decides("answer", "certain_enough", matter)

    def talks(self, *heard: str) -> "Told":
        return self.asks().decides("answer", "small_talk", heard=frozenset(heard))

    def opened(self, code: str, live: bool = True) -> "Told":
        return self.line("handover.opened", "assistant", code=code, rule="", live=live)

    def taken(self) -> "Told":
        return self.line("handover.taken", "staff:1")

    def replies(self) -> "Told":
        return self.line("message.posted", "staff:1", author="agent")

    def resolved(self, by: str = "staff:1", cause: str = "agent") -> "Told":
        return self.line("conversation.resolved", by, cause=cause)

    def rated(self, effort: int, solved: bool) -> "Told":
        return self.line("conversation.rated", "customer", effort=effort, solved=solved)

    def settled(self, case: int, ending: str, cause: str) -> "Told":
        return self.line("conversation.settled", "system", case=case, ending=ending, cause=cause)

    def cases(self, quiet_days: int = 3) -> list[Case]:
        return cases_of(Story("c1", "chat", "nl", tuple(self.lines)), quiet_days)

    def endings(self, quiet_days: int = 3) -> list[tuple[str, str, str]]:
        """Ending, author and cause of each case."""
        return [
            (one.ending.ending.value, one.ending.by, one.ending.cause) if one.ending else ("open", "", one.left_now)
            for one in self.cases(quiet_days)
        ]
