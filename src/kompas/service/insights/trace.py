"""What a stored decision tells about its turn, in codes and numbers."""

import json
from dataclasses import dataclass
from typing import Any

_THOUSAND = 1000
_LONGEST = 120  # characters of a matter's id that are kept


@dataclass(frozen=True, slots=True)
class Decided:
    """One turn: what was decided and why, about which matter (certainty in thousandths), and how long it took."""

    kind: str
    code: str
    matter: str = ""
    certainty: int = 0
    heard: frozenset[str] = frozenset()
    asks: str = ""
    took_ms: int = 0


def decided(kind: str, code: str, trace: str) -> Decided:
    """Read from the trace that the turn left. A trace of an older version tells less."""
    told = json.loads(trace)
    matter, certainty = surest_matter(told)
    return Decided(
        kind,
        code,
        matter,
        round(certainty * _THOUSAND),
        frozenset(told.get("heard") or ()),
        told.get("asks") or "",
        round(sum((told.get("ms") or {}).values())),
    )


def surest_matter(told: dict[str, Any]) -> tuple[str, float]:
    """The matter that the turn is most surely about, with its certainty; ("", 0) below what is needed to ask back.

    An intent that nothing of the company's answers is a matter too: customers come for it.
    """
    least = (told.get("thresholds") or {}).get("ask_back", 0.0)
    likely = [pair for question in told.get("questions") or () for pair in likeliest(question)[:1]]
    matter, certainty = max(likely, key=lambda pair: pair[1], default=("", 0.0))
    return (matter[:_LONGEST], certainty) if matter and certainty >= least else ("", 0.0)


def likeliest(question: dict[str, Any]) -> list[tuple[str, float]]:
    """The matters that a question may be about, likeliest first: those that something was found of, else the guesses."""
    near = question.get("near") or []
    others = [pair for pair in question.get("guesses") or [] if pair[0] not in {matter for matter, _ in near}]
    ordered = sorted(others, key=lambda pair: -pair[1])
    return [(str(matter), float(sure)) for matter, sure in [*near, *ordered]]
