"""Every screen that staff can see, in every look: the rules of axe, nothing cut off, pictures for people."""

import pytest
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.words import NL, WORDS
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture
def customers(window: Open) -> list[Shop]:
    """One who waits with a proven identity and a record, one who is with the assistant."""
    proven = Shop(window().new_page(), NL).visit(as_customer="C-1001")
    proven.chat.open().ask("waar blijft mijn pakket")
    proven.chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    proven.chat.say("ik wil een klacht indienen, dit duurt veel te lang").sees("Dit geef ik door")
    proven.chat.correct_brief("Het gaat om bestelling ZW-244848.")
    other = Shop(window().new_page(), NL).visit()
    other.chat.open().ask("Wat kost een grote beurt?")
    return [proven, other]


@pytest.mark.parametrize("lang", WORDS)
def test_the_entrance(lang: str, window: Open) -> None:
    gallery, words = Gallery(lang), WORDS[lang]
    page = window(lang, expect_refusal=True).new_page()
    page.goto("/sign-in/")
    gallery.look(page, "sign-in")
    page.get_by_label(words.name).fill("noor")
    page.get_by_label(words.password).fill("geraden")
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    page.get_by_role("alert").wait_for()
    gallery.look(page, "sign-in-refused")
    desk = Workspace(page, words).sign_in("noor")
    gallery.look(page, "queue-empty")
    page.goto("/workspace/isernietmeer/")
    gallery.look(page, "not-there")
    page.goto("/sign-out/")
    gallery.look(page, "sign-out")
    desk.page.goto("/workspace/")
    assert gallery.faults == []


@pytest.mark.parametrize("lang", WORDS)
def test_the_desk(lang: str, window: Open, customers: list[Shop]) -> None:
    gallery, words = Gallery(lang), WORDS[lang]
    desk = Workspace(window(lang).new_page(), words).sign_in("sam")
    page = desk.page
    desk.line("").first.wait_for()
    gallery.look(page, "queue")
    desk.open("")
    gallery.look(page, "waiting", whole=True)
    page.locator(".why-link").first.click()
    page.locator(".ground").first.wait_for()
    gallery.look(page, "waiting-why", whole=True)
    page.goto(page.locator(".why-link").first.get_attribute("href") or "")
    gallery.look(page, "why")
    page.go_back()
    page.locator(".menu summary").click()
    gallery.look(page, "preferences")
    page.locator(".menu summary").click()
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    gallery.look(page, "keys")
    page.keyboard.press("Escape")
    desk.take().reply("Goedemiddag, ik zoek het voor u uit.").note("belooft terug te bellen")
    gallery.look(page, "mine", whole=True)
    page.locator("#noting summary").click()
    gallery.look(page, "noting", whole=True)
    desk.stop_the_assistant()
    gallery.look(page, "stopped", whole=True)
    desk.switch_on_again().resolve()
    gallery.look(page, "resolved", whole=True)
    assert gallery.faults == []


@pytest.mark.parametrize("lang", WORDS)
def test_complaints_about_the_content(lang: str, window: Open, house: RunningHouse) -> None:
    gallery, words = Gallery(lang), WORDS[lang]
    desk = Workspace(window(lang).new_page(), words).sign_in("sam")
    house.break_company()
    try:
        desk.sees("langauges")
        gallery.look(desk.page, "refused-content")
    finally:
        house.mend_company()
    desk.page.get_by_text("langauges").wait_for(state="detached")
    assert gallery.faults == []
