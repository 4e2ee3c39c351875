"""A company of one's own, as its owner begins it: init, serve, the first administrator, the chat on the own site."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.chat import Chat
from tests.browser.words import NL
from tests.commands.running import environment, free_port, kompas, serving

pytestmark = pytest.mark.browser

SITE = Path(__file__).parents[2] / "docs/examples/website/site.py"
SECRET = "a-long-secret-of-32-characters-or-more"


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[int, int]]:
    """The ports of Kompas and of the example site, which runs."""
    port, own = free_port(), free_port()
    command = [sys.executable, str(SITE), f"http://127.0.0.1:{port}", str(own)]
    process = subprocess.Popen(command, env=environment() | {"KOMPAS_LOGIN_SECRET": SECRET}, stderr=subprocess.DEVNULL)
    yield port, own
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def started(site: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What the terminal shows of a company made by init and served."""
    port, own = site
    place = tmp_path_factory.mktemp("mine")
    words = ["--lang", "nl,en", "--mail", "hallo@molen.example", "--site", f"http://localhost:{own}"]
    made = kompas("init", "molen", *words, cwd=place)
    assert made.returncode == 0, made.stderr
    with serving("serve", "molen", cwd=place, port=port, KOMPAS_LOGIN_SECRET=SECRET):
        yield (place / f"serve-{port}.log").read_text(encoding="utf-8")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL", reduced_motion="reduce", viewport={"width": 1280, "height": 820})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_the_first_administrator_comes_in_by_the_link_on_the_terminal(started: str, page: Page) -> None:
    found = re.search(r"http://127\.0\.0\.1:\d+/first/\S+", started)
    assert found, started
    page.goto(found.group())
    page.get_by_label("Uw naam").fill("Ada van der Berg")
    page.get_by_label("Uw mailadres").fill("ada@molen.example")
    page.get_by_label("Een nieuw wachtwoord").fill("vier woorden achter elkaar")
    page.get_by_role("button", name="Maak mijn account").click()
    page.wait_for_url("**/workspace/")
    page.get_by_text("Ada van der Berg").first.wait_for()
    page.goto(found.group())
    page.get_by_text("Deze link werkt niet meer").wait_for()


def test_the_chat_answers_on_the_own_site_and_on_no_other(started: str, site: tuple[int, int], page: Page) -> None:
    _, own = site
    page.goto(f"http://localhost:{own}/?as=C-1001")
    chat = Chat(page, NL)
    page.evaluate("Kompas('update', {lang: 'nl'})")
    chat.button(NL.open_chat).click()
    chat.letter("U chat met de AI-assistent van Molen.").wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/chat/v1/conversations")) as begun:
        chat.say("wat zijn de openingstijden")
    assert begun.value.json()["identity"] == "verified"
    assert "09:00-17:00" in chat.answers.first.inner_text()
    page.goto(f"http://127.0.0.1:{own}/")
    with page.expect_event("requestfailed", lambda request: "/chat/v1/" in request.url):
        page.get_by_role("button").first.click()
