"""That something cannot be done is heard, and not where somebody asks whether it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.inability import cannot, denies
from kompas.assistant.understanding.wordlists import LANGUAGES

SAID = [
    ("nl", "ik kan de rekening niet betalen", "betalen"),
    ("nl", "Schoolreisje kan ik niet betalen.", "betalen"),
    ("nl", "kan niet inloggen, wat nu", "inloggen"),
    ("nl", "wat als ik niet kan betalen", "betalen"),
    ("nl", "we kunnen geen afspraak maken omdat de site stuk is", "afspraak maken"),
    ("nl", "het lukt niet om in te loggen", "om in te loggen"),
    ("en", "i cannot pay the bill", "pay the bill"),
    ("en", "I can't log in", "log in"),
    ("en", "we are not able to come, what now", "to come"),
    ("en", "i was unable to pay", "to pay"),
]


@pytest.mark.parametrize(("lang", "text", "behind"), SAID)
def test_what_cannot_be_done_is_what_follows(lang: str, text: str, behind: str) -> None:
    assert " ".join(cannot(text, lang)) == behind


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "kan ik niet online betalen"),
        ("nl", "hoe kan ik de rekening betalen"),
        ("nl", "mijn pakket is niet gekomen"),
        ("nl", "kunt u mij helpen, ik heb geen mail gekregen"),
        ("nl", "ik kan morgen niet"),
        ("en", "can't i pay online"),
        ("en", "can i pay later"),
        ("en", "my parcel did not arrive"),
        ("en", ""),
    ],
)
def test_a_question_or_another_denial_is_no_inability(lang: str, text: str) -> None:
    assert cannot(text, lang) == ()


def test_in_an_article_a_condition_tells_it() -> None:
    condition = "Kunt u de belasting niet op tijd betalen, vraag dan een regeling aan."
    assert cannot(condition, "nl") == ()
    assert cannot(condition, "nl", asked=False) == ("op", "tijd", "betalen")


@pytest.mark.parametrize(
    ("text", "does"), [("Betaalt u niet", True), ("Betalen kost geen geld", False), ("U betaalt", False)]
)
def test_a_denied_verb(text: str, *, does: bool) -> None:
    assert denies(text, "nl") is does


@given(st.text(), st.sampled_from([*LANGUAGES, "fr"]))
def test_any_text_can_be_heard(text: str, lang: str) -> None:
    assert all(cannot(text, lang))
    denies(text, lang)
