"""The whole path of a customer, and of an agent, without a mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Keyboard, Page
from tests.browser.conftest import Open
from tests.browser.shop import Shop
from tests.browser.words import NL
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    let on = document.activeElement;
    while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
    const own = on?.closest("label") ?? on;
    const ring = on && getComputedStyle(on).outlineStyle !== "none";
    return [(on?.getAttribute("aria-label") || own?.textContent || on?.id || on?.tagName || "").trim(), Boolean(ring)];
}"""


class Keys:
    """Somebody who has only a keyboard: goes on with Tab until the wanted thing is reached, and sees where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.board: Keyboard = page.keyboard

    def to(self, name: str, step: str = "Tab") -> "Keys":
        passed = []
        for _ in range(60):
            self.board.press(step)
            on, has_ring = self.page.evaluate(FOCUSED)
            passed.append(on)
            if on.startswith(name):
                assert has_ring, f"{name} shows no focus"
                return self
        raise AssertionError(f"no way to {name} by {step}; passed {passed}")

    def back_to(self, name: str) -> "Keys":
        return self.to(name, "Shift+Tab")

    def press(self, key: str = "Enter") -> "Keys":
        self.board.press(key)
        return self

    def type(self, text: str) -> "Keys":
        self.board.type(text)
        return self


def test_a_customer_by_keyboard(shop: Shop, tmp_path: Path) -> None:
    shop.visit()
    keys, chat = Keys(shop.page), shop.chat
    keys.to("Stel een vraag").press()
    chat.letter("U chat met").wait_for()
    keys.type("Kan ik mijn helm ruilen voor een andere maat?").press()
    chat.answers.first.wait_for()
    keys.back_to("Waarom dit antwoord?").press()
    chat.panel.locator(".reasons").first.wait_for()
    keys.press("Escape").back_to("Ruilen voor een andere maat").press()
    chat.panel.locator("blockquote").first.wait_for()
    keys.press("Escape")
    assert chat.panel.locator("blockquote").count() == 0
    keys.to("Medewerker spreken").press()
    chat.sees("U bent nummer 1.")
    keys.back_to("Aanvullen of verbeteren").press().type("Het is een kinderhelm.").to("Bewaar").press()
    chat.brief.get_by_text("Het is een kinderhelm.").wait_for()
    keys.to("Ga verder met de assistent").press()
    chat.standing.wait_for(state="detached")
    keys.back_to("Meer").press().to("Gesprek beëindigen").press().press()
    chat.sees("Twee korte vragen")
    keys.to("heel weinig").press("Space").to("ja").press("Space").to("Verstuur antwoorden").press()
    chat.sees("Uw antwoorden zijn bewaard.")
    with shop.page.expect_download() as coming:
        keys.back_to("Meer").press().to("Gesprek bewaren als tekst").press()
    coming.value.save_as(tmp_path / "gesprek.txt")
    assert "Het is een kinderhelm" not in (tmp_path / "gesprek.txt").read_text("utf-8")
    keys.press("Escape")
    chat.panel.wait_for(state="hidden")
    assert shop.page.evaluate(FOCUSED)[0].startswith("Stel een vraag")


def test_an_agent_by_keyboard(shop: Shop, window: Open) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Wat kost een grote beurt?")
    chat.wish_for_a_human().sees("U bent nummer 1.")
    page = window().new_page()
    keys, desk = Keys(page), Workspace(page, NL)
    desk.sign_in("noor").page.goto("/workspace/")
    keys.to("Noor de Wit").press().to("Uitloggen").press()
    page.wait_for_url("**/sign-in/")
    page.wait_for_function("document.activeElement.id === 'id_login'")  # a page may be there before its first focus
    keys.type("noor").press("Tab").type("kompas-demo-noor").press()
    page.wait_for_url("**/workspace/")
    desk.line("grote beurt").wait_for()
    keys.press("j")
    desk.brief.wait_for()
    keys.press("t")
    desk.sees("U heeft dit gesprek")
    chat.sees("U spreekt nu met een mens.")
    keys.press("r").type("Een grote beurt kost net zoveel als er staat; tnbe").press("Control+Enter")
    chat.letter("tnbe").wait_for()
    desk.letters.get_by_text("tnbe").wait_for()
    keys.press("n").type("belt later terug").press("Control+Enter")
    desk.letters.get_by_text("belt later terug").wait_for()
    keys.press("?")
    page.get_by_role("dialog").wait_for()
    keys.press("Escape").press("e")
    desk.sees("Opgelost. De klant krijgt de vraag hoe het ging.")
    chat.sees("Dit gesprek is afgerond.")
    keys.to("Noor de Wit").press().to("Uitloggen").press()
    page.wait_for_url("**/sign-in/")


def test_an_agent_without_shortcuts_goes_by_tab(shop: Shop, window: Open) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Wat kost een grote beurt?")
    chat.wish_for_a_human().sees("U bent nummer 1.")
    desk = Workspace(window().new_page(), NL).sign_in("noor")
    keys = Keys(desk.page)
    mark = desk.line("grote beurt").locator(".who").inner_text()
    keys.to(mark).press()
    desk.brief.wait_for()
    keys.to("Neem over").press()
    desk.sees("U heeft dit gesprek")
    keys.to("answer").type("Goedemiddag.").to("Antwoord").press()
    desk.letters.get_by_text("Goedemiddag.").wait_for()
    chat.letter("Goedemiddag.").wait_for()
    keys.to("Los op").press()
    chat.sees("Dit gesprek is afgerond.")
