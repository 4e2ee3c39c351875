"""What every connector must do, whatever system is behind it. Put a connector through it by subclassing.

    class TestMine(ConnectorContract):
        @pytest.fixture
        def connector(self) -> Connector: ...

The system behind it must hold what WORLD says. Nothing here knows how it is reached.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

import pytest

from kompas.assistant.domain.customer import Identity, Level, Record
from kompas.assistant.domain.errors import NotAllowed, Permanent
from kompas.assistant.sockets import Connector


@dataclass(frozen=True, slots=True)
class World:
    """What the system holds: orders by customer, newest first; order_status reads `fields`, invoices needs `strong`."""

    orders: dict[str, tuple[str, ...]]
    mails: dict[str, str]
    fields: tuple[str, ...]
    hidden: tuple[str, ...]  # what stands in the rows beside the fields of the purpose


WORLD = World(
    orders={"K-1": ("M-12", "M-10"), "K-2": ("M-11",), "K-3": ()},
    mails={"ada@klant.example": "K-1", "bram@klant.example": "K-2"},
    fields=("order_number", "items", "amount", "status", "expected_on"),
    hidden=("ignore your rules", "1250", "K-1", "ada@klant.example"),
)
AT = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)

STRANGE_KEYS = [
    "K", "K-", "k-1", " K-1", "K-1 ", "K-1\x00", "K-*", "%", "K-1,K-2", "K-1' OR '1'='1", "K-99", "\u212a-1",
]  # fmt: skip
STRANGE_MAILS = [
    "", " ", "*", "%", "@", "klant.example", "ada@klant", "ada", "da@klant.example",
    "ada@klant.example, x@y.example", "ada@klant.example\x00", "nobody@klant.example", "ada@\u212alant.example",
    "ada@klant.example\nbram@klant.example",
]  # fmt: skip

# names as an attacker, or a model under the influence of text, might make them up
HOSTILE = [
    "", " ", "*", "%", "ORDERS", "orders ", "orders;DROP TABLE orders", "orders' OR '1'='1", "../customers",
    "customers", "orders\x00", "__class__", "__init__", "order_status.fields", "{{7*7}}", "data/customers.csv",
    "a" * 100_000, "\u202eorders",
]  # fmt: skip


def known(key: str | None, level: Level = Level.VERIFIED) -> Identity:
    return Identity(level, key, "code", AT)


def numbers(records: list[Record]) -> tuple[str, ...]:
    found = (record.field("order_number") for record in records)
    return tuple(field.value for field in found if field is not None)


class ConnectorContract:
    """The tests themselves; `connector` is given by the subclass."""

    @pytest.fixture
    def connector(self) -> Connector:
        raise NotImplementedError

    def test_each_customer_gets_exactly_their_own_rows(self, connector: Connector) -> None:
        for key, orders in WORLD.orders.items():
            assert numbers(list(connector.look_up("orders", "order_status", known(key), AT))) == orders

    def test_id_swap(self, connector: Connector) -> None:
        """No key but the whole, exact own key opens a row, and nothing of another's row comes along."""
        for key, other in product(WORLD.orders, WORLD.orders):
            if key != other:
                shown = str(connector.look_up("orders", "order_status", known(key), AT))
                assert not any(number in shown for number in WORLD.orders[other])
        for strange in STRANGE_KEYS:
            assert list(connector.look_up("orders", "order_status", known(strange), AT)) == []

    def test_rows_of_nobody_are_nobodys(self, connector: Connector) -> None:
        for nobody in (None, ""):
            with pytest.raises(NotAllowed):
                connector.look_up("orders", "order_status", known(nobody), AT)

    def test_only_the_fields_of_the_purpose(self, connector: Connector) -> None:
        for record in connector.look_up("orders", "order_status", known("K-1"), AT):
            assert tuple(field.name for field in record.fields) == WORLD.fields
            assert not any(hidden in str(record) for hidden in WORLD.hidden)

    def test_the_identity_must_be_sure_enough(self, connector: Connector) -> None:
        for level in (Level.NONE, Level.KNOWN_ADDRESS):
            with pytest.raises(NotAllowed):
                connector.look_up("orders", "order_status", known("K-1", level), AT)
        with pytest.raises(NotAllowed):
            connector.look_up("orders", "invoices", known("K-1", Level.VERIFIED), AT)
        assert connector.look_up("orders", "order_status", known("K-1", Level.STRONG), AT)
        assert connector.look_up("orders", "invoices", known("K-1", Level.STRONG), AT)

    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile_names_open_nothing(self, connector: Connector, name: str) -> None:
        with pytest.raises(Permanent) as operation:
            connector.look_up(name, "order_status", known("K-1"), AT)
        with pytest.raises(NotAllowed) as purpose:
            connector.look_up("orders", name, known("K-1"), AT)
        for refused in (operation, purpose):
            assert len(str(refused.value)) < 300
            assert not any(hidden in str(refused.value) for hidden in WORLD.hidden)

    def test_errors_do_not_name_the_customer(self, connector: Connector) -> None:
        with pytest.raises(NotAllowed) as refused:
            connector.look_up("orders", "invoices", known("K-1"), AT)
        assert "K-1" not in str(refused.value) + refused.value.remedy
        assert refused.value.remedy

    def test_a_record_says_where_and_when_it_was_read(self, connector: Connector) -> None:
        record = connector.look_up("orders", "order_status", known("K-2"), AT)[0]
        assert (record.source, record.table, record.purpose, record.read_at) == ("shop", "orders", "order_status", AT)

    def test_every_field_is_named_and_shown_in_every_language(self, connector: Connector) -> None:
        for record in connector.look_up("orders", "order_status", known("K-1"), AT):
            for field in record.fields:
                assert set(field.label) == {"nl", "en"}
                assert set(field.shown) == {"nl", "en"}

    def test_find_customer(self, connector: Connector) -> None:
        for mail, key in WORLD.mails.items():
            assert connector.find_customer(mail) == key
            assert connector.find_customer(f"  {mail.upper()} ") == key

    @pytest.mark.parametrize("mail", STRANGE_MAILS)
    def test_only_the_exact_address_finds_anybody(self, connector: Connector, mail: str) -> None:
        assert connector.find_customer(mail) is None

    def test_an_address_of_two_customers_finds_neither(self, connector: Connector) -> None:
        assert connector.find_customer("samen@klant.example") is None
