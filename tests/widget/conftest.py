"""A real Chromium before a pretended front door: the widget as a customer's page has it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

REPOSITORY = Path(__file__).parents[2]
BUILT = REPOSITORY / "src/kompas/static/built"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Door:
    """The pretended front door, and the strings by which a test moves it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.calls = httpx2.Client(base_url=address)

    def empty(self) -> None:
        """Forgets what earlier customers said: the newest conversation is one of this test, or there is none."""
        self.calls.post("/dev/reset")

    def drop(self) -> None:
        """Breaks every stream once."""
        self.calls.post("/dev/drop")

    def down(self, milliseconds: int) -> None:
        """Answers nobody for a while."""
        self.calls.post(f"/dev/down?ms={milliseconds}")

    def agent(self, text: str) -> None:
        """An agent takes the newest conversation and says this, once the customer's words have come in."""
        end = time.monotonic() + 30
        while not self.received()["texts"]:
            assert time.monotonic() < end, "no word of the customer came in"
            time.sleep(0.05)
        self.calls.post("/dev/agent", params={"text": text})

    def received(self) -> dict[str, object]:
        """What the newest conversation received from its customer."""
        return self.calls.get("/dev/received").json()


class Customer:
    """Someone before the page: does what the tests say, in their words."""

    def __init__(self, page: Page, door: Door) -> None:
        self.page = page
        self.door = door
        self.launcher = page.locator("kompas-chat button").first
        self.panel = page.locator("kompas-panel .panel")
        self.field = page.locator(".field")
        self.human = page.locator(".human")
        self.letters = page.locator("article.letter")

    def visit(self, path: str = "/") -> "Customer":
        self.page.goto(self.door.address + path)
        self.page.wait_for_selector("kompas-chat", state="attached")
        return self

    def open(self) -> "Customer":
        self.launcher.click()
        self.letter("U chat met de AI-assistent").wait_for()
        return self

    def say(self, text: str) -> "Customer":
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def letter(self, text: str) -> Locator:
        return self.letters.filter(has_text=text)

    def sees(self, text: str) -> "Customer":
        self.panel.get_by_text(text).first.wait_for()
        return self

    def focused(self) -> str:
        """The text, label or tag of what the keyboard is on, through shadow roots."""
        return self.page.evaluate(
            """() => {
                let on = document.activeElement;
                while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
                return (on?.getAttribute("aria-label") || on?.textContent || on?.id || on?.tagName || "").trim();
            }"""
        )


@pytest.fixture(scope="session")
def door() -> Iterator[Door]:
    node = os.environ.get("KOMPAS_NODE") or shutil.which("node")
    if not node or not (BUILT / "kompas.js").exists():
        pytest.fail("The widget is not built here: run `make frontend` first.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [node, "dev/fake-door.mjs"],
        cwd=REPOSITORY / "frontend",
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    door = Door(f"http://localhost:{port}")
    try:
        _wait_for(door)
        yield door
    finally:
        process.terminate()
        process.wait()


def _wait_for(door: Door) -> None:
    for _ in range(200):
        try:
            door.received()
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("The pretended front door did not open within ten seconds.")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file. Its driver keeps an event loop in this thread, so it must be gone before other files run."""
    path = os.environ.get("KOMPAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("These tests drive Chromium: install the package `chromium`, or set KOMPAS_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def customer(context: BrowserContext, door: Door) -> Customer:
    door.empty()
    return Customer(context.new_page(), door)
