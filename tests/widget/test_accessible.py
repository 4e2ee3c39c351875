"""Every state for everybody: rules of axe, 320 pixels, enlargement, targets, and a human button that never moves."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext
from tests.widget.conftest import Customer, Door

pytestmark = pytest.mark.browser

Steps = Callable[[Customer], object]


def said(text: str, then: str) -> Steps:
    return lambda customer: customer.open().say(text).sees(then)


def unfolded(customer: Customer) -> None:
    said("pakket", "Waarom dit antwoord?")(customer)
    for name in ("Waarvoor?", "Retourneren en ruilen", "Waarom dit antwoord?", "Klopt dit niet?"):
        customer.page.get_by_role("button", name=name).click()
    customer.sees("wij antwoorden vanaf 77 %")


def correcting(customer: Customer) -> None:
    said("medewerker", "Dit geef ik door")(customer)
    customer.page.get_by_role("button", name="Aanvullen of verbeteren").click()


def agent(customer: Customer) -> None:
    said("medewerker", "U bent nummer 3.")(customer)
    customer.door.agent("Goedemiddag.")
    customer.sees("U spreekt nu met een mens.")


def lost(customer: Customer) -> None:
    said("lijst", "Plak het retourlabel")(customer)
    customer.page.route("**/chat/v1/**", lambda route: route.abort())
    customer.door.drop()
    customer.say("hoort u mij?").sees("Geen verbinding.")


def menu(customer: Customer) -> None:
    said("lijst", "Plak het retourlabel")(customer)
    customer.page.get_by_role("button", name="Meer").click()


def rated(customer: Customer) -> None:
    said("opgelost", "Twee korte vragen")(customer)
    customer.page.get_by_role("radio", name="heel veel").check()
    customer.page.get_by_role("radio", name="nee").check()
    customer.page.get_by_role("button", name="Verstuur antwoorden").click()
    customer.sees("Uw antwoorden zijn bewaard.")


STATES: dict[str, Steps] = {
    "first frame": lambda customer: customer.open(),
    "answer": said("pakket", "Waarom dit antwoord?"),
    "answer unfolded": unfolded,
    "table": said("tabel", "Op afspraak"),
    "choices": said("twijfel", "een artikel terugsturen"),
    "offer": said("onbekend", "Dit geef ik door"),
    "queue": said("medewerker", "U bent nummer 3."),
    "correcting the brief": correcting,
    "agent": agent,
    "promise": said("belofte", "K-20417"),
    "silenced": said("stil", "De assistent is stilgezet"),
    "survey": said("opgelost", "Twee korte vragen"),
    "rated": rated,
    "lost": lost,
    "refused": said("weigeren", "Weghalen"),
    "too long": said("a" * 8001, "te lang"),
    "gone": said("ga weg", "Dit gesprek is er niet meer"),
    "thinking": said("traag", "Ik zoek het op…"),
    "menu": menu,
    "english": said("english", "You can return"),
}

SCREENS = {
    "light and wide": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "dark and 320 px": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}

# of everything that can be pressed: its words and its size; a link within a sentence would be exempt, we have none
TARGETS = """() => {
    const panel = document.querySelector("kompas-chat").shadowRoot.querySelector("kompas-panel").shadowRoot;
    return [...panel.querySelectorAll("button, a, textarea, label.radio")]
        .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
        .filter(([_, box]) => box.width > 0)
        .map(([words, box]) => [words.slice(0, 40), Math.round(box.width), Math.round(box.height)]);
}"""

TOO_WIDE = """() => {
    const panel = document.querySelector("kompas-chat").shadowRoot.querySelector("kompas-panel").shadowRoot;
    const wide = (one) => one.scrollWidth > one.clientWidth;
    return [document.scrollingElement, ...panel.querySelectorAll(".panel, .log, .head, .composer, .standing")]
        .filter(wide).map((one) => one.className || one.tagName);
}"""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_for_everybody(state: str, screen: str, chromium: Browser, door: Door) -> None:
    context = chromium.new_context(locale="nl-NL", reduced_motion="reduce", **SCREENS[screen])  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    customer = Customer(context.new_page(), door).visit()
    STATES[state](customer)
    report = Axe().run(customer.page)
    assert report.violations_count == 0, report.generate_report()
    assert customer.page.evaluate(TOO_WIDE) == []
    small = [one for one in customer.page.evaluate(TARGETS) if one[1] < 44 or one[2] < 44]
    assert small == []
    assert customer.human.is_visible()
    assert customer.human.is_enabled()
    context.close()


def test_the_human_button_never_moves(context: BrowserContext, door: Door) -> None:
    places = set()
    for state in ("first frame", "answer", "queue", "promise", "survey", "gone", "menu"):
        customer = Customer(context.new_page(), door).visit()
        STATES[state](customer)
        box = customer.human.bounding_box()
        assert box is not None
        places.add((round(box["x"]), round(box["y"])))
    assert len(places) == 1


def test_enlarged_to_400_percent_everything_can_still_be_reached(customer: Customer) -> None:
    # a window of 1280 by 800 enlarged four times
    customer.page.set_viewport_size({"width": 320, "height": 200})
    customer.visit().open().say("pakket")
    customer.letter("Uw bestelling is onderweg").wait_for()
    assert customer.page.evaluate(TOO_WIDE) == []
    customer.human.scroll_into_view_if_needed()
    customer.human.click()
    customer.sees("U bent nummer 3.")


def test_the_whole_conversation_by_keyboard(customer: Customer) -> None:
    customer.visit()
    keyboard = customer.page.keyboard
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Enter")
    customer.letter("U chat met").wait_for()
    keyboard.type("lijst")
    keyboard.press("Enter")
    customer.sees("Plak het retourlabel")
    order = []
    for _ in range(2):
        keyboard.press("Tab")
        order.append(customer.focused())
    assert order == ["Verstuur", "Medewerker spreken"]
    customer.human.focus()
    backwards = []
    for _ in range(6):
        keyboard.press("Shift+Tab")
        backwards.append(customer.focused())
    assert backwards[:5] == [
        "Verstuur",
        "field",
        "Klopt dit niet?",
        "Waarom dit antwoord?",
        "Retourneren en ruilen bijgewerkt 3 nov 2026",
    ]
    assert backwards[5] == "Gesprek"


def test_the_focus_is_always_to_be_seen(customer: Customer) -> None:
    customer.visit().open().say("pakket")
    customer.letter("Uw bestelling is onderweg").wait_for()
    ring = """() => {
        let on = document.activeElement;
        while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
        const style = getComputedStyle(on);
        return [style.outlineStyle, style.outlineWidth];
    }"""
    for _ in range(7):
        customer.page.keyboard.press("Shift+Tab")
        assert customer.page.evaluate(ring) == ["solid", "2px"], customer.focused()
