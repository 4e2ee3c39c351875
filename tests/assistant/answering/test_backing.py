"""What a model may not change, add or leave out, in both languages; and what it may say in other words."""

import pytest
from tests.assistant.answering.house import tokens

from kompas.assistant.answering import backing
from kompas.assistant.answering.backing import faults

NL = (
    "Retourneren",
    "U kunt een artikel binnen 14 dagen na ontvangst gratis terugsturen.\n"
    "Artikelen op maat nemen wij niet terug, tenzij ze beschadigd zijn.\n"
    "Het terugsturen van een fiets kost € 49,95 en gebeurt op dinsdag door Vink Transport.\n"
    "Mail naar retour@zwaluw.example of bel 020 123 45 67.",
)
EN = (
    "Returns",
    "You may return an item free of charge within 14 days of delivery.\n"
    "We do not take back custom items unless they are damaged.\n"
    "Sending back a bicycle costs € 49.95 and is done on Tuesday by Vink Transport.",
)


def found(sentence: str, lang: str = "nl", sources: tuple[str, ...] | None = None) -> tuple[str, ...]:
    return faults(sentence, NL if sources is None and lang == "nl" else EN if sources is None else sources, lang,
                  tokens, tokens)  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nl", "U kunt een artikel binnen 14 dagen na ontvangst gratis terugsturen."),
        ("nl", "Binnen 14 dagen na ontvangst kunt u een artikel gratis terugsturen."),
        ("nl", "Het terugsturen van een fiets kost 49,95 euro."),
        ("nl", "Artikelen op maat nemen wij niet terug, tenzij ze beschadigd zijn."),
        ("en", "You may return an item within 14 days of delivery, free of charge."),
        ("en", "Sending back a bicycle costs € 49.95."),
    ],
)
def test_what_the_source_says_stands(lang: str, sentence: str) -> None:
    assert found(sentence, lang) == ()


@pytest.mark.parametrize(
    ("lang", "sentence", "fault"),
    [
        ("nl", "U kunt een artikel binnen 30 dagen na ontvangst gratis terugsturen.", backing.NUMBER),
        ("nl", "U kunt een artikel binnen 14 weken na ontvangst gratis terugsturen.", backing.UNIT),
        ("nl", "Het terugsturen van een fiets kost € 59,95.", backing.NUMBER),
        ("nl", "Het terugsturen van een fiets kost 49,95 cent.", backing.UNIT),
        ("nl", "U kunt een artikel binnen 49,95 dagen na ontvangst gratis terugsturen.", backing.NUMBER),
        ("nl", "Het terugsturen van twee fietsen kost € 49,95.", backing.NUMBER),
        ("nl", "Het terugsturen van een fiets kost € 49,95 en gebeurt op woensdag.", backing.DAY),
        ("nl", "Het terugsturen van een fiets gebeurt door Mees Transport.", backing.NAME),
        ("nl", "Mail naar retour@zwaluw.evil.", backing.ADDRESS),
        ("nl", "Artikelen op maat nemen wij terug, tenzij ze beschadigd zijn.", backing.NEGATION),
        ("nl", "U kunt een artikel niet binnen 14 dagen na ontvangst gratis terugsturen.", backing.NEGATION),
        ("nl", "Artikelen op maat nemen wij niet terug.", backing.CONDITION),
        ("nl", "U kunt alleen een artikel binnen 14 dagen na ontvangst terugsturen.", backing.CONDITION),
        ("nl", "Een artikel terugsturen binnen 14 dagen na ontvangst: wij garanderen het.", backing.COMMITMENT),
        ("nl", "Onze winkels verzorgen koffie en taart voor elke bezoeker.", backing.WORDS),
        ("nl", "U kunt een artikel binnen zeventien dagen na ontvangst gratis terugsturen.", backing.NUMBER),
        ("nl", "U kunt een artikel binnen vijfentwintig dagen na ontvangst gratis terugsturen.", backing.NUMBER),
        ("nl", "U kunt een artikel binnen enige dagen na ontvangst gratis terugsturen.", backing.NUMBER),
        ("nl", "U kunt een artikel binnen een kwartaal na ontvangst gratis terugsturen.", backing.UNIT),
        ("nl", "U kunt een artikel dezelfde week na ontvangst gratis terugsturen.", backing.UNIT),
        ("nl", "Het terugsturen van een fiets kost een kwart van € 49,95.", backing.NUMBER),
        ("nl", "U moet een artikel binnen 14 dagen na ontvangst gratis terugsturen.", backing.MODAL),
        ("nl", "U kunt een artikel binnen 14 dagen na ontvangst gratis weigeren.", backing.NEGATION),
        ("nl", "Een fiets van het terugsturen kost € 49,95 en gebeurt op dinsdag door Vink Transport.", backing.ORDER),
        ("en", "You may return an item free of charge within 40 days of delivery.", backing.NUMBER),
        ("en", "You may return an item free of charge within 14 weeks of delivery.", backing.UNIT),
        ("en", "You may return an item free of charge within nineteen days of delivery.", backing.NUMBER),
        ("en", "You may return an item free of charge within twenty-five days of delivery.", backing.NUMBER),
        ("en", "You may return an item free of charge within a fortnight of delivery.", backing.UNIT),
        ("en", "You may return an item free of charge within a decade of delivery.", backing.UNIT),
        ("en", "You must return an item free of charge within 14 days of delivery.", backing.MODAL),
        ("en", "You may refuse an item free of charge within 14 days of delivery.", backing.NEGATION),
        ("en", "We do take back custom items unless they are damaged.", backing.NEGATION),
        ("en", "We do not take back custom items.", backing.CONDITION),
        ("en", "You may return an item within 14 days of delivery, and get a full refund.", backing.COMMITMENT),
        ("en", "Sending back a bicycle costs € 49.95 and is done on Friday.", backing.DAY),
        ("en", "See www.elsewhere.example/free for delivery.", backing.ADDRESS),
    ],
)
def test_what_it_does_not_say_is_a_fault(lang: str, sentence: str, fault: str) -> None:
    assert fault in found(sentence, lang)


@pytest.mark.parametrize(
    ("lang", "source", "right", "wrong"),
    [
        (
            "nl",
            "Een pakket kost € 4,95 en is gratis bij een bestelling vanaf € 50.",
            "Bij een bestelling vanaf € 50 is een pakket gratis.",
            "Een pakket kost € 50 en is gratis bij een bestelling vanaf € 4,95.",
        ),
        (
            "en",
            "Helmets arrive in 1 to 3 working days, a city bike in 5 to 8 working days and an e-bike in 6 to 10 working days.",
            "A city bike arrives in 5 to 8 working days.",
            "A city bike arrives in 6 to 10 working days.",
        ),
    ],
)
def test_a_number_of_something_else_in_the_same_line_is_a_fault(lang: str, source: str, right: str, wrong: str) -> None:
    assert found(right, lang, (source,)) == ()
    assert found(wrong, lang, (source,)) == (backing.NUMBER,)


def test_a_number_in_words_is_the_number() -> None:
    assert found("U kunt een artikel binnen veertien dagen na ontvangst gratis terugsturen.") == ()
    assert found("You may return an item free of charge within fourteen days of delivery.", "en") == ()


@pytest.mark.parametrize(
    ("lang", "source", "wrong"),
    [
        (
            "nl",
            "De koper betaalt de verzendkosten aan de verkoper.",
            "De verkoper betaalt de verzendkosten aan de koper.",
        ),
        ("en", "The customer pays the courier.", "The courier pays the customer."),
    ],
)
def test_who_does_what_to_whom_is_kept(lang: str, source: str, wrong: str) -> None:
    assert found(source, lang, (source,)) == ()
    assert found(wrong, lang, (source,)) == (backing.ORDER,)


def test_a_working_day_is_no_day() -> None:
    source = "The money is in your account within 5 working days."
    assert found("The money is in your account within 5 business days.", "en", (source,)) == ()
    assert backing.UNIT in found("The money is in your account within 5 days.", "en", (source,))
