"""Turns are judged by keyboard, and what they prove is seen: both pages in every look."""

import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.test_outcomes import shown
from tests.browser.words import NL, WORDS
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser

LIST = "/certainty/judging/"
SPREAD = ((0.97, 60, 0), (0.91, 50, 1), (0.83, 40, 3), (0.72, 30, 6), (0.64, 20, 8), (0.41, 20, 12), (0.12, 10, 9))
ADDED = "judged-"


@pytest.fixture
def judged(house: RunningHouse) -> None:
    """Many judged turns, as weeks would bring them."""
    now = time.time_ns() // 1_000_000
    with closing(sqlite3.connect(house.database, timeout=20)) as db, db:
        version = db.execute("SELECT version FROM library_companyversion ORDER BY id DESC LIMIT 1").fetchone()[0]
        db.execute("DELETE FROM certainty_drawn WHERE conversation LIKE ?", (f"{ADDED}%",))
        db.executemany(
            "INSERT INTO certainty_drawn (conversation, seq, since, until, place, lang, day, at, kind, matter, passage,"
            " certainty, verdict, meant, by, judged_at, version, matter_now, certainty_now)"
            " VALUES (?, 2, 0, 1, 0, 'nl', '2026-11-01', ?, 'answer', 'ruilen', '', ?, ?, '', 'staff:1', ?, ?, 'ruilen', ?)",
            [
                (
                    f"{ADDED}{certainty}-{turn}",
                    now,
                    certainty,
                    "wrong" if turn < wrong else "right",
                    now,
                    version,
                    certainty,
                )
                for certainty, turns, wrong in SPREAD
                for turn in range(turns)
            ],
        )


def test_a_drawn_question_is_judged_by_keyboard_and_taken_back(shop: Shop, agent: Workspace) -> None:
    shop.visit().chat.open().ask("Wat kost een grote beurt?")
    page = agent.page
    shown(page, LIST, ".judged blockquote:has-text('grote beurt')")
    asked = page.locator(".judged", has=page.locator("blockquote", has_text="grote beurt")).first
    asked.get_by_role("button", name="Fout: niets van ons").focus()
    page.keyboard.press("Enter")
    mine = page.locator(".mine li", has_text="grote beurt").first
    expect(mine).to_contain_text("fout, hier hebben we geen antwoord op")
    mine.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Teruggenomen")
    expect(asked).to_be_visible()


@pytest.mark.parametrize("lang", WORDS)
def test_how_judging_and_certainty_look(lang: str, window: Open, judged: None) -> None:
    gallery = Gallery(lang)
    Shop(window().new_page(), NL).visit().chat.open().ask("Kan ik mijn helm ruilen voor een andere maat?")
    page = Workspace(window(lang).new_page(), WORDS[lang]).sign_in("sam").page
    shown(page, LIST, ".judged blockquote:has-text('helm')")
    page.locator(".judged details summary").first.click()
    gallery.look(page, "judging", whole=True)
    page.goto("/certainty/")
    expect(page.locator("canvas")).to_have_count(2)
    gallery.look(page, "certainty", whole=True)
    assert gallery.faults == []
