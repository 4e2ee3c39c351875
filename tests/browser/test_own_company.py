"""A company of one's own, as its owner begins it: init, serve, the first administrator, three articles, the chat on the
own site, an agent's reply, the outcomes, a backup, an erasure."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.chat import Chat
from tests.browser.test_outcomes import shown
from tests.browser.words import NL
from tests.browser.workspace import Workspace
from tests.commands.running import environment, free_port, kompas, serving

pytestmark = pytest.mark.browser

SITE = Path(__file__).parents[2] / "docs/examples/website/site.py"
SECRET = "a-long-secret-of-32-characters-or-more"


@dataclass(frozen=True)
class Own:
    """Where it lies, what the terminal showed, and where it is reached."""

    place: Path
    said: str
    address: str


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
def started(site: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """A company made by init and served."""
    port, own = site
    place = tmp_path_factory.mktemp("mine")
    words = ["--lang", "nl,en", "--mail", "hallo@molen.example", "--site", f"http://localhost:{own}"]
    made = kompas("init", "molen", *words, "--hours", "mon-sun 00:00-24:00", cwd=place)
    assert made.returncode == 0, made.stderr
    _open_on_holidays_too(place / "molen/company.yaml")
    with serving("serve", "molen", cwd=place, port=port, KOMPAS_LOGIN_SECRET=SECRET):
        yield Own(place, (place / f"serve-{port}.log").read_text(encoding="utf-8"), f"http://127.0.0.1:{port}")


def _open_on_holidays_too(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(
        "\n".join(line for line in lines if not line.strip().startswith("holidays:")) + "\n", encoding="utf-8"
    )


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL", reduced_motion="reduce", viewport={"width": 1280, "height": 820})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_the_first_administrator_comes_in_by_the_link_on_the_terminal(started: Own, page: Page) -> None:
    found = re.search(r"http://127\.0\.0\.1:\d+/first/\S+", started.said)
    assert found, started.said
    page.goto(found.group())
    page.get_by_label("Uw naam").fill("Ada van der Berg")
    page.get_by_label("Uw mailadres").fill("ada@molen.example")
    page.get_by_label("Een nieuw wachtwoord").fill("vier woorden achter elkaar")
    page.get_by_role("button", name="Maak mijn account").click()
    page.wait_for_url("**/workspace/")
    page.get_by_text("Ada van der Berg").first.wait_for()
    page.goto(found.group())
    page.get_by_text("Deze link werkt niet meer").wait_for()


def test_the_chat_answers_on_the_own_site_and_on_no_other(started: Own, site: tuple[int, int], page: Page) -> None:
    _, own = site
    page.goto(f"http://localhost:{own}/?as=C-1001")
    chat = Chat(page, NL)
    page.evaluate("Kompas('update', {lang: 'nl'})")
    chat.button(NL.open_chat).click()
    chat.letter("U chat met de AI-assistent van Molen.").wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/chat/v1/conversations")) as begun:
        chat.say("wat zijn de openingstijden")
    assert begun.value.json()["identity"] == "verified"
    assert "00:00-24:00" in chat.answers.first.inner_text()
    page.goto(f"http://127.0.0.1:{own}/")
    with page.expect_event("requestfailed", lambda request: "/chat/v1/" in request.url):
        page.get_by_role("button").first.click()


ARTICLES = {
    "Meel bestellen": (
        "Meel bestelt u per zak van vijf kilo. Een zak tarwemeel kost 9,50 euro.",
        "Wat kost een zak meel?",
    ),
    "Rondleidingen": ("Een rondleiding duurt een uur en is op zaterdag om elf uur.", "Wanneer is er een rondleiding?"),
    "Parkeren": ("Parkeren bij de molen is gratis.", "Waar kan ik parkeren?"),
}


def _signed_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label(NL.name).fill("ada@molen.example")
    page.get_by_label(NL.password, exact=True).fill("vier woorden achter elkaar")
    page.get_by_role("button", name=NL.sign_in, exact=True).click()
    page.wait_for_url("**/workspace/")


def _written(page: Page, address: str, title: str) -> None:
    body, question = ARTICLES[title]
    page.goto(f"{address}/library/new/")
    page.get_by_label("Titel").fill(title)
    page.locator("textarea[name=body]").fill(body)
    page.locator("textarea[name=questions]").fill(question)
    page.get_by_role("button", name="Publiceer").click()
    page.get_by_text("Gepubliceerd. De assistent antwoordt er vanaf nu mee.").wait_for()


def test_from_three_own_articles_to_an_erasure(
    started: Own, site: tuple[int, int], chromium: Browser, page: Page
) -> None:
    """What was written a moment ago answers; a person helps on; the figures tell it; and it can be kept and be gone."""
    _signed_in(page, started.address)
    for title in ARTICLES:
        _written(page, started.address, title)
    customer = chromium.new_context(locale="nl-NL", reduced_motion="reduce")
    customer.set_default_timeout(30_000)
    asking = customer.new_page()
    asking.goto(f"http://localhost:{site[1]}/")
    asking.evaluate("Kompas('update', {lang: 'nl'})")
    chat = Chat(asking, NL)
    chat.button(NL.open_chat).click()
    answer = chat.ask("wat kost een zak meel?")
    assert "9,50 euro" in answer.inner_text()
    assert "9,50 euro" in chat.read_source(answer)
    chat.wish_for_a_human()
    page.goto(f"{started.address}/workspace/")
    desk = Workspace(page, NL).open("meel").take().reply("Ik leg een zak voor u klaar.")
    chat.sees("Ik leg een zak voor u klaar.")
    conversation = page.url.rstrip("/").rpartition("/")[2]
    desk.resolve()
    chat.sees("Dit gesprek is afgerond")
    customer.close()
    shown(page, f"{started.address}/outcomes/", "#matters-table tbody tr")

    kept = kompas("backup", "molen", "--to", "backups/first.tar.gz", cwd=started.place)
    assert kept.returncode == 0, kept.stderr
    gone = kompas("erase", "customer", conversation, "--data", "var/molen", "--yes", cwd=started.place)
    assert gone.returncode == 0, gone.stderr
    assert page.goto(f"{started.address}/workspace/{conversation}/").status == 404  # type: ignore[union-attr]  # it answers
    back = kompas("restore", "backups/first.tar.gz", "elsewhere", "--data", "var/elsewhere", cwd=started.place)
    assert back.returncode == 0, back.stderr
    assert (said_in(started.place / "var/elsewhere"), said_in(started.place / "var/molen")) == (True, False)


def said_in(data: Path) -> bool:
    """Whether the customer's words stand in this database."""
    with closing(sqlite3.connect(data / "kompas.sqlite3")) as db:
        return bool(db.execute("SELECT 1 FROM conversations_message WHERE text = 'wat kost een zak meel?'").fetchall())
