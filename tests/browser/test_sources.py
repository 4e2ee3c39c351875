"""An editor brings knowledge in from elsewhere and decides on it: files, a broken one among them, and a page that changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.assistant.company.readers.files import locked_pdf
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.shop import Shop
from tests.browser.test_library import editor
from tests.browser.words import NL
from tests.service.library.sources.site import Site, a_site

pytestmark = pytest.mark.browser

BUSY = 180_000  # milliseconds: the back room does one thing at a time, and prepares what was published
TITLE = "Fietsen stallen in de winter"
QUESTION = "Wat kost een fiets stallen in de winter?"
HANDBOOK = "---\ntitle: {title}\nlang: nl\naudience: staff\n---\n{text}\n"


def stalling(price: int) -> bytes:
    """The help page of another site."""
    return (
        f'<html lang="nl"><head><title>{TITLE}</title></head><body><nav><a href="/">Begin</a></nav><main><h1>{TITLE}</h1>'
        f"<p>Een fiets stallen in de winter kost {price} euro per maand. U brengt de fiets tussen oktober en maart naar onze "
        "loods, en haalt hem schoongemaakt weer op wanneer het voorjaar begint.</p>"
        "<p>Wij pompen de banden op, laden de accu bij en smeren de ketting. Een verzekering tegen brand en diefstal "
        "hoort bij de stalling, zolang de fiets in onze loods staat.</p></main></body></html>"
    ).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as site:
        site.put("/stallen", stalling(12))
        yield site


def looked(page: Page, done: str = "Klaar") -> None:
    """Until the look at the source is over; the page shows it by itself."""
    page.locator("#progress .state", has_text=done).first.wait_for(timeout=BUSY)


def answer(window: Open) -> str:
    """What a customer hears who has not asked before."""
    shop = Shop(window().new_page(), NL).visit()
    said = shop.chat.open().ask(QUESTION).inner_text()
    shop.page.context.close()
    return said


def files(place: Path, *slugs: str) -> list[Path]:
    """A handbook for colleagues, and a file that nobody can open."""
    for slug in slugs:
        text = HANDBOOK.format(title=slug.capitalize(), text=f"Wat collega's over {slug} moeten weten staat hier.")
        (place / f"{slug}.md").write_text(text, encoding="utf-8")
    (place / "geheim.pdf").write_bytes(locked_pdf())
    return [*(place / f"{slug}.md" for slug in slugs), place / "geheim.pdf"]


def test_a_page_is_proposed_accepted_and_never_changed_in_silence(window: Open, site: Site) -> None:
    gallery, page = Gallery("nl"), editor(window().new_page(), "eva", "nl")
    page.goto("/library/sources/new/")
    gallery.look(page, "sources-new", whole=True)
    page.locator("#page-address").fill(f"{site.address}/stallen")
    page.locator("#page-name").fill("Winterloods")
    page.get_by_role("button", name="Lees deze pagina").click()
    looked(page)
    gallery.look(page, "source", whole=True)
    page.get_by_role("link", name="Beslis over 1 voorstel").click(timeout=BUSY)
    proposal = page.locator("article.sheet", has_text="stallen.md")
    proposal.get_by_text("De hele tekst").click()
    assert "12 euro per maand" in proposal.inner_text()
    gallery.look(page, "library-waiting", whole=True)
    assert "12 euro" not in answer(window), "nothing is published before an editor decides"
    proposal.get_by_role("button", name="Publiceer zoals het is").click()
    page.get_by_text("De assistent antwoordt er vanaf nu mee").wait_for()
    said = answer(window)
    assert "12 euro per maand" in said
    assert TITLE in said

    site.put("/stallen", stalling(15))
    page.goto("/library/sources/")
    page.get_by_role("link", name="Winterloods").click()
    page.get_by_role("button", name="Bekijk nu").click()
    page.get_by_role("link", name="Beslis over 1 voorstel").click(timeout=BUSY)
    assert "12 euro per maand" in answer(window), "a changed page is proposed, not taken"
    proposal = page.locator("article.sheet", has_text="stallen.md")
    assert "12 euro" in proposal.locator("del").first.inner_text()
    assert "15 euro" in proposal.locator("ins").first.inner_text()
    gallery.look(page, "library-waiting-changed", whole=True)
    proposal.get_by_role("button", name="Publiceer zoals het is").click()
    page.get_by_text("De assistent antwoordt er vanaf nu mee").wait_for()
    assert "15 euro per maand" in answer(window)
    assert gallery.faults == []


def test_files_are_read_a_broken_one_is_named_and_all_is_accepted_at_once(window: Open, tmp_path: Path) -> None:
    gallery, page = Gallery("en"), editor(window("en").new_page(), "alex", "en")
    page.goto("/library/sources/new/")
    gallery.look(page, "sources-new", whole=True)
    page.locator("#new-files").set_input_files(files(tmp_path, "verlof", "kassa", "sleutels"))
    page.locator("#files-name").fill("Handbook")
    page.get_by_role("button", name="Read these files").click()
    page.locator("#progress[hx-get]").wait_for()
    looked(page, "Done")
    skipped = page.locator("#progress tr", has_text="geheim.pdf")
    assert "It is protected with a password. Save it without." in skipped.inner_text()
    gallery.look(page, "source-files", whole=True)
    page.get_by_role("link", name="Accept all").click()
    page.get_by_text("3 proposals of Handbook are published as they are, unread").wait_for()
    gallery.look(page, "source-accept", whole=True)
    page.get_by_role("button", name="Publish 3 articles").click()
    page.get_by_text("3 of 3 published").wait_for(timeout=BUSY)
    gallery.look(page, "source-accepted", whole=True)
    page.goto("/library/sources/")
    gallery.look(page, "sources", whole=True)
    page.goto("/library/article/kassa/")
    page.locator(".standing .published").first.wait_for()
    assert gallery.faults == []
