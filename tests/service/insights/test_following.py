"""The running house keeps the facts of its conversations, and the clock settles what stayed quiet."""

from contextlib import closing
from dataclasses import replace

import pytest
import time_machine
from structlog.testing import capture_logs
from tests.models.stub import says, stub
from tests.service.insights.stories import DAY, MINUTE
from tests.service.people import Visitor

from kompas.assistant.domain.company import ModelPlan
from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.models import Event
from kompas.service.conversations.rating import rate
from kompas.service.customers.identity import prove
from kompas.service.database.connection import connect
from kompas.service.handover import desk
from kompas.service.house import House
from kompas.service.insights.following import follow
from kompas.service.insights.models import Case, Outcome, Passing, Turn


def until_read(house: House) -> None:
    """Look until nothing new is told."""
    for _ in range(5):
        follow(house)


def days_later(house: House, days: float) -> None:
    with time_machine.travel(moment(now_ms() + int(days * DAY)), tick=True):
        until_read(house)


def endings() -> list[tuple[str, str, str]]:
    return list(Case.objects.order_by("conversation", "number").values_list("ending", "by", "cause"))


@pytest.fixture
def visitor(house: House) -> Visitor:
    return Visitor(house, id="a" * 20)


def test_an_answer_is_assumed_to_help_after_three_quiet_days(house: House, visitor: Visitor) -> None:
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    until_read(house)
    case = Case.objects.get()
    assert (case.matter, case.ending, case.turns, case.lang, case.channel) == ("ruilen", "open", 1, "nl", "chat")
    assert case.certainty > 600
    days_later(house, 2.9)
    assert endings() == [("open", "", "")]
    days_later(house, 3.1)
    assert endings() == [("assumed", "system", "quiet")]
    assert list(Outcome.objects.values_list("ending", "by", "cause")) == [("assumed", "system", "quiet")]
    assert Event.objects.filter(kind="conversation.settled", by="system", conversation_id=visitor.id).count() == 1
    days_later(house, 10)
    assert Event.objects.filter(kind="conversation.settled").count() == 1


def test_what_a_model_cost_is_known_of_the_case(house: House, visitor: Visitor) -> None:
    with stub() as server:
        server.role = says(("Een gedragen helm en een maatwerkfiets nemen we niet terug.", [1]))
        served, plan = house.shelf.now, ModelPlan(server.url, "small", 2.0, price_read=1.0, price_written=10.0)
        company = replace(served.company, model=plan)
        house.shelf.now = replace(served, company=company, assistant=served.assistant.revised(company))
        visitor.asks("mag een helm waar ik al mee gefietst heb nog retour")
        visitor.asks("bedankt, dat was alles")
    until_read(house)
    case = Case.objects.get()
    assert (case.ending, case.model_calls, case.model_tokens, case.model_cost) == ("confirmed", 1, 760, 1300)


def test_who_was_declined_and_left_is_abandoned(house: House, visitor: Visitor) -> None:
    visitor.asks("Hoeveel inwoners heeft de stad Parijs?")
    days_later(house, 3.1)
    assert endings() == [("abandoned", "system", "declined")]
    assert Turn.objects.get().kind == "decline"


def test_a_person_who_solves_it(house: House, visitor: Visitor, agent: int) -> None:
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    served = house.shelf.now
    visitor.write(lambda db: desk.ask_for_human(db, served, visitor.id, now_ms()))
    visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor", now_ms()))
    visitor.write(lambda db: desk.resolve(db, served, visitor.id, agent, now_ms() + 7 * MINUTE))
    until_read(house)
    case = Case.objects.get()
    assert (case.ending, case.by, case.cause, case.person) == ("handed_over", "customer", "wants_human", "solved")
    assert case.handled_ms == pytest.approx(7 * MINUTE, abs=5_000)
    assert list(Passing.objects.values_list("code", "by")) == [("wants_human", "customer")]


def test_that_was_all_is_the_customers_own_word(house: House, visitor: Visitor) -> None:
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    visitor.asks("bedankt, dat was alles")
    until_read(house)
    assert endings() == [("confirmed", "customer", "said_so")]


def asks_as(house: House, customer: str, id: str, solved: bool) -> Visitor:
    visitor = Visitor(house, id=id)
    visitor.write(lambda db: prove(db, id, customer, "mail", now_ms()))
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    if solved:
        visitor.write(lambda db: rate(db, id, 1, True, "", now_ms()))
    until_read(house)
    return visitor


def test_the_same_customer_with_the_same_matter_reopens_what_was_solved(house: House) -> None:
    asks_as(house, "C-1", "a" * 20, solved=True)
    asks_as(house, "C-2", "b" * 20, solved=True)
    assert endings() == [("confirmed", "customer", "survey")] * 2
    asks_as(house, "C-1", "c" * 20, solved=False)
    assert endings() == [
        ("reopened", "customer", "new_conversation"),
        ("confirmed", "customer", "survey"),
        ("open", "", ""),
    ]
    assert list(Case.objects.order_by("conversation").values_list("returned", flat=True)) == [False, False, True]
    assert Event.objects.filter(kind="conversation.came_back").count() == 1
    told = Outcome.objects.filter(conversation="a" * 20).order_by("at").values_list("ending", flat=True)
    assert list(told) == ["confirmed", "reopened"]


def test_the_facts_outlive_the_messages(house: House) -> None:
    visitor = asks_as(house, "C-1", "a" * 20, solved=True)
    visitor.write(lambda db: db.execute("DELETE FROM conversations_message"))
    visitor.write(lambda db: db.execute("DELETE FROM conversations_decision"))
    visitor.write(lambda db: rate(db, visitor.id, 2, True, "", now_ms()))
    until_read(house)
    case = Case.objects.get()
    assert (case.matter, case.effort, case.ending) == ("ruilen", 2, "confirmed")
    assert Turn.objects.get().matter == "ruilen"


def test_one_story_that_cannot_be_read_holds_up_no_other(house: House, visitor: Visitor) -> None:
    broken = Visitor(house, id="b" * 20)
    broken.write(lambda db: store.record(db, "conversation.settled", "system", now_ms(), broken.id, {}))
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    until_read(house)
    assert [one.conversation for one in Case.objects.all()] == [visitor.id]


def test_one_story_that_cannot_be_kept_holds_up_no_other(house: House, visitor: Visitor) -> None:
    """A count that no table holds: a model told it, before such counts were refused."""
    other = Visitor(house, id="b" * 20)
    told = {"read": 2**63 - 1, "written": 5, "cost": 0.0}
    visitor.write(lambda db: store.record(db, "model.asked", "assistant", now_ms(), visitor.id, told))
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    other.asks("Kan ik mijn helm ruilen voor een andere maat?")
    with capture_logs() as logged:
        until_read(house)
    assert [one.conversation for one in Case.objects.all()] == [other.id]
    assert not Turn.objects.filter(conversation=visitor.id).exists(), "not by half"
    (line,) = [one for one in logged if one["event"] == "outcomes.not_kept"]
    assert (line["conversation"], line["fault"]) == (visitor.id, "OverflowError")


def test_no_word_of_the_customer_is_kept(house: House, visitor: Visitor) -> None:
    visitor.asks("Kan ik mijn rode kinderhelm ruilen voor een andere maat?")
    until_read(house)
    with closing(connect(readonly=True)) as db:
        tables = ("insights_case", "insights_turn", "insights_outcome", "insights_passing")
        kept = [str(value) for table in tables for row in db.execute(f"SELECT * FROM {table}") for value in tuple(row)]
    assert any("ruilen" in value for value in kept), "the matter"
    assert not any("helm" in value for value in kept)
