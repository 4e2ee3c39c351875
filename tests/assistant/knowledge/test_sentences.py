import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.knowledge.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De prijs is € 4,95. Daarna stijgt die.", ["De prijs is € 4,95.", "Daarna stijgt die."]),
        ("Wij openen om 9.00 uur. U bent welkom.", ["Wij openen om 9.00 uur.", "U bent welkom."]),
        ("Neem bijv. Uw pas mee.", ["Neem bijv. Uw pas mee."]),
        ("Dat geldt v.a. 1 mei t/m juli. Niet later.", ["Dat geldt v.a. 1 mei t/m juli.", "Niet later."]),
        ("Potten, aarde enz. Dat hebben wij.", ["Potten, aarde enz.", "Dat hebben wij."]),
        ("Potten, aarde enz. zijn er ook.", ["Potten, aarde enz. zijn er ook."]),
        ("Bel dhr. J. de Vries. Hij helpt.", ["Bel dhr. J. de Vries.", "Hij helpt."]),
        ("Zie nr. 5. Of nr. Zes.", ["Zie nr. 5.", "Of nr.", "Zes."]),
        ("Betalen duurt 1 dag. iDEAL is sneller.", ["Betalen duurt 1 dag.", "iDEAL is sneller."]),
        ("Wij sluiten. 's Avonds niet.", ["Wij sluiten.", "'s Avonds niet."]),
        ("Kijk op https://a.example/b.c. Daar staat het.", ["Kijk op https://a.example/b.c.", "Daar staat het."]),
        ("Kan dat? Ja, dat kan.", ["Kan dat?", "Ja, dat kan."]),
        ('Op de knop staat "Klaar?" en meer.', ['Op de knop staat "Klaar?" en meer.']),
        ('Kies "Klaar." Ga dan door.', ['Kies "Klaar."', "Ga dan door."]),
        ("1. Open de app", ["1. Open de app"]),
        ("We ship by U.S. mail, e.g. DHL. It is free.", ["We ship by U.S. mail, e.g. DHL.", "It is free."]),
        ("Open until 5 p.m. Closed on Sun.", ["Open until 5 p.m.", "Closed on Sun."]),
        ("Wacht... nog even.", ["Wacht... nog even."]),
        ("", []),
    ],
)
def test_full_stops(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@given(st.text(alphabet="aB1.!? €'\"bijv\n", max_size=60))
def test_nothing_is_lost_or_added(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())
