"""Carrying out a step: only the verified customer's rows are read, once, and a fault hands over at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from tests.assistant.talk import ADA, facts

from kompas.assistant.carry_out import Done, carry_out
from kompas.assistant.domain.conversation import Memory
from kompas.assistant.domain.customer import CodeCheck, Identity, Level, Record
from kompas.assistant.domain.decision import Continue, Decline, HandOver, Reason
from kompas.assistant.domain.errors import KompasError, NotAllowed, Permanent, Temporary
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.prepared import Prepared
from kompas.assistant.workflows.identity import AskMail, SendCode
from kompas.assistant.workflows.plan import AskWhich, Nothing, ShowRecord

STEP = Continue((Reason("workflow_step", evidence=("order_status",)),), "order_status", "waar is mijn boek")


class Rows:
    """A customer system that gives these rows, or fails, and remembers what it was asked."""

    def __init__(self, rows: Sequence[Record] | KompasError) -> None:
        self.rows, self.asked = rows, list[tuple[str, str, Identity]]()

    def look_up(self, operation: str, purpose: str, identity: Identity, at: datetime) -> Sequence[Record]:
        self.asked.append((operation, purpose, identity))
        if isinstance(self.rows, KompasError):
            raise self.rows
        return self.rows

    def find_customer(self, mail: str) -> str | None:
        raise AssertionError("a step finds nobody by an address")


def test_nothing_is_read_before_proof_of_identity(molen: Prepared) -> None:
    shop = Rows(())
    done = carry_out(replace(molen, connectors={"shop": shop}), facts(molen, "waar is mijn boek"), STEP)
    assert isinstance(done, Done)
    assert done.move == AskMail()
    assert shop.asked == []


def test_the_verified_customers_rows_are_read_once(molen: Prepared) -> None:
    shop = Rows(())
    done = carry_out(replace(molen, connectors={"shop": shop}), facts(molen, "waar is mijn boek", identity=ADA), STEP)
    assert isinstance(done, Done)
    assert isinstance(done.move, Nothing)
    assert shop.asked == [("orders", "order_status", ADA)]


def test_the_only_preferred_row_is_shown_without_a_question(molen: Prepared) -> None:
    done = carry_out(molen, facts(molen, "waar is mijn boek", identity=ADA), STEP)
    assert isinstance(done, Done)
    assert isinstance(done.move, ShowRecord)
    number = done.move.record.field("order_number")
    assert number is not None
    assert number.value == "M-12"


def test_somebody_elses_number_shows_nothing(molen: Prepared) -> None:
    done = carry_out(molen, facts(molen, "waar is M-11", identity=ADA), STEP)
    assert isinstance(done, Done)
    assert isinstance(done.move, AskWhich)
    assert done.move.unknown
    assert "M-11" not in str(done.move.options)


def test_the_question_from_before_the_code_is_answered_after_it(molen: Prepared) -> None:
    waiting = Memory(lang="nl", progress=Progress("order_status", "waar is bestelling M-10", Awaiting.CODE))
    known = facts(molen, "123456", waiting, identity=ADA, code_check=CodeCheck.RIGHT)
    done = carry_out(molen, known, replace(STEP, question="waar is bestelling M-10"))
    assert isinstance(done, Done)
    assert isinstance(done.move, ShowRecord)
    assert "M-10" in str(done.move.record)


def test_an_address_sends_a_code(molen: Prepared) -> None:
    waiting = Memory(lang="nl", progress=Progress("order_status", "waar is mijn boek", Awaiting.MAIL_ADDRESS))
    done = carry_out(molen, facts(molen, "ada@klant.example", waiting), STEP)
    assert isinstance(done, Done)
    assert done.move == SendCode("ada@klant.example")


def test_too_many_wrong_codes_end_it_with_a_reason_of_their_own(molen: Prepared) -> None:
    waiting = Memory(lang="nl", progress=Progress("order_status", "waar is mijn boek", Awaiting.CODE))
    done = carry_out(molen, facts(molen, "111111", waiting, code_check=CodeCheck.TOO_MANY), STEP)
    assert isinstance(done, Decline)
    assert [reason.code for reason in done.reasons] == ["too_many_codes", "workflow_step"]
    assert done.offer


@pytest.mark.parametrize("fault", [Temporary("slow", "wait"), Permanent("odd", "mend"), NotAllowed("no", "prove")])
def test_a_fault_of_the_system_hands_over_after_one_try(molen: Prepared, fault: KompasError) -> None:
    shop = Rows(fault)
    done = carry_out(replace(molen, connectors={"shop": shop}), facts(molen, "waar is mijn boek", identity=ADA), STEP)
    assert isinstance(done, HandOver)
    assert done.code == "workflow_fault"
    assert done.reasons[0] == Reason("workflow_fault", evidence=("order_status", "shop"))
    assert len(shop.asked) == 1


def test_a_purpose_that_the_system_does_not_name_asks_for_the_highest_identity(molen: Prepared) -> None:
    plan = molen.company.connectors["shop"]
    company = replace(molen.company, connectors={"shop": replace(plan, purposes={})})
    shop = Rows(())
    unnamed = replace(molen, company=company, connectors={"shop": shop})
    done = carry_out(unnamed, facts(molen, "waar is mijn boek", identity=ADA), STEP)
    assert isinstance(done, Done)
    assert done.move == AskMail()
    assert shop.asked == []
    strong = replace(ADA, level=Level.STRONG)
    carry_out(unnamed, facts(molen, "waar is mijn boek", identity=strong), STEP)
    assert len(shop.asked) == 1
