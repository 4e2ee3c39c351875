"""An editor changes a sentence and customers hear it; a second editor overwrites nothing. Looked at as everybody has it."""

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.shop import Shop
from tests.browser.words import WORDS

pytestmark = pytest.mark.browser

QUESTION = "Hoe lang werkt de link voor een nieuw wachtwoord?"
ARTICLE = "/library/article/account-en-wachtwoord/"


def editor(page: Page, name: str, lang: str) -> Page:
    """Signed in, in the library, in this language."""
    words = WORDS[lang]
    page.goto("/sign-in/")
    page.get_by_label(words.name).fill(name)
    page.get_by_label(words.password).fill(f"kompas-demo-{name}")
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    page.locator(".menu summary").wait_for()
    page.goto("/library/")
    if not page.locator(f"html[lang={lang}]").count():
        page.locator(".menu summary").click()
        with page.expect_navigation():
            page.locator(f".menu button[lang={lang}]").click()
    return page


def change(page: Page, old: str, new: str) -> None:
    """Type over a piece of the Dutch text."""
    body = page.locator("#body-nl")
    text = body.input_value()
    assert old in text
    body.fill(text.replace(old, new))


def test_a_changed_sentence_reaches_the_customer(window: Open, shop: Shop) -> None:
    gallery, page = Gallery("nl"), editor(window().new_page(), "eva", "nl")
    gallery.look(page, "library")
    page.get_by_role("searchbox", name="Woorden").fill("account wachtwoord geblokkeerd")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Account en wachtwoord").click()
    change(page, "werkt 60 minuten", "werkt 90 minuten")
    page.locator("#question-nl").fill(QUESTION)
    page.locator("#form-nl").get_by_role("button", name="Vraag het aan deze tekst").click()
    page.locator(".would", has_text="werkt 90 minuten").wait_for()
    assert "werkt 60 minuten" in page.locator(".pair > div").last.inner_text()
    gallery.look(page, "library-article", whole=True)
    page.goto("/library/")
    page.get_by_text("nog niet bewaard").wait_for()
    page.get_by_role("link", name="account-en-wachtwoord").click()
    page.locator("#form-nl").get_by_text("zijn terug").wait_for()
    page.locator("#form-nl").get_by_role("button", name="Publiceer", exact=True).click()
    page.get_by_text("De assistent antwoordt er vanaf nu mee").wait_for()
    shop.visit()
    answer = shop.chat.open().ask(QUESTION)
    assert "90 minuten" in answer.inner_text()
    assert "Account en wachtwoord" in answer.inner_text()
    assert gallery.faults == []


def test_the_second_editor_is_told_and_compares(window: Open) -> None:
    gallery = Gallery("en")
    sam = editor(window("en", expect_refusal=True).new_page(), "sam", "en")
    sam.goto(ARTICLE)
    alex = editor(window("en").new_page(), "alex", "en")
    alex.goto(ARTICLE)
    change(alex, "binnen 5 minuten", "binnen 4 minuten")
    alex.locator("#form-nl").get_by_role("button", name="Publish", exact=True).click()
    alex.get_by_text("The assistant answers with it from now on").wait_for()
    change(sam, "binnen 5 minuten", "binnen 6 minuten")
    sam.locator("#form-nl").get_by_role("button", name="Publish", exact=True).click()
    sam.get_by_text("while you were writing").wait_for()
    assert "binnen 4 minuten" in sam.locator(".clash del").inner_text()
    assert "binnen 6 minuten" in sam.locator("#body-nl").input_value()
    gallery.look(sam, "library-conflict", whole=True)
    sam.get_by_label("I have compared them").check()
    sam.locator("#form-nl").get_by_role("button", name="Publish", exact=True).click()
    sam.get_by_text("The assistant answers with it from now on").wait_for()
    sam.goto("/library/house/file/voice.yaml/")
    sam.get_by_label("Text", exact=True).fill("adress: u\n")
    sam.get_by_role("button", name="Keep as draft").click()
    sam.get_by_role("button", name="line 1").click()
    gallery.look(sam, "library-file", whole=True)
    sam.goto("/library/contradictions/")
    sam.get_by_text("pairs found in").wait_for(timeout=120_000)  # the back room compares once in a minute
    gallery.look(sam, "library-contradictions", whole=True)
    pairs = sam.locator("article.clashing")
    before = pairs.count()
    pairs.first.get_by_role("button", name="No contradiction").click()
    sam.get_by_role("link", name="was put aside").click()
    sam.get_by_text("Sam Bakker put this aside.").wait_for()
    gallery.look(sam, "library-contradictions-aside", whole=True)
    sam.get_by_role("button", name="It is a contradiction").click()
    sam.get_by_text("It stands among the contradictions again.").wait_for()
    assert pairs.count() == before
    assert gallery.faults == []
