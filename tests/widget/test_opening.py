"""Before the customer opens the chat nothing happens; then the first frame says what it is."""

import json

import pytest
from playwright.sync_api import expect
from tests.widget.conftest import Customer

pytestmark = pytest.mark.browser

STORED = "() => JSON.stringify([document.cookie, {...sessionStorage}, {...localStorage}])"


def test_nothing_is_stored_and_nobody_is_called_before_opening(customer: Customer) -> None:
    asked: list[str] = []
    customer.page.on("request", lambda request: asked.append(request.url))
    customer.visit()
    expect(customer.launcher).to_have_text("Stel een vraag")
    customer.page.wait_for_timeout(500)
    assert [url.rsplit("/", 1)[-1] for url in asked if "/chat/" in url] == ["kompas.js"]
    assert customer.page.evaluate(STORED) == '["",{},{}]'
    assert customer.page.context.cookies() == []


def test_opening_stores_for_this_tab_only_and_sets_no_cookie(customer: Customer) -> None:
    customer.visit().open()
    customer.say("mijn geheime vraag").letter("1 tot 3 werkdagen").wait_for()
    cookie, session, local = json.loads(customer.page.evaluate(STORED))
    assert cookie == ""
    assert local == {}
    assert len(session) == 1
    assert "geheime" not in json.dumps(session), "a confirmed message is not kept on the customer's machine"
    assert customer.page.context.cookies() == []


def test_the_first_frame_says_that_it_is_software_before_any_input(customer: Customer) -> None:
    customer.visit().open()
    dialog = customer.page.get_by_role("dialog")
    expect(dialog).to_have_accessible_name("Zwaluw AI-assistent Zwaluw Fietsen · een medewerker is altijd bereikbaar")
    first = customer.page.get_by_role("article").first
    assert "AI-assistent" in (first.get_attribute("aria-label") or "")
    expect(first).to_contain_text("Een medewerker spreken kan altijd.")
    expect(customer.human).to_be_visible()
    assert customer.focused() == "field"


def test_escape_closes_and_gives_the_keyboard_back(customer: Customer) -> None:
    customer.visit()
    customer.page.keyboard.press("Tab")
    customer.page.keyboard.press("Tab")
    assert customer.focused() == "Stel een vraag"
    customer.page.keyboard.press("Enter")
    customer.letter("U chat met").wait_for()
    customer.page.keyboard.press("Escape")
    expect(customer.panel).to_be_hidden()
    assert customer.focused() == "Stel een vraag"


def test_on_a_small_screen_the_page_behind_is_out_of_reach(customer: Customer) -> None:
    customer.page.set_viewport_size({"width": 320, "height": 640})
    customer.visit().open()
    for _ in range(12):
        customer.page.keyboard.press("Tab")
        assert customer.focused() != "Volgende pagina"
    customer.page.keyboard.press("Escape")
    expect(customer.panel).to_be_hidden()


def test_the_panel_that_cannot_come_leaves_the_way_to_a_person(customer: Customer) -> None:
    customer.page.route("**/panel-*.js", lambda route: route.abort())
    customer.visit()
    customer.launcher.click()
    contact = customer.page.get_by_role("link", name="Neem anders contact op")
    expect(contact).to_have_attribute(
        "href", f"{customer.door.address.replace('localhost', '127.0.0.1')}/contact/?lang=nl"
    )
    customer.page.unroute("**/panel-*.js")
    customer.open()
    expect(contact).to_have_count(0)


def test_the_page_can_call_the_chat(customer: Customer) -> None:
    customer.visit()
    call = customer.page.evaluate
    call("Kompas('show')")
    expect(customer.panel).to_be_visible()
    call("Kompas('hide')")
    expect(customer.panel).to_be_hidden()
    assert call("heard") == ["ready", "show", "hide"]
    call("Kompas('update', {lang: 'en'})")
    expect(customer.launcher).to_have_text("Ask a question")
    call("Kompas('shutdown')")
    expect(customer.page.locator("kompas-chat")).to_have_count(0)
    assert customer.page.evaluate(STORED) == '["",{},{}]'
    call("Kompas('boot', {lang: 'nl', open: true})")
    expect(customer.panel).to_be_visible()


def test_it_can_be_a_part_of_the_page(customer: Customer) -> None:
    customer.visit("/inline")
    customer.letter("U chat met de AI-assistent").wait_for()
    expect(customer.page.get_by_role("dialog")).to_have_count(0)
    expect(customer.page.get_by_role("region", name="Zwaluw AI-assistent")).to_be_visible()
    customer.say("lijst").sees("Plak het retourlabel")
    expect(customer.launcher).to_be_hidden()


def test_it_works_under_a_strict_policy(customer: Customer) -> None:
    """The pages of the pretended door allow no inline script, no inline style and no other server."""
    complaints: list[str] = []
    customer.page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    customer.visit().open().say("pakket")
    customer.letter("Uw bestelling is onderweg").wait_for()
    assert complaints == []


def test_a_customer_who_is_logged_in_is_known(customer: Customer) -> None:
    customer.visit("/?login-token=abc.def.ghi").open().say("hoi")
    customer.letter("1 tot 3 werkdagen").wait_for()
    customer.page.get_by_role("button", name="Meer").click()
    customer.sees("U bent ingelogd als R. Yildiz.")
