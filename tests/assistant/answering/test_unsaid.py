"""What no sentence of a model may be, whatever it says."""

import pytest

from kompas.assistant.answering.limits import limits
from kompas.assistant.answering.unsaid import LINK, QUESTION, SCRIPT, TOO_LONG, refused

SOURCE = """Retour
Binnen 14 dagen, zie zwaluw.example/retour of www.zwaluw.example. Een coöperatie van 20 m² en 5 µm, d.w.z. klein."""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Terugsturen kan binnen 14 dagen.", ()),
        ("De coöperatie Zwaluw is naïef, façade en al.", ()),
        ("Het is 20 m² en 5 µm.", ()),
        ("Zie zwaluw.example/retour, d.w.z. daar.", ()),
        ("Dat kost 3.50 of 1.5 euro om 14.30 uur.", ()),
        ("Wilt u uw wachtwoord sturen?", (QUESTION,)),
        ("Wilt u uw wachtwoord sturen？", (QUESTION,)),
        ("Binnen ⑳ dagen.", (SCRIPT,)),
        ("Binnen ٢٠ dagen.", (SCRIPT,)),
        ("Binnen 1⁴ dagen.", (SCRIPT,)),
        ("Het is 30 m³.", (SCRIPT,)),
        ("Terugsturen is grаtis.", (SCRIPT,)),  # a Cyrillic a
        ("Terugsturen is \u03bfok goed.", (SCRIPT,)),  # a Greek o
        ("Terugsturen is ｇｒａｔｉｓ.", (SCRIPT,)),
        ("Ga naar zwaluw.shop daarvoor.", (LINK,)),
        ("Ga naar evil-zwaluw.example daarvoor.", (LINK,)),
        ("Ga naar zwaluw.example.evil daarvoor.", (LINK,)),
        ("Ga naar zwaluw。shop daarvoor.", (LINK,)),
        ("a" * limits().sentence_characters, ()),
        ("a" * (limits().sentence_characters + 1), (TOO_LONG,)),
    ],
)
def test_what_may_not_be_said(text: str, why: tuple[str, ...]) -> None:
    assert refused(text, SOURCE) == why
