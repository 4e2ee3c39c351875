"""Structured tasks, written as text by the company, and how far one conversation is with one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookUp:
    """Read the verified customer's own rows; `none` is said when there are none."""

    connector: str
    operation: str
    into: str
    none: Texts


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick one row: the one named in the text, else the only preferred one, else ask."""

    source: str
    into: str
    named_by: str
    label: str
    ask: Texts
    prefer: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A record card, a sentence chosen by the value of field `by`, and what to do next."""

    record: str
    fields: tuple[str, ...]
    by: str
    says: Mapping[str, Texts]
    after: Texts


Step = LookUp | Choose | Show


@dataclass(frozen=True, slots=True)
class Workflow:
    id: str
    title: Texts
    purpose: str
    steps: tuple[Step, ...]


class Awaiting(StrEnum):
    """What the workflow waits for from the customer."""

    MAIL_ADDRESS = "mail_address"
    CODE = "code"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Progress:
    """`question` is what the customer asked when the workflow began; it goes on after the identity step.

    `options` are the values of `named_by` that were offered, in the order shown. `attempts` counts wrong codes.
    `reminded`: the question was repeated after something else was asked; it is not repeated again.
    `shown`: the place of the option that was shown since; then only "the other one" is still waited for.
    """

    workflow: str
    question: str
    awaiting: Awaiting
    options: tuple[str, ...] = ()
    attempts: int = 0
    reminded: bool = False
    shown: int | None = None
