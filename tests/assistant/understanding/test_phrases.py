"""The notation of phrases: what matches, and what is refused."""

import pytest

from kompas.assistant.understanding.phrases import Phrases, parse
from kompas.assistant.understanding.wording import Line, words

GROUPS = {"person": ("medewerker", "echt mens"), "talk": ("spreken", "praten met {person}")}


def found(phrase: str, text: str) -> list[str]:
    told = words(text)
    line = Line(told)
    phrases = Phrases([("it", parse(phrase, GROUPS))])
    places = [line.place(start, end) for _, start, end in phrases.find(line.text, {word.plain for word in told})]
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("bel me", "Bel me, nu", ["Bel me,"]),
        ("bel me", "bellen mensen", []),
        ("bel (me|mij) [terug]", "bel mij terug of bel me", ["bel mij terug", "bel me"]),
        ("klacht*", "klachten en klacht", ["klachten", "klacht"]),
        ("ik ... spreken", "ik wil nu iemand spreken", ["ik wil nu iemand spreken"]),
        ("ik ... spreken", "ik wil graag nu eindelijk iemand spreken", []),
        ("ik .... spreken", "ik wil graag nu eindelijk iemand spreken", ["ik wil graag nu eindelijk iemand spreken"]),
        ("ik ... spreken", "ik wil. Spreken", []),
        ("< {person} >", "nee, een echt mens. Medewerker", ["Medewerker"]),
        ("{talk} graag", "praten met medewerker graag", ["praten met medewerker graag"]),
        ("klant # woont", "klant A12 woont hier, klant B woont daar", ["klant A12 woont"]),
        ("waar woont _ de", "waar woont Jan de Vries", ["waar woont Jan de"]),
        ("zo n fiets", "zo'n fiets", []),
        ("zon fiets", "zo'n fiets", ["zo'n fiets"]),
    ],
)
def test_found(phrase: str, text: str, words: list[str]) -> None:
    assert found(phrase, text) == words


@pytest.mark.parametrize("phrase", ["bel (me", "bel me)", "bel [me)", "{nobody} belt", "[bel] ..."])
def test_a_wrong_phrase_is_refused(phrase: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        found(phrase, "bel me")
