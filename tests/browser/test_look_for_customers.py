"""Every screen that a customer can see, in every look: the rules of axe, nothing cut off, pictures for people."""

import pytest
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.shop import Shop
from tests.browser.words import WORDS
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser

ASKED = {
    "nl": {
        "helmet": "Kan ik mijn helm ruilen voor een andere maat?",
        "table": "Wat kost een grote beurt?",
        "doubt": "wat kost het",
        "unknown": "Verkopen jullie ook zeilboten?",
        "parcel": "waar blijft mijn pakket",
        "agent": "Goedemiddag, ik help u graag verder.",
        "addition": "Het gaat om twee kinderhelmen.",
    },
    "en": {
        "helmet": "Can I return a helmet?",
        "table": "How long does delivery take?",
        "doubt": "what does it cost",
        "unknown": "Do you sell sailing boats?",
        "parcel": "where is my order",
        "agent": "Good afternoon, I am happy to help you.",
        "addition": "It is about two children's helmets.",
    },
}


@pytest.mark.parametrize("lang", WORDS)
def test_the_pages_without_script(lang: str, window: Open) -> None:
    page, gallery = window(lang).new_page(), Gallery(lang)
    for name, path in (("contact", "/contact/"), ("shop", "/demo/shop/"), ("mail-empty", "/demo/mail/")):
        page.goto(f"{path}?lang={lang}")
        gallery.look(page, name, whole=True)
    assert gallery.faults == []


@pytest.mark.parametrize("lang", WORDS)
def test_the_chat_from_question_to_survey(lang: str, window: Open) -> None:
    gallery, words, asked = Gallery(lang), WORDS[lang], ASKED[lang]
    shop = Shop(window(lang).new_page(), words).visit()
    chat, page = shop.chat, shop.page
    gallery.look(page, "chat-closed")
    chat.open()
    gallery.look(page, "chat-open")
    chat.ask(asked["doubt"])  # before there is a matter that it could lean on
    gallery.look(page, "chat-doubt")
    answer = chat.ask(asked["helmet"])
    gallery.look(page, "chat-answer")
    chat.read_source(answer)
    gallery.look(page, "chat-citation")
    answer.locator(".source button").first.click()
    chat.read_reasons(answer)
    gallery.look(page, "chat-why")
    chat.button(words.why, answer).click()
    chat.button(words.wrong, answer).click()
    gallery.look(page, "chat-wrong")
    chat.button(words.wrong, answer).click()
    chat.ask(asked["table"])
    gallery.look(page, "chat-second-answer")
    chat.ask(asked["unknown"])
    gallery.look(page, "chat-unknown")
    chat.button(words.more).click()
    gallery.look(page, "chat-menu")
    chat.button(words.end).click()
    gallery.look(page, "chat-ending")
    chat.button(words.end_yes).click()
    chat.sees(words.survey)
    gallery.look(page, "chat-survey")
    chat.rate()
    gallery.look(page, "chat-rated")
    assert gallery.faults == []


@pytest.mark.parametrize("lang", WORDS)
def test_the_chat_with_own_data(lang: str, window: Open) -> None:
    gallery, words = Gallery(lang), WORDS[lang]
    shop = Shop(window(lang).new_page(), words).visit()
    shop.chat.open().ask(ASKED[lang]["parcel"])
    gallery.look(shop.page, "chat-who-are-you")
    shop.chat.ask("noor.jansen@klant.example")
    code = shop.mailed_code("noor.jansen@klant.example")
    shop.chat.ask("000000")
    gallery.look(shop.page, "chat-wrong-code")
    shop.chat.ask(code)
    gallery.look(shop.page, "chat-record")
    shop.page.goto(f"/demo/mail/?lang={lang}")
    gallery.look(shop.page, "mail", whole=True)
    known = Shop(window(lang).new_page(), words).visit(as_customer="C-1001")
    gallery.look(known.page, "shop-signed-in", whole=True)
    tom = Shop(window(lang).new_page(), words).visit(as_customer="C-1002")
    tom.chat.open().ask(ASKED[lang]["parcel"])
    gallery.look(tom.page, "chat-which-order")
    assert gallery.faults == []


@pytest.mark.parametrize("lang", WORDS)
def test_the_chat_with_a_person(lang: str, window: Open) -> None:
    gallery, words, asked = Gallery(lang), WORDS[lang], ASKED[lang]
    shop = Shop(window(lang).new_page(), words).visit()
    desk = Workspace(window(lang).new_page(), words).sign_in("noor")
    chat, page = shop.chat.open(), shop.page
    chat.ask(asked["helmet"])
    chat.wish_for_a_human().sees(words.number_one)
    gallery.look(page, "chat-queue")
    chat.button(words.correct).last.click()
    gallery.look(page, "chat-correcting")
    page.get_by_label(words.correction).fill(asked["addition"])
    chat.button(words.save).click()
    chat.brief.get_by_text(asked["addition"]).wait_for()
    desk.open("helm").take().reply(asked["agent"])
    chat.letter(asked["agent"]).wait_for()
    gallery.look(page, "chat-agent")
    desk.resolve()
    chat.sees(words.closed)
    assert gallery.faults == []
