import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assistant.workflows.shop import AT, CHOOSE, LOOK_UP, ORDERS, SHOW, order

from kompas.assistant.domain.conversation import Author, Said, Turn
from kompas.assistant.domain.customer import Identity, Level, Record
from kompas.assistant.domain.workflow import Awaiting, Progress
from kompas.assistant.workflows.identity import AskMail, SendCode
from kompas.assistant.workflows.plan import AskWhich, Move, Nothing, Read, ShowRecord, plan

ONE, TWO, OLD = order("ZW-1001"), order("ZW-1002", items="kettingslot"), order("ZW-0900", "delivered")
ROWS = st.sampled_from([[], [ONE], [OLD], [ONE, TWO], [TWO, OLD], [ONE, TWO, OLD]])
ME = Identity(Level.VERIFIED, "C-1")


def planned(text: str, rows: list[Record] | None, progress: Progress | None = None, identity: Identity = ME) -> Move:
    turn = Turn((Said(Author.CUSTOMER, text),), AT, identity=identity)
    return plan(ORDERS, Level.VERIFIED, progress, turn, text, {} if rows is None else {"orders": rows})


CHOOSING = Progress("orders", "waar is het", Awaiting.CHOICE, ("ZW-1001", "ZW-1002"))


@pytest.mark.parametrize(
    ("text", "rows", "progress", "move"),
    [
        ("waar is het", None, None, Read(LOOK_UP)),
        ("waar is het", [], None, Nothing(LOOK_UP)),
        ("waar is het", [OLD], None, ShowRecord(SHOW, OLD)),
        ("waar is het", [OLD, ONE], None, ShowRecord(SHOW, ONE)),
        ("waar is zw-0900", [OLD, ONE], None, ShowRecord(SHOW, OLD)),
        ("waar is het", [ONE, TWO, OLD], None, AskWhich(CHOOSE, (ONE, TWO))),
        ("waar is ZW-7777", [ONE, OLD], None, AskWhich(CHOOSE, (ONE,), unknown=True)),
        ("de tweede", [ONE, TWO, OLD], CHOOSING, ShowRecord(SHOW, TWO)),
        ("ik weet het niet", [ONE, TWO, OLD], CHOOSING, AskWhich(CHOOSE, (ONE, TWO))),
    ],
)
def test_the_next_step(text: str, rows: list[Record] | None, progress: Progress | None, move: Move) -> None:
    assert planned(text, rows, progress) == move


@given(text=st.text(), rows=ROWS)
def test_no_text_shows_anything_to_the_unproven(text: str, rows: list[Record]) -> None:
    assert isinstance(planned(text, rows, identity=Identity()), AskMail | SendCode)


@given(text=st.text(), rows=ROWS)
def test_whatever_is_said_only_own_rows_are_shown(text: str, rows: list[Record]) -> None:
    match planned(text, rows):
        case ShowRecord(record=record):
            assert record in rows
        case AskWhich(options=options):
            assert all(option in rows for option in options)
        case move:
            assert isinstance(move, Nothing | SendCode)
