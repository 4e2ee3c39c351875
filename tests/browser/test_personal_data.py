"""The privacy officer in a browser: a customer who chats is found, exported, held, and erased; their chat ends."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.shop import Shop
from tests.browser.words import NL, WORDS

pytestmark = pytest.mark.browser

SAYS = {
    "nl": SimpleNamespace(
        room="Persoonsgegevens", term="Mailadres, klantnummer", find="Zoek", export="Exporteren", why="Waarom moet dit",
        hold="Bewaar", not_now="Niet zolang er een bewaarplicht is.", lift="Hef op", typed="om het te wissen",
        erase="Wis voorgoed", wrong="Er is niets gewist", erased="Gewist. Het bewijs is R-", gone="er is geen byte meer",
    ),
    "en": SimpleNamespace(
        room="Personal data", term="Mail address, customer number", find="Find", export="Export", why="Why must it be",
        hold="Hold", not_now="Not while there is a legal hold.", lift="Lift", typed="to erase it",
        erase="Erase for good", wrong="Nothing is erased", erased="Erased. The receipt is R-", gone="no byte is left",
    ),
}  # fmt: skip
KEY = "C-1002"
GONE = "Dit gesprek is er niet meer"


@pytest.mark.parametrize("lang", WORDS)
def test_the_privacy_officers_room(lang: str, window: Open) -> None:
    customer = Shop(window(expect_refusal=True).new_page(), NL).visit(as_customer=KEY)
    customer.chat.open().ask("Wat kost een grote beurt?")
    gallery, says = Gallery(lang), SAYS[lang]
    page = signed_in(window(lang).new_page(), lang)
    gallery.look(page, "personal-data", whole=True)
    page.get_by_label(says.term).fill(KEY)
    page.get_by_role("button", name=says.find, exact=True).click()
    page.get_by_role("heading", name=KEY).wait_for()
    gallery.look(page, "personal-data-customer", whole=True)
    with page.expect_download() as download:
        page.get_by_role("button", name=says.export, exact=True).click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert "Wat kost een grote beurt?" in archive.read("data.json").decode()
    page.get_by_label(says.why).fill("een geschil over de rekening")
    page.get_by_role("button", name=says.hold, exact=True).click()
    page.get_by_text(says.not_now).wait_for()
    gallery.look(page, "personal-data-held", whole=True)
    page.get_by_role("button", name=says.lift).click()
    page.get_by_label(says.term).fill(KEY)
    page.keyboard.press("Enter")
    confirm = page.get_by_label(says.typed)
    confirm.fill("C-1")
    page.get_by_role("button", name=says.erase).click()
    page.get_by_text(says.wrong).wait_for()
    confirm.fill(KEY)
    page.get_by_role("button", name=says.erase).click()
    page.get_by_text(says.erased).wait_for()
    customer.page.get_by_text(GONE).first.wait_for()
    until_clean(page, says.gone)
    gallery.look(page, "personal-data-receipts", whole=True)
    assert gallery.faults == []


def signed_in(page: Page, lang: str) -> Page:
    """Priya, the privacy officer, in this language."""
    words, says = WORDS[lang], SAYS[lang]
    page.goto("/sign-in/")
    page.get_by_label(words.name).fill("priya")
    page.get_by_label(words.password).fill("kompas-demo-priya")
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    page.wait_for_url("**/personal-data/")
    if not page.locator(f"html[lang={lang}]").count():
        page.locator(".menu summary").click()
        with page.expect_navigation():
            page.locator(f".menu button[lang={lang}]").click()
    page.get_by_role("heading", name=says.room).wait_for()
    return page


def until_clean(page: Page, words: str) -> None:
    """The bytes are sought in the background."""
    for _ in range(20):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError("the bytes were not sought in time")
