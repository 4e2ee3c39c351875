"""CSV files of the company folder as a customer system: always only the verified customer's own rows."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from kompas.assistant.domain.company import ConnectorPlan, FieldShape, Operation, Purpose
from kompas.assistant.domain.customer import Field, Identity, Level, Record
from kompas.assistant.domain.errors import NotAllowed, Permanent
from kompas.connectors.csv_file import CsvFile, Row
from kompas.connectors.shown import number_of, shown_in


class TableConnector:
    """Implements the Connector socket over CSV files. Reads at first use, and again when a file has changed."""

    def __init__(self, plan: ConnectorPlan, folder: Path) -> None:
        self._plan = plan
        self._files = {
            name: CsvFile(folder, source.file, source.customer, _columns(plan, name))
            for name, source in plan.tables.items()
        }

    def look_up(self, operation: str, purpose: str, identity: Identity, at: datetime) -> Sequence[Record]:
        """The customer's own rows with the purpose's fields. Which customer is said by `identity` alone."""
        key = self._allowed(purpose, identity)
        plan = self._plan.operations.get(operation)
        if plan is None:
            raise Permanent(
                f"connectors/{self._plan.id}: there is no such operation.",
                "Name one of operations in the connector file.",
            )
        reason = self._plan.purposes[purpose]
        if plan.table not in reason.fields:
            raise NotAllowed(
                f"connectors/{self._plan.id}: this purpose reads nothing of that table.",
                "Add the fields to the purpose in the connector file, or use another purpose.",
            )
        rows = self._in_order(plan, self._files[plan.table].rows_of(key))
        moved = self._moved(at)
        return [self._record(row, plan.table, reason, at, moved) for row in rows]

    def find_customer(self, mail: str) -> str | None:
        """The key of the one customer with this mail address; None when there is none, or more than one."""
        if not (self._plan.find_table and mail.strip()):
            return None
        wanted = _plain_mail(mail)
        rows = self._files[self._plan.find_table].rows()
        keys = {
            row.customer for row in rows if row.customer and _plain_mail(row.values[self._plan.find_mail]) == wanted
        }
        return keys.pop() if len(keys) == 1 else None

    def name_of(self, identity: Identity) -> str | None:
        """What the customer is called, for the people who help them. The purpose is the plan's own: without the column
        `name` in find_customer nothing is read; and nothing of whom has not proven who they are."""
        proven = identity.level >= Level.VERIFIED and identity.customer_key
        if not (self._plan.find_table and self._plan.find_name and proven):
            return None
        rows = self._files[self._plan.find_table].rows_of(identity.customer_key or "")
        return next((row.values[self._plan.find_name] or None for row in rows), None)

    def _allowed(self, purpose: str, identity: Identity) -> str:
        """The customer's key, when the identity is sure enough for the purpose."""
        reason = self._plan.purposes.get(purpose)
        if reason is None:
            raise NotAllowed(
                f"connectors/{self._plan.id}: there is no such purpose.", "Name one of purposes in the connector file."
            )
        if identity.level < reason.identity or not identity.customer_key:
            raise NotAllowed(
                f"connectors/{self._plan.id}: {purpose} needs an identity that is {reason.identity.name.lower()}.",
                "Let the customer prove who they are first.",
            )
        return identity.customer_key

    def _in_order(self, operation: Operation, rows: Sequence[Row]) -> list[Row]:
        """By the operation's column; empty values come last, equal ones in the order of the file."""
        column = operation.order_by.removeprefix("-")
        if not column:
            return list(rows)
        value = _sort_value(self._plan.fields.get(operation.table, {}).get(column))
        filled = sorted(
            (row for row in rows if row.values[column]),
            key=lambda row: value(row, column),
            reverse=operation.order_by.startswith("-"),
        )
        return [*filled, *(row for row in rows if not row.values[column])]

    def _moved(self, at: datetime) -> timedelta:
        """By how many days example data moves, so that it stays of today."""
        return at.date() - self._plan.dates_as_of if self._plan.dates_as_of is not None else timedelta()

    def _record(self, row: Row, table: str, purpose: Purpose, at: datetime, moved: timedelta) -> Record:
        fields = (self._field(row, name, self._plan.fields[table][name], moved) for name in purpose.fields[table])
        return Record(self._plan.id, table, purpose.id, tuple(fields), at)

    def _field(self, row: Row, name: str, shape: FieldShape, moved: timedelta) -> Field:
        value = row.values[name]
        if shape.type == "date" and value:
            value = (_day(row, name) + moved).isoformat()
        try:
            shown = {lang: shown_in(lang, value, shape) for lang in {**self._plan.title, **shape.label}}
        except ValueError:
            raise row.broken(name, f"is no {shape.type}") from None
        return Field(name, dict(shape.label), value, shown)


def _columns(plan: ConnectorPlan, table: str) -> frozenset[str]:
    """The columns that the plan uses of a table."""
    columns = {plan.tables[table].customer, *plan.fields.get(table, {})}
    columns |= {one.order_by.removeprefix("-") for one in plan.operations.values() if one.table == table}
    if plan.find_table == table:
        columns |= {plan.find_mail, plan.find_name}
    return frozenset(columns - {""})


def _sort_value(shape: FieldShape | None) -> Callable[[Row, str], Decimal | str]:
    """How a column is compared: numbers by size, all else as text (dates are written year first)."""
    return (
        _number if shape is not None and shape.type in ("money", "number") else lambda row, column: row.values[column]
    )


def _number(row: Row, column: str) -> Decimal:
    try:
        return number_of(row.values[column])
    except ValueError:
        raise row.broken(column, "is no number") from None


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row.values[column])
    except ValueError:
        raise row.broken(column, "is no date (year-month-day)") from None


def _plain_mail(mail: str) -> str:
    """Small letters for A to Z alone: other signs that merely look alike must stay different addresses."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in mail.strip())
