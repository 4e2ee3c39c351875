"""Words that tell of somebody keep a question in the house."""

import pytest

from kompas.service.privacy.revealing import reveals


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Xanthippe Özdemir, wat kost dat",
        "ik ben xanthippe özdemir, wat kost dat",
        "i'm xanthippe and i want to return it",
        "I’m xanthippe and i want to return it",
        "mijn naam: xanthippe",
        "u spreekt met xanthippe",
        "wat kost dat voor mijn zoon jaap",
        "ik woon in Utrecht, wat kost bezorgen",
        "my address has changed, what now",
        "ik heb een gmail, werkt dat",
        "mijn zoon heeft autisme, mag dat",
        "my son has leukemia, can i cancel",
        "ik zit in een rolstoel",
        "mijn wachtwoord werkt niet",
        "what is a pin for",
        "waar vul ik mijn BSN in",
        "ik ben sinds kort vakbondslid en gay",
    ],
)
def test_what_tells_of_somebody(text: str) -> None:
    assert reveals(text)


@pytest.mark.parametrize(
    "text",
    [
        "is het slecht om de accu elke nacht op te laden, en hoe lang gaat een accu mee",
        "Ik ben te laat, kan ik nog ruilen",
        "ik ben mijn sleutel kwijt",
        "I am looking for a city bike, how long does it take",
        "this is not what i ordered, who pays for that",
        "mag een helm waar ik al mee gefietst heb nog retour",
        "welke floor pump past bij de fiets, max 8 bar",
    ],
)
def test_what_tells_of_nobody(text: str) -> None:
    assert not reveals(text)
