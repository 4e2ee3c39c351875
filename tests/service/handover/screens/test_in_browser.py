"""The workspace in a real Chromium: live, by keyboard, and for everybody."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.service.handover.screens import scenes
from tests.service.handover.screens.scenes import PROMISED, PROVEN, REPEATED, WAITING, WATCHED
from tests.widget.conftest import CHROMIUM_FLAGS

from kompas.service.asgi import application
from kompas.service.clock import now_ms
from kompas.service.handover import desk as verbs
from kompas.service.house import House

pytestmark = pytest.mark.browser

SCREENS = {
    "light and wide": {"color_scheme": "light", "viewport": {"width": 1280, "height": 820}},
    "dark and 320 px": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
TOO_WIDE = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, input, textarea, #queue a, .why-link, .back")]
    .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([words]) => words)"""


@pytest.fixture
def address(desk: House) -> Iterator[str]:
    """The desk served as in production, by a server in a thread."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(application(desk), port=port, log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = threading.Thread(target=server.run)
    serving.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{port}"
    server.should_exit = True
    serving.join()


@pytest.fixture
def chromium(address: str) -> Iterator[Browser]:
    """Opened after the house and closed before it: Django refuses to work in a thread in which Playwright waits."""
    path = os.environ.get("KOMPAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("These tests drive Chromium: install the package `chromium`, or set KOMPAS_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def signed_in(chromium: Browser, address: str, name: str = "sam", **screen: object) -> Page:
    context = chromium.new_context(base_url=address, locale="nl-NL", reduced_motion="reduce", **screen)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("Gebruikersnaam of mailadres").fill(name)
    page.get_by_label("Wachtwoord").fill(f"kompas-demo-{name}")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/workspace/")
    return page


def for_everybody(page: Page, where: str) -> None:
    report = Axe().run(page)
    assert report.violations_count == 0, f"{where}: {report.generate_report()}"
    assert not page.evaluate(TOO_WIDE), where
    assert page.evaluate(TOO_SMALL) == [], where


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_for_everybody(chromium: Browser, address: str, screen: str) -> None:
    page = signed_in(chromium, address, **SCREENS[screen])  # type: ignore[arg-type]
    for_everybody(page, "desk")
    for id in (PROVEN, PROMISED, WATCHED):
        page.goto(f"/workspace/{id}/")
        for_everybody(page, id)
    page.get_by_role("link", name="Waarom dit antwoord").click()
    page.get_by_text("0,82").wait_for()
    for_everybody(page, "why")
    page.get_by_text("Sam Bakker").first.click()
    for_everybody(page, "menu")
    page.goto(f"/workspace/{WAITING}/")
    page.get_by_role("button", name="Neem over").click()
    page.get_by_text("U heeft dit gesprek").wait_for()
    page.get_by_role("button", name="Assistent stoppen").click()
    page.get_by_text("De assistent is stilgezet.").wait_for()
    for_everybody(page, "mine, stopped")
    page.get_by_role("button", name="Uitloggen").or_(page.get_by_text("Sam Bakker").first).first.click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/sign-in/")
    for_everybody(page, "sign in")
    page.context.close()


def test_what_happens_elsewhere_appears_without_losing_a_word(chromium: Browser, address: str, desk: House) -> None:
    page = signed_in(chromium, address, "noor", **SCREENS["light and wide"])  # type: ignore[arg-type]
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"/workspace/{WAITING}/")
    field = page.locator("#answer")
    field.fill("Goedemiddag, ik lees even")
    desk.writer.submit(lambda db: scenes.hear(db, WAITING, "mijn accu is warm", now_ms())).result(30)
    page.locator("#letters").get_by_text("mijn accu is warm").wait_for()
    assert field.input_value() == "Goedemiddag, ik lees even"
    assert page.evaluate("document.activeElement.id") == "answer"
    served = desk.shelf.now
    desk.writer.submit(lambda db: verbs.leave_queue(db, served, REPEATED, now_ms())).result(30)
    page.locator("#list-waiting", has_text="· 2").wait_for()
    page.reload()
    assert field.input_value() == "Goedemiddag, ik lees even"
    assert faults == []
    page.context.close()


def test_what_happens_before_the_live_line_stands_appears_too(chromium: Browser, address: str, desk: House) -> None:
    page = signed_in(chromium, address, "noor", **SCREENS["light and wide"])  # type: ignore[arg-type]

    def late(route: Route) -> None:
        """The page is there, the line is not yet: just then the customer writes."""
        desk.writer.submit(lambda db: scenes.hear(db, WAITING, "bent u er al?", now_ms())).result(30)
        route.continue_()

    page.route("**/workspace/live/", late, times=1)
    page.goto(f"/workspace/{WAITING}/")
    page.locator("#letters").get_by_text("bent u er al?").wait_for()
    page.context.close()


def test_the_whole_desk_by_keyboard(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, "noor", **SCREENS["light and wide"])  # type: ignore[arg-type]
    keys = page.keyboard
    keys.press("?")
    page.get_by_role("dialog").get_by_text("geef terug aan de assistent").wait_for()
    keys.press("Escape")
    for key, id in (("j", PROVEN), ("j", REPEATED), ("j", WAITING), ("k", REPEATED)):
        keys.press(key)
        page.wait_for_url(f"**/workspace/{id}/")
    keys.press("t")
    page.get_by_text("U heeft dit gesprek").wait_for()
    keys.press("r")
    keys.type("Ik zoek uw pakket. tnbe")
    keys.press("Control+Enter")
    page.locator("#letters").get_by_text("Ik zoek uw pakket. tnbe").wait_for()
    keys.press("n")
    keys.type("bezorger gebeld")
    keys.press("Control+Enter")
    page.locator("#letters").get_by_text("bezorger gebeld").wait_for()
    keys.press("b")
    page.get_by_text("De assistent heeft het woord weer.").wait_for()
    keys.press("t")
    page.get_by_text("U heeft dit gesprek").wait_for()
    keys.press("e")
    page.get_by_text("Deze vraag is opgelost.").wait_for()
    page.context.close()
