"""What is left of a customer's words for an editor, or for a model elsewhere: the question, and nobody's data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.service.privacy.stripping import stripped

CASES = [
    ("Waar is bestelling ZW-244848 gebleven?", "Waar is bestelling [nummer] gebleven?"),
    ("mail mij op r.yildiz@example.org, graag", "mail mij op [mailadres], graag"),
    ("bel 06 1234 5678 of +31 20 123 45 67", "bel [nummer] of [nummer]"),
    ("Ik woon op 1012 AB 14a", "Ik woon op [postcode]"),
    ("Mijn naam is Rosa van den Berg. Laadt de accu onder nul?", "Mijn naam is [naam]. Laadt de accu onder nul?"),
    ("kan mijn fiets mee in de trein naar België", "kan mijn fiets mee in de trein naar België"),
    ("een fiets van 28 inch voor 3 dagen", "een fiets van 28 inch voor 3 dagen"),
    ("ik ben fatima el amrani, kan ik ruilen", "ik ben [naam], kan ik ruilen"),
    ("mijn naam is jan jansen en ik woon in 1012 ab", "mijn naam is [naam] en ik woon in [postcode]"),
    ("ik heet özgür van der berg en ik vraag mij af", "ik heet [naam] en ik vraag mij af"),
    ("my name is peter smith, when does it come", "my name is [naam], when does it come"),
    ("ik ben te laat, kan ik nog ruilen", "ik ben te laat, kan ik nog ruilen"),
    ("mijn naam staat verkeerd op de brief", "mijn naam staat verkeerd op de brief"),
    ("het staat op dorpsstraat 12 b sinds maandag", "het staat op [nummer] sinds maandag"),
    ("it stands at 12 baker street since monday", "it stands at [nummer] since monday"),
    ("het is al onderweg 3 dagen", "het is al onderweg 3 dagen"),
    ("het was fatima[at]gmail.com of jan@gmail", "het was [mailadres] of [mailadres]"),
    ("bel 06·12·34·56·78", "bel [nummer]"),
    ("hij rijdt 1500 km per jaar", "hij rijdt [nummer] km per jaar"),
    ("SW1A 1AA of sw1a 1aa", "[postcode] of [postcode]"),
    ("kenteken ab-12-cd", "kenteken [nummer]"),
    ("de 3-in-1 pomp", "de 3-in-1 pomp"),
    ("mijn wachtwoord is Zomer! dus", "mijn wachtwoord is [nummer]! dus"),
    ("mijn pincode is 482", "mijn pincode is [nummer]"),
    ("password: hunter", "password: [nummer]"),
    ("mijn wachtwoord is vergeten", "mijn wachtwoord is vergeten"),
    ("en dan zei Pieter dat het kon", "en dan zei [naam] dat het kon"),
]


@pytest.mark.parametrize(("said", "shown"), CASES)
def test_personal_data_is_taken_out_and_the_question_stays(said: str, shown: str) -> None:
    assert stripped(said, "nl") == shown


def test_what_is_known_of_the_customer_is_taken_out_however_it_is_written() -> None:
    known = ("R. Yildiz", "Yildiz", "R.", "10391")
    assert stripped("hier YILDIZ, klant 10391. wat kost verlengen", "nl", known) == (
        "hier [eigen gegeven], klant [eigen gegeven]. wat kost verlengen"
    )


@given(st.text(max_size=80), st.lists(st.text(alphabet="abcXYZ-", min_size=3, max_size=8), max_size=3))
def test_stripping_never_fails_and_no_known_word_is_left(text: str, known: list[str]) -> None:
    left = stripped(" ".join([text, *known]), "en", known)
    words = left.replace("[own data]", " ").split()
    assert not [one for one in known if one.strip("-") and one in words and one.isalpha()]
