"""Who the customer is, before anything of theirs is read: a mail address, a code sent to it, the code typed back."""

import re
from dataclasses import dataclass

from kompas.assistant.domain.conversation import Turn
from kompas.assistant.domain.customer import CodeCheck, Level
from kompas.assistant.domain.workflow import Awaiting, Progress

_MAIL = re.compile(r"(?<![^\s@<>(),;:\"])[^\s@<>(),;:\"]++@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}")
_CODE = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})(?!\d)")


@dataclass(frozen=True, slots=True)
class AskMail:
    """Ask for the mail address; `again`: the code has expired, so a new one is needed."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class SendCode:
    """Send a code to this address. The service does so only when the company knows the address, and never tells."""

    address: str


@dataclass(frozen=True, slots=True)
class AskCode:
    """Ask for the code once more; `wrong` when one was typed that is not right."""

    wrong: bool = False


@dataclass(frozen=True, slots=True)
class TooManyCodes:
    """Too many wrong codes: only a person can help further."""


IdentityMove = AskMail | SendCode | AskCode | TooManyCodes


def mail_address(text: str) -> str | None:
    """The first mail address in a text."""
    found = _MAIL.search(text)
    return found[0].rstrip(".") if found else None


def typed_code(text: str) -> str | None:
    """The first six digits in a text that may be a code, without the space or dash between them."""
    found = _CODE.search(text)
    return found[1] + found[2] if found else None


def holds_code(text: str) -> bool:
    """Whether a text holds six digits that may be a code."""
    return typed_code(text) is not None


def prove(needed: Level, progress: Progress | None, turn: Turn) -> IdentityMove | None:
    """What comes next to know who the customer is; None when that is known well enough."""
    if turn.identity.level >= needed and turn.identity.customer_key:
        return None
    address = mail_address(turn.text)
    if address is not None:
        return SendCode(address)
    if progress is None or progress.awaiting is not Awaiting.CODE:
        return AskMail()
    match turn.code_check:
        case CodeCheck.WRONG:
            return AskCode(wrong=True)
        case CodeCheck.EXPIRED:
            return AskMail(again=True)
        case CodeCheck.TOO_MANY:
            return TooManyCodes()
        case _:
            return AskCode()
