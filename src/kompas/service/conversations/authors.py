"""How the trail names a colleague: `staff:ID`, whatever they do and in whichever role. To a customer they speak as an agent;
that is the author of a message, not of a line.

Lines that were written before that word was the only one say `agent:ID`. They stay as they are, for the chain of the trail
holds them, and whoever reads asks for both.
"""

STAFF, BEFORE = "staff:", "agent:"


def by_staff(id: int) -> str:
    return f"{STAFF}{id}"


def any_by_staff(id: int) -> tuple[str, str]:
    """Every name under which lines of this colleague may stand."""
    return f"{STAFF}{id}", f"{BEFORE}{id}"


def is_staff(by: str) -> bool:
    return by.startswith((STAFF, BEFORE))
