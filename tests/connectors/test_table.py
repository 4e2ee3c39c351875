"""CSV files as a customer system."""

import dataclasses
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.connectors.contract import AT, ConnectorContract, known, numbers

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import ConnectorPlan, Operation, TableSource
from kompas.assistant.domain.customer import Identity, Level, Record
from kompas.assistant.domain.errors import NotAllowed, Permanent
from kompas.connectors.table import TableConnector

SAMPLE = Path(__file__).parents[1] / "assistant/company/sample"


@pytest.fixture(scope="module")
def plan() -> ConnectorPlan:
    return read_company(SAMPLE).connectors["shop"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE / "data", tmp_path / "data")
    return tmp_path


class TestTable(ConnectorContract):
    @pytest.fixture
    def connector(self, plan: ConnectorPlan) -> TableConnector:
        return TableConnector(plan, SAMPLE)


def orders(plan: ConnectorPlan, folder: Path, key: str = "K-1", at: datetime = AT) -> list[Record]:
    return list(TableConnector(plan, folder).look_up("orders", "order_status", known(key), at))


def shown(record: Record, lang: str) -> dict[str, str]:
    return {field.name: field.shown[lang] for field in record.fields}


def test_values_in_words(plan: ConnectorPlan) -> None:
    newest = orders(plan, SAMPLE)[0]
    assert shown(newest, "nl") == {
        "order_number": "M-12",
        "items": "Zee, en meer zee",
        "amount": "€ 1.034,50",
        "status": "onderweg",
        "expected_on": "25 november 2026",
    }
    assert shown(newest, "en") == {
        "order_number": "M-12",
        "items": "Zee, en meer zee",
        "amount": "€1,034.50",
        "status": "on its way",
        "expected_on": "25 November 2026",
    }
    assert {field.name: field.value for field in newest.fields}["amount"] == "1034.5"


def test_numbers_in_words(plan: ConnectorPlan) -> None:
    identity = Identity(Level.STRONG, "K-1")
    oldest = TableConnector(plan, SAMPLE).look_up("orders", "invoices", identity, AT)[-1]
    assert (shown(oldest, "nl")["pages"], shown(oldest, "en")["pages"]) == ("1.250", "1,250")


def test_an_empty_value_stays_empty(plan: ConnectorPlan) -> None:
    expected = orders(plan, SAMPLE, "K-2")[0].field("expected_on")
    assert expected is not None
    assert (expected.value, expected.shown) == ("", {"nl": "", "en": ""})


def test_a_choice_without_words_is_shown_as_it_is(plan: ConnectorPlan, folder: Path) -> None:
    change(folder, "7.00,12,shipped,,\nM-13", "7.00,12,lost,,\nM-13")
    assert shown(orders(plan, folder, "K-2")[0], "nl")["status"] == "lost"


@pytest.mark.parametrize("days", [0, 1, 40, -3])
def test_example_dates_move_along_with_today(plan: ConnectorPlan, days: int) -> None:
    newest = orders(plan, SAMPLE, at=AT + timedelta(days=days))[0]
    expected = newest.field("expected_on")
    assert expected is not None
    assert expected.value == (date(2026, 11, 25) + timedelta(days=days)).isoformat()
    assert numbers(orders(plan, SAMPLE, at=AT + timedelta(days=days))) == ("M-12", "M-10")


def test_real_dates_stay(plan: ConnectorPlan) -> None:
    real = dataclasses.replace(plan, dates_as_of=None)
    expected = orders(real, SAMPLE, at=AT + timedelta(days=40))[0].field("expected_on")
    assert expected is not None
    assert expected.value == "2026-11-25"


def test_numbers_are_ordered_by_size_and_empty_ones_come_last(plan: ConnectorPlan, folder: Path) -> None:
    change(
        folder, "M-11,K-2,2026-11-18,Kort,7.00", "M-14,K-1,2026-11-18,Kort,900,1,shipped,,\nM-15,K-1,2026-11-18,Kort,"
    )
    rows = {
        order: dataclasses.replace(plan, operations={"orders": Operation("orders", order)})
        for order in ("amount", "-amount", "")
    }
    assert numbers(orders(rows["amount"], folder)) == ("M-10", "M-14", "M-12", "M-15")
    assert numbers(orders(rows["-amount"], folder)) == ("M-12", "M-14", "M-10", "M-15")
    assert numbers(orders(rows[""], folder)) == ("M-10", "M-12", "M-14", "M-15")


def test_a_purpose_reads_nothing_of_a_table_that_it_does_not_name(plan: ConnectorPlan) -> None:
    wider = dataclasses.replace(plan, operations={**plan.operations, "customers": Operation("customers")})
    with pytest.raises(NotAllowed, match="reads nothing of that table"):
        TableConnector(wider, SAMPLE).look_up("customers", "order_status", known("K-1"), AT)


def test_name_of(plan: ConnectorPlan) -> None:
    connector = TableConnector(plan, SAMPLE)
    assert connector.name_of(known("K-1")) == "Ada de Wit"
    assert [connector.name_of(known(key)) for key in ("K-9", "", "k-1", "*")] == [None] * 4


@pytest.mark.parametrize("level", [Level.NONE, Level.KNOWN_ADDRESS])
def test_who_has_not_proven_anything_has_no_name(plan: ConnectorPlan, level: Level) -> None:
    assert TableConnector(plan, SAMPLE).name_of(Identity(level, "K-1")) is None


def test_a_plan_that_names_no_column_for_it_reads_no_name(plan: ConnectorPlan) -> None:
    assert TableConnector(dataclasses.replace(plan, find_name=""), SAMPLE).name_of(known("K-1")) is None


def test_a_plan_without_customers_finds_nobody(plan: ConnectorPlan) -> None:
    blind = TableConnector(dataclasses.replace(plan, find_table="", find_mail="", find_name=""), SAMPLE)
    assert blind.find_customer("ada@klant.example") is None
    assert blind.name_of(known("K-1")) is None


def test_a_changed_file_is_read_again(plan: ConnectorPlan, folder: Path) -> None:
    connector = TableConnector(plan, folder)
    before = list(connector.look_up("orders", "order_status", known("K-1"), AT))
    change(folder, "M-12,K-1", "M-12,K-2")
    after = list(connector.look_up("orders", "order_status", known("K-1"), AT))
    assert (numbers(before), numbers(after)) == (("M-12", "M-10"), ("M-10",))


def test_an_unchanged_file_is_read_once(plan: ConnectorPlan, folder: Path) -> None:
    connector = TableConnector(plan, folder)
    assert connector.name_of(known("K-1")) == "Ada de Wit"
    path = folder / "data/customers.csv"
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Ada de Wit", b"Eva de Wit"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert connector.name_of(known("K-1")) == "Ada de Wit", "the same size and time: nothing was read again"


def test_many_threads_at_once(plan: ConnectorPlan) -> None:
    connector = TableConnector(plan, SAMPLE)
    with ThreadPoolExecutor(8) as pool:
        keys = ["K-1", "K-2"] * 50
        found = list(pool.map(lambda key: connector.look_up("orders", "order_status", known(key), AT), keys))
    assert [numbers(list(records)) for records in found] == [("M-12", "M-10"), ("M-11",)] * 50


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "data/orders.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-11-25", "soon, SECRET", "data/orders.csv:3 has 10 columns, not 9."),
        ("2026-11-25", "SECRET", "data/orders.csv:3 expected_on is no date (year-month-day)."),
        ("1034.5", "SECRET", "data/orders.csv:3 amount is no money."),
        ("1034.5", "1e999999999", "data/orders.csv:3 amount is no money."),
        ("1034.5", "NaN", "data/orders.csv:3 amount is no money."),
        ("order_number,", "number,", "data/orders.csv:1 has no column order_number."),
        ("order_number,customer_id", "order_number;customer_id", "data/orders.csv:1 has no column customer_id"),
        (",note", ",items", "data/orders.csv:1 names a column twice."),
        ('"Zee, en meer zee"', '"Zee" SECRET', "data/orders.csv: after line 2 it is no CSV"),
        ("De reis", "De " + "x" * 200_000, "data/orders.csv: after line 1 it is no CSV"),
    ],
)
def test_a_broken_file_names_its_line_and_no_value(
    plan: ConnectorPlan, folder: Path, old: str, new: str, said: str
) -> None:
    change(folder, old, new)
    with pytest.raises(Permanent) as refused:
        orders(plan, folder)
    assert str(refused.value).startswith(said)
    assert "SECRET" not in str(refused.value) + refused.value.remedy
    assert refused.value.remedy


def test_a_fault_in_one_row_does_not_touch_other_customers(plan: ConnectorPlan, folder: Path) -> None:
    change(folder, "1034.5", "much")
    assert numbers(orders(plan, folder, "K-2")) == ("M-11",)


def test_bytes_that_are_no_text(plan: ConnectorPlan, folder: Path) -> None:
    path = folder / "data/orders.csv"
    path.write_bytes(path.read_bytes() + b"M-1,K-1,\xff\xfe,,,,,,\n")
    with pytest.raises(Permanent, match=r"data/orders\.csv: somewhere after line \d+ it is no UTF-8"):
        orders(plan, folder)


def test_a_missing_file(plan: ConnectorPlan, tmp_path: Path) -> None:
    with pytest.raises(Permanent, match=r"data/orders\.csv is missing"):
        orders(plan, tmp_path)


def test_a_file_outside_the_folder_is_not_read(plan: ConnectorPlan, folder: Path, tmp_path: Path) -> None:
    (folder / "inside").mkdir()
    outside = dataclasses.replace(
        plan, tables={**plan.tables, "orders": TableSource("../data/orders.csv", "customer_id")}
    )
    with pytest.raises(Permanent, match="lies outside the company folder"):
        orders(outside, folder / "inside")


def test_reading_needs_no_clock_of_its_own(plan: ConnectorPlan) -> None:
    at = datetime(2031, 5, 1, tzinfo=UTC)
    assert {record.read_at for record in orders(plan, SAMPLE, at=at)} == {at}
