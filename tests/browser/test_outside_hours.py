"""Nobody is there: a promise with a reference instead of a queue, and an assistant that stays for other questions."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.words import WORDS
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser

ASKED = {
    "nl": ("Kan ik mijn helm ruilen voor een andere maat?", "30 dagen", "ik wil een medewerker spreken"),
    "en": ("Can I return a helmet?", "30 days", "can I talk to someone"),
}


@pytest.fixture(scope="module")
def closed(house: RunningHouse) -> Iterator[None]:
    """An editor gives the company other hours while it serves."""
    house.close_the_desk()
    yield
    house.mend_company()


@pytest.mark.parametrize("lang", WORDS)
def test_a_promise_is_made_and_kept(lang: str, window: Open, closed: None) -> None:
    words, gallery, (question, answer, wish) = WORDS[lang], Gallery(lang), ASKED[lang]
    shop = Shop(window(lang).new_page(), words).visit()
    desk = Workspace(window(lang).new_page(), words).sign_in("noor")
    chat = shop.chat.open()
    chat.panel.locator(".wait", has_text="open").wait_for(timeout=60_000)
    chat.say(wish)
    reference = chat.standing.get_by_text("K-").inner_text()
    gallery.look(shop.page, "chat-promise")
    chat.ask("noor.jansen@klant.example")
    assert answer in chat.ask(question).inner_text()
    line = desk.line("", desk.promised).last
    line.wait_for()
    gallery.look(desk.page, "promises")
    desk.open("", desk.promised)
    gallery.look(desk.page, "promise", whole=True)
    number = desk.page.locator("#promise-title").inner_text().split()[-1]
    assert number in reference
    desk.page.locator("#promise button").click()
    expect(desk.page.locator("#promise")).to_have_count(0)
    expect(desk.promised.get_by_role("link")).to_have_count(0)
    assert gallery.faults == []
