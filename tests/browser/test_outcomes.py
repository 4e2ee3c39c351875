"""What customers came for and what became of it, as a supervisor sees it; an agent marks an answer."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.shop import Shop
from tests.browser.words import NL, WORDS
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser

EXCHANGE = "Ruilen voor een andere maat of kleur"
_LOOKS = 100  # of about a tenth of a second; the house looks every two seconds what is new


def confirmed(page: Page, matter: str) -> int:
    """How many customers said that they were helped with this: others may have come before."""
    page.goto("/outcomes/")
    cell = page.locator(f"#matters-table tr:has-text('{matter}') td:nth-child(3)")
    return int(cell.get_attribute("data-count") or 0) if cell.count() else 0


def shown(page: Page, address: str, what: str) -> None:
    """Look at a page until this is on it."""
    for _ in range(_LOOKS):
        page.goto(address)
        if page.locator(what).count():
            return
    raise AssertionError(f"{address} never showed {what}")


def test_an_answer_is_marked_by_keyboard_and_counted(shop: Shop, supervisor: Workspace) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    page = supervisor.page
    before = confirmed(page, EXCHANGE)
    page.goto("/workspace/")
    supervisor.line("helm ruilen", supervisor.watched).first.wait_for()
    supervisor.open("helm ruilen", supervisor.watched)
    page.locator("#letters .why-link", has_text="Klopt niet").last.focus()
    page.keyboard.press("Enter")
    choices = page.locator(".marking").last.get_by_role("button")
    choices.last.wait_for()
    for place in range(choices.count()):
        page.keyboard.press("Tab")
        expect(choices.nth(place)).to_be_focused()
    page.keyboard.press("Enter")
    supervisor.sees("Sam Bakker: klopt niet, hier hebben we geen antwoord op")

    chat.end().rate()
    one_more = f"td:nth-child(3)[data-count='{before + 1}']"
    shown(page, "/outcomes/", f"#matters-table tr:has-text('{EXCHANGE}') {one_more}")
    expect(page.locator("[data-chart=weeks-table] canvas")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download de aantallen (CSV)").click()
    assert ",ruilen," in coming.value.path().read_text()


@pytest.mark.parametrize("lang", WORDS)
def test_how_outcomes_and_gaps_look(lang: str, window: Open) -> None:
    gallery = Gallery(lang)
    Shop(window().new_page(), NL).visit().chat.open().ask("kan ik bij jullie ook een tandem huren?")
    page = Workspace(window(lang).new_page(), WORDS[lang]).sign_in("sam").page
    shown(page, "/gaps/", "main a:has-text('tandem')")
    gallery.look(page, "gaps", whole=True)
    page.locator("main tbody a").first.click()
    page.locator(".gap-words").wait_for()
    gallery.look(page, "gap", whole=True)
    page.goto("/outcomes/")
    page.locator("canvas").first.wait_for()
    gallery.look(page, "outcomes", whole=True)
    assert gallery.faults == []
