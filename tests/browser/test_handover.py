"""A customer and an agent in two windows at once."""

import pytest
from playwright.sync_api import expect
from tests.browser.running import RunningHouse
from tests.browser.shop import Shop
from tests.browser.workspace import Workspace

pytestmark = pytest.mark.browser


def test_a_person_takes_over_returns_and_resolves(shop: Shop, agent: Workspace) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Kan ik mijn helm ruilen voor een andere maat?")

    chat.wish_for_a_human().sees("Dit geef ik door").sees("U bent nummer 1.")
    agent.line("helm ruilen").wait_for()  # live: the page was open before
    chat.correct_brief("Het gaat om een kinderhelm.")
    agent.open("helm ruilen")
    expect(agent.brief).to_contain_text("Kan ik mijn helm ruilen")
    expect(agent.brief).to_contain_text("Het gaat om een kinderhelm.")
    chat.correct_brief("Het gaat om twee kinderhelmen.")
    expect(agent.brief).to_contain_text("Het gaat om twee kinderhelmen.")

    agent.take()
    chat.sees("Noor de Wit is er. U spreekt nu met een mens.")
    agent.reply("Goedemiddag, ik kijk even voor u.")
    chat.letter("Goedemiddag, ik kijk even voor u.").wait_for()
    agent.note("twee helmen, maat S")
    chat.say("fijn, het is maat S")
    agent.letters.get_by_text("fijn, het is maat S").wait_for()
    agent.reply("Dank u, ik ruil ze voor u.")
    chat.letter("Dank u, ik ruil ze voor u.").wait_for()
    assert chat.told()[-3:] == [  # the assistant is silent
        "agent: Goedemiddag, ik kijk even voor u.",
        "customer: fijn, het is maat S",
        "agent: Dank u, ik ruil ze voor u.",
    ]
    assert "twee helmen, maat S" not in chat.panel.inner_text()

    agent.give_back().sees("De assistent heeft het woord weer.")
    expect(chat.standing).to_have_count(0)
    again = chat.ask("Wat kost een grote beurt?")
    assert "€" in again.inner_text()

    chat.say("ik wil toch liever een medewerker")
    chat.sees("U bent nummer 1.")
    agent.page.get_by_role("link", name="Werkplek").click()
    agent.open("medewerker").take()
    agent.reply("Ik heb de helmen voor u geruild.").resolve()
    agent.sees("Opgelost. De klant krijgt de vraag hoe het ging.")
    chat.sees("Dit gesprek is afgerond.").rate()
    assert "twee helmen, maat S" not in chat.panel.inner_text()


def test_the_customer_leaves_the_queue_and_goes_on(english_shop: Shop, agent: Workspace) -> None:
    chat = english_shop.visit().chat.open()
    chat.say("can I talk to someone").sees("You are number 1.")
    agent.line("").first.wait_for()
    chat.leave_queue()
    expect(chat.standing).to_have_count(0)
    expect(agent.waiting.get_by_role("link")).to_have_count(0)
    answer = chat.ask("Can I return a helmet?")
    assert "30 days" in answer.inner_text()


def test_the_stop_switch_silences_the_assistant(shop: Shop, supervisor: Workspace) -> None:
    chat = shop.visit().chat.open()
    chat.ask("Kan ik mijn helm ruilen voor een andere maat?")
    supervisor.stop_the_assistant()
    try:
        chat.sees("De assistent is stilgezet.")
        chat.say("Wat kost een grote beurt?")
        supervisor.line("").first.wait_for()
        assert chat.told()[-2].startswith("assistant: De AI-assistent is stilgezet.")
        assert chat.panel.locator("article.letter", has=shop.page.locator(".source")).count() == 1
        assert chat.button("Ga verder met de assistent").count() == 0  # there is none to go on with
    finally:
        supervisor.switch_on_again()
    chat.leave_queue()
    expect(supervisor.waiting.get_by_role("link")).to_have_count(0)


def test_a_broken_company_file_is_shown_and_the_old_one_serves_on(
    shop: Shop, agent: Workspace, supervisor: Workspace, house: RunningHouse
) -> None:
    house.break_company()
    try:
        supervisor.sees("company.yaml")
        supervisor.sees("langauges")
        chat = shop.visit().chat.open()
        assert "30 dagen" in chat.ask("Kan ik mijn helm ruilen voor een andere maat?").inner_text()
        assert agent.page.get_by_text("langauges").count() == 0
    finally:
        house.mend_company()
    expect(supervisor.page.get_by_text("langauges")).to_have_count(0)
