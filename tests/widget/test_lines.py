"""Lost lines, reloads, busy servers: nothing is lost, nothing is doubled, nothing is out of order."""

import pytest
from playwright.sync_api import expect
from tests.widget.conftest import Customer

pytestmark = pytest.mark.browser


def own_words(customer: Customer) -> list[str]:
    return customer.page.locator(".by-customer > p:not(.who):not(.note)").all_inner_texts()


def test_what_is_written_without_a_line_is_sent_once_and_in_order(customer: Customer) -> None:
    customer.visit().open().say("lijst").sees("Plak het retourlabel")
    customer.door.down(2500)
    for text in ("een", "twee", "drie"):
        customer.say(text)
    customer.sees("Geen verbinding.")
    expect(customer.page.get_by_role("link", name="Andere manieren om contact op te nemen")).to_be_visible()
    expect(customer.panel.locator(".about-lost")).to_have_count(0, timeout=20_000)
    expect(customer.letter("1 tot 3 werkdagen")).to_have_count(3)
    assert own_words(customer) == ["lijst", "een", "twee", "drie"]
    assert customer.door.received()["texts"] == 4
    assert customer.page.locator("[data-fate]").count() == 0


def test_a_stream_that_breaks_is_taken_up_again_without_a_word(customer: Customer) -> None:
    customer.visit().open().say("lijst").sees("Plak het retourlabel")
    for _ in range(3):
        customer.door.drop()
        customer.page.wait_for_timeout(800)
    customer.door.agent("Bent u er nog?")
    customer.letter("Bent u er nog?").wait_for()
    assert customer.letter("Bent u er nog?").count() == 1
    assert customer.letter("Plak het retourlabel").count() == 1


def test_a_reload_loses_and_doubles_nothing(customer: Customer) -> None:
    customer.visit().open().say("lijst").say("pakket")
    customer.letter("Uw bestelling is onderweg").wait_for()
    customer.page.reload()
    customer.letter("Uw bestelling is onderweg").wait_for()
    assert own_words(customer) == ["lijst", "pakket"]
    assert customer.letters.count() == 5
    assert "Zo stuurt u" not in customer.panel.locator(".aloud").inner_text(), "read aloud before, not again"
    customer.say("en nu?").letter("1 tot 3 werkdagen").wait_for()
    assert own_words(customer) == ["lijst", "pakket", "en nu?"]


def test_what_was_under_way_at_a_reload_is_sent_once(customer: Customer) -> None:
    customer.visit().open().say("lijst").sees("Plak het retourlabel")
    customer.page.route("**/messages", lambda route: route.abort())
    customer.say("dit mag niet verloren gaan").sees("wacht op verzending")
    customer.page.unroute("**/messages")
    customer.page.reload()
    customer.letter("1 tot 3 werkdagen").wait_for()
    assert own_words(customer) == ["lijst", "dit mag niet verloren gaan"]
    assert customer.door.received()["texts"] == 2


def test_an_answer_that_never_came_does_not_double_the_message(customer: Customer) -> None:
    customer.visit().open()

    def swallow(route) -> None:  # type: ignore[no-untyped-def]
        route.fetch()
        route.abort()

    customer.page.route("**/messages", swallow, times=1)
    customer.say("komt dit twee keer?")
    customer.letter("1 tot 3 werkdagen").wait_for()
    customer.page.wait_for_timeout(2500)
    assert own_words(customer) == ["komt dit twee keer?"]
    assert customer.door.received()["texts"] == 1


def test_a_busy_server_is_told_in_words_with_the_way_to_a_person(customer: Customer) -> None:
    customer.visit().open().say("het is druk")
    customer.sees("Er komen nu veel berichten binnen.")
    contact = customer.page.get_by_role("link", name="Andere manieren om contact op te nemen")
    assert (contact.get_attribute("href") or "").endswith("/contact/?lang=nl")
    customer.letter("1 tot 3 werkdagen").wait_for()
    expect(customer.panel.locator(".about-trouble")).to_have_count(0)


def test_a_server_at_fault_can_be_tried_again(customer: Customer) -> None:
    customer.visit().open().say("alles is stuk")
    retry = customer.page.get_by_role("button", name="Opnieuw versturen")
    retry.wait_for(timeout=30_000)
    customer.sees("Er is bij ons iets misgegaan.")
    retry.click()
    customer.letter("1 tot 3 werkdagen").wait_for()
    assert own_words(customer) == ["alles is stuk"]


def test_a_refused_message_can_be_written_otherwise(customer: Customer) -> None:
    customer.visit().open().say("weigeren maar")
    customer.sees("Dit bericht bevat tekens die wij niet kunnen lezen.")
    customer.page.get_by_role("button", name="Aanpassen").click()
    expect(customer.field).to_have_value("weigeren maar")
    assert own_words(customer) == []


def test_a_message_too_long_is_refused_before_sending_and_kept(customer: Customer) -> None:
    customer.visit().open().say("a" * 8001)
    customer.sees("Uw bericht is te lang: 8001 van de 8000 tekens.")
    expect(customer.field).to_have_value("a" * 8001)
    expect(customer.field).to_have_attribute("aria-invalid", "true")
    assert "te lang" in customer.panel.locator(".aloud").inner_text()
    customer.say("a" * 8000).letter("1 tot 3 werkdagen").wait_for()


def test_shift_enter_begins_a_line_and_enter_sends(customer: Customer) -> None:
    customer.visit().open()
    customer.field.press("a")
    customer.field.press("Shift+Enter")
    customer.field.press("b")
    expect(customer.field).to_have_value("a\nb")
    customer.field.press("Enter")
    expect(customer.field).to_have_value("")
    assert own_words(customer) == ["a\nb"]


def test_a_conversation_that_is_gone_says_so_and_begins_anew(customer: Customer) -> None:
    customer.visit().open().say("ga weg").sees("Dit gesprek is er niet meer")
    expect(customer.human).to_be_visible()
    customer.page.get_by_role("button", name="Begin een nieuw gesprek").click()
    customer.say("lijst").sees("Plak het retourlabel")
    assert own_words(customer) == ["lijst"]
