"""A reload in the middle, the server killed in the middle: nothing lost, nothing doubled on the screen."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Open
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.words import NL
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser


def test_a_reload_brings_everything_back_once(shop: Shop) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    chat.ask("Wat kost een grote beurt?")
    before = chat.told()
    shop.page.reload()
    expect(chat.answers).to_have_count(2)
    assert chat.told() == before
    chat.ask("bedankt")
    assert chat.told()[: len(before)] == before


def test_what_was_asked_while_leaving_the_page_is_answered_once(shop: Shop) -> None:
    chat = shop.visit().chat.open()
    chat.ask("hallo")
    chat.field.fill("Wat kost een grote beurt?")
    chat.field.press("Enter")
    shop.page.reload()
    chat.letter("Wat kost een grote beurt?").first.wait_for()
    expect(chat.answers).to_have_count(2)
    said = [line for line in chat.told() if line.startswith("customer:")]
    assert said == ["customer: hallo", "customer: Wat kost een grote beurt?"]


def test_the_server_is_killed_in_the_middle(window: Open, house: RunningHouse) -> None:
    context = window(expect_outage=True)
    shop, desk = Shop(context.new_page(), NL), Workspace(context.new_page(), NL).sign_in("noor")
    chat = shop.visit().chat.open()
    chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    before = chat.told()
    house.kill()
    chat.sees("Geen verbinding.")
    desk.sees("Geen live verbinding.")
    chat.field.fill("Wat kost een lekke achterband?")
    chat.field.press("Enter")
    chat.letter("Wat kost een lekke achterband?").wait_for()
    house.start()
    expect(chat.answers).to_have_count(2, timeout=40_000)
    expect(chat.standing).to_have_count(0)
    said = chat.told()
    assert said[: len(before)] == before
    assert [line for line in said if line.startswith("customer:")][1:] == ["customer: Wat kost een lekke achterband?"]
    assert chat.panel.locator("article.unsent").count() == 0
    desk.line("Wat kost een lekke achterband?", desk.watched).wait_for(timeout=40_000)
    shop.page.reload()
    expect(chat.answers).to_have_count(2)
    assert chat.told() == said


def test_an_agents_half_written_answer_outlives_a_killed_server(window: Open, house: RunningHouse) -> None:
    context = window(expect_outage=True)
    shop, desk = Shop(context.new_page(), NL), Workspace(context.new_page(), NL).sign_in("noor")
    chat = shop.visit().chat.open()
    chat.ask("Wat kost een grote beurt?")
    chat.wish_for_a_human().sees("U bent nummer 1.")
    desk.open("grote beurt").take()
    chat.sees("U spreekt nu met een mens.")
    desk.answer.fill("Ik zoek het voor u")
    house.kill()
    desk.sees("Geen live verbinding.")
    house.start()
    expect(desk.page.locator("#line")).to_be_hidden(timeout=40_000)
    expect(desk.answer).to_have_value("Ik zoek het voor u")
    expect(chat.standing).to_contain_text("U spreekt nu met een mens.")
    desk.reply("Ik zoek het voor u op.")
    chat.letter("Ik zoek het voor u op.").wait_for(timeout=40_000)
    desk.resolve()
    chat.sees("Dit gesprek is afgerond.")
