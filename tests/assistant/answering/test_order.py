"""Two things that changed places, and what only moved to the front."""

import re

import pytest

from kompas.assistant.answering.order import turned

SMALL = {"de", "het", "een", "aan", "in", "binnen", "u", "the", "a", "to", "your", "has"}
LEADING = {"aan", "in", "binnen", "to"}
NAMING = {"de", "het", "een", "the", "a", "your"}
PAYS = "De koper betaalt de kosten aan de verkoper."


def words(text: str) -> list[str]:
    return [one for one in re.findall(r"\w+", text.lower()) if one not in SMALL]


def is_turned(sentence: str, line: str) -> bool:
    return turned(sentence, line, words, words, LEADING, NAMING)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("De verkoper betaalt de kosten aan de koper.", PAYS),
        ("De verkoper betaalt aan de koper.", PAYS),
        ("The courier pays the customer.", "The customer pays the courier."),
        ("The old courier pays the customer today.", "The customer pays the old courier today."),
        ("Your status has the order.", "Your order has the status."),
        ("The mail in the link.", "The link in the mail."),
        ("The shop keeps the bike and the shop waits.", "The bike keeps the shop and the shop waits."),
    ],
)
def test_two_that_changed_places(sentence: str, line: str) -> None:
    assert is_turned(sentence, line)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (PAYS, PAYS),
        ("Aan de verkoper betaalt de koper de kosten.", PAYS),
        ("Binnen een dag komt een pakket.", "Een pakket komt binnen een dag."),
        ("Gratis betaalt u.", "U betaalt gratis."),
        ("Iets heel anders.", PAYS),
        ("", ""),
    ],
)
def test_what_moves_as_a_part_has_not(sentence: str, line: str) -> None:
    assert not is_turned(sentence, line)
