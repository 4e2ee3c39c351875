"""Numbers that stand in the source, but beside something else there."""

import re

import pytest

from kompas.assistant.answering.binding import mixed, stretches

LINE = (
    "Clothing arrives in 1 to 3 working days, a city bike in 5 to 8 working days and an e-bike in 6 to 10 working days."
)
PRICES = "Een pakket kost € 4,95 en is gratis bij een bestelling vanaf € 50."
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
EMPTY = {"a", "an", "in", "to", "en", "and", "is", "de", "een", "het", "bij", "of"}


def words(text: str) -> set[str]:
    return {one for one in re.findall(r"[^\W\d_][\w-]*", text.lower()) if one not in EMPTY}


def is_mixed(sentence: str, line: str = LINE) -> bool:
    return mixed(sentence, [line], words, words, NUMBERS, "and|en")


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (LINE, LINE),
        ("A city bike arrives in 5 to 8 working days.", LINE),
        ("For an e-bike, it is 6 to 10 working days.", LINE),
        ("It takes 5 to 8 working days.", LINE),
        ("An e-bike arrives in 6 to 10 working days and a city bike in 5 to 8.", LINE),
        ("Vanaf € 50 is een bestelling gratis.", PRICES),
        ("Gratis is het vanaf € 50, anders kost een pakket € 4,95.", PRICES),
        ("Elders staat 7 niet.", PRICES),
    ],
)
def test_a_number_may_stand_with_its_own_words(sentence: str, line: str) -> None:
    assert not is_mixed(sentence, line)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("A city bike arrives in 6 to 10 working days.", LINE),
        ("A city bike arrives in 5 to 6 working days.", LINE),
        ("A city bike arrives in 8 to 5 working days.", LINE),
        ("Clothing arrives in 5 to 8 working days.", LINE),
        ("An e-bike arrives in 5 to 8 working days and a city bike in 6 to 10.", LINE),
        ("Een pakket kost € 50 en is gratis bij een bestelling vanaf € 4,95.", PRICES),
    ],
)
def test_and_not_with_those_of_another(sentence: str, line: str) -> None:
    assert is_mixed(sentence, line)


def test_one_line_that_has_it_so_is_enough() -> None:
    lines = [LINE, "In winter a city bike arrives in 6 to 10 working days."]
    assert not mixed("A city bike arrives in 6 to 10 working days.", lines, words, words, NUMBERS, "and|en")


def test_a_stretch_ends_with_its_number() -> None:
    made = stretches("For a bike, we ask € 5, or € 3 in winter, when it is cold.", words, NUMBERS, "or")
    assert [one.numbers for one in made] == [("5",), ("3",)]
    assert "bike" in made[0].words
    assert {"winter", "cold"} <= made[1].words
    assert stretches("Nothing to count here.", words, NUMBERS, "or") == []
