"""The door to a person: queue, brief, promise, agent, and what is still to be said at the end."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.widget.conftest import Customer

pytestmark = pytest.mark.browser


def test_the_human_button_needs_no_message_first(customer: Customer) -> None:
    customer.visit().open()
    customer.human.click()
    customer.sees("U bent nummer 3. Meestal duurt dat nu 6 minuten.").sees("Dit geef ik door")
    customer.page.get_by_role("button", name="Ga verder met de assistent").click()
    expect(customer.panel.locator(".about-queue")).to_have_count(0)
    expect(customer.panel.get_by_text("Dit geef ik door")).to_have_count(0)


def test_the_human_button_rings_through_a_dead_line(customer: Customer) -> None:
    customer.visit().open()
    customer.door.down(1500)
    customer.human.click()
    customer.sees("Geen verbinding.").sees("Ik vraag een medewerker voor u.")
    customer.sees("U bent nummer 3.")


def test_the_brief_can_be_corrected_by_keyboard(customer: Customer) -> None:
    customer.visit().open().say("medewerker")
    customer.page.get_by_role("button", name="Aanvullen of verbeteren").press("Enter")
    assert customer.focused() == "correction"
    customer.page.keyboard.type("Het gaat om maat L.")
    customer.page.keyboard.press("Tab")
    customer.page.keyboard.press("Enter")
    customer.sees("Uw aanvulling")
    customer.sees("Het gaat om maat L.")
    assert customer.focused() == "Aanvullen of verbeteren"


def test_an_offer_shows_what_goes_along(customer: Customer) -> None:
    customer.visit().open().say("onbekend")
    customer.sees("Dit geef ik door")
    customer.page.get_by_role("button", name="Ja, geef mijn vraag door").click()
    customer.sees("U bent nummer 3.")
    expect(customer.panel.get_by_role("heading", name="Dit geef ik door")).to_have_count(1)


def test_an_agent_is_named_as_a_person(customer: Customer) -> None:
    customer.visit().open().say("medewerker").sees("U bent nummer 3.")
    customer.door.agent("Goedemiddag, ik heb het gelezen.")
    customer.sees("Noor van Zwaluw is er. U spreekt nu met een mens.")
    letter = customer.letter("Goedemiddag, ik heb het gelezen.")
    expect(letter).to_have_attribute("data-author", "agent")
    assert (letter.get_attribute("aria-label") or "").startswith("Noor van Zwaluw, medewerker")
    expect(customer.human).to_be_enabled()


def test_an_answer_to_a_closed_panel_is_counted_on_the_button(customer: Customer) -> None:
    customer.visit().open().say("medewerker").sees("U bent nummer 3.")
    customer.page.keyboard.press("Escape")
    customer.door.agent("Goedemiddag.")
    expect(customer.launcher).to_contain_text("1 nieuw bericht")
    customer.launcher.click()
    customer.letter("Goedemiddag.").wait_for()
    customer.page.keyboard.press("Escape")
    expect(customer.launcher).not_to_contain_text("nieuw")


def test_a_promise_keeps_its_reference_in_sight(customer: Customer) -> None:
    customer.visit().open().say("belofte")
    customer.sees("Uw vraag is vastgelegd onder nummer K-20417.").sees("dinsdag 25 november om 17.00 uur")


def test_a_stopped_assistant_says_who_answers(customer: Customer) -> None:
    customer.visit().open().say("stil").sees("De assistent is stilgezet. Een medewerker geeft u antwoord.")


def test_the_survey_takes_both_answers_and_can_be_changed(customer: Customer) -> None:
    customer.visit().open().say("opgelost")
    send = customer.page.get_by_role("button", name="Verstuur antwoorden")
    send.click()
    customer.sees("Kies bij beide vragen een antwoord.")
    efforts = customer.page.get_by_role("group", name="Hoeveel moeite kostte het u om geholpen te worden?")
    assert efforts.get_by_role("radio").count() == 5
    efforts.get_by_role("radio", name="heel weinig").check()
    customer.page.get_by_role("group", name="Is uw vraag opgelost?").get_by_role("radio", name="ja").check()
    customer.page.get_by_label("Wilt u er iets over zeggen?").fill("snel")
    send.click()
    customer.sees("Dank u wel. Uw antwoorden zijn bewaard.")
    assert customer.door.received()["rating"] == {"effort": 1, "solved": True, "comment": "snel"}
    customer.page.get_by_role("button", name="Wijzig mijn antwoorden").click()
    expect(customer.page.get_by_label("Wilt u er iets over zeggen?")).to_have_value("snel")
    efforts.get_by_role("radio", name="heel veel").check()
    send.click()
    customer.sees("Dank u wel. Uw antwoorden zijn bewaard.")
    assert customer.door.received()["rating"] == {"effort": 5, "solved": True, "comment": "snel"}


def test_the_customer_can_end_and_keep_the_conversation(customer: Customer, tmp_path: Path) -> None:
    customer.visit().open().say("lijst").sees("Plak het retourlabel")
    menu = customer.page.get_by_role("button", name="Meer")
    menu.click()
    with customer.page.expect_download() as download:
        customer.page.get_by_role("button", name="Gesprek bewaren als tekst").click()
    assert download.value.suggested_filename.startswith("gesprek-")
    download.value.save_as(tmp_path / "gesprek.txt")
    assert "retourlabel" in json.dumps((tmp_path / "gesprek.txt").read_text())
    menu.click()
    customer.page.get_by_role("button", name="Gesprek beëindigen").click()
    assert customer.focused() == "Ja, beëindig het"
    customer.page.keyboard.press("Enter")
    customer.sees("Twee korte vragen").sees("Dit gesprek is afgerond.")
