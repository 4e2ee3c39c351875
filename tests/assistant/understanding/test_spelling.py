"""Typing errors in words that count are put right; real words are left."""

import pytest

from kompas.assistant.understanding.spelling import Spelling

SPELLING = Spelling(["medewerker", "klacht", "spreken", "ja"], ["kracht", "spreker"], 6, 10)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("medewerkr", "medewerker"),
        ("mederwerkr", "medewerker"),
        ("klcaht", "klacht"),
        ("sprekn", "spreken"),
        ("kracht", "kracht"),
        ("spreker", "spreker"),
        ("bewerker", "bewerker"),
        ("medeweten", "medeweten"),
        ("spreekbuis", "spreekbuis"),
        ("jaa", "jaa"),
    ],
)
def test_put_right(word: str, meant: str) -> None:
    assert SPELLING.put_right(word) == meant
