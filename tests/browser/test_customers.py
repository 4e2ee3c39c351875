"""Two customers, a Dutch and an English one, from opening the chat to the survey and the copy they keep."""

from pathlib import Path

import pytest
from tests.browser.shop import Shop

pytestmark = pytest.mark.browser

STORED = """async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
})"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0}


def test_before_it_is_opened_the_chat_stores_nothing_and_calls_nobody(shop: Shop) -> None:
    asked: list[str] = []
    shop.page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    shop.visit()
    shop.page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in asked] == ["", "pages.css", "kompas.js"]
    assert shop.page.evaluate(STORED) == NOTHING
    assert shop.page.context.cookies() == []
    shop.chat.open()
    assert shop.page.context.cookies() == []
    assert shop.page.evaluate(STORED) == NOTHING | {"session": 1}


def test_a_dutch_customer_from_question_to_survey(shop: Shop, tmp_path: Path) -> None:
    chat = shop.visit().chat.open()
    assert chat.letters.first.get_attribute("aria-label").startswith("AI-assistent")  # type: ignore[union-attr]
    answer = chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    assert "30 dagen" in answer.inner_text()
    assert answer.get_attribute("aria-label").startswith("AI-assistent")  # type: ignore[union-attr]
    assert "één keer gratis" in chat.read_source(answer)
    assert "Ruilen voor een andere maat" in chat.read_reasons(answer)
    second = chat.ask("Wat kost een grote beurt?")
    assert "€" in second.inner_text()
    chat.end().sees("Dit gesprek is afgerond.").rate()
    copy = chat.keep_copy(tmp_path)
    for words in ("AI-assistent", "Kan ik mijn helm ruilen", "30 dagen", "Wat kost een grote beurt?"):
        assert words in copy
    assert [line.partition(":")[0] for line in chat.told()][:4] == ["customer", "assistant"] * 2


def test_an_english_customer_from_question_to_survey(english_shop: Shop, tmp_path: Path) -> None:
    chat = english_shop.visit().chat.open()
    assert chat.letters.first.get_attribute("aria-label").startswith("AI assistant")  # type: ignore[union-attr]
    answer = chat.ask("Can I return a helmet?")
    assert "30 days" in answer.inner_text()
    assert "30 days" in chat.read_source(answer)
    assert "Exceptions to returns" in chat.read_reasons(answer)
    second = chat.ask("How long does delivery take?")
    assert "working days" in second.inner_text()
    chat.end().sees("This conversation is closed.").rate()
    copy = chat.keep_copy(tmp_path)
    for words in ("AI assistant", "Can I return a helmet?", "30 days", "How long does delivery take?"):
        assert words in copy
    assert [line.partition(":")[0] for line in chat.told()][:4] == ["customer", "assistant"] * 2


def test_the_parcel_is_shown_after_the_code_of_the_mail(shop: Shop) -> None:
    chat = shop.visit().chat.open()
    first = chat.ask("waar blijft mijn pakket")
    assert first.locator(".record").count() == 0
    chat.ask("noor.jansen@klant.example")
    wrong = chat.ask("000000")
    assert "klopt niet" in wrong.inner_text()
    assert "4 keer" in wrong.inner_text()
    shown = chat.ask(shop.mailed_code("noor.jansen@klant.example"))
    card = shown.locator(".record").inner_text()
    assert "ZW-" in card
    assert "gelezen om" in card
    assert "Zwaluw Fietsen" in card
    assert "C-1002" not in chat.panel.inner_text()


def test_an_unknown_address_gets_the_same_words_and_no_mail(shop: Shop) -> None:
    chat = shop.visit().chat.open()
    chat.ask("waar blijft mijn pakket")
    said = chat.ask("niemand@nergens.example").inner_text()
    assert "Als dit adres bij ons bekend is" in said
    shop.page.goto("/demo/mail/?lang=nl")
    assert shop.page.get_by_text("niemand@nergens.example").count() == 0


def test_who_is_signed_in_at_the_shop_needs_no_code(english_shop: Shop) -> None:
    chat = english_shop.visit(as_customer="C-1002").chat.open()
    shown = chat.ask("Where is my order ZW-245500?")
    card = shown.locator(".record").inner_text()
    assert "ZW-245500" in card
    assert "DHL" in card
    assert "read at" in card


def test_the_chat_speaks_the_language_of_its_page(shop: Shop) -> None:
    """Until the customer has said something; from then on it follows the conversation."""
    chat = shop.visit().chat.open()
    shop.page.get_by_role("link", name="English").click()
    chat.sees("You are chatting with Zwaluw Fietsen's AI assistant.")
    shop.page.get_by_role("link", name="Nederlands").click()
    chat.sees("U chat met de AI-assistent van Zwaluw Fietsen.")
    chat.ask("Can I return a helmet?")
    chat.sees("Why this answer?")
    shop.page.reload()
    chat.sees("Why this answer?")
