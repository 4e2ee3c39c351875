"""Capitals, exclamation marks and the same question once more."""

import pytest

from kompas.assistant.domain.conversation import Author, Said
from kompas.assistant.understanding.signs import asked_before, exclaims, in_capitals


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("WAAR BLIJFT MIJN FIETS NOU", True),
        ("WAAR BLIJFT MIJN FIETS nou", False),
        ("BSN ZW-204817 NL91 PDF", False),
        ("JA GRAAG", False),
        ("WHERE IS MY BIKE NOW", True),
        ("DIT DUURT VEEL TE LANG, ONACCEPTABEL", True),
        ("BSN IBAN UWV RDW DIGID PDF", False),
        ("GAZELLE BATAVUS SPARTA KOGA CORTINA", False),
        ("ABCD EFGH IJKL MNOP QRST", False),
        ("1234 5678 91011 12131415", False),
        ("SANNE.DE.VRIES@KLANT.EXAMPLE", False),
        ("MIJN MAIL IS SANNE.DE.VRIES@KLANT.EXAMPLE", False),
    ],
)
def test_capitals(text: str, capitals: bool) -> None:
    assert in_capitals(text) is capitals


def test_exclamation_marks() -> None:
    assert exclaims("nu!!!")
    assert not exclaims("nu!! echt!")


def test_only_the_customers_own_questions_count() -> None:
    said = (Said(Author.ASSISTANT, "waar is uw bestelling nu?"), Said(Author.AGENT, "waar is uw bestelling nu?"))
    assert not asked_before("waar is uw bestelling nu?", said)
