"""A model that words an answer: its sentences are letters like all others, also when the server is killed between two."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.watching import OUTAGE, Watched
from tests.browser.words import NL
from tests.models.stub import Piece, Stub, says, stub

pytestmark = pytest.mark.browser

ASKS = "mag een helm waar ik al mee gefietst heb nog retour"
HELMET = "Een gedragen helm en een maatwerkfiets nemen we niet terug."
BIKES = "Voor geregistreerde e-bikes geldt een kortere termijn van 14 dagen."


@pytest.fixture(scope="module")
def model() -> Iterator[Stub]:
    with stub() as playing:
        yield playing


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory, model: Stub) -> Iterator[RunningHouse]:
    """Zwaluw Fietsen with a model, served for these tests alone."""
    house = RunningHouse(tmp_path_factory.mktemp("modelled"), f"model: {{base_url: '{model.url}', name: small}}\n")
    yield house
    house.stop()


@pytest.fixture
def visitor(chromium: Browser, modelled: RunningHouse) -> Callable[..., Any]:
    @contextmanager
    def visitor(expect_outage: bool = False) -> Iterator[Shop]:
        context: BrowserContext = chromium.new_context(base_url=modelled.address, locale=NL.locale)
        context.set_default_timeout(30_000)
        watched = Watched(context, modelled.address, OUTAGE if expect_outage else ())
        yield Shop(context.new_page(), NL).visit()
        context.close()
        assert watched.faults == []

    return visitor


def paused(go_on: threading.Event) -> Any:
    """Says the first sentence, and the second when told."""

    def role(request: dict[str, Any]) -> Iterator[Piece]:
        pieces = list(says((HELMET, [1]), (BIKES, [1]))(request))
        yield from pieces[: len(pieces) - 6]
        go_on.wait(20)
        yield from pieces[len(pieces) - 6 :]

    return role


def proven(letter: Locator, words: str) -> None:
    """Said by software, which says so, with the passage it stands on."""
    expect(letter).to_have_attribute("data-provenance", "generated")
    expect(letter.locator(".who span")).to_have_text(NL.label)
    expect(letter).to_contain_text(words)
    letter.locator(".source button").first.click()
    expect(letter.locator("blockquote").first).to_contain_text(
        "een gedragen helm en een maatwerkfiets nemen we niet terug"
    )


def test_each_sentence_is_a_letter_with_label_and_source(modelled: RunningHouse, model: Stub, visitor: Any) -> None:
    begin, go_on = threading.Event(), threading.Event()

    def role(request: dict[str, Any]) -> Iterator[Piece]:
        begin.wait(20)
        yield from paused(go_on)(request)

    model.role = role
    with visitor() as shop:
        chat = shop.chat.open().say(ASKS)
        chat.sees(NL.looking_up)
        begin.set()
        expect(chat.answers).to_have_count(1)
        proven(chat.answers.first, HELMET)
        assert chat.button(NL.why, chat.answers.first).count() == 0, "the decision is told at the end of the answer"
        go_on.set()
        expect(chat.answers).to_have_count(2)
        proven(chat.answers.nth(1), BIKES)
        expect(chat.panel.locator(".thinking")).to_have_count(0)
        assert chat.read_reasons(chat.answers.nth(1))
        chat.button(NL.wrong, chat.answers.nth(1)).wait_for()
    sent = json.loads(model.asked[-1]["messages"][1]["content"])
    assert set(sent) == {"question", "passages"}, "no history, no record, no identity"


def test_a_server_killed_between_two_sentences_loses_none(modelled: RunningHouse, model: Stub, visitor: Any) -> None:
    go_on, asked = threading.Event(), len(model.asked)
    model.role = paused(go_on)
    with visitor(expect_outage=True) as shop:
        chat = shop.chat.open().say(ASKS)
        expect(chat.answers).to_have_count(1)
        modelled.kill()
        chat.sees(NL.lost)
        go_on.set()
        modelled.start()
        expect(chat.answers).to_have_count(2, timeout=60_000)
        expect(chat.answers.first).to_have_attribute("data-provenance", "generated")
        expect(chat.answers.first).to_contain_text(HELMET)
        expect(chat.answers.nth(1)).to_have_attribute("data-provenance", "quote")
        said = chat.told()
        assert len(model.asked) == asked + 1, "a turn that was begun asks no second time"
        shop.page.reload()
        expect(chat.answers).to_have_count(2)
        assert chat.told() == said
