"""No message holds up the others: what is looked for in it costs in proportion to its length, whatever it is made of."""

from collections.abc import Callable

import pytest

from kompas.assistant.domain.understanding import Understanding
from kompas.assistant.rules.inbound import flags
from kompas.assistant.understanding.attacks import suspicious
from kompas.assistant.understanding.language import Languages
from kompas.assistant.understanding.mood import sounds_upset
from kompas.assistant.workflows.identity import mail_address

LETTERS = 200_000  # where the work grows with the square of the length, this takes minutes instead of a moment
LANGUAGES = Languages(("nl", "en"))
HEARS: dict[str, Callable[[str], object]] = {
    "attacks": suspicious,
    "mood": lambda text: sounds_upset(text, "nl"),
    "flags": lambda text: flags(text, Understanding("nl")),
    "mail address": mail_address,
    "language": lambda text: LANGUAGES.of(text, "nl"),
}


@pytest.mark.parametrize("unit", ["\n", "\n ", "< ", "a/", "select ", "[ ", "system ", "x@", "a"])
@pytest.mark.parametrize("hears", HEARS.values(), ids=HEARS)
def test_the_work_grows_with_the_length(hears: Callable[[str], object], unit: str) -> None:
    hears("<" + unit * (LETTERS // len(unit)) + "_")
