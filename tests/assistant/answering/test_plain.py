from datetime import date, datetime, timedelta, timezone

from tests.assistant.answering.house import VOICE

from kompas.assistant.answering.compose import offered
from kompas.assistant.answering.plain import as_text, sources_as_text
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.reply import Choice, ChoicesPart, Citation, ListPart, RecordPart, TablePart, TextPart

READ_AT = datetime(2026, 11, 24, 14, 3, tzinfo=timezone(timedelta(hours=1)))


def test_every_part_has_a_plain_form() -> None:
    parts = (
        TextPart(VOICE.say("hello", "nl")),
        TextPart("De borg is € 100.", (1, 2)),
        ListPart(("de bon", "een pas"), (1,)),
        TablePart(("Maaier", "Prijs"), (("klein", "€ 10"),), (2,)),
        RecordPart((("Bestelling", "ZW-1"), ("Stand", "onderweg")), "uw bestelgegevens", READ_AT, "order_status"),
        ChoicesPart((Choice("de borg", "de borg"), Choice("het slot", "het slot"))),
        offered("nl", VOICE, Brief("borg")),
    )
    assert as_text(parts, "nl") == (
        "Goedendag. Waarmee kan ik u helpen?\n\n"
        "De borg is € 100. [1] [2]\n\n"
        "- de bon\n- een pas [1]\n\n"
        "Maaier | Prijs [2]\nklein | € 10\n\n"
        "Bestelling: ZW-1\nStand: onderweg\nUit uw bestelgegevens, gelezen op 24 november 2026 om 14:03\n\n"
        "- de borg\n- het slot\n\n"
        "Ja, geef mijn vraag door"
    )


def test_the_source_of_a_record_in_english() -> None:
    part = RecordPart((("Order", "ZW-1"),), "your order data", READ_AT, "order_status")
    assert as_text((part,), "en").endswith("From your order data, read on 24 November 2026 at 14:03")


def test_sources_have_their_day_and_address() -> None:
    citations = (
        Citation(1, "nl/a#b", "Borg", "Hoogte", "nl", "…", date(2026, 11, 3), "https://a.example/b"),
        Citation(2, "nl/c#intro", "Slot", "", "nl", "…"),
    )
    assert sources_as_text(citations, "nl") == (
        "Bronnen:\n[1] Borg, Hoogte, bijgewerkt op 3 november 2026\n    https://a.example/b\n[2] Slot"
    )
    assert sources_as_text(citations, "en").startswith("Sources:\n[1] Borg, Hoogte, updated on 3 November 2026")
    assert sources_as_text((), "nl") == ""
