"""A real Chromium before the real, whole product: `kompas demo` in a process of its own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.watching import OUTAGE, REFUSAL, Watched
from tests.browser.words import EN, NL, WORDS
from tests.browser.workspace import Workspace
from tests.widget.conftest import chromium

__all__ = ["chromium"]

Open = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """Zwaluw Fietsen, served for all these tests."""
    house = RunningHouse(tmp_path_factory.mktemp("kompas"))
    yield house
    house.stop()


@pytest.fixture
def window(chromium: Browser, house: RunningHouse) -> Iterator[Open]:
    """Opens browsers of different people; at the end none of them may have seen a fault."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def open(
        lang: str = "nl", expect_outage: bool = False, expect_refusal: bool = False, **settings: object
    ) -> BrowserContext:
        asked: dict[str, object] = {"viewport": {"width": 1280, "height": 820}, "reduced_motion": "reduce"}
        context = chromium.new_context(
            base_url=house.address,
            locale=WORDS[lang].locale,
            timezone_id="Europe/Amsterdam",
            **asked | settings,  # type: ignore[arg-type]
        )
        context.set_default_timeout(30_000)
        expected = OUTAGE if expect_outage else REFUSAL if expect_refusal else ()
        opened.append((context, Watched(context, house.address, expected)))
        return context

    yield open
    for context, _ in opened:
        context.close()
    assert [fault for _, watched in opened for fault in watched.faults] == []


@pytest.fixture
def shop(window: Open) -> Shop:
    """A Dutch visitor on the site."""
    return Shop(window().new_page(), NL)


@pytest.fixture
def english_shop(window: Open) -> Shop:
    """An English visitor on the site."""
    return Shop(window("en").new_page(), EN)


@pytest.fixture
def agent(window: Open) -> Workspace:
    """Noor, an agent, signed in."""
    return Workspace(window().new_page(), NL).sign_in("noor")


@pytest.fixture
def supervisor(window: Open) -> Workspace:
    """Sam, a supervisor, signed in."""
    return Workspace(window().new_page(), NL).sign_in("sam")


@pytest.fixture
def page(window: Open) -> Page:
    return window().new_page()
