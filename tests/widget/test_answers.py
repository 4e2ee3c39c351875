"""An answer with its proof, its reasons, and what the customer can do about it."""

import pytest
from playwright.sync_api import expect
from tests.widget.conftest import Customer

pytestmark = pytest.mark.browser


def test_an_answer_shows_record_source_and_label(customer: Customer) -> None:
    customer.visit().open().say("waar blijft mn pakket")
    answer = customer.letter("Uw bestelling is onderweg")
    expect(answer).to_have_attribute("data-author", "assistant")
    expect(answer).to_have_attribute("data-provenance", "quote")
    assert "AI-assistent" in (answer.get_attribute("aria-label") or "")
    expect(answer).to_contain_text("Uit uw bestelgegevens, gelezen om")
    answer.get_by_role("button", name="Waarvoor?").click()
    expect(answer).to_contain_text("Gelezen voor: de stand van uw bestelling.")


def test_a_source_opens_in_place_with_a_link_and_gives_the_keyboard_back(customer: Customer) -> None:
    customer.visit().open().say("pakket")
    source = customer.page.get_by_role("button", name="Retourneren en ruilen bijgewerkt 3 nov 2026")
    source.focus()
    customer.page.keyboard.press("Enter")
    expect(source).to_have_attribute("aria-expanded", "true")
    customer.sees("met de post kost het € 4,95")
    link = customer.page.get_by_role("link", name="Lees verder op de site: Retourneren en ruilen")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    link.focus()
    customer.page.keyboard.press("Escape")
    expect(source).to_have_attribute("aria-expanded", "false")
    expect(customer.panel).to_be_visible()
    assert customer.focused().startswith("Retourneren en ruilen")


def test_every_answer_can_be_asked_why_and_called_wrong(customer: Customer) -> None:
    customer.visit().open().say("lijst")
    customer.page.get_by_role("button", name="Waarom dit antwoord?").click()
    customer.sees("Elke zin staat in dat artikel").sees("96 %; wij antwoorden vanaf 77 %")
    customer.page.get_by_role("button", name="Klopt dit niet?").click()
    customer.page.get_by_label("Wat klopt er niet?").fill("het label zat er niet bij")
    customer.page.get_by_role("button", name="Meld dit").click()
    customer.sees("Gemeld. Dank u, een medewerker kijkt ernaar.")
    expect(customer.page.get_by_role("button", name="Ja, haal een medewerker")).to_be_visible()


def test_a_choice_is_said_once_and_can_then_no_longer_be_pressed(customer: Customer) -> None:
    customer.visit().open().say("twijfel")
    customer.page.get_by_role("button", name="een artikel terugsturen").click()
    customer.letter("1 tot 3 werkdagen").wait_for()
    expect(customer.page.get_by_role("button", name="een artikel terugsturen")).to_have_count(0)
    expect(customer.page.locator(".by-customer", has_text="een artikel terugsturen")).to_have_count(1)
    assert customer.focused() == "field"


def test_what_people_write_is_text_and_nothing_else(customer: Customer) -> None:
    attack = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'
    customer.visit().open().say(attack)
    customer.page.locator(".by-customer", has_text="<img src=x").wait_for()
    customer.door.agent(attack)
    customer.page.locator(".by-agent", has_text="<img src=x").wait_for()
    assert customer.page.evaluate("window.broken") is None
    assert customer.panel.locator("img, script").count() == 0


def test_looking_up_is_said_after_a_while_and_goes_away(customer: Customer) -> None:
    customer.visit().open().say("traag graag")
    thinking = customer.panel.locator(".thinking")
    expect(thinking).to_have_text("Ik zoek het op…")
    customer.letter("1 tot 3 werkdagen").wait_for()
    expect(thinking).to_have_count(0)


def test_each_message_is_read_aloud_once_with_its_label(customer: Customer) -> None:
    customer.visit().open().say("lijst").say("nog een")
    customer.letter("1 tot 3 werkdagen").wait_for()
    said = customer.panel.locator(".aloud")
    expect(said).to_have_attribute("aria-live", "polite")
    text = said.inner_text()
    assert text.count("AI-assistent: U chat met de AI-assistent") == 1
    assert text.count("AI-assistent: Zo stuurt u iets terug:") == 1
    assert text.count("AI-assistent: Een bestelling die op voorraad is") == 1
    assert "nog een" not in text


def test_the_language_follows_the_conversation(customer: Customer) -> None:
    customer.visit().open().say("english please")
    customer.letter("You can return unused articles").wait_for()
    expect(customer.page.get_by_role("button", name="Talk to a person")).to_be_visible()
    expect(customer.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(customer.page.get_by_role("dialog")).to_have_attribute("lang", "en")
    expect(customer.letters.first).to_have_attribute("lang", "nl")
    assert "AI assistant" in (customer.letter("You can return").get_attribute("aria-label") or "")
