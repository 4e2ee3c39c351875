"""What the checks find in a customer's words before anything is decided: flags for the record.

Words that try to give the assistant orders change nothing in what it does; that somebody tried is recorded.
"""

import re
from functools import cache
from importlib.resources import files

import yaml

from kompas.assistant.domain.understanding import Understanding, Wish

OTHERS_DATA = "others_data"
INJECTION = "injection"
UPSET = "upset"
SHAPED_LIKE_MARKUP = "markup"

_MARKUP = re.compile(r"<\s*+(?:/\s*+)?[A-Za-z!?]|javascript:|\{\{|\{%|\bon[a-z]+\s*=", re.IGNORECASE)


def flags(text: str, understanding: Understanding, *, suspicious: bool = False, upset: bool = False) -> tuple[str, ...]:
    """The codes of what was found, each once. `suspicious`, `upset`: how its words as a whole look."""
    found = (
        (OTHERS_DATA, understanding.has(Wish.OTHERS_DATA)),
        (INJECTION, suspicious or any(pattern.search(text) for pattern in _orders())),
        (UPSET, upset),
        (SHAPED_LIKE_MARKUP, _MARKUP.search(text) is not None),
    )
    return tuple(code for code, there in found if there)


@cache
def _orders() -> tuple[re.Pattern[str], ...]:
    """Patterns of orders to the assistant, one per line of injection.yaml."""
    given = yaml.safe_load(files(__package__).joinpath("injection.yaml").read_text("utf-8"))
    return tuple(re.compile(pattern, re.IGNORECASE) for patterns in given.values() for pattern in patterns)
