"""A workflow over a customer's orders, and rows for it."""

from datetime import UTC, datetime

from kompas.assistant.domain.customer import Field, Record
from kompas.assistant.domain.workflow import Choose, LookUp, Show, Workflow

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NONE = {"nl": "Er is niets."}
LOOK_UP = LookUp("shop", "orders", "orders", NONE)
CHOOSE = Choose("orders", "order", "number", "{number} · {items}", {"nl": "Welke?"}, (("status", ("sent",)),))
SHOW = Show("order", ("number", "status"), "status", {"otherwise": {"nl": "{number}: {status}"}}, {"nl": "Verder?"})
ORDERS = Workflow("orders", {"nl": "uw bestelling"}, "order_status", (LOOK_UP, CHOOSE, SHOW))


def order(number: str, status: str = "sent", items: str = "helm") -> Record:
    values = {"number": number, "status": status, "items": items}
    fields = tuple(Field(name, {"nl": name}, value, {"nl": value}) for name, value in values.items())
    return Record("shop", "orders", "order_status", fields, AT)
